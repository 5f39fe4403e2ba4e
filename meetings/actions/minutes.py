"""Take the minutes: what was said, as it is said. Compiled sentences and conclusions are never touched."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, User
from meetings.models import Attendance, Meeting, Statement, StatementKind

TEXT_LIMIT = 20_000  # characters of one statement, some seven printed pages
SPEAKER_LIMIT = 200  # characters, as the column takes
Direction = Literal["up", "down"]


class StaleStatement(Refusal):
    """Refuse to write over what somebody else wrote of the statement in the meantime."""


@dataclass(frozen=True, slots=True)
class StatementEntry:
    """A statement as it is typed: by a row of the attendance or a speaker in words, about a sentence or a commune."""

    text: str
    kind: StatementKind = StatementKind.DISCUSSION
    speaker: Attendance | None = None
    speaker_text: str = ""
    key: str = ""
    commune: Commune | None = None


@transaction.atomic
def write(*, meeting: Meeting, token: UUID, entry: StatementEntry, by: User, at: datetime) -> Statement:
    """Write a new statement behind the others; the same form (`token`) sent again writes the same statement."""
    meeting = _open(meeting)
    _check(entry, meeting)
    known = Statement.objects.filter(token=token).first()
    if known is not None and known.meeting_id != meeting.pk:
        raise Refusal("Ô này thuộc biên bản của hội nghị khác; hãy tải lại trang.")
    if known is not None:
        return _again(known, entry, by, at)
    last = meeting.statements.aggregate(last=Max("order"))["last"] or 0
    statement = Statement(meeting=meeting, token=token, order=last + 1, version=0, written_at=at, written_by=by)
    return _write(statement, entry, by, at)


@transaction.atomic
def change(*, statement: Statement, entry: StatementEntry, expected_version: int, by: User, at: datetime) -> Statement:
    """Change a statement; raise StaleStatement when it changed since `expected_version` was read."""
    statement = _locked(statement)
    _check(entry, statement.meeting)
    if _typed(statement) == _typed(entry):
        return statement
    if statement.version != expected_version:
        raise _stale(statement)
    if statement.struck_at is not None:
        raise Refusal("Ý kiến này đã gạch bỏ; hãy khôi phục trước khi sửa.")
    return _write(statement, entry, by, at)


@transaction.atomic
def strike(*, statement: Statement, by: User, at: datetime) -> Statement:
    """Strike a statement out: it is kept and can be restored; raise Refusal where a conclusion stands on it."""
    statement = _locked(statement)
    if statement.conclusions.filter(withdrawn_at__isnull=True).exists():
        raise Refusal("Đã lập kết luận từ ý kiến này; hãy rút kết luận trước khi gạch bỏ.")
    if statement.struck_at is None:
        statement.struck_at, statement.struck_by = at, by
        _count(statement, by, at)
    return statement


@transaction.atomic
def restore(*, statement: Statement, by: User, at: datetime) -> Statement:
    """Put a statement that was struck out back in its place."""
    statement = _locked(statement)
    if statement.struck_at is not None:
        statement.struck_at = statement.struck_by = None
        _count(statement, by, at)
    return statement


@transaction.atomic
def move(*, statement: Statement, direction: Direction, by: User, at: datetime) -> None:
    """Move a statement past its neighbour; at the end of the list nothing happens. Its words keep their version."""
    statement = _locked(statement)
    rows = list(statement.meeting.statements.order_by("order", "pk"))
    here = rows.index(statement)
    there = here + (1 if direction == "down" else -1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for order, row in enumerate(rows, start=1):
        row.order = order
    Statement.objects.bulk_update(rows, ["order"])


def _again(known: Statement, entry: StatementEntry, by: User, at: datetime) -> Statement:
    """Write the words of a form that was sent before over its own statement, which nobody else has touched."""
    if _typed(known) == _typed(entry):
        return known
    if known.version > 1 or known.written_by_id != by.pk:
        raise _stale(known)
    return _write(known, entry, by, at)


def _stale(statement: Statement) -> StaleStatement:
    return StaleStatement(f"{statement.changed_by} vừa sửa ý kiến này; chữ của bạn chưa được ghi.")


def _check(entry: StatementEntry, meeting: Meeting) -> None:
    if not entry.text.strip():
        raise Refusal("Chưa có nội dung ý kiến.")
    if len(entry.text) > TEXT_LIMIT:
        raise Refusal(f"Nội dung dài {len(entry.text)} ký tự, vượt quá {TEXT_LIMIT} ký tự cho phép.")
    if len(entry.speaker_text) > SPEAKER_LIMIT:
        raise Refusal(f"Tên người phát biểu dài quá {SPEAKER_LIMIT} ký tự.")
    if entry.speaker is not None and entry.speaker.meeting_id != meeting.pk:
        raise Refusal("Người phát biểu không thuộc thành phần dự hội nghị này.")
    if entry.commune is not None and entry.commune.body_id != meeting.period.body_id:
        raise Refusal(f"“{entry.commune}” không thuộc {meeting.period.body}.")
    if entry.key and entry.commune is not None:
        raise Refusal("Ý kiến gắn với một câu hoặc một đơn vị, không gắn với cả hai.")


def _write(statement: Statement, entry: StatementEntry, by: User, at: datetime) -> Statement:
    statement.kind, statement.key, statement.commune = entry.kind, entry.key, entry.commune
    statement.speaker = entry.speaker
    statement.speaker_text = "" if entry.speaker else normalize_text(entry.speaker_text)
    statement.text = normalize_text(entry.text)
    return _count(statement, by, at)


def _typed(told: Statement | StatementEntry) -> tuple[object, ...]:
    speaker_text = "" if told.speaker else normalize_text(told.speaker_text)
    return told.kind, told.key, told.commune, told.speaker, speaker_text, normalize_text(told.text)


def _count(statement: Statement, by: User, at: datetime) -> Statement:
    statement.version += 1
    statement.changed_at, statement.changed_by = at, by
    statement.save()
    return statement


def _locked(statement: Statement) -> Statement:
    meeting = _open(statement.meeting)
    return meeting.statements.select_related("meeting__period__body", "changed_by").get(pk=statement.pk)


def _open(meeting: Meeting) -> Meeting:
    """Hold the meeting against a second writer; minutes are still put in order after it is over."""
    meeting = meeting.locked()
    if meeting.called_off_at is not None:
        raise Refusal("Hội nghị này đã hủy nên không ghi biên bản.")
    return meeting
