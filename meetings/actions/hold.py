"""Keep the meeting of a month: when, where, who, and that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.models import Attendance, Meeting
from reports.models import Period


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """A group or a person, as the opening names it; `present` says whether it came."""

    text: str
    present: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as it is typed; what isn't known yet is empty."""

    held_at: datetime | None = None
    place: str = ""
    chair: str = ""
    attendance: Sequence[AttendanceEntry] = ()


@transaction.atomic
def keep(*, period: Period, number: int, entry: MeetingEntry, by: User, at: datetime) -> Meeting:
    """Write down a session of a month's meeting; sessions are numbered from 1 without a gap."""
    period.hold(alone=True)
    meeting = Meeting.objects.filter(period=period, number=number).first()
    if meeting is None:
        meeting = _next_session(period, number)
    elif meeting.concluded_at is not None:
        raise Refusal("Hội nghị đã kết luận; hãy bỏ kết luận trước khi sửa thông tin.")
    meeting.held_at = entry.held_at
    meeting.place, meeting.chair = normalize_text(entry.place), normalize_text(entry.chair)
    meeting.save()
    _keep_attendance(meeting, entry.attendance)
    return meeting


def _next_session(period: Period, number: int) -> Meeting:
    before = Meeting.objects.filter(period=period).order_by("-number").first()
    if number != (before.number + 1 if before else 1):
        raise Refusal(f"Chưa có phiên {number - 1} của hội nghị này.")
    if before is not None and before.concluded_at is None:
        raise Refusal(f"Phiên {before.number} chưa kết luận nên chưa thêm được phiên mới.")
    return Meeting(period=period, number=number)


def _keep_attendance(meeting: Meeting, entries: Sequence[AttendanceEntry]) -> None:
    meeting.attendances.all().delete()
    told = [entry for entry in entries if entry.text.strip()]
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            order=order,
            text=normalize_text(entry.text),
            present=entry.present,
            note=normalize_text(entry.note),
        )
        for order, entry in enumerate(told, start=1)
    )


@transaction.atomic
def conclude(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Say that the meeting is over: from the next compile on, the briefing speaks of it as held."""
    meeting = _locked(meeting)
    if meeting.concluded_at is not None:
        raise Refusal("Hội nghị này đã kết luận từ trước.")
    if meeting.held_at is None:
        raise Refusal("Chưa có thời gian họp; hãy ghi thời gian trước khi kết luận hội nghị.")
    if meeting.held_at > at:
        raise Refusal("Hội nghị chưa diễn ra nên chưa kết luận được; hãy xem lại thời gian họp.")
    meeting.concluded_at, meeting.concluded_by = at, by
    meeting.save(update_fields=("concluded_at", "concluded_by"))
    return meeting


@transaction.atomic
def take_back_conclusion(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Open a concluded meeting again; the briefing goes back to planned wording with the next compile."""
    meeting = _locked(meeting)
    if meeting.concluded_at is None:
        raise Refusal("Hội nghị này chưa kết luận.")
    if Meeting.objects.filter(period=meeting.period, number__gt=meeting.number).exists():
        raise Refusal("Đã có phiên sau của hội nghị này nên không bỏ kết luận được.")
    meeting.concluded_at = meeting.concluded_by = None
    meeting.save(update_fields=("concluded_at", "concluded_by"))
    return meeting


def _locked(meeting: Meeting) -> Meeting:
    meeting.period.hold(alone=True)
    return Meeting.objects.select_related("period").get(pk=meeting.pk)
