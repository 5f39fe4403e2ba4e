"""A list as a file to take along: the same rows as the page, as CSV or XLSX, at the page's own address (`?format=`)."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from briefing_portal.lib.cells import LIKE_FORMULAS, clean, put_number, put_text, put_time
from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.files import file_answer

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell

CSV, XLSX = "csv", "xlsx"
TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
LONGEST_SHEET_NAME = 31  # characters, Excel's limit
NARROWEST, WIDEST = 8, 60  # characters of a column
_NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "       ")

Cell = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a list. `name` is the file's, ASCII and with its month; None is an empty cell, 0 is zero."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def list_answer(
    request: HttpRequest, template: str, context: Mapping[str, Any], table: Callable[[], Table], *, status: int = 200
) -> HttpResponse:
    """Return a list's page, or its table as a file where the address asks for one (`?format=csv`, `?format=xlsx`)."""
    asked = request.GET.get("format", "")
    if asked not in TYPES:
        return render(request, template, dict(context), status=status)
    told = table()
    content = csv_of(told) if asked == CSV else xlsx_of(told)
    return file_answer(content, TYPES[asked], f"{told.name}.{asked}", to_save=True)


def csv_of(table: Table) -> bytes:
    """Return the table as Vietnamese Excel opens it: UTF-8 with its mark, semicolons, commas before decimals."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_in_words(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _in_words(cell: Cell) -> str:
    """Return a cell as it stands in a CSV; an apostrophe keeps a text that looks like a formula from being one."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return f"{cell.astimezone(OFFICE_TIME):%d/%m/%Y %H:%M}"
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, str):
        text = clean(cell)
        return f"'{text}" if text.startswith(LIKE_FORMULAS) else text
    return f"{Decimal(cell):f}".replace(".", ",")


def xlsx_of(table: Table) -> bytes:
    """Return the table as a workbook of one sheet: typed cells, the head kept in sight, no formula from any words."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = table.title.translate(_NOT_IN_SHEET_NAMES)[:LONGEST_SHEET_NAME]
    for column, label in enumerate(table.columns, start=1):
        head = cast("SheetCell", sheet.cell(1, column))
        put_text(head, label)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = _width(table, column - 1)
    for number, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            _put(sheet, number, column, value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    if value is None or value == "":
        return
    cell = cast("SheetCell", sheet.cell(row, column))
    if isinstance(value, str):
        put_text(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, dt.datetime):
        put_time(cell, value.astimezone(OFFICE_TIME).replace(tzinfo=None))
    elif isinstance(value, dt.date):
        put_time(cell, value)
    else:
        put_number(cell, value)


def _width(table: Table, place: int) -> int:
    """Return a column's width: of its longest line, within reason."""
    said = [table.columns[place], *(_in_words(row[place]) for row in table.rows)]
    longest = max(len(line) for text in said for line in text.split("\n"))
    return min(max(longest + 2, NARROWEST), WIDEST)
