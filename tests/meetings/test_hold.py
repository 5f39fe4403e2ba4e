"""A meeting is called under its own number, changed by one clerk at a time, called off, concluded, opened again."""

import datetime as dt

import pytest

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from meetings.actions import hold
from meetings.actions.hold import AgendaEntry, MeetingEntry, StaleMeeting
from meetings.models import Meeting, MeetingKind
from reports.models import Period
from tests import factories

MORNING = factories.moment("2015-11-23", "08:00")
NOON = factories.moment("2015-11-23", "11:30")
BEFORE = factories.moment("2015-11-20")
ENTRY = MeetingEntry(MORNING, "Hội trường", "Hoàng Thu Trang", agenda=[AgendaEntry("Khai mạc", dt.time(8))])


def call(period: Period, by: User, entry: MeetingEntry = ENTRY, kind: MeetingKind = MeetingKind.BRIEFING) -> Meeting:
    return hold.call(period=period, kind=kind, entry=entry, by=by, at=BEFORE)


def keep(meeting: Meeting, by: User, entry: MeetingEntry = ENTRY) -> Meeting:
    return hold.keep(meeting=meeting, entry=entry, expected_version=meeting.version, by=by, at=BEFORE)


def test_a_meeting_is_kept_with_its_agenda_and_changed_without_doubling_it(november: Period, office: User) -> None:
    called = call(november, office)
    again = MeetingEntry(MORNING, "Hội trường B", agenda=[AgendaEntry("  "), AgendaEntry("Bế mạc")])
    meeting = keep(called, office, again)
    assert (Meeting.objects.count(), meeting.place) == (1, "Hội trường B")
    assert [item.text for item in meeting.agenda.all()] == ["Bế mạc"]


def test_only_a_change_counts_as_one(november: Period, office: User) -> None:
    called = call(november, office)
    assert keep(called, office).version == called.version
    assert keep(called, office, MeetingEntry(MORNING, "Hội trường B")).version == called.version + 1


def test_a_meeting_may_be_called_before_anything_is_known_of_it(november: Period, office: User) -> None:
    assert call(november, office, MeetingEntry()).held_at is None


def test_a_clerk_does_not_write_over_what_another_wrote(november: Period, office: User) -> None:
    called = call(november, office)
    keep(called, office, MeetingEntry(MORNING, "Hội trường B"))
    with pytest.raises(StaleMeeting):
        keep(called, office, MeetingEntry(MORNING, "Hội trường C"))
    assert Meeting.objects.get().place == "Hội trường B"


def test_a_concluded_meeting_is_not_changed_until_its_conclusion_is_taken_back(november: Period, office: User) -> None:
    meeting = hold.conclude(meeting=call(november, office), by=office, at=NOON)
    with pytest.raises(Refusal, match="bỏ kết luận"):
        keep(meeting, office)
    meeting = hold.take_back_conclusion(meeting=meeting, by=office, at=NOON)
    assert keep(meeting, office).concluded_at is None


@pytest.mark.parametrize(
    ("entry", "at", "why"),
    [(MeetingEntry(), NOON, "Chưa có thời gian"), (ENTRY, factories.moment("2015-11-22"), "chưa diễn ra")],
)
def test_a_meeting_that_was_not_held_cannot_be_concluded(
    november: Period, office: User, entry: MeetingEntry, at: dt.datetime, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        hold.conclude(meeting=call(november, office, entry), by=office, at=at)


def test_a_meeting_is_concluded_once(november: Period, office: User) -> None:
    meeting = hold.conclude(meeting=call(november, office), by=office, at=NOON)
    with pytest.raises(Refusal, match="từ trước"):
        hold.conclude(meeting=meeting, by=office, at=NOON)


def test_briefings_follow_one_another_and_an_extraordinary_meeting_waits_for_none(
    november: Period, office: User
) -> None:
    first = call(november, office)
    with pytest.raises(Refusal, match="Phiên 1 chưa kết luận"):
        call(november, office, MeetingEntry())
    assert call(november, office, MeetingEntry(NOON), MeetingKind.EXTRAORDINARY).number == 2
    hold.conclude(meeting=first, by=office, at=NOON)
    assert call(november, office, MeetingEntry()).number == 3
    with pytest.raises(Refusal, match="phiên sau"):
        hold.take_back_conclusion(meeting=first, by=office, at=NOON)


def test_a_second_click_does_not_call_a_second_meeting(november: Period, office: User) -> None:
    call(november, office, kind=MeetingKind.EXTRAORDINARY)
    with pytest.raises(Refusal, match="vào giờ này"):
        call(november, office, kind=MeetingKind.EXTRAORDINARY)


def test_a_meeting_called_off_keeps_its_reason_and_its_number(november: Period, office: User) -> None:
    meeting = call(november, office)
    with pytest.raises(Refusal, match="lý do"):
        hold.call_off(meeting=meeting, reason="  ", by=office, at=BEFORE)
    off = hold.call_off(meeting=meeting, reason="Bão số 5.", by=office, at=BEFORE)
    assert (off.called_off_reason, off.version) == ("Bão số 5.", meeting.version + 1)
    for step in (hold.conclude, hold.take_back_conclusion):
        with pytest.raises(Refusal):
            step(meeting=meeting, by=office, at=NOON)
    assert call(november, office).number == 2


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (MeetingEntry(NOON, ends_at=MORNING), "sau giờ bắt đầu"),
        (MeetingEntry(ends_at=NOON), "sau giờ bắt đầu"),
        (MeetingEntry(MORNING, online_link="http://hop.example"), "https"),
        (MeetingEntry(MORNING, online_link="javascript:alert(1)"), "https"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(november: Period, office: User, entry: MeetingEntry, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        call(november, office, entry)
