"""The predicates behind the words: each decides over exact figures whether a claim may be written."""

from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from briefing_portal.lib.vietnamese import floor_step_below, truncated
from meetings.briefing.measures.figures import accepted
from meetings.briefing.measures.totals import Total
from reports.facts import BriefingFacts

FULL = Decimal(100)
_STEP = 5
# A commune's revenue is "low" when it lies a fifth or more behind the year's even pace.
_LOW_SHARE_OF_PACE = Fraction(4, 5)


class Quantity(Enum):
    """How many of N communes (design.md, part 7)."""

    NONE = "none"
    ONE = "one"
    SOME = "some"
    HALF = "half"
    MOST = "most"
    ALL = "all"


class Trend(Enum):
    """How a figure moved."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


class Step(NamedTuple):
    """A progress in steps of five per cent: strictly above the bound, or exactly at it."""

    bound: int
    is_exact: bool


def quantity(count: int, of: int) -> Quantity:
    """Say which quantity word is true of a count among so many communes (0 ≤ count ≤ of, of > 0)."""
    if count == 0:
        return Quantity.NONE
    if count == 1:
        return Quantity.ONE
    if count == of:
        return Quantity.ALL
    if 2 * count == of:
        return Quantity.HALF
    return Quantity.MOST if 2 * count > of else Quantity.SOME


def is_at_least(value: Fraction, threshold: Decimal) -> bool:
    """Say whether an exact value reaches a threshold; 99,96 doesn't reach 100."""
    return value >= Fraction(threshold)


def step_reached(value: Fraction) -> Step | None:
    """Return the step of five that 5 % ≤ value ≤ 100 % lies above or at; None outside."""
    if not _STEP <= value <= Fraction(FULL):
        return None
    if value % _STEP == 0:
        return Step(int(value), is_exact=True)
    return Step(int(floor_step_below(truncated(value), _STEP)), is_exact=False)


def trend(now: Fraction, before: Fraction) -> Trend:
    """Say how an exact figure moved."""
    if now == before:
        return Trend.SAME
    return Trend.UP if now > before else Trend.DOWN


def all_confirm_zero(facts: BriefingFacts, whole: Total) -> bool:
    """Say whether every accepted report confirms zero; silence doesn't."""
    reports = len(accepted(facts))
    return 0 < reports == whole.zeros == whole.reported


def has_enough_communes(facts: BriefingFacts, reported: int) -> bool:
    """Say whether the communes with the figure reach the body's minimum coverage, in per cent of those expected."""
    return reported * 100 >= Fraction(facts.body.minimum_coverage) * len(facts.communes)


def low_revenue_bound(month: Month) -> int:
    """Return the per cent of the year's estimate below which revenue counts as low in a month.

    Four fifths of the year's even pace, down to a multiple of five: 70 in November (80 % of 91,7 % is 73,3 %).
    """
    pace = Fraction(100 * month.month, MONTHS_PER_YEAR) * _LOW_SHARE_OF_PACE
    return int(pace // _STEP) * _STEP
