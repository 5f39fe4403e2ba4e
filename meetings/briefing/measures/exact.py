"""Between exact fractions and decimals, without a float and without the caller's decimal context."""

from collections.abc import Iterable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

_EXACT = Context(prec=200)
_HUNDRED = Decimal(100)


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


def exact_decimal(value: Fraction) -> Decimal:
    """Return a sum of decimals as the decimal that it is; a value without an end is cut after 200 digits."""
    return _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
