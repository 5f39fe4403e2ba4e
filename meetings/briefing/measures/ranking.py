"""Rankings of communes by exact value."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from briefing_portal.lib.vietnamese import truncated
from meetings.briefing.measures.claims import is_at_least
from meetings.briefing.measures.figures import figures, indicator_of
from meetings.briefing.measures.once import measured_once
from meetings.briefing.measures.totals import commune_ratios
from reports.facts import BodyFact, BriefingFacts, CommuneFact, IndicatorFact


class Place(NamedTuple):
    """A commune's place: `value` exact (a ratio in per cent), `rank` 1, 2, 2, 4."""

    commune: CommuneFact
    value: Fraction
    rank: int


@measured_once
def ranking(facts: BriefingFacts, code: str, *, season: str | None = None) -> tuple[Place, ...]:
    """Rank the communes that have the indicator, best first by its `better` (the highest where it says nothing).

    Equal exact values share a rank and stand by the body's list order, then by the Vietnamese alphabet.
    """
    indicator = indicator_of(facts, code)
    if indicator is None:
        return ()
    values = _values(facts, indicator, season)
    # Decimals of 80 digits order as the fractions do, and sort much faster.
    keys = {code: truncated(value) for code, value in values.items()}
    if indicator.better != "lower":
        keys = {code: key.copy_negate() for code, key in keys.items()}
    communes = sorted(
        (commune for commune in facts.communes if commune.code in values),
        key=lambda commune: (keys[commune.code], commune.rank, commune.sort_key),
    )
    return _places(communes, values)


def _values(facts: BriefingFacts, indicator: IndicatorFact, season: str | None) -> dict[str, Fraction]:
    if indicator.aggregation == "ratio":
        return commune_ratios(facts, indicator.numerator, indicator.denominator, season=season)
    found = figures(facts, indicator.code, season=season)
    return {commune: Fraction(figure.value) for commune, figure in found.items()}


def _places(communes: Sequence[CommuneFact], values: dict[str, Fraction]) -> tuple[Place, ...]:
    places: list[Place] = []
    for number, commune in enumerate(communes, start=1):
        value = values[commune.code]
        tied = bool(places) and places[-1].value == value
        places.append(Place(commune, value, places[-1].rank if tied else number))
    return tuple(places)


def at_or_above(places: Sequence[Place], threshold: Decimal) -> tuple[Place, ...]:
    """Return the places whose exact value reaches the threshold, in their order."""
    return tuple(place for place in places if is_at_least(place.value, threshold))


def below(places: Sequence[Place], bound: Decimal) -> tuple[Place, ...]:
    """Return the places whose exact value lies under the bound, the lowest first."""
    low = [place for place in places if not is_at_least(place.value, bound)]
    return tuple(sorted(low, key=lambda place: (place.value, place.commune.rank, place.commune.sort_key)))


def cut_at(places: Sequence[Place], cap: int) -> tuple[Place, ...]:
    """Return the first places up to the cap; those tied with the last of them are kept too."""
    if not 0 < cap < len(places):
        return tuple(places) if cap > 0 else ()
    last = places[cap - 1].value
    return tuple(place for number, place in enumerate(places) if number < cap or place.value == last)


def named_places(places: Sequence[Place], body: BodyFact) -> tuple[Place, ...]:
    """Return the places that a sentence names: those within the body's cap, in the order that the body wants."""
    chosen = cut_at(places, body.list_cap)
    if body.list_order == "value":
        return chosen
    return tuple(sorted(chosen, key=lambda place: (place.commune.rank, place.commune.sort_key)))
