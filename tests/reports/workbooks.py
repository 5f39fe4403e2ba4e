"""Workbooks as an office fills them in, with openpyxl."""

from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from reports.forms.workbook import open_sheets, outline_of, read_entries, template_of
from reports.forms.workbook.entries import WorkbookEntries
from reports.models import Period

FIGURES, TARGETS, NARRATIVES = "Số liệu", "Mục tiêu", "Thuyết minh"
EXPLANATIONS, ISSUES, PROPOSALS = "Giải trình", "Tồn tại", "Kiến nghị"


class Book:
    """A month's workbook, filled in by headings and codes."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.workbook = template_of(outline_of(period))

    def sheet(self, title: str) -> Worksheet:
        sheet = self.workbook[title]
        assert isinstance(sheet, Worksheet)
        return sheet

    def column(self, title: str, heading: str) -> int:
        return next(cell.column for cell in self.sheet(title)[1] if cell.value == heading)

    def row(self, title: str, code: str) -> int:
        return next(row for row in range(3, 1000) if self.sheet(title).cell(row, 1).value == code)

    def put(self, title: str, code: str, heading: str, value: Any) -> str:
        """Write into a commune's row, and return the cell's address."""
        cell = self.sheet(title).cell(self.row(title, code), self.column(title, heading), value)
        return str(cell.coordinate)

    def add(self, title: str, *values: Any) -> None:
        """Write a row below the last."""
        sheet = self.sheet(title)
        for column, value in enumerate(values, start=1):
            sheet.cell(sheet.max_row if column > 1 else sheet.max_row + 1, column, value)

    def save(self, folder: Path) -> Path:
        file = folder / "bao-cao.xlsx"
        self.workbook.save(file)
        return file

    def read(self, folder: Path) -> WorkbookEntries:
        return read_entries(open_sheets(self.save(folder)), outline_of(self.period))

    def errors(self, folder: Path) -> list[str]:
        return [str(error) for error in self.read(folder).errors]
