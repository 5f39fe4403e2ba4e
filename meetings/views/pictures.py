"""A month in pictures for the office and the leader; a commune's own figures over twelve months for its people."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from communes.models import ConveningBody
from communes.permissions import UserRequest, body_or_404, commune_or_404, readable_body_or_404
from documents.rendering.pdf import RenderingFailed
from meetings.figures.pictures import (
    accepted_of,
    body_trend,
    choices_of,
    commune_multiples,
    commune_trends,
    heat_of,
    months_shown,
    ranking_of,
    shown_indicators,
)
from meetings.figures.sheets import sheet_pdf
from meetings.permissions import readable_period_or_404
from reports.facts import IndicatorFact
from reports.figures import indicator_facts
from reports.models import Period
from reports.views.directive_rows import rows_of
from reports.views.directives import reader_of
from reports.views.flow import picture_of


@require_safe
def pictures(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show a month in pictures; `?chi-tieu=` chooses the indicator that is ranked and followed over twelve months."""
    convener = readable_body_or_404(request.user, body)
    period = Period.objects.filter(body=convener, month=str(month)).first()
    context: dict[str, Any] = {"body": convener, "month": month, "period": period}
    if period is not None:
        context |= _drawn(request, convener, month)
    return render(request, "meetings/pictures.html", context)


@require_safe
def pictures_pdf(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Print a month's pictures."""
    period = readable_period_or_404(request.user, body, month)
    at, title = clock.now().astimezone(OFFICE_TIME), f"Biểu đồ {period} của {period.body.name}"
    context = _drawn(request, period.body, month) | {"period": period}
    try:
        pdf = sheet_pdf("meetings/pictures_paper.html", context, body=period.body, title=title, at=at)
    except RenderingFailed as failure:
        return render(request, "meetings/printing_failed.html", {"body": period.body, "failure": failure}, status=503)
    return file_answer(pdf, PDF, f"bieu-do-{body}-{month}.pdf")


def _drawn(request: UserRequest, body: ConveningBody, month: Month) -> dict[str, Any]:
    months = months_shown(body, month, MONTHS_PER_YEAR)
    facts = months[month]
    choices = choices_of(facts)
    chosen = _chosen(choices, request.GET.get("chi-tieu", ""))
    flow = picture_of(rows_of(reader_of(request, body)), clock.today())
    drawn = {"reports": accepted_of(facts), "choices": choices, "chosen": chosen, "flow": flow}
    if chosen is None:
        return drawn
    return drawn | {
        "heat": heat_of(facts),
        "ranking": ranking_of(facts, chosen),
        "trend": body_trend(months, month, chosen),
        "multiples": commune_multiples(months, month, chosen),
    }


def _chosen(choices: Sequence[IndicatorFact], code: str) -> IndicatorFact | None:
    """Return the indicator that the address asks for, else the first; None where nobody has any figure."""
    return next((each for each in choices if each.code == code), next(iter(choices), None))


@require_safe
def commune_pictures(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show a commune its own accepted figures over the twelve months up to one; nobody else's."""
    convener = body_or_404(request.user, body)
    found = commune_or_404(request.user, convener, commune)
    months = months_shown(convener, month, MONTHS_PER_YEAR, commune=found)
    trends = commune_trends(months, month, shown_indicators(indicator_facts(month, ())))
    context = {"body": convener, "month": month, "commune": found, "trends": trends}
    return render(request, "meetings/commune_pictures.html", context)
