"""What stands in a sheet: rows of cells, and what is wrong with one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter

from briefing_portal.lib.vietnamese import format_date

FIGURES = "Số liệu"
TARGETS = "Mục tiêu"
NARRATIVES = "Thuyết minh"
EXPLANATIONS = "Giải trình"
ISSUES = "Tồn tại"
PROPOSALS = "Kiến nghị"
SHEETS = (FIGURES, TARGETS, NARRATIVES, EXPLANATIONS, ISSUES, PROPOSALS)
HEADER_ROW, NAMES_ROW = 1, 2
SHOWN = 60  # characters of a value that a fault repeats


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, an exact number, a date, or nothing; `problem` says why it holds no value that counts."""

    sheet: str
    row: int
    column: int
    content: str | Decimal | date | None = None
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands in the cell."""
        return self.content is None and not self.problem

    @property
    def text(self) -> str:
        """Return what stands in the cell as text."""
        if self.content is None:
            return ""
        if isinstance(self.content, date):
            return format_date(self.content)
        return str(self.content)

    @property
    def place(self) -> str:
        """Return the cell's place: "Sheet “Số liệu”, dòng 3, cột C"."""
        return f"Sheet “{self.sheet}”, dòng {self.row}, cột {get_column_letter(self.column)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet with the cells in which something stands, by their column's number."""

    sheet: str
    number: int
    cells: Mapping[int, Cell]

    def at(self, column: int) -> Cell:
        """Return the cell of a column, an empty one where nothing stands."""
        return self.cells.get(column) or Cell(self.sheet, self.number, column)


@dataclass(frozen=True, slots=True)
class CellError:
    """A fault of the workbook: the rule that is broken and, unless it is the whole file's, the cell."""

    rule: str
    cell: Cell | None = None

    def __str__(self) -> str:
        if self.cell is None:
            return self.rule
        shown = self.cell.text if len(self.cell.text) <= SHOWN else self.cell.text[:SHOWN] + "…"
        value = f"giá trị “{shown}”" if shown else "ô trống"
        return f"{self.cell.place}, {value}: {self.rule}"


class Unreadable(Exception):
    """Carry the rule that a cell breaks."""


def row_of(sheet: str, number: int, cells: Iterable[Cell]) -> Row:
    """Return a row of those cells in which something stands."""
    return Row(sheet, number, {cell.column: cell for cell in cells if not cell.is_empty})
