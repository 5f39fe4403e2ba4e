"""A file that would grow without measure, or that is no workbook, is refused before it is built."""

import time
import zipfile
from pathlib import Path

import pytest

from communes.models import Commune
from reports.forms.workbook import NotAWorkbook, open_sheets, opening
from reports.forms.workbook.opening import MOST_ROWS
from reports.models import Period
from tests.reports.workbooks import FIGURES, Book

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
FOOT = "</sheetData></worksheet>"
FEW_CELLS = 2000  # stands in for the limit, which takes seconds to reach
FIRST_SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.fixture
def workbook(november: Period, cam_giang: Commune, tmp_path: Path) -> Path:
    return Book(november).save(tmp_path)


def replaced(workbook: Path, content: str | bytes, part: str = FIRST_SHEET) -> Path:
    """Return a copy of a workbook with another content of one part."""
    copy = workbook.with_name("khac.xlsx")
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return copy


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (HEAD + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + FOOT, f"quá {MOST_ROWS} dòng"),
        (HEAD + "<row/>" * (MOST_ROWS + 1) + FOOT, f"quá {MOST_ROWS} dòng"),
        (HEAD + '<row r="1"><c r="XFD1"><v>1</v></c></row>' + FOOT, "quá 500 cột"),
        (HEAD + "<row>" + "<c/>" * (FEW_CELLS + 1) + "</row>" + FOOT, f"hơn {FEW_CELLS} ô"),
        (HEAD + FOOT.replace("</w", "<m/>" * (FEW_CELLS + 1) + "</w"), f"hơn {FEW_CELLS} ô"),
        ("<a>" * 5000, "lồng nhau"),
        (f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]>{HEAD}<row r="1">&l9;</row>{FOOT}', "DOCTYPE"),
        (b" " * (64 * 1024 * 1024), "vượt quá 64 MB"),
        ("<worksheet", "không phải là tệp Excel"),
    ],
    ids=["high row", "many rows", "wide", "many cells", "many others", "deep", "laughs", "heavy", "broken"],
)
def test_a_bomb_is_refused_at_once(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes, sentence: str
) -> None:
    monkeypatch.setattr(opening, "MOST_CELLS", FEW_CELLS)
    bomb = replaced(workbook, content)
    assert bomb.stat().st_size < 250_000
    before = time.process_time()
    with pytest.raises(NotAWorkbook, match=sentence):
        open_sheets(bomb)
    assert time.process_time() - before < 10


def test_a_sheet_that_lies_about_its_size_is_read_whole(workbook: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>x</t></is></c></row>' for n in range(1, 8))
    lying = HEAD.replace("<sheetData>", '<dimension ref="A1:A2"/><sheetData>')
    assert len(open_sheets(replaced(workbook, lying + rows + FOOT))[FIGURES]) == 7


def test_a_formula_counts_by_its_last_result(workbook: Path) -> None:
    row = (
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1,"","")</f><v></v></c>'
        '<c r="C1"><f>1+1</f><v/></c></row>'
    )
    (read,) = open_sheets(replaced(workbook, HEAD + row + FOOT))[FIGURES]
    assert read.at(1).text == "2"
    assert read.at(2).is_empty
    assert read.at(3).problem.startswith("Công thức chưa có kết quả")


@pytest.mark.parametrize("content", [b"", b"code;name\n", b"\xd0\xcf\x11\xe0old Excel", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "bao-cao.xlsx"
    file.write_bytes(content)
    with pytest.raises(NotAWorkbook, match=r"Tệp bao-cao.xlsx không phải là tệp Excel"):
        open_sheets(file)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbook, match=r"Không mở được tệp khong-co.xlsx"):
        open_sheets(tmp_path / "khong-co.xlsx")
