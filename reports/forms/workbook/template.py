"""The workbook that the office hands out: codes, names with units, the communes; nothing below the last."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .cells import SHEETS
from .outline import Outline
from .table import FIXED, KINDS

NAMES = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "assigned_by": "Cơ quan giao (có thể để trống)",
    "document": "Văn bản giao (có thể để trống)",
    "from": "Áp dụng từ ngày (để trống: từ đầu năm)",
    "section": "Mã lĩnh vực",
    "indicator": "Mã chỉ tiêu",
    "category": "Mã nhóm tồn tại",
    "text": "Nội dung",
    "cause": "Nguyên nhân",
    "remedy": "Biện pháp khắc phục",
    "addressee": "Gửi đến",
}
WIDTHS = {"name": 18, "document": 28, "text": 70, "cause": 40, "remedy": 40, "addressee": 30, "assigned_by": 22}
NARROW, FIGURE_WIDTH, HEADER_HEIGHT = 12, 18, 80
AS_TEXT = "@"  # keeps the leading zeros of a code, and a text that begins with "="
CODE_FONT = Font(name="Arial", size=8, color="FF5F6368")
NAME_FONT = Font(name="Arial", size=10, bold=True)
BODY_FONT = Font(name="Arial", size=10)
FILL = PatternFill("solid", fgColor="FFE8EEF4")
WRAPPED = Alignment(wrap_text=True, vertical="center", horizontal="center")


def template_of(outline: Outline) -> Workbook:
    """Return the empty workbook of a month, with its communes in list order."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title in SHEETS:
        sheet = workbook.create_sheet(title)
        _write_header(sheet, _headings(outline, title))
        if title in KINDS:
            _write_communes(sheet, outline)
    return workbook


def _headings(outline: Outline, title: str) -> list[tuple[str, str]]:
    fixed = [(name, NAMES[name]) for name in FIXED[title]]
    columns = outline.columns(KINDS[title]) if title in KINDS else []
    return fixed + [(column.heading, column.label) for column in columns]


def _write_header(sheet: Worksheet, headings: Sequence[tuple[str, str]]) -> None:
    for column, (code, name) in enumerate(headings, start=1):
        for row, (text, font) in enumerate(((code, CODE_FONT), (name, NAME_FONT)), start=1):
            cell = write_text(sheet, row, column, text)
            cell.font, cell.fill, cell.alignment = font, FILL, WRAPPED
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = WIDTHS.get(code, NARROW if code in NAMES else FIGURE_WIDTH)
        if code in NAMES and code != "from":
            dimension.number_format = AS_TEXT
    sheet.row_dimensions[2].height = HEADER_HEIGHT
    sheet.freeze_panes = "C3" if sheet.title in KINDS else "A3"


def _write_communes(sheet: Worksheet, outline: Outline) -> None:
    for row, commune in enumerate(outline.communes, start=3):
        for column, text in enumerate((commune.code, commune.name), start=1):
            write_text(sheet, row, column, text).font = BODY_FONT


def write_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell | MergedCell:
    """Write a text as a text, whatever it begins with."""
    cell = sheet.cell(row, column, text)
    cell.data_type, cell.number_format = "s", AS_TEXT
    return cell
