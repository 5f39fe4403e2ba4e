"""Read a report: as it stands, as it was handed in, and what was said about it."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody
from communes.permissions import UserRequest, body_or_404, commune_or_404
from reports import figures
from reports.actions import review
from reports.forms.confirming import ConfirmingForm
from reports.models import Indicator, IssueCategory, Period, Report, Season, Section
from reports.permissions import may_confirm, may_fill_in, may_review, refusal_to_edit, report_or_404
from reports.views import changes, review_sheet, steps, thread
from reports.views.answers import plain_answers, said_answers
from reports.views.draft import empty_report
from reports.views.files import files_as_submitted, shown_files
from reports.workflow import ReportStatus


@require_safe
def report_read(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show a report with its thread and its versions; a page that says what to do where nobody has begun it."""
    owner = body_or_404(request.user, body)
    unit = commune_or_404(request.user, owner, commune)
    found = Report.objects.filter(period__body=owner, period__month=str(month), commune=unit)
    report = found.select_related("period__body", "commune__body").first()
    if report is None:
        context: dict[str, object] = {"body": owner, "month": month, "commune": unit}
        return render(request, "reports/report_unbegun.html", context | _how_to_begin(request, owner, month, unit))
    return show_report(request, report)


def show_report(request: UserRequest, report: Report, *, confirming: ConfirmingForm | None = None) -> HttpResponse:
    """Show a report as it stands; `confirming` is the commune's answer that could not be kept."""
    reading, on_behalf = review_sheet.read(report), figures.on_behalf_of(report)
    context = {
        "body": report.commune.body,
        "month": report.period.as_month,
        "commune": report.commune,
        "report": report,
        "period": report.period,
        "reading": reading,
        "parts": review_sheet.parts_of(reading, None),
        "answers": said_answers(reading, None),
        "issues": report.issues.select_related("category"),
        "proposals": report.proposals.prefetch_related("answers__by"),
        "thread": thread.thread_of(report),
        "steps": steps.steps_of(report, request.user, clock.now()),
        "after_acceptance": steps.AFTER_ACCEPTANCE if report.state is ReportStatus.ACCEPTED else "",
        "returned": thread.last_return(report),
        "files": shown_files(report),
        "on_behalf": on_behalf,
        "confirming": (confirming or ConfirmingForm()) if may_confirm(request.user, report) else None,
        "may_write": may_fill_in(request.user, report) or may_review(request.user, report),
    }
    return render(request, "reports/report_read.html", context)


def _how_to_begin(request: UserRequest, body: ConveningBody, month: Month, commune: Commune) -> dict[str, object]:
    """Return the month as far as it is opened, and whether the user may begin the report of it."""
    period = Period.objects.filter(body=body, month=str(month)).select_related("body").first()
    if period is None:
        return {"refusal": f"Văn phòng chưa mở kỳ báo cáo tháng {month.month} năm {month.year}."}
    report = empty_report(period, commune)
    may_begin = may_fill_in(request.user, report)
    return {
        "period": period,
        "may_begin": may_begin,
        "refusal": refusal_to_edit(report, clock.now()) if may_begin else "",
    }


@require_POST
def report_message(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Add a message to the report's thread."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    if not (may_fill_in(request.user, report) or may_review(request.user, report)):
        raise PermissionDenied("Chỉ xã và Văn phòng trao đổi tại báo cáo này.")
    try:
        review.write_message(report=report, text=request.POST.get("text", ""), by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("reports:read", body, month, commune)


@require_safe
def submission_read(request: UserRequest, body: str, month: Month, commune: str, number: int) -> HttpResponse:
    """Show a submission as it was handed in, from its snapshot alone."""
    report = report_or_404(request.user, body_or_404(request.user, body), month, commune)
    submission = report.submissions.select_related("submitted_by").filter(number=number).first()
    if submission is None:
        raise Http404
    snapshot = json.loads(submission.snapshot)
    context = {
        "body": report.commune.body,
        "month": month,
        "report": report,
        "submission": submission,
        "files": files_as_submitted(report, snapshot),
        **_as_it_was(snapshot),
    }
    return render(request, "reports/submission_read.html", context)


def _as_it_was(snapshot: changes.Snapshot) -> dict[str, object]:
    """Return a snapshot's figures and texts with their names, section by section."""
    indicators = {i.code: i for i in Indicator.objects.select_related("section")}
    seasons = dict(Season.objects.filter(body__slug=snapshot["body"]).values_list("code", "name"))
    values, last = changes.values_of(snapshot), changes.values_of({"values": snapshot["last_month"]})
    days = changes.days_of(snapshot)
    plans = changes.values_of({"values": snapshot["targets"]})
    said_alone = snapshot["explanations"].keys() - {code for code, _ in values}
    keys = [*values, *((code, "") for code in indicators if code in said_alone)]
    rows = [
        {
            "section": indicators[code].section_id,
            "indicator": indicators[code],
            "season": seasons.get(season, ""),
            "value": values.get((code, season)),
            "as_of": days.get((code, season)),
            "last": last.get((code, season)),
            "plan": plans.get((indicators[code].plan, season)),
            "explanation": snapshot["explanations"].get(code, ""),
        }
        for code, season in keys
    ]
    categories = dict(IssueCategory.objects.values_list("code", "title"))
    parts = [
        {
            "section": section,
            "rows": [row for row in rows if row["section"] == section.pk],
            "text": snapshot["narratives"].get(section.code, ""),
        }
        for section in Section.objects.all()
    ]
    issues = [each | {"category": categories.get(each["category"], each["category"])} for each in snapshot["issues"]]
    parts = [part for part in parts if part["rows"] or part["text"]]
    answers = plain_answers(snapshot)
    return {"parts": parts, "answers": answers, "issues": issues, "proposals": snapshot["proposals"]}
