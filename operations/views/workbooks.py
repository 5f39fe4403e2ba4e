"""Excel there and back in the browser: a commune's own workbook, and the office's of a whole month."""

import base64
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import file_answer
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody
from communes.permissions import (
    UserRequest,
    body_or_404,
    commune_or_404,
    is_clerk,
    is_office,
    office_body_or_404,
)
from documents.rendering.xlsx import XLSX_TYPE
from operations.forms import ACCEPT, HAND_IN, MonthWorkbookForm, WorkbookForm
from reports.forms.workbook import Outline, filled_workbook, held_in, outline_of, sheets_in
from reports.models import Period
from reports.permissions import period_or_404

from .workbook_preview import Preview, Wanted, take_in


@require_safe
def commune_workbook(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Hand out a commune's workbook with what stands in its report."""
    period, unit = _fillable_or_404(request, body, month, commune)
    return _xlsx(outline_of(period, [unit]), f"bao-cao-{month}-{unit.slug}.xlsx")


@require_http_methods(["GET", "POST"])
def commune_upload(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponseBase:
    """Take a commune's workbook back: show what it changes, then write it into the draft."""
    period, unit = _fillable_or_404(request, body, month, commune)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    context = {"commune": unit, "refusal": period.refusal_for(unit, clock.now())}
    wanted = Wanted(period, request.user, [unit])
    written = _answer(request, form, wanted, context)
    return written or redirect("reports:edit", period.body.slug, month, unit.slug)


@require_safe
def month_workbook(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Hand out the workbook of a month with what stands in all its reports."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    return _xlsx(outline_of(period), f"bao-cao-{month}-{period.body.slug}.xlsx")


@require_http_methods(["GET", "POST"])
def month_upload(request: UserRequest, body: str, month: Month) -> HttpResponseBase:
    """Take the workbook of a month in: all of it or nothing."""
    period = period_or_404(office_body_or_404(request.user, body), month)
    form = MonthWorkbookForm(request.POST or None, request.FILES or None)
    until = request.POST.get("until")
    wanted = Wanted(period, request.user, hand_in=until in {HAND_IN, ACCEPT}, accept=until == ACCEPT)
    written = _answer(request, form, wanted, {"refusal": ""})
    return written or redirect("reports:board", period.body.slug, month)


def _answer(request: UserRequest, form: WorkbookForm, wanted: Wanted, context: dict[str, Any]) -> HttpResponse | None:
    """Show the page, or what a workbook would change; None once it is written."""
    if request.method == "POST" and form.is_valid():
        name, content = form.cleaned_data["workbook"]
        try:
            sheets = sheets_in(BytesIO(content), name or "Excel")
            preview = take_in(wanted, sheets, clock.now(), form.cleaned_data["seen"])
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            if preview.is_written:
                messages.success(request, f"Đã ghi {preview.count} thay đổi từ tệp {name}.")
                return None
            context |= _shown(form, preview, name, content)
    page = context | {"form": form, "period": wanted.period, "body": wanted.period.body}
    return render(request, "operations/workbook.html", page | {"month": wanted.period.as_month})


def _shown(form: WorkbookForm, preview: Preview, name: str, content: bytes) -> dict[str, Any]:
    """Return what the page shows of a workbook, and what the form hands in again to have it written."""
    return {
        "preview": preview,
        "name": name,
        "content": base64.b64encode(content).decode() if preview.fingerprint else "",
        "is_overtaken": bool(form.cleaned_data["seen"]),
    }


def _xlsx(outline: Outline, name: str) -> HttpResponse:
    file = BytesIO()
    filled_workbook(outline, held_in(outline)).save(file)
    return file_answer(file.getvalue(), XLSX_TYPE, name, to_save=True)


def _fillable_or_404(request: UserRequest, body: str, month: Month, commune: str) -> tuple[Period, Commune]:
    """Return a month and a commune of it that the user fills in for; 404 for others' communes, 403 for readers."""
    convener: ConveningBody = body_or_404(request.user, body)
    unit = commune_or_404(request.user, convener, commune)
    if not (is_clerk(request.user, unit) or is_office(request.user, convener)):
        raise PermissionDenied("Tệp Excel để nhập số liệu dành cho cán bộ của đơn vị và Văn phòng.")
    period = period_or_404(convener, month)
    if not Commune.objects.filter(pk=unit.pk).existing_in(month).exists():
        raise PermissionDenied(f"{unit.full_name} không có trong {period}.")
    return period, unit
