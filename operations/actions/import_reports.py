"""Take a month's workbook in: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from communes.permissions import is_signer
from reports.actions import fill_in, review, set_targets, submit
from reports.checks import Finding
from reports.figures import findings_of
from reports.forms.workbook import CellError, CommuneEntries, Row, TargetSet, outline_of, read_entries
from reports.models import Period, Report


class ImportRefused(Exception):
    """Carry every fault of a workbook of which nothing was written."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        """Keep the faults in the order in which they were found."""
        super().__init__("\n".join(map(str, errors)))
        self.errors = list(errors)


@dataclass(slots=True)
class Import:
    """What a workbook brought; `warnings` says after each whether the commune explained it."""

    reports: list[Report] = field(default_factory=list)
    targets: int = 0
    warnings: list[CellError] = field(default_factory=list)


@transaction.atomic
def import_reports(
    *, period: Period, sheets: Mapping[str, Sequence[Row]], hand_in: bool, accept: bool, by: User, at: datetime
) -> Import:
    """Write a workbook's plans and reports into a month, and submit or accept them; raise ImportRefused.

    `accept` submits too. Reports that are submitted, accepted or handed to the signer refuse the whole workbook.
    """
    outline = outline_of(period)
    written = read_entries(sheets, outline)
    errors = list(written.errors)
    if not _is_open(period, written.reports, at):
        raise ImportRefused([CellError(f"Kỳ báo cáo {period} đã khóa nên không nhập được tệp này."), *errors])
    brought = Import(targets=_set_targets(written.targets, by=by, at=at))
    for entries in written.reports:
        try:
            with transaction.atomic():
                report = _fill_in(period, entries, by=by, at=at)
        except Refusal as refusal:
            errors.append(_about(entries, refusal.sentence))
            continue
        wrong, doubtful = _findings(report, entries)
        errors += wrong
        brought.warnings += doubtful
        brought.reports.append(report)
        if not errors and (hand_in or accept):
            _hand_in(report, accept=accept, by=by, at=at)
    if errors:
        raise ImportRefused(errors)
    return brought


def _is_open(period: Period, reports: Sequence[CommuneEntries], at: datetime) -> bool:
    """Tell whether the month is open, or each commune of the workbook has an exception from its lock."""
    period.hold(alone=False)
    if not period.is_locked(at):
        return True
    try:
        for entries in reports:
            period.check_open_for(entries.commune, at)
    except Refusal:
        return False
    return bool(reports)


def _set_targets(targets: Sequence[TargetSet], *, by: User, at: datetime) -> int:
    changed = 0
    for each in targets:
        changed += len(
            set_targets.set_targets(
                entries=each.entries,
                document=each.document,
                decided_on=each.decided_on,
                assigned_by=each.assigned_by,
                by=by,
                at=at,
            )
        )
    return changed


def _fill_in(period: Period, entries: CommuneEntries, *, by: User, at: datetime) -> Report:
    report = fill_in.start(period=period, commune=entries.commune, by=by, at=at)
    return fill_in.save(report=report, entries=entries.as_typed(), expected_version=report.version, by=by, at=at)


def _hand_in(report: Report, *, accept: bool, by: User, at: datetime) -> None:
    on_behalf = not is_signer(by, report.commune)
    submit.submit(report=report, by=by, at=at, on_behalf=on_behalf, needs_explanations=False)
    if accept:
        review.accept(report=report, by=by, at=at)


def _findings(report: Report, entries: CommuneEntries) -> tuple[list[CellError], list[CellError]]:
    """Return the errors and the warnings on a report's figures, at their cells."""
    findings = findings_of(report)
    unexplained = submit.unexplained(report, findings)
    wrong, doubtful = [], []
    for finding in findings:
        if finding.is_error:
            wrong.append(_at_cell(entries, finding, finding.sentence))
        else:
            state = "chưa giải trình" if finding in unexplained else "đã giải trình"
            doubtful.append(_at_cell(entries, finding, f"{finding.sentence} ({state})"))
    return wrong, doubtful


def _at_cell(entries: CommuneEntries, finding: Finding, sentence: str) -> CellError:
    cell = entries.cells.get((finding.indicator, finding.season))
    if cell is not None:
        return CellError(sentence, cell)
    return _about(entries, f"{finding.indicator}: {sentence}")


def _about(entries: CommuneEntries, sentence: str) -> CellError:
    return CellError(f"{entries.commune.name}: {sentence}", entries.first)
