"""Cells of a worksheet: a figure is a number that shows its decimals, a text stays one whatever it begins with."""

import datetime as dt
import re
from decimal import Decimal

from openpyxl.cell import Cell as SheetCell

LONGEST_TEXT = 32767  # characters, Excel's limit for a cell
LIKE_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - the wide ones count in some Excels
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text without what XML 1.0 can't hold (control characters, halves of letters)."""
    return _NOT_XML.sub("", text)


def put_text(cell: SheetCell, text: str) -> None:
    """Write a text; who edits the cell later still finds a text in it, not a formula."""
    cell.value = clean(text)[:LONGEST_TEXT]
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(LIKE_FORMULAS)


def put_number(cell: SheetCell, value: Decimal | int) -> None:
    """Write a figure as a number that shows all of its decimals."""
    number = Decimal(value)
    cell.value = int(number) if number == number.to_integral_value() else number
    cell.number_format = _format(number)


def put_time(cell: SheetCell, value: dt.date) -> None:
    """Write a day or a moment (without its zone, which Excel doesn't know)."""
    cell.value = value
    cell.number_format = MOMENT if isinstance(value, dt.datetime) else DAY


def _format(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
