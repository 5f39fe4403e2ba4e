"""Exact fractions as decimals to print: half-up, without a float and without the caller's decimal context."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

# Twice the digits of the longest figures, and more: cutting here moves no figure across a bound or a rounding tie.
_CUT = Context(prec=80, rounding=ROUND_DOWN)
_HALF_UP = Context(prec=200, rounding=ROUND_HALF_UP)


def truncated(value: Fraction) -> Decimal:
    """Return the value cut after 80 digits: on the same side of every bound and tie that a page knows."""
    return _CUT.divide(Decimal(value.numerator), Decimal(value.denominator))


def rounded(value: Fraction, decimals: int = 10) -> Decimal:
    """Return the value rounded half-up to so many decimals."""
    return _HALF_UP.quantize(truncated(value), Decimal(1).scaleb(-decimals))
