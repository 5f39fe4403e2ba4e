"""Write the tables of a document as a workbook: figures as figures, and no formula from anybody's words."""

import io
from datetime import UTC, datetime
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from briefing_portal.lib.cells import clean, put_number, put_text
from documents.models.file_kinds import CONTENT_TYPES, FileKind
from documents.rendering.archive import rewritten
from documents.rendering.content import Annex, Cell, Document, Row

XLSX_TYPE = CONTENT_TYPES[FileKind.XLSX]
_WIDTHS = {"order": 6, "name": 34, "number": 15, "text": 22}  # of a zero in Excel's standard type
_LINE = Side(style="thin", color="000000")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_ACROSS = {"order": "center", "number": "right", "name": "left", "text": "left"}
_FONT = "Times New Roman"


def render_xlsx(document: Document, *, moment: datetime, author: str) -> bytes:
    """Return a workbook with a sheet for each table; the same arguments give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    tables = [annex for annex in document.annexes if annex.columns]
    for place, annex in enumerate(tables, start=1):
        _fill(book.create_sheet(annex.number or f"Bảng {place}"), annex)
    if not tables:
        book.create_sheet("Không có phụ lục")
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = (
        clean(document.title),
        clean(author),
        clean(author),
    )
    properties.language = "vi-VN"
    written = io.BytesIO()
    book.save(written)
    properties.created = properties.modified = moment.astimezone(UTC).replace(tzinfo=None)
    return rewritten(written.getvalue(), {"docProps/core.xml": tostring(properties.to_tree())})


def _fill(sheet: Worksheet, annex: Annex) -> None:
    _write(_cell(sheet, 1, 1), annex.title, bold=True)
    for column, head in enumerate(annex.columns, start=1):
        label = f"{head.label} ({head.unit})" if head.unit else head.label
        cell = _cell(sheet, 2, column)
        _write(cell, label, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BORDER
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[head.kind]
    for number, row in enumerate(annex.rows, start=3):
        _fill_row(sheet, number, row)
    for number, note in enumerate(annex.notes, start=len(annex.rows) + 4):
        _write(_cell(sheet, number, 1), note, italic=True)
    sheet.freeze_panes = f"{get_column_letter(_first_figure(annex))}3"
    sheet.print_title_rows = "2:2"
    sheet.page_setup.orientation = "landscape" if annex.is_wide else "portrait"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _cell(sheet: Worksheet, row: int, column: int) -> SheetCell:
    return cast("SheetCell", sheet.cell(row, column))  # nothing is merged


def _first_figure(annex: Annex) -> int:
    """Return the column that scrolling begins with: the one behind the names."""
    kinds = [column.kind for column in annex.columns]
    return kinds.index("name") + 2 if "name" in kinds else 1


def _fill_row(sheet: Worksheet, number: int, row: Row) -> None:
    for column, told in enumerate(row.cells, start=1):
        cell = _cell(sheet, number, column)
        _put(cell, told, bold=row.is_total)
        cell.alignment = Alignment(horizontal=_ACROSS[told.kind], vertical="center", wrap_text=told.kind != "number")
        cell.border = _BORDER


def _put(cell: SheetCell, told: Cell, *, bold: bool) -> None:
    """Write a figure as a number printed as the paper prints it, all else as text."""
    value = told.value
    if value is None:
        _write(cell, told.text, bold=bold)
        return
    put_number(cell, value)
    cell.font = Font(name=_FONT, size=12, bold=bold)


def _write(cell: SheetCell, text: str, *, bold: bool = False, italic: bool = False) -> None:
    """Write a text that stays one, whatever it begins with."""
    put_text(cell, text)
    cell.font = Font(name=_FONT, size=12, bold=bold, italic=italic)
