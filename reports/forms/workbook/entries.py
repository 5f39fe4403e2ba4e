"""From rows to what a person typed: every sheet is read to its end, every fault is kept with its cell."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import TypeVar

from communes.models import Commune
from reports.actions.fill_in import TEXT_LIMIT, Entries, IssueEntry, ProposalEntry
from reports.actions.set_targets import TargetEntry
from reports.facts import Key
from reports.models.catalogue import IndicatorKind

from . import readings
from .cells import (
    EXPLANATIONS,
    FIGURES,
    ISSUES,
    NARRATIVES,
    PROPOSALS,
    SHEETS,
    TARGETS,
    Cell,
    CellError,
    Row,
    Unreadable,
)
from .outline import Column, Outline
from .table import Table, table_of

EXPLANATION_LIMIT, ADDRESSEE_LIMIT, ASSIGNER_LIMIT, DOCUMENT_LIMIT = 1000, 160, 60, 160


@dataclass(slots=True)
class CommuneEntries:
    """What the workbook says for one commune; `cells` tells where each figure stands, `first` where it begins."""

    commune: Commune
    first: Cell
    figures: dict[Key, Decimal | None] = field(default_factory=dict)
    cells: dict[Key, Cell] = field(default_factory=dict)
    narratives: dict[str, str] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    issues: list[IssueEntry] = field(default_factory=list)
    proposals: list[ProposalEntry] = field(default_factory=list)

    def as_typed(self) -> Entries:
        """Return it as a person at the form would have typed it; issues and proposals only where there are any."""
        return Entries(
            figures=self.figures,
            narratives=self.narratives,
            explanations=self.explanations,
            issues=tuple(self.issues) or None,
            proposals=tuple(self.proposals) or None,
        )


@dataclass(slots=True)
class TargetSet:
    """Plans of one document: who assigned them, from which day they hold; `cells` tells where each stands."""

    assigned_by: str
    document: str
    decided_on: dt.date
    entries: list[TargetEntry] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class WorkbookEntries:
    """All that a workbook says, and all that is wrong with it."""

    reports: list[CommuneEntries]
    targets: list[TargetSet]
    errors: list[CellError]


def read_entries(sheets: Mapping[str, Sequence[Row]], outline: Outline) -> WorkbookEntries:
    """Read all sheets; what is wrong is left out of the entries and stands in the errors, sheet by sheet."""
    reader = _Reader(outline)
    for sheet in SHEETS:
        if sheet in sheets:
            reader.read(sheet, sheets[sheet])
        else:
            reader.errors.append(CellError(f"Thiếu sheet “{sheet}”; hãy dùng tệp mẫu của tháng này."))
    return WorkbookEntries(list(reader.reports.values()), list(reader.targets.values()), reader.errors)


class Cleared(Enum):
    """Tell a figure that is to go from one that is not there."""

    CLEARED = "cleared"


CLEARED = Cleared.CLEARED
T = TypeVar("T")


class _Reader:
    """Goes through the sheets and keeps what it reads."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.measured = {column.indicator.code for column in outline.columns(IndicatorKind.MEASURED)}
        self.reports: dict[int, CommuneEntries] = {}
        self.targets: dict[tuple[str, str, dt.date], TargetSet] = {}
        self.errors: list[CellError] = []
        self.seen: set[tuple[object, ...]] = set()

    def read(self, sheet: str, rows: Sequence[Row]) -> None:
        """Read one sheet to its end."""
        table = table_of(sheet, rows, self.outline, self.errors)
        read_row = {
            FIGURES: self._figures,
            TARGETS: self._targets,
            NARRATIVES: self._narrative,
            EXPLANATIONS: self._explanation,
            ISSUES: self._issue,
            PROPOSALS: self._proposal,
        }[sheet]
        for row in table.rows:
            cell = table.cell(row, "code")
            commune = self._try(cell, self.outline.commune)
            if commune is not None:
                read_row(table, row, commune)

    def _try(self, cell: Cell, reading: Callable[[Cell], T]) -> T | None:
        """Return what a cell is read as; None where it cannot be read, and the fault is kept."""
        try:
            return reading(cell)
        except Unreadable as fault:
            self.errors.append(CellError(str(fault), cell))
            return None

    def _entries(self, commune: Commune, cell: Cell) -> CommuneEntries:
        return self.reports.setdefault(commune.pk, CommuneEntries(commune, cell))

    def _is_first(self, cell: Cell, *key: object, rule: str) -> bool:
        """Keep a fault where the key was there before."""
        if key in self.seen:
            self.errors.append(CellError(rule, cell))
            return False
        self.seen.add(key)
        return True

    def _figures(self, table: Table, row: Row, commune: Commune) -> None:
        cell = table.cell(row, "code")
        if not self._is_first(cell, FIGURES, commune.pk, rule=f"{commune.name} đã có ở dòng trên."):
            return
        self._try(table.cell(row, "name"), lambda name: readings.check_name(name, commune))
        figures: dict[Key, Decimal | None] = {}
        for column, filled in table.figure_cells(row):
            value = self._try(filled, partial(_figure_or_clear, column=column))
            if value is not None:
                figures[column.key] = None if value is CLEARED else value
        if figures:
            entries = self._entries(commune, cell)
            entries.figures = figures
            entries.cells = {column.key: row.at(number) for number, column in table.figures.items()}

    def _targets(self, table: Table, row: Row, commune: Commune) -> None:
        self._try(table.cell(row, "name"), lambda name: readings.check_name(name, commune))
        assigner = self._try(table.cell(row, "assigned_by"), partial(readings.text, limit=ASSIGNER_LIMIT))
        document = self._try(table.cell(row, "document"), partial(readings.text, limit=DOCUMENT_LIMIT))
        decided_on = self._try(table.cell(row, "from"), self._decided_on)
        for column, filled in table.figure_cells(row):
            value = self._try(filled, partial(_plan, column=column))
            if value is None or assigner is None or document is None or decided_on is None:
                continue
            rule = f"{column.label} của {commune.name} đã có ở trên với cùng cơ quan giao và ngày."
            if self._is_first(filled, TARGETS, commune.pk, column.key, assigner, decided_on, rule=rule):
                targets = self.targets.setdefault(
                    (assigner, document, decided_on), TargetSet(assigner, document, decided_on)
                )
                targets.entries.append(self._target(commune, column, value))
                targets.cells.append(filled)

    def _decided_on(self, cell: Cell) -> dt.date:
        return readings.day(cell) or dt.date(self.outline.period.as_month.year, 1, 1)

    def _target(self, commune: Commune, column: Column, value: Decimal) -> TargetEntry:
        year = None if column.season else self.outline.period.as_month.year
        return TargetEntry(commune, column.indicator, value, year=year, season=column.season)

    def _narrative(self, table: Table, row: Row, commune: Commune) -> None:
        cell = table.cell(row, "section")
        section = self._try(cell, partial(readings.code, known=self.outline.sections, what="lĩnh vực"))
        text = self._try(table.cell(row, "text"), partial(_text_or_clear, limit=TEXT_LIMIT))
        rule = f"{commune.name} đã có thuyết minh của lĩnh vực này ở dòng trên."
        if section and self._is_first(cell, NARRATIVES, commune.pk, section, rule=rule) and text is not None:
            self._entries(commune, table.cell(row, "code")).narratives[section] = text

    def _explanation(self, table: Table, row: Row, commune: Commune) -> None:
        cell = table.cell(row, "indicator")
        indicator = self._try(cell, partial(readings.code, known=self.measured, what="chỉ tiêu"))
        text = self._try(table.cell(row, "text"), partial(_text_or_clear, limit=EXPLANATION_LIMIT))
        rule = f"{commune.name} đã giải trình chỉ tiêu này ở dòng trên."
        if indicator and self._is_first(cell, EXPLANATIONS, commune.pk, indicator, rule=rule) and text is not None:
            self._entries(commune, table.cell(row, "code")).explanations[indicator] = text

    def _issue(self, table: Table, row: Row, commune: Commune) -> None:
        category = self._try(
            table.cell(row, "category"), partial(readings.code, known=self.outline.categories, what="nhóm tồn tại")
        )
        text = self._try(table.cell(row, "text"), partial(readings.needed_text, limit=TEXT_LIMIT))
        cause, remedy = (
            self._try(table.cell(row, name), partial(readings.text, limit=TEXT_LIMIT)) for name in ("cause", "remedy")
        )
        if category and text and cause is not None and remedy is not None:
            entry = IssueEntry(category, text, cause, remedy)
            self._entries(commune, table.cell(row, "code")).issues.append(entry)

    def _proposal(self, table: Table, row: Row, commune: Commune) -> None:
        text = self._try(table.cell(row, "text"), partial(readings.needed_text, limit=TEXT_LIMIT))
        addressee = self._try(table.cell(row, "addressee"), partial(readings.text, limit=ADDRESSEE_LIMIT))
        if text and addressee is not None:
            entry = ProposalEntry(text, addressee)
            self._entries(commune, table.cell(row, "code")).proposals.append(entry)


def _figure_or_clear(cell: Cell, column: Column) -> Decimal | Cleared:
    return CLEARED if readings.clears(cell) else readings.figure(cell, column.indicator)


def _plan(cell: Cell, column: Column) -> Decimal:
    if readings.clears(cell):
        raise Unreadable("Thôi giao một chỉ tiêu thì Văn phòng ghi trong bảng Chỉ tiêu.")
    return readings.figure(cell, column.indicator)


def _text_or_clear(cell: Cell, limit: int) -> str:
    return "" if readings.clears(cell) else readings.needed_text(cell, limit)
