"""The body's calendar: the meetings that a person is told of, and a meeting as a calendar file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from briefing_portal.lib.clock import OFFICE_TIME
from communes.models import ConveningBody, User
from meetings.models import Meeting

USUAL_LENGTH = timedelta(hours=3, minutes=30)  # of a morning: what a calendar reserves where no end is known


_ONE_OFFSET_SINCE = date(1976, 1, 1)  # Vietnam has kept UTC+7 since June 1975


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting in the calendar: with its state in words and the colour that helps to see it."""

    meeting: Meeting
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to come, soonest first, and what is past in one year, latest first."""

    coming: Sequence[Entry]
    past: Sequence[Entry]
    year: int
    years: Sequence[int]


def calendar_of(body: ConveningBody, user: User, at: datetime, year: int | None) -> Agenda:
    """Return the meetings of a body that the user is told of; without a year, the latest that has past ones."""
    meetings = _told_of(body, user)
    past = [meeting for meeting in meetings if _is_over(meeting, at)]
    years = sorted({_year(meeting) for meeting in past}, reverse=True)
    shown = year if year is not None else years[0] if years else at.astimezone(OFFICE_TIME).year
    of_year = sorted((m for m in past if _year(m) == shown), key=_when, reverse=True)
    return Agenda(
        coming=_coming(meetings, at),
        past=[_entry(meeting, at) for meeting in of_year],
        year=shown,
        years=years,
    )


def coming_meetings(body: ConveningBody, user: User, at: datetime) -> list[Entry]:
    """Return the meetings to come that the user is told of, soonest first."""
    return _coming(_told_of(body, user), at)


def _told_of(body: ConveningBody, user: User) -> list[Meeting]:
    found = Meeting.objects.visible_to(user).of_body(body)
    return list(found.select_related("period__body").prefetch_related("agenda"))


def _coming(meetings: Sequence[Meeting], at: datetime) -> list[Entry]:
    return [_entry(each, at) for each in sorted(meetings, key=_when) if not _is_over(each, at)]


def state_of(meeting: Meeting, at: datetime) -> tuple[str, str]:
    """Return a meeting's state in words and its tone: good, open, warn, bad or none."""
    if meeting.called_off_at is not None:
        return "Đã hủy", "bad"
    if meeting.concluded_at is not None:
        return "Đã kết luận", "good"
    if meeting.held_at is None:
        return "Chưa có lịch", ""
    return ("Chờ kết luận", "warn") if meeting.is_past(at) else ("Sắp họp", "open")


def calendar_file(meeting: Meeting, address: str, organizer: str) -> bytes:
    """Return a meeting as an iCalendar file; `address` is its page, `organizer` the office's e-mail address.

    The meeting must have a time. It is published, not offered for reply (METHOD:PUBLISH); one that was called off is
    cancelled. UID stays the same, SEQUENCE counts the changes, so that a calendar replaces what it had. Source:
    RFC 5545, RFC 5546 (3.2.1, 3.2.5).
    """
    if meeting.held_at is None:
        raise ValueError("a meeting without a time has no place in a calendar")
    called_off = meeting.called_off_at is not None
    file = empty_calendar("CANCEL" if called_off else "PUBLISH")
    begins = meeting.held_at.astimezone(OFFICE_TIME)
    ends = (meeting.ends_at or meeting.held_at + USUAL_LENGTH).astimezone(OFFICE_TIME)
    file.add_component(_event(meeting, begins, ends, address, organizer))
    return bytes(file.to_ical())


def empty_calendar(method: str) -> Calendar:
    """Return a calendar without events yet, in Vietnam's time."""
    file = Calendar()
    file.add("prodid", "-//Giao ban//Hội nghị//VI")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", method)
    file.add_component(Timezone.from_tzinfo(OFFICE_TIME, OFFICE_TIME.key, _ONE_OFFSET_SINCE))
    return file


def _event(meeting: Meeting, begins: datetime, ends: datetime, address: str, organizer: str) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}")
    event.add("sequence", meeting.version)
    changed_at = (meeting.changed_at or meeting.period.opened_at).astimezone(UTC)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("summary", meeting.heading)
    event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
    event.add("organizer", _organizer(meeting.period.body, organizer))
    event.add("location", meeting.place or meeting.online_link)
    event.add("description", _description(meeting))
    event.add("url", address)
    return event


def _organizer(body: ConveningBody, email: str) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{email}")
    organizer.params["cn"] = vText(body.name)
    return organizer


def _description(meeting: Meeting) -> str:
    """Return what stands under the title in a calendar: the reason of calling it off, the link, the agenda."""
    lines = [f"Đã hủy: {meeting.called_off_reason}"] if meeting.called_off_at else []
    lines += [f"Chủ trì: {meeting.chair}"] if meeting.chair else []
    lines += [f"Họp trực tuyến: {meeting.online_link}"] if meeting.online_link else []
    for item in meeting.agenda.all():
        time = f"{item.starts_at:%H:%M} " if item.starts_at else ""
        lines.append(f"{time}{item.text}" + (f" ({item.presenter})" if item.presenter else ""))
    return "\n".join(lines)


def _entry(meeting: Meeting, at: datetime) -> Entry:
    state, tone = state_of(meeting, at)
    return Entry(meeting, state, tone)


def _is_over(meeting: Meeting, at: datetime) -> bool:
    if meeting.concluded_at is not None:
        return True
    return _when(meeting) < at if meeting.called_off_at is not None else meeting.is_past(at)


def _when(meeting: Meeting) -> datetime:
    """Return when a meeting is; one without a time stands at the end of its month."""
    month = meeting.period.as_month
    return meeting.held_at or datetime.combine(month.last_day, datetime.max.time(), tzinfo=OFFICE_TIME)


def _year(meeting: Meeting) -> int:
    return _when(meeting).astimezone(OFFICE_TIME).year
