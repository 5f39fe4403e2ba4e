"""What changed from one submission of a report to the next."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib.months import Month
from communes.permissions import UserRequest, body_or_404
from reports.models import Indicator, IssueCategory, Report, Season, Section, Submission
from reports.permissions import report_or_404

from . import changes


@require_safe
def submission_difference(request: UserRequest, body: str, month: Month, commune: str, number: int) -> HttpResponse:
    """Show a submission beside the one before; who may see the report sees this too."""
    convener = body_or_404(request.user, body)
    report = report_or_404(request.user, convener, month, commune)
    old, new = _pair_or_404(report, number)
    categories = dict(IssueCategory.objects.values_list("code", "title"))
    found = changes.compare(json.loads(old.snapshot), json.loads(new.snapshot), categories)
    context = {"body": convener, "month": month, "report": report, "old": old, "new": new, "changes": found}
    return render(request, "reports/difference.html", context | _named(report, found))


def _pair_or_404(report: Report, number: int) -> tuple[Submission, Submission]:
    pair = report.submissions.filter(number__in=(number - 1, number)).select_related("submitted_by").order_by("number")
    found = {submission.number: submission for submission in pair}
    if number - 1 not in found or number not in found:
        raise Http404
    return found[number - 1], found[number]


def _named(report: Report, found: changes.Changes) -> dict[str, list[dict[str, Any]]]:
    """Return the changes with the names of what they stand beside, in the catalogue's order."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.select_related("section")}
    sections = dict(Section.objects.values_list("code", "title"))
    seasons = dict(Season.objects.filter(body=report.commune.body_id).values_list("code", "name"))
    order = list(indicators)
    figures = sorted(found.figures, key=lambda each: (order.index(each.indicator), each.season))
    return {
        "figures": [
            {"indicator": indicators[each.indicator], "season": seasons.get(each.season, ""), "change": each}
            for each in figures
        ],
        "narratives": [{"title": sections[each.place], "pieces": each.pieces} for each in found.narratives],
        "answers": [{"title": each.place, "pieces": each.pieces} for each in found.answers],
        "explanations": [{"title": indicators[each.place].name, "pieces": each.pieces} for each in found.explanations],
    }
