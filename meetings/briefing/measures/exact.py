"""Between exact fractions and decimals, without a float and without the caller's decimal context."""

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

_EXACT = Context(prec=200)
_HUNDRED = Decimal(100)
# Twice the digits of the longest figures, and more: cutting here moves no figure across a bound or a rounding tie.
_CUT = Context(prec=80, rounding=ROUND_DOWN)
_HALF_UP = Context(prec=200, rounding=ROUND_HALF_UP)


def add_up(values: Iterable[Decimal]) -> Decimal:
    """Return the exact sum of figures."""
    with localcontext(_EXACT):
        return sum(values, Decimal(0))


def quotient(numerator: Decimal, denominator: Decimal) -> Fraction:
    """Return numerator / denominator exactly; the denominator isn't zero."""
    top, top_unit = numerator.as_integer_ratio()
    bottom, bottom_unit = denominator.as_integer_ratio()
    return Fraction(top * bottom_unit, bottom * top_unit)


def percentage(numerator: Decimal, denominator: Decimal) -> Fraction:
    """Return numerator / denominator in per cent exactly; the denominator isn't zero."""
    return quotient(_EXACT.multiply(numerator, _HUNDRED), denominator)


def truncated(value: Fraction) -> Decimal:
    """Return the value cut after 80 digits: on the same side of every bound and tie that a page knows."""
    return _CUT.divide(Decimal(value.numerator), Decimal(value.denominator))


def rounded(value: Fraction, decimals: int = 10) -> Decimal:
    """Return the value rounded half-up to so many decimals."""
    return _HALF_UP.quantize(truncated(value), Decimal(1).scaleb(-decimals))


def exact_decimal(value: Fraction) -> Decimal:
    """Return a sum of decimals as the decimal that it is; a value without an end is cut after 200 digits."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
