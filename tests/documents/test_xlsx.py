"""The annexes as a workbook: figures are figures, words stay words."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.rendering.content import Annex, Cell, Column, Row
from documents.rendering.xlsx import render_xlsx
from tests.documents.looks import look
from tests.documents.test_looks import ANNEX, document_of

MOMENT = datetime(2015, 11, 23, 8, 0, tzinfo=UTC)


def sheet_of(annex: Annex) -> Any:
    document = replace(document_of(look("party-2004")), annexes=(annex,))
    return load_workbook(io.BytesIO(render_xlsx(document, moment=MOMENT, author="Huyện ủy"))).worksheets[0]


def cell_of(text: str, kind: Any = "number") -> Any:
    annex = Annex("x", columns=(Column("x", "", kind),), rows=(Row((Cell(text, kind),)),))
    return sheet_of(annex)["A3"]


def test_the_table_stands_below_a_frozen_head() -> None:
    sheet = sheet_of(ANNEX)
    assert sheet.title == "Phụ lục 1"
    assert [cell.value for cell in sheet[2]] == ["TT", "Xã, thị trấn", "Thu (triệu đồng)"]
    assert [cell.value for cell in sheet[3]] == [1, "Cẩm Giàng", 1357.2]
    assert sheet.freeze_panes == "C3"
    assert sheet["C4"].font.bold
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


@pytest.mark.parametrize(
    ("printed", "value", "form"),
    [
        ("12.706,6", 12706.6, "#,##0.0"),
        ("113,1", 113.1, "#,##0.0"),
        ("1.234", 1234, "#,##0"),
        ("0", 0, "#,##0"),
        ("-3,25", -3.25, "#,##0.00"),
    ],
)
def test_a_printed_figure_is_a_number_with_its_decimals(printed: str, value: float, form: str) -> None:
    cell = cell_of(printed)
    assert (cell.data_type, cell.value, cell.number_format) == ("n", value, form)


@pytest.mark.parametrize("printed", ["—", "16/17", "10,06 (bình quân)", "12.34", "1,", "٣", "1e5"])
def test_what_is_no_printed_figure_stays_text(printed: str) -> None:
    cell = cell_of(printed)
    assert (cell.data_type, cell.value) == ("s", printed)


@pytest.mark.parametrize("typed", ["=1+1", "+84912", "-x", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1"])
def test_no_formula_comes_from_a_persons_words(typed: str) -> None:
    cell = cell_of(typed, "text")
    assert (cell.data_type, cell.value) == ("s", typed)


def test_what_xml_can_not_hold_is_left_out() -> None:
    assert cell_of("a\x00b\x1f\ud800c", "text").value == "abc"


def test_the_same_tables_give_the_same_bytes() -> None:
    document = document_of(look("party-2004"))
    assert len({render_xlsx(document, moment=MOMENT, author="Huyện ủy") for _ in range(2)}) == 1


def test_a_document_without_tables_is_a_workbook_all_the_same() -> None:
    document = replace(document_of(look("party-2004")), annexes=())
    assert load_workbook(io.BytesIO(render_xlsx(document, moment=MOMENT, author="x"))).sheetnames == [
        "Không có phụ lục"
    ]
