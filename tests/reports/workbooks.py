"""Workbooks as an office fills them in, with openpyxl."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.figures import plans_in_force
from reports.forms.workbook import open_sheets, outline_of, read_entries, template_of
from reports.forms.workbook.entries import WorkbookEntries
from reports.models import Period, Report, Target
from reports.models.catalogue import IndicatorKind


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    sheet = workbook[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def template(period: Period) -> Workbook:
    return template_of(outline_of(period))


def headings(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value}


def put(sheet: Worksheet, code: str, **cells: Any) -> None:
    """Write cells into a commune's row, by the headings of row 1."""
    columns = headings(sheet)
    row = next((r for r in range(3, sheet.max_row + 1) if sheet.cell(r, 1).value == code), sheet.max_row + 1)
    sheet.cell(row, 1, code)
    for name, value in cells.items():
        sheet.cell(row, columns[name.replace("__", "@").replace("_at_", "@")], value)


def add(sheet: Worksheet, *cells: Any) -> None:
    """Write a row below the last."""
    row = max(sheet.max_row, 2) + 1
    for column, value in enumerate(cells, start=1):
        sheet.cell(row, column, value)


def saved(workbook: Workbook, folder: Path, name: str = "bao-cao.xlsx") -> Path:
    file = folder / name
    workbook.save(file)
    return file


def read(period: Period, file: Path) -> WorkbookEntries:
    return read_entries(open_sheets(file), outline_of(period))
