"""Invite to a meeting, and write down who came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, ProtectedError

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, Department, User
from meetings.figures.invitation import Invited, usual_invitation
from meetings.models import Attendance, Group, Meeting, Presence
from meetings.models.attendance import OF_COMMUNES


class StaleMark(Refusal):
    """Refuse to write over what somebody else ticked in the meantime."""


@dataclass(frozen=True, slots=True)
class InvitedEntry:
    """Somebody invited, as typed; `text` is what the briefing's opening calls her or her group."""

    group: Group
    text: str
    position: str = ""
    commune: Commune | None = None
    department: Department | None = None
    note: str = ""
    invited: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody came; `reason` is of the absent and the replaced, `replaced_by` of the replaced alone.

    `seen` is what her writer had before her; None where nothing is compared.
    """

    presence: Presence
    reason: str = ""
    replaced_by: str = ""
    seen: Presence | None = None


@transaction.atomic
def invite_usual(*, meeting: Meeting, by: User, at: datetime) -> list[Attendance]:
    """Invite whom a meeting of the body usually has; who is invited already stays as she is. Return the new ones."""
    meeting = _open(meeting)
    known = {_identity(row) for row in meeting.attendances.all()}
    new = [each for each in usual_invitation(meeting) if _identity(each) not in known]
    if not new:
        raise Refusal("Thành phần thường lệ đã được mời đủ.")
    rows = [_row(meeting, each) for each in new]
    return _renumbered(meeting, rows)


@transaction.atomic
def invite(*, meeting: Meeting, entry: InvitedEntry, by: User, at: datetime) -> Attendance:
    """Invite one more; raise Refusal for a unit of another body, for nobody, and for somebody invited already."""
    meeting = _open(meeting)
    _check(entry, meeting)
    if entry.group != Group.OTHER and _identity(entry) in {_identity(row) for row in meeting.attendances.all()}:
        raise Refusal("Thành phần này đã có trong danh sách mời.")
    return _renumbered(meeting, [_row(meeting, entry)])[0]


@transaction.atomic
def uninvite(*, row: Attendance, by: User, at: datetime) -> None:
    """Take somebody off the list, unless the minutes quote her."""
    _open(row.meeting)
    try:
        row.delete()
    except ProtectedError:
        raise Refusal("Biên bản có ý kiến của thành phần này nên không bỏ khỏi danh sách được.") from None


@transaction.atomic
def mark(*, meeting: Meeting, marks: Mapping[int, Mark], by: User, at: datetime) -> None:
    """Write down who came, by the row's pk; raise StaleMark where somebody else marked a row meanwhile."""
    meeting = _open(meeting)
    rows = {row.pk: row for row in meeting.attendances.select_related("commune", "department").filter(pk__in=marks)}
    for pk, each in marks.items():
        if pk in rows:
            _mark(rows[pk], each)
    Attendance.objects.bulk_update(rows.values(), ["presence", "reason", "replaced_by"])


@transaction.atomic
def mark_all_present(*, meeting: Meeting, by: User, at: datetime) -> int:
    """Say of all who aren't marked yet that they came; exceptions are marked one by one. Return how many."""
    meeting = _open(meeting)
    unmarked = meeting.attendances.filter(invited=True, presence=Presence.UNMARKED)
    return unmarked.update(presence=Presence.PRESENT)


def _mark(row: Attendance, each: Mark) -> None:
    if each.seen not in {None, row.presence}:
        raise StaleMark(f"{row.name}: người khác vừa ghi “{row.get_presence_display()}”; hãy xem lại rồi ghi.")
    replaced = each.presence == Presence.REPLACED
    if replaced and not each.replaced_by.strip():
        raise Refusal(f"{row.name}: ghi họ tên, chức danh người dự thay.")
    row.presence = each.presence
    row.reason = normalize_text(each.reason) if replaced or each.presence == Presence.ABSENT else ""
    row.replaced_by = normalize_text(each.replaced_by) if replaced else ""


def _check(entry: InvitedEntry, meeting: Meeting) -> None:
    if not entry.text.strip():
        raise Refusal("Ghi thành phần được mời.")
    for unit in (entry.commune, entry.department):
        if unit is not None and unit.body_id != meeting.period.body_id:
            raise Refusal(f"“{unit}” không thuộc {meeting.period.body}.")
    if (entry.group in OF_COMMUNES) != (entry.commune is not None):
        raise Refusal("Bí thư, Chủ tịch cấp xã phải chọn đơn vị; các thành phần khác thì không.")


def _row(meeting: Meeting, each: Invited | InvitedEntry) -> Attendance:
    return Attendance(
        meeting=meeting,
        group=each.group,
        commune=each.commune,
        department=each.department,
        position=normalize_text(each.position),
        text=normalize_text(each.text),
        note=normalize_text(each.note) if isinstance(each, InvitedEntry) else "",
        invited=each.invited if isinstance(each, InvitedEntry) else True,
    )


def _identity(row: Attendance | Invited | InvitedEntry) -> tuple[object, ...]:
    words = "" if row.commune or row.department else normalize_text(row.text)
    return row.group, row.commune, row.department, normalize_text(row.position), words


def _renumbered(meeting: Meeting, new: Sequence[Attendance]) -> list[Attendance]:
    """Keep new rows behind those that stand; groups are put in order where they are read."""
    last = meeting.attendances.aggregate(last=Max("order"))["last"] or 0
    for order, row in enumerate(new, start=last + 1):
        row.order = order
    return Attendance.objects.bulk_create(new)


def _open(meeting: Meeting) -> Meeting:
    meeting = meeting.locked()
    if meeting.called_off_at is not None:
        raise Refusal("Hội nghị này đã hủy.")
    if meeting.concluded_at is not None:
        raise Refusal("Hội nghị đã kết luận; hãy bỏ kết luận trước khi sửa thành phần dự.")
    return meeting
