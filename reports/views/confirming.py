"""The commune confirms what the office submitted on its behalf, or says what is wrong in it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404
from reports.actions import confirm
from reports.forms.confirming import ConfirmingForm
from reports.models import Report
from reports.permissions import may_confirm, report_or_404
from reports.workflow import Confirming

from .read import show_report


@require_POST
def report_confirm(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Keep the commune's word on the submission that it saw; what was typed survives a refusal."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    if not may_confirm(request.user, report):
        raise PermissionDenied("Bản nhập thay do cán bộ hoặc người ký của đơn vị xác nhận.")
    form = ConfirmingForm(request.POST)
    if form.is_valid():
        try:
            sentence = _answer(request, report, form)
        except Refusal as refusal:
            form.add_error("text", refusal.sentence)
        else:
            messages.success(request, sentence)
            return redirect("reports:read", body, month, commune)
    return show_report(request, report, confirming=form)


def _answer(request: UserRequest, report: Report, form: ConfirmingForm) -> str:
    told = form.cleaned_data
    if told["decision"] == Confirming.CONFIRM:
        confirm.confirm(report=report, expected_submission=told["expected"], by=request.user, at=clock.now())
        return "Đã xác nhận báo cáo do Văn phòng nhập thay."
    confirm.ask_correction(
        report=report, text=told["text"], expected_submission=told["expected"], by=request.user, at=clock.now()
    )
    return "Đã gửi đề nghị sửa. Văn phòng sẽ trả lại hoặc mở lại báo cáo để sửa."
