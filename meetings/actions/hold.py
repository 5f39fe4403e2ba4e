"""Keep the meetings of a month: when, where, what about; called off or over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Max

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from meetings.models import AgendaItem, Meeting, MeetingKind
from meetings.models.meetings import SECURE
from reports.models import Period


class StaleMeeting(Refusal):
    """Refuse to write over what somebody else wrote of the meeting in the meantime."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A point of the agenda as it is typed."""

    text: str
    starts_at: time | None = None
    presenter: str = ""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as it is typed; what isn't known yet is empty. No title means the usual one."""

    held_at: datetime | None = None
    place: str = ""
    chair: str = ""
    ends_at: datetime | None = None
    online_link: str = ""
    secretary: str = ""
    title: str = ""
    agenda: Sequence[AgendaEntry] = ()


@transaction.atomic
def call(
    *, period: Period, entry: MeetingEntry, by: User, at: datetime, kind: MeetingKind = MeetingKind.BRIEFING
) -> Meeting:
    """Call a meeting of a month under the next number, which nobody else can take; numbers are never used again."""
    _check(entry)
    period.hold(alone=True)
    if kind == MeetingKind.BRIEFING:
        _check_briefing_is_over(period)
    _check_moment_is_free(period, entry)
    last = Meeting.objects.filter(period=period).aggregate(last=Max("number"))["last"] or 0
    return _write(Meeting(period=period, number=last + 1, kind=kind), entry, by, at)


@transaction.atomic
def keep(*, meeting: Meeting, entry: MeetingEntry, expected_version: int, by: User, at: datetime) -> Meeting:
    """Change what is known of a meeting; raise StaleMeeting when it changed since `expected_version` was read."""
    _check(entry)
    meeting = meeting.locked()
    if meeting.concluded_at is not None:
        raise Refusal("Hội nghị đã kết luận; hãy bỏ kết luận trước khi sửa thông tin.")
    _check_not_called_off(meeting)
    if meeting.version != expected_version:
        raise StaleMeeting("Thông tin hội nghị vừa được người khác sửa; hãy xem lại rồi ghi.")
    return _write(meeting, entry, by, at) if _differs(meeting, entry) else meeting


@transaction.atomic
def call_off(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Call a meeting off, with the reason that its people are told; it keeps its number and isn't deleted."""
    meeting, reason = meeting.locked(), normalize_text(reason)
    _check_not_called_off(meeting)
    if meeting.concluded_at is not None:
        raise Refusal("Hội nghị đã kết luận nên không hủy được.")
    if not reason:
        raise Refusal("Ghi lý do hủy hội nghị để báo cho các thành phần được mời.")
    meeting.called_off_at, meeting.called_off_by, meeting.called_off_reason = at, by, reason
    meeting.changed_at, meeting.changed_by = at, by
    meeting.version += 1
    meeting.save()
    return meeting


@transaction.atomic
def conclude(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Say that the meeting is over: from the next compile on, the briefing speaks of it as held."""
    meeting = meeting.locked()
    _check_not_called_off(meeting)
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
    meeting = meeting.locked()
    if meeting.concluded_at is None:
        raise Refusal("Hội nghị này chưa kết luận.")
    later = Meeting.objects.briefings().filter(period=meeting.period, number__gt=meeting.number)
    if meeting.kind == MeetingKind.BRIEFING and later.exists():
        raise Refusal("Đã có phiên sau của hội nghị này nên không bỏ kết luận được.")
    meeting.concluded_at = meeting.concluded_by = None
    meeting.save(update_fields=("concluded_at", "concluded_by"))
    return meeting


def _check(entry: MeetingEntry) -> None:
    if entry.ends_at is not None and (entry.held_at is None or entry.ends_at <= entry.held_at):
        raise Refusal("Giờ kết thúc phải sau giờ bắt đầu hội nghị.")
    if entry.online_link and not entry.online_link.startswith(SECURE):
        raise Refusal(f"Đường dẫn họp trực tuyến phải bắt đầu bằng {SECURE}.")


def _check_briefing_is_over(period: Period) -> None:
    before = Meeting.objects.briefings().filter(period=period).order_by("-number").first()
    if before is not None and before.concluded_at is None:
        raise Refusal(f"Phiên {before.number} chưa kết luận nên chưa thêm được phiên mới.")


def _check_moment_is_free(period: Period, entry: MeetingEntry) -> None:
    """Refuse a second meeting of the body at the same moment: a second click, or another clerk's."""
    others = Meeting.objects.filter(period__body=period.body_id, held_at=entry.held_at, called_off_at=None)
    other = others.select_related("period").first() if entry.held_at is not None else None
    if other is not None:
        raise Refusal(f"Đã có {other} (số {other.number}) vào giờ này; hãy xem lại thời gian.")


def _check_not_called_off(meeting: Meeting) -> None:
    if meeting.called_off_at is not None:
        raise Refusal("Hội nghị này đã hủy; muốn họp lại thì triệu tập hội nghị mới.")


def _write(meeting: Meeting, entry: MeetingEntry, by: User, at: datetime) -> Meeting:
    for name, value in _facts(entry).items():
        setattr(meeting, name, value)
    meeting.changed_at, meeting.changed_by = at, by
    meeting.version += 1
    meeting.save()
    meeting.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, order=order, text=text, starts_at=starts_at, presenter=presenter)
        for order, (text, starts_at, presenter) in enumerate(_agenda(entry.agenda), start=1)
    )
    return meeting


def _differs(meeting: Meeting, entry: MeetingEntry) -> bool:
    return _facts(meeting) != _facts(entry) or _agenda(meeting.agenda.order_by("order", "pk")) != _agenda(entry.agenda)


def _facts(told: Meeting | MeetingEntry) -> dict[str, object]:
    words = ("place", "chair", "online_link", "secretary", "title")
    return {
        "held_at": told.held_at,
        "ends_at": told.ends_at,
        **{name: normalize_text(getattr(told, name)) for name in words},
    }


def _agenda(items: Iterable[AgendaItem | AgendaEntry]) -> list[tuple[str, time | None, str]]:
    told = [(normalize_text(item.text), item.starts_at, normalize_text(item.presenter)) for item in items]
    return [item for item in told if item[0]]
