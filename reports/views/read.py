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
from communes.permissions import UserRequest, body_or_404, commune_or_404
from reports.actions import review
from reports.models import Indicator, IssueCategory, Report, Season, Section
from reports.permissions import may, may_fill_in, may_review, period_or_404, report_or_404
from reports.views import changes, review_sheet, thread
from reports.views.draft import empty_report
from reports.workflow import EDITABLE, MOVES, Move, check_move


@require_safe
def report_read(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show a report with its thread and its versions; a page that says what to do where nobody has begun it."""
    owner = body_or_404(request.user, body)
    unit, period = commune_or_404(request.user, owner, commune), period_or_404(owner, month)
    report = Report.objects.filter(period=period, commune=unit).select_related("period__body", "commune__body").first()
    context = {"body": owner, "month": month, "commune": unit, "period": period}
    if report is None:
        context["may_begin"] = may_fill_in(request.user, empty_report(period, unit))
        return render(request, "reports/report_unbegun.html", context)
    reading = review_sheet.read(report)
    context |= {
        "report": report,
        "reading": reading,
        "parts": review_sheet.parts_of(reading, None),
        "issues": report.issues.select_related("category"),
        "proposals": report.proposals.all(),
        "thread": thread.thread_of(report),
        "moves": _moves(request, report),
        "may_edit": may_fill_in(request.user, report) and report.state in EDITABLE,
        "may_write": may_fill_in(request.user, report) or may_review(request.user, report),
    }
    return render(request, "reports/report_read.html", context)


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
    context = {
        "body": report.commune.body,
        "month": month,
        "report": report,
        "submission": submission,
        **_as_it_was(json.loads(submission.snapshot)),
    }
    return render(request, "reports/submission_read.html", context)


def _as_it_was(snapshot: changes.Snapshot) -> dict[str, object]:
    """Return a snapshot's figures and texts with their names, section by section."""
    indicators = {i.code: i for i in Indicator.objects.select_related("section")}
    seasons = dict(Season.objects.filter(body__slug=snapshot["body"]).values_list("code", "name"))
    values, last = changes.values_of(snapshot), changes.values_of({"values": snapshot["last_month"]})
    plans = changes.values_of({"values": snapshot["targets"]})
    rows = [
        {
            "section": indicators[code].section_id,
            "indicator": indicators[code],
            "season": seasons.get(season, ""),
            "value": value,
            "last": last.get((code, season)),
            "plan": plans.get((indicators[code].plan, season)),
            "explanation": snapshot["explanations"].get(code, ""),
        }
        for (code, season), value in values.items()
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
    return {"parts": parts, "issues": issues, "proposals": snapshot["proposals"]}


def _moves(request: UserRequest, report: Report) -> list[dict[str, object]]:
    """Return the commune's moves that the user may make, with the sentence why one can't happen now."""
    own = (Move.SUBMIT, Move.TAKE_BACK, Move.WITHDRAW)
    return [
        {"move": rule.move, "refusal": _refusal(rule.move, report)}
        for rule in MOVES
        if rule.move in own and may(request.user, rule.move, report) and report.state in rule.sources
    ]


def _refusal(move: Move, report: Report) -> str:
    try:
        check_move(move, report.state, review_begun=report.review_begun_at is not None)
    except Refusal as refusal:
        return refusal.sentence
    return ""
