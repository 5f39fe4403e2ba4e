"""The workbook of a month (design.md, part 5): read whole, or refused with every fault by sheet, row and column."""

from .cells import Cell, CellError, Row, row_of
from .entries import CommuneEntries, TargetSet, WorkbookEntries, read_entries
from .opening import NotAWorkbook, open_sheets
from .outline import Outline, outline_of
from .template import template_of

__all__ = [
    "Cell",
    "CellError",
    "CommuneEntries",
    "NotAWorkbook",
    "Outline",
    "Row",
    "TargetSet",
    "WorkbookEntries",
    "open_sheets",
    "outline_of",
    "read_entries",
    "row_of",
    "template_of",
]
