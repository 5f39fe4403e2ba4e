"""The meeting of a month is written down, concluded, and opened again."""

import datetime as dt

import pytest

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from meetings.actions import hold
from meetings.actions.hold import AgendaEntry, MeetingEntry
from meetings.models import Attendance, Meeting
from reports.models import Period
from tests import factories

MORNING = factories.moment("2015-11-23", "08:00")
NOON = factories.moment("2015-11-23", "11:30")
ENTRY = MeetingEntry(MORNING, "Hội trường", "Hoàng Thu Trang", [AttendanceEntry("Thường trực HĐND huyện")])


def keep(period: Period, by: User, number: int = 1, entry: MeetingEntry = ENTRY) -> Meeting:
    return hold.keep(period=period, number=number, entry=entry, by=by, at=factories.moment("2015-11-20"))


def test_a_meeting_is_kept_with_its_attendance_and_changed_without_doubling_it(november: Period, office: User) -> None:
    keep(november, office)
    again = MeetingEntry(MORNING, "Hội trường B", "", [AttendanceEntry("  "), AttendanceEntry("Hội Nông dân", False)])
    meeting = keep(november, office, entry=again)
    assert (Meeting.objects.count(), meeting.place) == (1, "Hội trường B")
    assert list(Attendance.objects.values_list("text", "present")) == [("Hội Nông dân", False)]


def test_a_meeting_may_be_kept_before_anything_is_known_of_it(november: Period, office: User) -> None:
    assert keep(november, office, entry=MeetingEntry()).held_at is None


def test_a_concluded_meeting_is_not_changed_until_its_conclusion_is_taken_back(november: Period, office: User) -> None:
    meeting = hold.conclude(meeting=keep(november, office), by=office, at=NOON)
    with pytest.raises(Refusal, match="bỏ kết luận"):
        keep(november, office)
    hold.take_back_conclusion(meeting=meeting, by=office, at=NOON)
    assert keep(november, office).concluded_at is None


@pytest.mark.parametrize(
    ("entry", "at", "why"),
    [(MeetingEntry(), NOON, "Chưa có thời gian"), (ENTRY, factories.moment("2015-11-22"), "chưa diễn ra")],
)
def test_a_meeting_that_was_not_held_cannot_be_concluded(
    november: Period, office: User, entry: MeetingEntry, at: dt.datetime, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        hold.conclude(meeting=keep(november, office, entry=entry), by=office, at=at)


def test_a_meeting_is_concluded_once(november: Period, office: User) -> None:
    meeting = hold.conclude(meeting=keep(november, office), by=office, at=NOON)
    with pytest.raises(Refusal, match="từ trước"):
        hold.conclude(meeting=meeting, by=office, at=NOON)


def test_sessions_follow_one_another(november: Period, office: User) -> None:
    first = keep(november, office)
    with pytest.raises(Refusal, match="Phiên 1 chưa kết luận"):
        keep(november, office, number=2)
    hold.conclude(meeting=first, by=office, at=NOON)
    with pytest.raises(Refusal, match="Chưa có phiên 2"):
        keep(november, office, number=3)
    assert keep(november, office, number=2).number == 2
    with pytest.raises(Refusal, match="phiên sau"):
        hold.take_back_conclusion(meeting=first, by=office, at=NOON)
