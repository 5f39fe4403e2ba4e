"""The month beside the month before it, and beside the same month of the year before."""

from fractions import Fraction
from typing import NamedTuple

from meetings.briefing.measures.exact import add_up
from meetings.briefing.measures.figures import figures, indicator_of
from meetings.briefing.measures.once import measured_once
from reports.facts import BriefingFacts, MonthFigures

# What a year ago is looked at for: sums since January, and incidents of the month.
COMPARED_ON_YEAR = frozenset(
    {"AGR_OUTPUT", "BUD_REV_YTD", "FOR_PLANT", "LIV_SICK", "LIV_VACC", "SEC_CRIME", "SEC_TRAFFIC"}
)


class Change(NamedTuple):
    """An indicator's sums in both months, over the communes that have the figure in both.

    `growth` is the change in per cent of the earlier sum; None where that is zero.
    """

    now: Fraction
    before: Fraction
    communes: tuple[str, ...]

    @property
    def growth(self) -> Fraction | None:
        """Return by how many per cent of the earlier sum the figure moved."""
        return (self.now - self.before) / self.before * 100 if self.before else None


class MonthPart(NamedTuple):
    """What a year-to-date figure grew by in the month, over the communes that have it in both months."""

    value: Fraction
    communes: tuple[str, ...]


@measured_once
def change(facts: BriefingFacts, code: str) -> Change | None:
    """Compare an indicator with the month before; None where no commune has it in both months.

    In January a year-to-date figure began anew: there is nothing to compare it with.
    """
    indicator = indicator_of(facts, code)
    if indicator and indicator.nature == "year_to_date" and facts.month.is_january:
        return None
    return _beside(facts, code, facts.last_month) if facts.last_month.month == facts.month.previous() else None


def change_on_year(facts: BriefingFacts, code: str) -> Change | None:
    """Compare an indicator of COMPARED_ON_YEAR with the same month of the year before; None where nobody has both."""
    if code not in COMPARED_ON_YEAR:
        raise ValueError(f"facts hold no figures of a year ago for {code}")
    then = facts.last_year
    if then is None or then.month != facts.month.same_month_last_year():
        return None
    return _beside(facts, code, then)


def _beside(facts: BriefingFacts, code: str, other: MonthFigures) -> Change | None:
    now, before = figures(facts, code), figures(facts, code, of=other)
    communes = tuple(commune for commune in now if commune in before)
    if not communes:
        return None
    return Change(
        Fraction(add_up(now[commune].value for commune in communes)),
        Fraction(add_up(before[commune].value for commune in communes)),
        communes,
    )


def month_part(facts: BriefingFacts, code: str) -> MonthPart | None:
    """Return the month's part of a year-to-date figure: this minus last month; in January itself."""
    if facts.month.is_january:
        found = figures(facts, code)
        return MonthPart(Fraction(add_up(f.value for f in found.values())), tuple(found)) if found else None
    compared = change(facts, code)
    return MonthPart(compared.now - compared.before, compared.communes) if compared else None
