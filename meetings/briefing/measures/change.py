"""The month beside the month before it."""

from fractions import Fraction
from typing import NamedTuple

from meetings.briefing.measures.exact import add_up
from meetings.briefing.measures.figures import figures, indicator_of
from reports.facts import BriefingFacts


class Change(NamedTuple):
    """An indicator's sums in both months, over the communes that have the figure in both."""

    now: Fraction
    before: Fraction
    communes: tuple[str, ...]


class MonthPart(NamedTuple):
    """What a year-to-date figure grew by in the month, over the communes that have it in both months."""

    value: Fraction
    communes: tuple[str, ...]


def change(facts: BriefingFacts, code: str) -> Change | None:
    """Compare an indicator with the month before; None where no commune has it in both months.

    In January a year-to-date figure began anew: there is nothing to compare it with.
    """
    indicator = indicator_of(facts, code)
    if indicator and indicator.nature == "year_to_date" and facts.month.is_january:
        return None
    now, before = figures(facts, code), figures(facts, code, last_month=True)
    communes = tuple(commune for commune in now if commune in before)
    if not communes or facts.last_month.month != facts.month.previous():
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
