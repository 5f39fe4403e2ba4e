"""One report: its figures, what they are judged against, what the rules find."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from briefing_portal.lib.months import Month
from communes.models import Commune
from reports.checks import Finding, Sheet, check
from reports.facts import Key
from reports.models import Indicator, Period, Report, Season, Value

from .catalogue import indicator_fact, season_codes, seasons_of
from .plans import plans_of


def figures_of(report: Report) -> dict[Key, Decimal]:
    """Return the figures that stand in a report now."""
    rows = report.values.values_list("indicator__code", "season__code", "value")
    return {(code, season or ""): value for code, season, value in rows}


def days_of(report: Report) -> dict[Key, date]:
    """Return the days that a report's figures are of, where they differ from the month's."""
    rows = report.values.filter(as_of__isnull=False).values_list("indicator__code", "season__code", "as_of")
    return {(code, season or ""): day for code, season, day in rows if day}


def last_month_of(commune: Commune, month: Month) -> dict[Key, Decimal]:
    """Return the figures of a commune's report of the month before."""
    before = {"report__period__body": commune.body_id, "report__period__month": str(month.previous())}
    rows = Value.objects.filter(report__commune=commune, **before)
    found = rows.values_list("indicator__code", "season__code", "value")
    return {(code, season or ""): value for code, season, value in found}


def sheet_of(report: Report, figures: Mapping[Key, Decimal] | None = None) -> Sheet:
    """Return a report's figures (those given, or those that stand) with what they are judged against."""
    empty = empty_sheet(report.period, seasons_of(report.period))
    words = dict(report.narratives.order_by("section__order", "pk").values_list("section__code", "text"))
    return judged(report, empty, figures_of(report) if figures is None else figures, words)


def empty_sheet(period: Period, seasons: Sequence[Season]) -> Sheet:
    """Return what a month with these seasons asks for, without a figure."""
    indicators = list(Indicator.objects.asked_in(period.as_month).select_related("section"))
    return Sheet(
        indicators=[indicator_fact(i, seasons) for i in indicators],
        seasons={i.code: season_codes(i, seasons) for i in indicators},
        figures={},
        is_january=period.as_month.is_january,
        new_seasons=frozenset(s.code for s in seasons if s.starts_on >= period.as_month.first_day),
    )


def judged(report: Report, empty: Sheet, figures: Mapping[Key, Decimal], narratives: Mapping[str, str]) -> Sheet:
    """Return an empty sheet filled with figures and words, beside last month's figures and the plans in force."""
    month = report.period.as_month
    plans = {key: figure.value for key, figure in plans_of(report.commune, month).items()}
    last_month = last_month_of(report.commune, month)
    return replace(empty, figures=figures, last_month=last_month, plans=plans, narratives=narratives)


def findings_of(report: Report) -> list[Finding]:
    """Return the findings on the figures and the words that stand in a report."""
    return check(sheet_of(report))


def missing_required(period: Period) -> dict[int, tuple[str, ...]]:
    """Return the names of the required figures that each begun report of a month lacks, by the report's id."""
    seasons = seasons_of(period)
    ids = {season.code: season.pk for season in seasons}
    asked = Indicator.objects.asked_in(period.as_month).measured().filter(required=True)
    required = {(i.pk, ids.get(codes[0])): i.name for i in asked if (codes := season_codes(i, seasons))}
    rows = Value.objects.filter(report__period=period, indicator__in={indicator for indicator, _ in required})
    given = set(rows.values_list("report_id", "indicator_id", "season_id"))
    return {
        report: tuple(name for key, name in required.items() if (report, *key) not in given)
        for report in Report.objects.filter(period=period).values_list("pk", flat=True)
    }
