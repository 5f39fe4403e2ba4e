"""Totals over communes: sums, ratios of sums, means, extremes and counts."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from meetings.briefing.measures.exact import add_up, percentage, quotient
from meetings.briefing.measures.figures import figures, indicator_of, key_of, plan_of
from meetings.briefing.measures.once import measured_once
from reports.facts import BriefingFacts, Figure, IndicatorFact

_CONDITION = re.compile(r"\s*(<=|>=|=|<|>)\s*(-?\d+(?:\.\d+)?)\s*")
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Total:
    """An indicator over all communes. `value` is None where no commune has the figure (or Σ denominator is 0).

    In the indicator's unit; a ratio in per cent. `communes` have the figure (a ratio: both parts), `zeros` of them
    confirmed zero (a ratio: in the numerator), `expected` are all communes of the body.
    """

    value: Fraction | None
    communes: tuple[str, ...]
    zeros: int
    expected: int

    @property
    def reported(self) -> int:
        """Return how many communes have the figure."""
        return len(self.communes)

    @property
    def missing(self) -> int:
        """Return how many expected communes have no figure."""
        return self.expected - len(self.communes)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Σ numerator / Σ denominator in per cent, over the communes that have both; None where Σ denominator is 0."""

    value: Fraction | None
    numerator: Fraction
    denominator: Fraction
    communes: tuple[str, ...]


@measured_once
def total(facts: BriefingFacts, code: str, *, season: str | None = None) -> Total:
    """Return an indicator's total by its aggregation (sum, ratio, mean, max, min or count_if)."""
    indicator = indicator_of(facts, code)
    if indicator is None:
        return Total(None, (), 0, len(facts.communes))
    if indicator.aggregation == "ratio":
        return _ratio_total(facts, indicator, season)
    source = indicator.numerator if indicator.aggregation == "count_if" else code
    found = figures(facts, source, season=season)
    values = [figure.value for figure in found.values()]
    value = _aggregate(indicator, values) if values else None
    return Total(value, tuple(found), values.count(Decimal(0)), len(facts.communes))


def _ratio_total(facts: BriefingFacts, indicator: IndicatorFact, season: str | None) -> Total:
    ratio = ratio_of_sums(facts, indicator.numerator, indicator.denominator, season=season)
    top = figures(facts, indicator.numerator, season=season)
    zeros = sum(not top[commune].value for commune in ratio.communes)
    return Total(ratio.value, ratio.communes, zeros, len(facts.communes))


def _aggregate(indicator: IndicatorFact, values: list[Decimal]) -> Fraction:
    match indicator.aggregation:
        case "mean":
            return quotient(add_up(values), Decimal(len(values)))
        case "max":
            return Fraction(max(values))
        case "min":
            return Fraction(min(values))
        case "count_if":
            return Fraction(sum(_meets(indicator.condition, value) for value in values))
        case _:
            return Fraction(add_up(values))


def _meets(condition: str, value: Decimal) -> bool:
    match = _CONDITION.fullmatch(condition)
    if match is None:
        raise ValueError(f"a condition is written like “> 0”, not “{condition}”")
    return _COMPARE[match[1]](value, Decimal(match[2]))


@measured_once
def ratio_of_sums(facts: BriefingFacts, numerator: str, denominator: str, *, season: str | None = None) -> Ratio:
    """Return Σ numerator / Σ denominator in per cent over the communes that have both parts."""
    return _ratio(*_both(facts, numerator, denominator, season))


def _ratio(top: Mapping[str, Figure], bottom: Mapping[str, Figure]) -> Ratio:
    above, under = add_up(f.value for f in top.values()), add_up(f.value for f in bottom.values())
    value = percentage(above, under) if under else None
    return Ratio(value, Fraction(above), Fraction(under), tuple(top))


@dataclass(frozen=True, slots=True)
class PlanShare:
    """An indicator against the plan of one assigner ("" where that was not said), in a season; `plans` by commune."""

    assigner: str
    season: str
    ratio: Ratio
    plans: Mapping[str, Figure]


def shares_of_plan(facts: BriefingFacts, code: str, *, season: str | None = None) -> tuple[PlanShare, ...]:
    """Return an indicator against its plan, over the communes that have figure and plan.

    Against each assigner's plan by itself where a commune has more than one, in the assigners' order; an assigner
    whose plans no commune's figure meets is left out.
    """
    plan = key_of(facts, plan_of(facts, code), key_of(facts, code)[1] if season is None else season)
    by_assigner = facts.assigned.get(plan) or {"": facts.this_month.of(*plan)}
    done = figures(facts, code, season=season)
    shares = (_share(assigner, plan[1], done, plans) for assigner, plans in by_assigner.items())
    return tuple(share for share in shares if share.ratio.value is not None)


def _share(assigner: str, season: str, done: Mapping[str, Figure], plans: Mapping[str, Figure]) -> PlanShare:
    top = {commune: figure for commune, figure in done.items() if commune in plans}
    bottom = {commune: plans[commune] for commune in top}
    return PlanShare(assigner, season, _ratio(top, bottom), bottom)


@measured_once
def commune_ratios(
    facts: BriefingFacts, numerator: str, denominator: str, *, season: str | None = None
) -> dict[str, Fraction]:
    """Return each commune's exact percentage; a commune without one part, or with a plan of 0, has none."""
    top, bottom = _both(facts, numerator, denominator, season)
    return {
        commune: percentage(figure.value, bottom[commune].value)
        for commune, figure in top.items()
        if bottom[commune].value
    }


def count_reaching_plan(facts: BriefingFacts, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the communes at or above their own plan, and those that have a figure and a plan above 0."""
    top, plan = _both(facts, code, plan_of(facts, code), None)
    planned = tuple(commune for commune in top if plan[commune].value)
    return tuple(c for c in planned if top[c].value >= plan[c].value), planned


@measured_once
def _both(
    facts: BriefingFacts, first: str, second: str, season: str | None
) -> tuple[dict[str, Figure], dict[str, Figure]]:
    same_season = key_of(facts, first)[1] if season is None else season
    one, other = figures(facts, first, season=season), figures(facts, second, season=same_season)
    return (
        {commune: figure for commune, figure in one.items() if commune in other},
        {commune: figure for commune, figure in other.items() if commune in one},
    )
