"""The catalogue and the seasons of a month."""

from collections.abc import Iterable

from briefing_portal.lib.months import Month
from reports.facts import IndicatorFact, SeasonFact
from reports.models import Indicator, Period, Season


def seasons_of(period: Period) -> list[Season]:
    """Return the seasons a month asks for, its first season first."""
    return list(period.seasons.order_by("periodseason__order", "periodseason__pk"))


def season_fact(season: Season) -> SeasonFact:
    """Return a season as the core is told of it."""
    return SeasonFact(season.code, season.name, season.kind, season.crop_year, season.starts_on)


def indicator_facts(month: Month, seasons: Iterable[Season]) -> tuple[IndicatorFact, ...]:
    """Return the catalogue of a month; a seasonal indicator carries its first open season."""
    open_seasons = list(seasons)
    return tuple(indicator_fact(i, open_seasons) for i in Indicator.objects.asked_in(month).select_related("section"))


def indicator_fact(indicator: Indicator, seasons: Iterable[Season]) -> IndicatorFact:
    """Return one line of the catalogue."""
    codes = season_codes(indicator, seasons)
    return IndicatorFact(
        code=indicator.code,
        section=indicator.section.code,
        order=indicator.order,
        name=indicator.name,
        unit=indicator.unit,
        kind=indicator.kind,
        nature=indicator.nature,
        aggregation=indicator.aggregation,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        condition=indicator.condition,
        plan=indicator.plan,
        part_of=indicator.part_of,
        decimals=indicator.decimals,
        better=indicator.better,
        ranked=indicator.ranked,
        season_kinds=tuple(indicator.seasons.split(";")) if indicator.seasons else (),
        season=codes[0] if codes else "",
        minimum=indicator.minimum,
        maximum=indicator.maximum,
        required=indicator.required,
    )


def season_codes(indicator: Indicator, seasons: Iterable[Season]) -> tuple[str, ...]:
    """Return the open seasons that an indicator is asked for: ("",) where its nature has none."""
    if not indicator.is_seasonal:
        return ("",)
    return tuple(s.code for s in seasons if indicator.is_asked_for(s.kind))
