"""Take a month's workbook in: all of it, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import format_date
from communes.actions import keep_file_account
from communes.models import Commune, User
from communes.permissions import is_clerk, is_office, is_signer
from reports.actions import fill_in, review, set_targets, submit
from reports.actions.set_targets import TargetEntry
from reports.checks import Finding
from reports.figures import faults_of, findings_of
from reports.forms.workbook import (
    CellError,
    CommuneEntries,
    Outline,
    Row,
    TargetSet,
    WorkbookEntries,
    outline_of,
    read_entries,
)
from reports.models import Period, Report, Target

PlanKey = tuple[int, int, int | None, int | None, str]  # commune, indicator, year, season, assigned by


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
    *,
    period: Period,
    sheets: Mapping[str, Sequence[Row]],
    hand_in: bool,
    accept: bool,
    by: User,
    at: datetime,
    communes: Sequence[Commune] | None = None,
) -> Import:
    """Write a workbook's plans and reports into a month, and submit or accept them; raise ImportRefused.

    `accept` submits too. Reports that are submitted, accepted or handed to the signer refuse the whole workbook, as
    does what `by` may not do at the form; the portal's own account may do it all. `communes` are those that it may be
    about; all of the month by default.
    """
    outline = outline_of(period, communes)
    written = read_entries(sheets, outline)
    errors = [*_trespasses(period, written, hand_in=hand_in, accept=accept, by=by), *written.errors]
    if not _is_open(period, written.reports, at):
        raise ImportRefused([CellError(f"Kỳ báo cáo {period} đã khóa nên không nhập được tệp này."), *errors])
    brought = Import(targets=_set_targets(period, written.targets, errors, by=by, at=at))
    for entries in written.reports:
        try:
            with transaction.atomic():
                report = _fill_in(period, entries, by=by, at=at)
        except Refusal as refusal:
            errors.append(_about(entries, refusal.sentence))
            continue
        wrong, doubtful = _findings(report, entries, outline)
        errors += wrong
        brought.warnings += doubtful
        brought.reports.append(report)
        if not errors and (hand_in or accept):
            _hand_in(report, accept=accept, by=by, at=at)
    if errors:
        raise ImportRefused(errors)
    return brought


def _trespasses(
    period: Period, written: WorkbookEntries, *, hand_in: bool, accept: bool, by: User
) -> Iterator[CellError]:
    """Yield what the person may not do: the office does everything, a commune's people their own report alone."""
    if by.username == keep_file_account.USERNAME or is_office(by, period.body):
        return
    if accept:
        yield CellError(f"Tài khoản “{by.username}” không tiếp nhận được báo cáo: việc này của Văn phòng.")
    if written.targets:
        cell = written.targets[0].cells[0]
        yield CellError(f"Tài khoản “{by.username}” không ghi được chỉ tiêu giao: việc này của Văn phòng.", cell)
    for entries in written.reports:
        if not is_clerk(by, entries.commune):
            yield _about(entries, f"tài khoản “{by.username}” không nhập được báo cáo của đơn vị này.")
        elif hand_in and not is_signer(by, entries.commune):
            yield _about(entries, f"tài khoản “{by.username}” không nộp được báo cáo; người ký mới nộp.")


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


def _set_targets(
    period: Period, targets: Sequence[TargetSet], errors: list[CellError], *, by: User, at: datetime
) -> int:
    """Record the plans, and return how many changed; what a later document has set already is an error."""
    in_force = Target.objects.in_force_on(period.as_month.last_day).filter(commune__body=period.body)
    latest = {(t.commune_id, t.indicator_id, t.year, t.season_id, t.assigned_by): t for t in in_force}
    changed = 0
    for each in targets:
        entries = list(_not_overtaken(each, latest, errors))
        changed += len(
            set_targets.set_targets(
                entries=entries,
                document=each.document,
                decided_on=each.decided_on,
                assigned_by=each.assigned_by,
                by=by,
                at=at,
            )
        )
    return changed


def _not_overtaken(
    targets: TargetSet, latest: Mapping[PlanKey, Target], errors: list[CellError]
) -> Iterator[TargetEntry]:
    """Yield the plans that are no older than those in force; an older one would be written without any effect."""
    for entry, cell in zip(targets.entries, targets.cells, strict=True):
        season = entry.season.pk if entry.season else None
        target = latest.get((entry.commune.pk, entry.indicator.pk, entry.year, season, targets.assigned_by))
        if target is None or target.decided_on <= targets.decided_on:
            yield entry
        elif target.value != entry.value:
            day = format_date(target.decided_on)
            errors.append(CellError(f"Đã có chỉ tiêu giao ngày {day}, muộn hơn ngày áp dụng của dòng này.", cell))


def _fill_in(period: Period, entries: CommuneEntries, *, by: User, at: datetime) -> Report:
    report = fill_in.start(period=period, commune=entries.commune, by=by, at=at)
    return fill_in.save(report=report, entries=entries.as_typed(), expected_version=report.version, by=by, at=at)


def _hand_in(report: Report, *, accept: bool, by: User, at: datetime) -> None:
    on_behalf = not is_signer(by, report.commune)
    submit.submit(report=report, by=by, at=at, on_behalf=on_behalf, needs_explanations=False)
    if accept:
        review.accept(report=report, by=by, at=at)


def _findings(report: Report, entries: CommuneEntries, outline: Outline) -> tuple[list[CellError], list[CellError]]:
    """Return the errors and the warnings on a report's figures, by the figures' names, at their cells."""
    findings = findings_of(report)
    unexplained = submit.unexplained(report, findings)
    wrong, doubtful = [], []
    for finding in findings:
        name = outline.indicators[finding.indicator].name if finding.indicator in outline.indicators else ""
        sentence = f"{name}: {finding.sentence}" if name else finding.sentence
        if finding.is_error:
            wrong.append(_at_cell(entries, finding, sentence))
        else:
            state = "chưa giải trình" if finding in unexplained else "đã giải trình"
            doubtful.append(_at_cell(entries, finding, f"{sentence} ({state})"))
    if unanswered := faults_of(report):
        told = f"{len(unanswered)} nhiệm vụ được giao chưa trả lời; tệp không có mục này, trả lời tại trang báo cáo"
        doubtful.append(_about(entries, told))
    return wrong, doubtful


def _at_cell(entries: CommuneEntries, finding: Finding, sentence: str) -> CellError:
    cell = entries.cells.get((finding.indicator, finding.season))
    if cell is not None:
        return CellError(sentence, cell)
    return _about(entries, sentence)


def _about(entries: CommuneEntries, sentence: str) -> CellError:
    return CellError(f"{entries.commune.name}: {sentence}", entries.first)
