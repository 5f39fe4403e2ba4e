"""Open an .xlsx file safely: it is weighed and counted before anything of it is built in memory."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

import openpyxl
from openpyxl.utils import column_index_from_string

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text

from .cells import SHEETS, Cell, Row, row_of

# 3,321 communes with 45 figures and a page of text each need 150,000 cells and some 30 MB.
MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 60_000  # in one sheet, counted by the highest row number
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000  # in all sheets
MOST_DEPTH = 100
LIGHT = frozenset({"v", "f", "is", "t"})  # what a cell or a shared string is made of
PIECE = 64 * 1024
EXACT_DIGITS = 15  # as many as Excel keeps and shows; what follows is the noise of binary arithmetic


class NotAWorkbook(Refusal):
    """Refuse a file that is no workbook, or one that would grow without measure."""


def open_sheets(path: Path) -> dict[str, list[Row]]:
    """Return the rows of the workbook's sheets in which something stands; raise NotAWorkbook."""
    try:
        with path.open("rb") as file:
            return sheets_in(file, path.name)
    except OSError as error:
        raise NotAWorkbook(f"Không mở được tệp {path.name}: {error.strerror or error}.") from error


def sheets_in(file: IO[bytes], name: str) -> dict[str, list[Row]]:
    """Return the rows of an open workbook, as `open_sheets` does; `name` is what a refusal calls it."""
    try:
        _weigh(file)
        return _read(file)
    except NotAWorkbook:
        raise
    except Exception as error:  # a damaged file can make the reader stumble over anything
        raise NotAWorkbook(f"Tệp {name} không phải là tệp Excel (.xlsx) đọc được.") from error


def _weigh(file: IO[bytes]) -> None:
    """Refuse a file whose parts unpack to too much, or whose sheets hold too many rows or cells."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise NotAWorkbook(f"Tệp quá lớn: sau khi giải nén vượt quá {MOST_BYTES // 1024 // 1024} MB.")
        count = _Count()
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    count.read(stream)


class _Count:
    """Count what stands in the parts, and look at each element's place, before anything is built of it."""

    def __init__(self) -> None:
        self.depth = self.rows = self.cells = self.strings = self.others = 0

    def read(self, stream: IO[bytes]) -> None:
        """Go through one part; raise NotAWorkbook as soon as it is too much."""
        self.depth = self.rows = 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_entities
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        while piece := stream.read(PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _refuse_entities(self, *_: object) -> None:
        raise NotAWorkbook("Tệp có khai báo XML lạ (DOCTYPE) mà Excel không ghi; không đọc tệp này.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        tag, place = name.rpartition(":")[2], attributes.get("r", "")
        if tag == "row":
            self.rows = max(self.rows + 1, int(place or 0))
        elif tag == "c":
            self.cells += 1
            _check_width(place)
        elif tag == "si":
            self.strings += 1
        elif tag not in LIGHT:
            self.others += 1
        self._check()

    def _check(self) -> None:
        if self.rows > MOST_ROWS:
            raise NotAWorkbook(f"Có sheet dài quá {MOST_ROWS} dòng; hãy xóa các dòng thừa phía dưới.")
        if max(self.cells, self.strings, self.others) > MOST_CELLS:
            raise NotAWorkbook(f"Tệp quá lớn: có hơn {MOST_CELLS} ô.")
        if self.depth > MOST_DEPTH:
            raise NotAWorkbook("Tệp có cấu trúc lồng nhau quá sâu; không đọc tệp này.")

    def _end(self, _: str) -> None:
        self.depth -= 1


def _check_width(address: str) -> None:
    letters = address.rstrip("0123456789")
    if letters and column_index_from_string(letters) > MOST_COLUMNS:
        raise NotAWorkbook(f"Có sheet rộng quá {MOST_COLUMNS} cột; hãy xóa các cột thừa bên phải.")


def _read(file: IO[bytes]) -> dict[str, list[Row]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # on styles and extensions, which nobody reads here
        values = openpyxl.load_workbook(file, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(file, read_only=True)
        names = {normalize_text(name): name for name in values.sheetnames}
        return {
            sheet: list(_rows(sheet, values[names[sheet]], formulas[names[sheet]]))
            for sheet in SHEETS
            if sheet in names
        }


def _rows(name: str, values: Any, formulas: Any) -> Iterator[Row]:
    """Yield the rows in which something stands: values as they were last computed, beside their formulas."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # what the file says of its own size may be a lie
    rows = zip_longest(values.iter_rows(), formulas.iter_rows(), fillvalue=())
    for number, (computed, typed) in enumerate(rows, start=1):
        cells = (
            _cell(name, number, column, value, formula)
            for column, (value, formula) in enumerate(zip(computed, typed, strict=True), start=1)
        )
        row = row_of(name, number, cells)
        if row.cells:
            yield row


def _cell(sheet: str, row: int, column: int, value: Any, formula: Any) -> Cell:
    content, problem = _content(value)
    if content is None and formula.data_type == "f" and value.data_type != "str":
        problem = "Công thức chưa có kết quả; hãy mở tệp bằng Excel và lưu lại."
    return Cell(sheet, row, column, content, problem)


def _content(cell: Any) -> tuple[str | Decimal | dt.date | None, str]:
    """Return what a cell holds, and why it does not count where it does not."""
    value = cell.value
    if value is None:
        return None, ""
    if cell.data_type == "e":
        return str(value), "Ô đang báo lỗi công thức."
    if isinstance(value, bool):
        return str(value).upper(), "Ô chứa giá trị đúng/sai (TRUE/FALSE), không phải số hay chữ."
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    if isinstance(value, dt.datetime | dt.date):
        return value.date() if isinstance(value, dt.datetime) else value, ""
    text = str(value)
    return (text, "") if text.strip() else (None, "")


def _number(value: float, number_format: str) -> tuple[Decimal | str, str]:
    number = Decimal(str(value))
    if not number.is_finite():
        return str(value), "Số quá lớn, không đọc được."
    if "%" in number_format:
        return f"{number * 100:f}%", "Ô đang định dạng phần trăm; hãy đổi về định dạng số."
    if len(number.as_tuple().digits) > EXACT_DIGITS:
        number = Decimal(f"{number:.{EXACT_DIGITS}g}")
    return number, ""
