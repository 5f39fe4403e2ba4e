"""A sheet with its header understood: which column holds what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing_portal.lib.vietnamese import normalize_text
from reports.models.catalogue import IndicatorKind

from .cells import (
    EXPLANATIONS,
    FIGURES,
    HEADER_ROW,
    ISSUES,
    NAMES_ROW,
    NARRATIVES,
    PROPOSALS,
    TARGETS,
    Cell,
    CellError,
    Row,
    Unreadable,
)
from .outline import Column, Outline

FIXED = {
    FIGURES: ("code", "name"),
    TARGETS: ("code", "name", "assigned_by", "document", "from"),
    NARRATIVES: ("code", "section", "text"),
    EXPLANATIONS: ("code", "indicator", "text"),
    ISSUES: ("code", "category", "text", "cause", "remedy"),
    PROPOSALS: ("code", "text", "addressee"),
}
MAY_LACK = frozenset({"name", "assigned_by", "document", "from", "cause", "remedy", "addressee"})
KINDS = {FIGURES: IndicatorKind.MEASURED, TARGETS: IndicatorKind.TARGET}


@dataclass(slots=True)
class Table:
    """The columns of a sheet by number, and its rows below the two of the header."""

    fixed: dict[str, int] = field(default_factory=dict)
    figures: dict[int, Column] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, name: str) -> Cell:
        """Return the row's cell of a fixed column, an empty one where the sheet lacks the column."""
        return row.at(self.fixed.get(name, 0))

    def figure_cells(self, row: Row) -> Iterator[tuple[Column, Cell]]:
        """Yield the row's filled cells under columns of figures."""
        for number, column in self.figures.items():
            if number in row.cells:
                yield column, row.cells[number]


def table_of(sheet: str, rows: Sequence[Row], outline: Outline, errors: list[CellError]) -> Table:
    """Read a sheet's header; without its necessary columns no row is read."""
    table = Table()
    header = next((row for row in rows if row.number == HEADER_ROW), Row(sheet, HEADER_ROW, {}))
    for number, cell in sorted(header.cells.items()):
        try:
            _place(table, sheet, cell, outline)
        except Unreadable as fault:
            errors.append(CellError(str(fault), cell))
            table.unknown.add(number)
    lacking = [name for name in FIXED[sheet] if name not in table.fixed and name not in MAY_LACK]
    errors.extend(CellError(f"Sheet “{sheet}” thiếu cột “{name}” ở dòng 1.") for name in lacking)
    if not lacking:
        _check_names_row(table, rows, outline, errors)
        table.rows = [row for row in rows if row.number > NAMES_ROW]
        errors.extend(_outside(table))
    return table


def _place(table: Table, sheet: str, cell: Cell, outline: Outline) -> None:
    if cell.problem:
        raise Unreadable(cell.problem)
    heading = normalize_text(cell.text)
    if heading in FIXED[sheet]:
        if heading in table.fixed:
            raise Unreadable("Cột này có hai lần.")
        table.fixed[heading] = cell.column
        return
    if sheet not in KINDS:
        raise Unreadable(f"Sheet “{sheet}” không có cột tên này.")
    column = outline.column(heading, KINDS[sheet])
    if any(column.key == other.key for other in table.figures.values()):
        raise Unreadable("Cột này có hai lần.")
    table.figures[cell.column] = column


def _check_names_row(table: Table, rows: Sequence[Row], outline: Outline, errors: list[CellError]) -> None:
    """Find a commune in the row of names: it would be passed over in silence."""
    for row in rows:
        if row.number == NAMES_ROW:
            cell = table.cell(row, "code")
            if outline.knows(cell):
                errors.append(CellError("Dòng 2 dành cho tên cột; số liệu ghi từ dòng 3.", cell))


def _outside(table: Table) -> Iterator[CellError]:
    """Find what stands under no heading, once for each column."""
    seen = {*table.fixed.values(), *table.figures, *table.unknown}
    for row in table.rows:
        for number, cell in row.cells.items():
            if number not in seen:
                seen.add(number)
                yield CellError("Cột này không có mã ở dòng 1.", cell)
