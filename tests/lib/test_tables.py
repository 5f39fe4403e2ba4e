"""A list as a file says what the page says: exact figures, empty cells, no formula from anybody's words."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from briefing_portal.lib.cells import LIKE_FORMULAS, LONGEST_TEXT, clean
from briefing_portal.lib.tables import Cell, Table, csv_of, xlsx_of
from tests import factories

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False).map(lambda d: d.normalize() + 0)
CELLS = st.one_of(st.none(), st.text(max_size=40), st.integers(-(10**9), 10**9), FIGURES, st.dates(dt.date(1990, 1, 1)))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def table(*rows: tuple[Cell, ...]) -> Table:
    return Table("bang-2015-11", "Bảng [thử]: a/b", tuple(f"Cột {n}" for n in range(len(rows[0]))), rows)


def test_csv_opens_in_vietnamese_excel() -> None:
    moment = factories.moment("2015-11-23", "09:05")
    row = (
        "Cẩm Giàng; Vi Hương",
        Decimal("113.1"),
        0,
        None,
        dt.date(2015, 11, 5),
        moment,
        Decimal("-0.5"),
        Decimal("1E+3"),
    )
    content = csv_of(table(row))
    assert content.startswith(b"\xef\xbb\xbf")
    line = content.decode("utf-8-sig").splitlines()[1]
    assert line == '"Cẩm Giàng; Vi Hương";113,1;0;;05/11/2015;23/11/2015 09:05;-0,5;1000'


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-3", "@a", "\tx", "\rx", "＝1", '=HYPERLINK("http://x")'])  # noqa: RUF001
def test_no_text_becomes_a_formula(typed: str) -> None:
    told = table((typed,))
    assert read_csv(csv_of(told))[1][0].startswith("'")
    cell = load_workbook(io.BytesIO(xlsx_of(told))).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_a_file_holds_the_rows_of_the_page(rows: list[tuple[Cell, ...]]) -> None:
    told = table(*rows)
    lines = read_csv(csv_of(told))[1:]
    sheet = load_workbook(io.BytesIO(xlsx_of(told))).worksheets[0]
    assert sheet.freeze_panes == "A2"
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), start=2):
        for column, (cell, words) in enumerate(zip(row, line, strict=True), start=1):
            assert is_said(cell, words)
            assert is_held(cell, sheet.cell(number, column).value)


def is_said(cell: Cell, words: str) -> bool:
    if isinstance(cell, str):
        guarded = clean(cell).startswith(LIKE_FORMULAS)
        return words == ("'" if guarded else "") + clean(cell)
    if isinstance(cell, dt.date):
        return words == f"{cell:%d/%m/%Y}"
    return words == "" if cell is None else Decimal(words.replace(",", ".")) == Decimal(cell)


def lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def is_held(cell: Cell, value: object) -> bool:
    if isinstance(cell, str):
        return lines(str(value or "")) == lines(clean(cell)[:LONGEST_TEXT])
    if isinstance(cell, dt.date):
        return isinstance(value, dt.datetime) and value.date() == cell
    return value is None if cell is None else Decimal(str(value)) == Decimal(cell)
