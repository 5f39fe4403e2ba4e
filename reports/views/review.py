"""The office reviews a report: accept it, return it with comments, or open it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404
from reports import figures
from reports.actions import judge_answers, review
from reports.forms.review import ACCEPT, BEGIN, ReopenForm, ReviewForm
from reports.models import Report, Section
from reports.permissions import may_review, report_or_404
from reports.views.answers import said_answers
from reports.views.files import shown_files
from reports.views.repeated import repeated_of
from reports.workflow import ReportStatus

from . import review_sheet, thread


@require_http_methods(["GET", "POST"])
def report_review(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show a report to its reviewer and take her decision; what she typed survives a refusal."""
    report = _report_or_404(request, body, month, commune)
    reading = review_sheet.read(report)
    form = _form(request, reading)
    if request.method == "POST" and form.is_valid():
        try:
            sentence = _decide(request, report, form)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, sentence)
            if form.cleaned_data["decision"] != BEGIN:
                return redirect("reports:board", body, month)
        report.refresh_from_db()
    return _show(request, reading, form, ReopenForm())


@require_POST
def report_reopen(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Open an accepted report again, with a reason."""
    report = _report_or_404(request, body, month, commune)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            review.reopen(report=report, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã mở lại báo cáo của {report.commune.full_name}.")
            return redirect("reports:board", body, month)
    reading = review_sheet.read(report)
    return _show(request, reading, _form(request, reading, bound=False), form)


def _report_or_404(request: UserRequest, body: str, month: Month, commune: str) -> Report:
    """Return a report for its reviewer; another commune's is not there (404), one's own may not be reviewed (403)."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    if not may_review(request.user, report):
        raise PermissionDenied("Chỉ Văn phòng xem xét báo cáo.")
    return report


def _form(request: UserRequest, reading: review_sheet.Reading, *, bound: bool = True) -> ReviewForm:
    data = request.POST if bound and request.method == "POST" else None
    sections = Section.objects.values_list("code", flat=True)
    return ReviewForm(reading.keys, sections, data, answers=[told.row for told in reading.answers])


def _decide(request: UserRequest, report: Report, form: ReviewForm) -> str:
    """Do what the reviewer chose and return the sentence that says so."""
    decision, by, at, whose = form.cleaned_data["decision"], request.user, clock.now(), report.commune.full_name
    if decision == BEGIN:
        review.begin(report=report, by=by, at=at)
        return f"Đã bắt đầu xem xét; {whose} không tự rút lại báo cáo được nữa."
    act = review.accept if decision == ACCEPT else review.return_to_commune
    with transaction.atomic():
        made = act(
            report=report,
            by=by,
            at=at,
            reason=form.cleaned_data["reason"],
            comments=form.comments,
            expected_submission=form.cleaned_data["expected"],
        )
        judge_answers.judge(entries=form.verdicts, by=by, at=at)
    done = "tiếp nhận" if decision == ACCEPT else "trả lại"
    return f"Đã {done} báo cáo của {whose} (lần {made.submission.number})."


def _show(request: UserRequest, reading: review_sheet.Reading, form: ReviewForm, reopening: ReopenForm) -> HttpResponse:
    report = reading.report
    is_open = report.state is ReportStatus.SUBMITTED
    context = {
        "body": report.period.body,
        "month": report.period.as_month,
        "report": report,
        "reading": reading,
        "repeated": repeated_of(report),
        "parts": review_sheet.parts_of(reading, form if is_open or form.is_bound else None),
        "answers": said_answers(reading, form if is_open or form.is_bound else None),
        "unanswered": figures.faults_of(report) if is_open else [],
        "issues": report.issues.select_related("category"),
        "proposals": report.proposals.prefetch_related("answers__by"),
        "files": shown_files(report),
        "on_behalf": figures.on_behalf_of(report),
        "form": form,
        "shows_form": is_open or form.is_bound,
        "is_open": is_open,
        "reopening": reopening if report.state is ReportStatus.ACCEPTED or reopening.is_bound else None,
        "thread": thread.thread_of(report),
    }
    return render(request, "reports/review.html", context)
