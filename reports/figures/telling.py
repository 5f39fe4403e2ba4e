"""What people are told of reports and directives: to whom, in which words, leading where. Nothing here is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.urls import reverse

from briefing_portal.lib.clock import OFFICE_TIME, moment_in_words
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import capitalize_first, format_date, join_list
from communes.models import Commune, ConveningBody, Role, User
from communes.permissions import people_of, staff_of
from notices.models import Kind, Note
from reports.facts import Standing
from reports.models import Directive, Period, Report
from reports.workflow import ReportStatus

from .directives import Line, directives_of, lines_of, told_of, without_settled

STAGES = (2, 5)  # days before a report is due; each is told once, also where the timer missed the very day
SOON = 5  # days before a directive is due
JUST_PASSED = 7  # days behind its date in which a directive is told of as overdue; older ones are no news
LONGEST_TEXT = 200  # characters of a directive
HANDED_IN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


def due_key(period: Period, whose: object) -> str:
    """Return how the keys begin by which somebody is told that a month is due."""
    return f"due.{period.pk}.{whose}."


def back_key(report: Report) -> str:
    """Return how the keys begin by which a commune is told that it has its report back."""
    return f"report.{report.pk}.back."


def directive_key(directive: Directive) -> str:
    """Return how the keys begin by which people are told of a directive's days."""
    return f"directive.{directive.pk}."


def back_notes(report: Report, number: int, *, is_reopened: bool) -> list[Note]:
    """Return what a commune's people are told when submission `number` comes back to them."""
    done = "mở lại" if is_reopened else "trả lại"
    title = f"Văn phòng {done} báo cáo {report.period} của {report.commune.full_name}"
    text = "Xem ý kiến của Văn phòng, sửa rồi nộp lại."
    return _to_commune(report, Kind.RETURNED, f"{back_key(report)}{number}", title, text)


def accepted_notes(report: Report, number: int) -> list[Note]:
    """Return what a commune's people are told when submission `number` is accepted."""
    title = f"Báo cáo {report.period} của {report.commune.full_name} đã được tiếp nhận"
    return _to_commune(report, Kind.ACCEPTED, f"report.{report.pk}.accepted.{number}", title, "")


def _to_commune(report: Report, kind: Kind, key: str, title: str, text: str) -> list[Note]:
    commune, period = report.commune, report.period
    address = reverse("reports:read", args=[period.body.slug, period.as_month, commune.slug])
    people = people_of([commune]).get(commune.pk, [])
    return [Note(person, kind, key, title, address, text) for person in people]


def due_notes(period: Period, at: datetime) -> list[Note]:
    """Return who is told at a moment that a month will soon be due: communes that haven't handed in, and the office.

    Nobody before the fifth day, behind the due time, and in a locked month, into which nobody may write.
    """
    stage = _stage(period, at)
    if stage is None or period.is_locked(at):
        return []
    reports = {report.commune_id: report for report in period.reports.all()}
    communes = list(Commune.objects.filter(body=period.body).existing_in(period.as_month))
    owing = [commune for commune in communes if not _is_handed_in(reports.get(commune.pk))]
    people = people_of(owing)
    told = [
        _due_note(person, period, commune, reports.get(commune.pk), at, stage)
        for commune in owing
        for person in people.get(commune.pk, [])
    ]
    return [*told, *_due_to_office(period, owing, len(communes), at, stage)]


def _stage(period: Period, at: datetime) -> int | None:
    if period.due_at is None or period.is_overdue(at):
        return None
    return next((stage for stage in STAGES if _days_left(period.due_at, at) <= stage), None)


def _days_left(due_at: datetime, at: datetime) -> int:
    return (due_at.astimezone(OFFICE_TIME).date() - at.astimezone(OFFICE_TIME).date()).days


def _is_handed_in(report: Report | None) -> bool:
    return report is not None and report.state in HANDED_IN


def _due_note(person: User, period: Period, commune: Commune, report: Report | None, at: datetime, stage: int) -> Note:
    address = reverse("reports:edit", args=[period.body.slug, period.as_month, commune.slug])
    is_back = report is not None and report.first_submitted_at is not None
    state = "cần sửa và nộp lại" if is_back else "chưa nộp"
    text = f"{capitalize_first(commune.full_name)} {state}. {_until(period)}"
    return Note(person, Kind.DUE, _stage_key(period, commune.pk, stage), _due_title(period, at), address, text)


def _due_to_office(period: Period, owing: Sequence[Commune], expected: int, at: datetime, stage: int) -> Iterator[Note]:
    if not owing:
        return
    names = f": {join_list([commune.name for commune in owing])}" if len(owing) <= expected // 2 else ""
    text = f"Còn {len(owing)}/{expected} {period.body.units_word} chưa nộp hoặc phải nộp lại{names}."
    address = reverse("reports:board", args=[period.body.slug, period.as_month])
    for person in staff_of(period.body, Role.OFFICE):
        key = _stage_key(period, "office", stage)
        yield Note(person, Kind.DUE, key, _due_title(period, at), address, f"{text[:900]} {_until(period)}")


def _stage_key(period: Period, whose: object, stage: int) -> str:
    """Return a key in which the due day stands: another day is told anew."""
    due = period.due_at.astimezone(OFFICE_TIME).date() if period.due_at else ""
    return f"{due_key(period, whose)}{due}.{stage}"


def _due_title(period: Period, at: datetime) -> str:
    assert period.due_at is not None  # noqa: S101 - no stage without it
    left = _days_left(period.due_at, at)
    when = {0: "hôm nay", 1: "ngày mai"}.get(left, f"sau {left} ngày")
    return f"Báo cáo {period} đến hạn nộp {when}"


def _until(period: Period) -> str:
    return f"Hạn nộp: {moment_in_words(period.due_at)}." if period.due_at else ""


def directive_notes(body: ConveningBody, today: date) -> list[Note]:
    """Return who is told on a day of directives that are due soon, or have just passed their date unfinished.

    A commune is told of its own; the office of all, also for departments; the leaders of those overdue.
    """
    lines = _pressing(body, today)
    people = people_of([line.addressee for line in lines if isinstance(line.addressee, Commune)])
    notes = [
        _directive_note(person, line, today)
        for line in lines
        if isinstance(line.addressee, Commune)
        for person in people.get(line.addressee.pk, [])
    ]
    return [*notes, *_directives_to_staff(body, lines, today)]


def _pressing(body: ConveningBody, today: date) -> list[Line]:
    month = Month.of(today)
    communes = list(Commune.objects.filter(body=body).existing_in(month))
    standing = directives_of(body).filter(withdrawn_at=None).select_related("period__body")
    left = without_settled(standing, communes, month, before=month.next())
    lines = lines_of(left, month, communes=communes, told=told_of(left))
    return [line for line in lines if _is_pressing(line, today)]


def _is_pressing(line: Line, today: date) -> bool:
    if line.due is None or line.standing(today) not in {Standing.OPEN, Standing.OVERDUE}:
        return False
    return -JUST_PASSED <= (line.due - today).days <= SOON


def _directive_note(person: User, line: Line, today: date) -> Note:
    due = line.due or today
    key = f"{directive_key(line.directive)}{line.addressee.pk}.{due}.{'overdue' if due < today else 'soon'}"
    text = f"{_words(line.directive)} – Trả lời kết quả trong báo cáo tháng."
    return Note(person, Kind.DIRECTIVE, key, _directive_title(line.directive, due, today), _page(line.directive), text)


def _directives_to_staff(body: ConveningBody, lines: Sequence[Line], today: date) -> Iterator[Note]:
    """Yield one notice a directive and state: with how many addressees it is due soon, or overdue."""
    office, leaders = staff_of(body, Role.OFFICE), staff_of(body, Role.LEADER)
    groups: dict[tuple[Directive, bool], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.directive, (line.due or today) < today].append(line)
    for (directive, is_overdue), owing in groups.items():
        due = min(line.due or today for line in owing)
        key = f"{directive_key(directive)}staff.{due}.{'overdue' if is_overdue else 'soon'}"
        text = f"{_words(directive)} – {len(owing)} đơn vị chưa hoàn thành."
        told = dict.fromkeys([*office, *(leaders if is_overdue else [])])
        for person in told:
            title = _directive_title(directive, due, today)
            yield Note(person, Kind.DIRECTIVE, key, title, _page(directive), text)


def _directive_title(directive: Directive, due: date, today: date) -> str:
    name = f"Nhiệm vụ số {directive.number} ({directive.period})"
    return f"{name} {'đã quá hạn' if due < today else 'đến hạn'} ngày {format_date(due)}"


def _words(directive: Directive) -> str:
    text = " ".join(directive.text.split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _page(directive: Directive) -> str:
    period = directive.period
    return reverse("reports:directive", args=[period.body.slug, period.as_month, directive.number])
