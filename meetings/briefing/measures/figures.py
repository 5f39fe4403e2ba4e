"""Which figures a briefing looks at: those of the communes that are expected, in their order."""

from collections.abc import Iterable
from operator import attrgetter

from meetings.briefing.measures.once import measured_once
from reports.facts import BriefingFacts, CommuneFact, Figure, IndicatorFact, Key, MonthFigures

_SEASONAL = frozenset({"season", "season_to_date"})
_by_list_order = attrgetter("rank", "sort_key")


def indicator_of(facts: BriefingFacts, code: str) -> IndicatorFact | None:
    """Return a line of the month's catalogue; None where the month doesn't have it."""
    return _catalogue(facts).get(code)


@measured_once
def _catalogue(facts: BriefingFacts) -> dict[str, IndicatorFact]:
    return {indicator.code: indicator for indicator in reversed(facts.indicators)}


def key_of(facts: BriefingFacts, code: str, season: str | None = None) -> Key:
    """Return where an indicator's figures lie: in the season given, or in its own first one; "" for no season."""
    indicator = indicator_of(facts, code)
    if indicator is None or indicator.nature not in _SEASONAL:
        return (code, "")
    return (code, indicator.season if season is None else season)


@measured_once
def figures(
    facts: BriefingFacts, code: str, *, season: str | None = None, of: MonthFigures | None = None
) -> dict[str, Figure]:
    """Return an indicator's figures of the expected communes by code; a commune without a figure isn't in it.

    Those of the month, or of another month that the facts hold.
    """
    found = (of or facts.this_month).of(*key_of(facts, code, season))
    if not found:
        return {}
    return {commune.code: found[commune.code] for commune in facts.communes if commune.code in found}


def plan_of(facts: BriefingFacts, code: str) -> str:
    """Return the code of an indicator's plan; empty where it has none."""
    indicator = indicator_of(facts, code)
    return indicator.plan if indicator else ""


@measured_once
def accepted(facts: BriefingFacts) -> tuple[str, ...]:
    """Return the expected communes whose report was accepted, in the order of the body's list."""
    return tuple(c.code for c in facts.communes if c.code in facts.this_month.reported)


def missing_communes(facts: BriefingFacts) -> tuple[CommuneFact, ...]:
    """Return the expected communes without an accepted report, in list order."""
    return tuple(commune for commune in _by_list(facts) if commune.code not in facts.this_month.reported)


def in_list_order(facts: BriefingFacts, codes: Iterable[str]) -> tuple[CommuneFact, ...]:
    """Return communes by the body's list order, then by the Vietnamese alphabet."""
    wanted = frozenset(codes)
    return tuple(commune for commune in _by_list(facts) if commune.code in wanted)


@measured_once
def _by_list(facts: BriefingFacts) -> tuple[CommuneFact, ...]:
    return tuple(sorted(facts.communes, key=_by_list_order))
