"""The accepted figures of a month, of the months that it is compared with, and of closed seasons."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from briefing_portal.lib.months import Month
from reports.facts import Figure, MonthFigures
from reports.models import Period, Season, Submission, Value
from reports.workflow import ReportStatus

from .plans import Plans, first_plans, plans_by_assigner


def month_figures(
    period: Period, month: Month, numbers: Mapping[str, int], *, codes: Collection[str] | None = None
) -> MonthFigures:
    """Return the accepted figures of a period (of the indicators named) and the plans in force in its month."""
    plans = first_plans(plans_by_assigner(period.body, month)) if codes is None else {}
    return MonthFigures(month, frozenset(numbers), accepted_values(period, numbers, codes) | plans)


def accepted_values(period: Period, numbers: Mapping[str, int], codes: Collection[str] | None = None) -> Plans:
    """Return the figures of a period's accepted reports by indicator and season, then by commune."""
    values: Plans = defaultdict(dict)
    found = Value.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED)
    if codes is not None:
        found = found.filter(indicator__code__in=codes)
    rows = found.values_list("indicator__code", "season__code", "report__commune__code", "value", "as_of")
    for code, season, commune, value, as_of in rows.order_by().iterator(chunk_size=5000):
        values[code, season or ""][commune] = Figure(value, numbers.get(commune), as_of)
    return values


def submission_numbers(period: Period) -> dict[str, int]:
    """Return the number of the accepted submission by commune code."""
    rows = Submission.objects.filter(report__period=period, report__status=ReportStatus.ACCEPTED).values_list(
        "report__commune__code", "number"
    )
    return dict(rows.order_by("number").iterator(chunk_size=5000))


def last_month_figures(period: Period | None, month: Month) -> MonthFigures:
    """Return the accepted figures of the month before; none where it was not opened."""
    if period is None:
        return MonthFigures(month, frozenset())
    return month_figures(period, month, submission_numbers(period))


def last_year_figures(period: Period, codes: Collection[str]) -> MonthFigures | None:
    """Return what these indicators were in the same month of the year before; None where it was not opened."""
    month = period.as_month.same_month_last_year()
    then = Period.objects.filter(body=period.body, month=str(month)).first() if codes else None
    return month_figures(then, month, submission_numbers(then), codes=codes) if then else None


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
