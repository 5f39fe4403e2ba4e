"""What a workbook would do: its faults, its warnings, its changes; written only when that was looked at before."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from communes.models import Commune, User
from operations.actions import import_reports
from reports.forms.workbook import CellError, Change, Outline, Row, changes_of, held_in, outline_of, read_entries
from reports.forms.workbook.held import Held
from reports.models import Period


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who hands what in: the month, the communes that it may be about, and how far the reports go."""

    period: Period
    by: User
    communes: Sequence[Commune] | None = None
    hand_in: bool = False
    accept: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a workbook would do: each commune with its changes, the plans that change, the faults, the warnings.

    `is_written` tells that it did so: it was confirmed with the fingerprint of the very same changes.
    """

    communes: Sequence[tuple[Commune, Sequence[Change]]]
    targets: int
    errors: Sequence[CellError]
    warnings: Sequence[CellError]
    fingerprint: str
    is_written: bool = False

    @property
    def count(self) -> int:
        """Return how many things would be written, the plans included."""
        return self.targets + sum(len(changes) for _, changes in self.communes)

    @property
    def has_nothing(self) -> bool:
        """Tell whether the workbook holds no report and no plan."""
        return not (self.communes or self.targets or self.errors)


def take_in(wanted: Wanted, sheets: Mapping[str, Sequence[Row]], at: datetime, seen: str) -> Preview:
    """Take a workbook in, and take everything back unless `seen` is the fingerprint of just these changes.

    What a write would refuse is found by writing.
    """
    with transaction.atomic():
        changes = _changes(outline_of(wanted.period, wanted.communes), sheets)
        try:
            brought = _write(wanted, sheets, at)
        except import_reports.ImportRefused as refused:
            transaction.set_rollback(True)
            return Preview(changes, 0, refused.errors, [], "")
        fingerprint = _fingerprint(wanted, changes, brought)
        is_written = fingerprint == seen
        transaction.set_rollback(not is_written)
    return Preview(changes, brought.targets, [], brought.warnings, fingerprint, is_written)


def _write(wanted: Wanted, sheets: Mapping[str, Sequence[Row]], at: datetime) -> import_reports.Import:
    return import_reports.import_reports(
        period=wanted.period,
        sheets=sheets,
        hand_in=wanted.hand_in,
        accept=wanted.accept,
        by=wanted.by,
        at=at,
        communes=wanted.communes,
    )


def _changes(outline: Outline, sheets: Mapping[str, Sequence[Row]]) -> list[tuple[Commune, list[Change]]]:
    held = held_in(outline)
    reports = read_entries(sheets, outline).reports
    place = {commune.pk: number for number, commune in enumerate(outline.communes)}
    return [
        (entries.commune, changes_of(entries, held.get(entries.commune.pk, Held()), outline))
        for entries in sorted(reports, key=lambda entries: place[entries.commune.pk])
    ]


def _fingerprint(
    wanted: Wanted, changes: Sequence[tuple[Commune, Sequence[Change]]], brought: import_reports.Import
) -> str:
    """Return what two previews share only where the same would be written over the same."""
    told = [(commune.pk, [(c.place, c.before, c.after) for c in several]) for commune, several in changes]
    return hashlib.sha256(repr((told, brought.targets, wanted.hand_in, wanted.accept)).encode()).hexdigest()
