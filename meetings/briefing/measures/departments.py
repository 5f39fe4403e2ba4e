"""Departments' own totals beside the communes' sums: a difference is shown, never averaged away."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from meetings.briefing.measures.figures import indicator_of, key_of
from meetings.briefing.measures.totals import Total, total
from reports.facts import BriefingFacts, DepartmentFact

_PER_CENT = 100


class Difference(NamedTuple):
    """A department's total beside the communes' sum; `value` is the department's less theirs, None without theirs.

    In the indicator's unit; `share` is that in per cent of the communes' sum, None where the sum is zero.
    """

    figure: DepartmentFact
    communes: Total
    value: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """Return the difference in per cent of the communes' sum."""
        if self.value is None or not self.communes.value:
            return None
        return self.value / self.communes.value * _PER_CENT

    @property
    def is_told(self) -> bool:
        """Say whether the office has to know: the totals differ, or not every commune is in the sum."""
        return bool(self.value is None or self.value or self.communes.missing)


def differences(facts: BriefingFacts) -> tuple[Difference, ...]:
    """Return every department's total of a reported sum beside that sum, in the catalogue's order."""
    order = {indicator.code: indicator.order for indicator in facts.indicators}
    found = sorted(_compared(facts), key=lambda each: order[each.figure.indicator])
    return tuple(found)


def beside(facts: BriefingFacts, code: str, *, season: str | None = None) -> tuple[DepartmentFact, ...]:
    """Return the totals that the office lets stand beside the communes' sum: those that say something else."""
    key = key_of(facts, code, season)
    mine = [f for f in facts.department_figures if f.is_printed and (f.indicator, f.season) == key]
    return tuple(f for f in mine if f.value != total(facts, code, season=season).value)


def _compared(facts: BriefingFacts) -> Iterator[Difference]:
    for figure in facts.department_figures:
        indicator = indicator_of(facts, figure.indicator)
        if indicator is None or (indicator.kind, indicator.aggregation) != ("measured", "sum"):
            continue
        whole = total(facts, figure.indicator, season=figure.season)
        own = Fraction(figure.value)
        yield Difference(figure, whole, None if whole.value is None else own - whole.value)
