"""A number as it is written in a sentence, and whether a figure rounds to it."""

import re
from decimal import Decimal
from fractions import Fraction

from briefing_portal.lib.vietnamese.rounding import rounded

NUMBER = r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\d])"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_FULL = 100


def read_written(digits: str) -> tuple[Decimal, int]:
    """Return the value of written digits and how many decimals they show: "1.234,50" is 1234.50 with two.

    A dot groups thousands where three digits follow it, else it is the decimal sign, as in `read_number`.
    """
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    elif _ENGLISH.fullmatch(digits) and digits.count(",") > 1:
        digits = digits.replace(",", "")
    whole, _, fraction = digits.replace(",", ".").rpartition(".") if re.search(r"[.,]", digits) else (digits, "", "")
    value = Decimal(f"{whole.replace('.', '')}.{fraction}" if fraction else whole)
    return value, len(fraction)


def rounds_to(value: Fraction, number: Decimal, decimals: int, *, is_percent: bool = False) -> bool:
    """Say whether an exact value, rounded half-up to the decimals as written, is the number as written.

    Half-up: 0,05 is 0,1 at one decimal, 99,95 is 100. Of percentages two things are never lent by rounding: 100 to
    what is less (99,96 is not 100), and 0 to what is more.
    """
    if is_percent and ((number == _FULL and value < _FULL) or (not number and value)):
        return False
    return rounded(value, decimals) == number
