"""Figures as an office prints them: dots group thousands, a comma is the decimal sign."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

# A context of our own, so that rounding never depends on the caller's precision.
_EXACT = Context(prec=1000, rounding=ROUND_HALF_UP)
_GROUP = 3
_FULL = Decimal(100)


def format_number(value: Decimal, decimals: int | None = None) -> str:
    """Print a figure ("1.234,5") without trailing zeros, rounded half-up to decimals (None: unrounded).

    Raise ValueError for NaN and infinity.
    """
    sign, whole, fraction = split_number(value if decimals is None else _round_half_up(value, decimals))
    return sign + _grouped(whole) + (f",{fraction}" if fraction else "")


def printed_value(text: str) -> Decimal:
    """Return the figure that a printed number shows: the inverse of `format_number`, after its rounding."""
    return Decimal(text.replace(".", "").replace(",", "."))


def number_for_input(value: Decimal) -> str:
    """Print a figure unrounded, as `read_number` reads it back without a question: "1,2340", not "1,234"."""
    _, whole, fraction = split_number(value)
    looks_like_thousands = len(fraction) == _GROUP and len(whole) <= _GROUP and whole != "0"
    return format_number(value) + ("0" if looks_like_thousands else "")


def format_percent(value: Decimal, decimals: int = 1) -> str:
    """Print a percentage ("113,1%"), without a space before the sign."""
    return f"{format_number(value, decimals)}%"


def format_share_of_target(value: Decimal, decimals: int = 1) -> str:
    """Print the share of a target reached, so that "100%" is never printed for less.

    Where rounding would lift a value below 100 to 100, further decimals are printed until it doesn't.
    """
    while value < _FULL <= _round_half_up(value, decimals):
        decimals += 1
    return format_percent(value, decimals)


def floor_step_below(value: Decimal, step: int = 5) -> Decimal:
    """Return the greatest multiple of step strictly below the value: the X of "trên X%"."""
    return Decimal((math.ceil(Fraction(value) / step) - 1) * step)


def split_number(value: Decimal) -> tuple[str, str, str]:
    """Split a figure into sign, whole digits and decimals without trailing zeros; zero has no sign."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a figure")
    digits = format(value, "f")
    sign = "-" if value < 0 else ""
    whole, _, fraction = digits.lstrip("-").partition(".")
    return sign, whole.lstrip("0") or "0", fraction.rstrip("0")


def _round_half_up(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(_unit_of(decimals), context=_EXACT)


@lru_cache(maxsize=64)
def _unit_of(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals, context=_EXACT)


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", ".") if len(digits) > _GROUP else digits
