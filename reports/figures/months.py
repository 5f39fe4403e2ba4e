"""The accepted figures of a month, of the months that it is compared with, and of closed seasons."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from briefing_portal.lib.fields import figure_of
from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody
from reports.facts import Figure, MonthFigures
from reports.models import Period, Season, Submission, Value
from reports.workflow import ReportStatus

from .plans import Plans


def accepted_values(
    period: Period,
    numbers: Mapping[str, int],
    codes: Collection[str] | None = None,
    *,
    commune: Commune | None = None,
) -> Plans:
    """Return the figures of a period's accepted reports by indicator and season, then by commune (one alone)."""
    values: Plans = defaultdict(dict)
    found = Value.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED).order_by()
    if codes is not None:
        found = found.filter(indicator__code__in=codes)
    if commune is not None:
        found = found.filter(report__commune=commune)
    rows = found.values_list("indicator__code", "season__code", "report__commune__code", "value", "as_of")
    for code, season, unit, scaled, day in _as_stored(rows):
        values[code, season or ""][unit] = Figure(figure_of(scaled), numbers.get(unit), day and _day(day))
    return values


def _day(stored: date | str) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(stored)  # SQLite keeps days as text


def _as_stored(rows: QuerySet[Value, Any]) -> Iterator[tuple[Any, ...]]:
    """Return rows as the database keeps them: of a province's figures, turning each one costs as much as reading it."""
    with connection.cursor() as cursor:
        cursor.execute(*rows.query.sql_with_params())
        while several := cursor.fetchmany(5000):
            yield from several


def submission_numbers(period: Period) -> dict[str, int]:
    """Return the number of the accepted submission by commune code."""
    rows = Submission.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED).values_list(
        "report__commune__code", "number"
    )
    return dict(rows.order_by("number").iterator(chunk_size=5000))


def earlier_figures(body: ConveningBody, month: Month, codes: Collection[str] | None = None) -> MonthFigures | None:
    """Return the accepted figures of an earlier month (of the indicators named); None where it was not opened."""
    then = Period.objects.filter(body=body, month=str(month)).first()
    if then is None:
        return None
    numbers = submission_numbers(then)
    return MonthFigures(month, frozenset(numbers), accepted_values(then, numbers, codes))


def closed_seasons(period: Period, seasons: Sequence[Season]) -> list[Season]:
    """Return the seasons of the same crop years that have begun and that the month no longer asks for."""
    years = {season.crop_year for season in seasons}
    begun = Season.objects.filter(body=period.body, crop_year__in=years, starts_on__lte=period.data_to)
    return list(begun.exclude(pk__in=[season.pk for season in seasons]))


def closed_figures(period: Period, seasons: Sequence[Season], codes: Collection[str]) -> Plans:
    """Return what the communes' accepted reports last said of closed seasons, each with its month."""
    earlier = {"report__period__body": period.body, "report__period__month__lt": period.month}
    found = Value.objects.filter(
        **earlier, report__status=ReportStatus.ACCEPTED, season__in=seasons, indicator__code__in=codes
    )
    rows = found.values_list(
        "indicator__code", "season__code", "report__commune__code", "value", "as_of", "report__period__month", "report"
    )
    submissions = Submission.objects.filter(report__values__in=found).order_by("number")
    numbers = dict(submissions.values_list("report", "number"))
    values: Plans = defaultdict(dict)
    for code, season, commune, value, as_of, month, report in rows.order_by("report__period__month", "pk"):
        figure = Figure(value, numbers.get(report), as_of, None, Month.parse(month))
        values[code, season][commune] = figure
    return values
