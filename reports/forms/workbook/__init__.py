"""The workbook of a month (design.md, part 5): read whole, or refused with every fault by sheet, row and column."""

from .cells import Cell, CellError, Row, row_of
from .entries import CommuneEntries, TargetSet, WorkbookEntries, read_entries
from .filled import filled_workbook
from .held import Change, changes_of, held_in
from .opening import NotAWorkbook, open_sheets, sheets_in
from .outline import Outline, outline_of
from .template import template_of

__all__ = [
    "Cell",
    "CellError",
    "Change",
    "CommuneEntries",
    "NotAWorkbook",
    "Outline",
    "Row",
    "TargetSet",
    "WorkbookEntries",
    "changes_of",
    "filled_workbook",
    "held_in",
    "open_sheets",
    "outline_of",
    "read_entries",
    "row_of",
    "sheets_in",
    "template_of",
]
