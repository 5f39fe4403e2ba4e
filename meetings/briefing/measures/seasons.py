"""The seasons of a crop year added up."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from meetings.briefing.measures.exact import add_up
from meetings.briefing.measures.figures import figures, indicator_of
from reports.facts import BriefingFacts, Figure, SeasonFact

# What is sown in a year: the field crops of its seasons, and the winter crop in the year in which it is planted.
SOWN = ("AGR_SOWN", "AGR_WINTER")
_FEWEST = 2  # seasons that make a sum


class SeasonPart(NamedTuple):
    """What one season adds: an indicator's sum in its unit, and the figures behind it by commune code."""

    season: SeasonFact
    code: str
    value: Fraction
    figures: Mapping[str, Figure]


class SeasonSum(NamedTuple):
    """The sum over a crop year's seasons, over the communes that have the figure of each of them."""

    crop_year: int
    value: Fraction
    communes: tuple[str, ...]
    parts: tuple[SeasonPart, ...]


def sum_of_seasons(facts: BriefingFacts) -> SeasonSum | None:
    """Add up what was sown in the seasons of the crop year that the month reports on.

    The year is that of the month's first season: a winter season that reaches into January counts in the year before.
    None where the year has one season so far, or where one of those that have begun has no figure at all.
    """
    year = facts.seasons[0].crop_year if facts.seasons else 0
    told = [
        (season, code, _figures(facts, code, season))
        for season in sorted((*facts.closed_seasons, *facts.seasons), key=_begins)
        if season.crop_year == year
        for code in SOWN
        if _is_asked(facts, code, season)
    ]
    if len(told) < _FEWEST:
        return None
    communes = tuple(c.code for c in facts.communes if all(c.code in found for _, _, found in told))
    if not communes:
        return None
    parts = tuple(_part(season, code, {c: found[c] for c in communes}) for season, code, found in told)
    return SeasonSum(year, sum((part.value for part in parts), Fraction(0)), communes, parts)


def _begins(season: SeasonFact) -> date:
    return season.starts_on or date.min


def _is_asked(facts: BriefingFacts, code: str, season: SeasonFact) -> bool:
    indicator = indicator_of(facts, code)
    return indicator is not None and (not indicator.season_kinds or season.kind in indicator.season_kinds)


def _figures(facts: BriefingFacts, code: str, season: SeasonFact) -> Mapping[str, Figure]:
    if season in facts.seasons:
        return figures(facts, code, season=season.code)
    return facts.closed_figures.get((code, season.code), {})


def _part(season: SeasonFact, code: str, found: Mapping[str, Figure]) -> SeasonPart:
    return SeasonPart(season, code, Fraction(add_up(f.value for f in found.values())), found)
