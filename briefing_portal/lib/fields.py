"""Model fields of the portal's own."""

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    WholeNumberField = models.BigIntegerField[Decimal | int, Decimal]
    OptionalNumberField = models.BigIntegerField[Decimal | int | None, Decimal | None]
else:
    WholeNumberField = OptionalNumberField = models.BigIntegerField

SCALE = 4
FACTOR = 10**SCALE


@lru_cache(maxsize=2**16)  # many communes report the same figure, zero before all
def figure_of(scaled: int | Decimal) -> Decimal:
    """Return the figure that a column keeps as so many ten-thousandths."""
    return Decimal(int(scaled)).scaleb(-SCALE).normalize() + 0


class InTenThousandths:
    """How a figure goes into a whole-number column and comes out of it."""

    attname: str

    def from_db_value(self, value: int | Decimal | None, *_: object) -> Decimal | None:
        """Turn ten-thousandths back into the figure, also those of a `Sum`."""
        return None if value is None else figure_of(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Read a figure given as Decimal, whole number or plain decimal text (as in a fixture)."""
        return None if value is None else Decimal(value)

    def get_prep_value(self, value: Any) -> int | None:
        """Turn a figure into ten-thousandths; a fifth decimal place is refused, not rounded."""
        if value is None:
            return None
        scaled = Decimal(value).scaleb(SCALE)
        if scaled != scaled.to_integral_value():
            msg = f"a figure has at most {SCALE} decimal places: {value}"
            raise ValueError(msg)
        return int(scaled)

    def value_to_string(self, obj: models.Model) -> str:
        """Write the figure, not its ten-thousandths, when data is dumped."""
        value = getattr(obj, self.attname)
        return "" if value is None else str(value)


class FigureField(InTenThousandths, WholeNumberField):
    """Keep a decimal of up to four places as a whole number of ten-thousandths.

    SQLite adds decimals up as binary floats; whole numbers it adds exactly, as PostgreSQL does, so a `Sum`
    over this field has the same last digit on both.
    """


class OptionalFigureField(InTenThousandths, OptionalNumberField):
    """Keep a figure that may be taken back: no value then, which is not zero."""
