"""The calendar: who sees which meeting, and a meeting as a file that other calendars read."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from communes.models import User
from meetings.actions import hold, invite
from meetings.actions.hold import AgendaEntry, MeetingEntry
from meetings.models import Meeting, MeetingKind
from reports.models import Period
from tests import factories

AT = factories.moment("2015-11-20")
HELD = factories.moment("2015-11-23", "08:00")
CALENDAR = "/bach-thong/meetings/"
FILE = "/bach-thong/meetings/2015-11/1/meeting.ics"
ENTRY = MeetingEntry(
    HELD,
    "Hội trường",
    ends_at=factories.moment("2015-11-23", "11:30"),
    online_link="https://hop.example/giao-ban",
    agenda=[AgendaEntry("Báo cáo tổng hợp", dt.time(8, 10), "Văn phòng")],
)


@pytest.fixture
def meeting(november: Period, clerk: User, office: User, settings: Settings) -> Meeting:
    """A meeting to which Cẩm Giàng is invited, on the eve of it."""
    settings.PORTAL_TODAY = dt.date(2015, 11, 22)
    called = hold.call(period=november, entry=ENTRY, by=office, at=AT)
    invite.invite_usual(meeting=called, by=office, at=AT)
    return called


def event_of(client: Client) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(client.get(FILE).content)
    return calendar, calendar.events[0]


def test_a_commune_sees_the_meetings_that_it_is_invited_to_and_no_other(
    client: Client, meeting: Meeting, clerk: User, office: User
) -> None:
    kind = MeetingKind.EXTRAORDINARY
    hold.call(period=meeting.period, kind=kind, entry=MeetingEntry(AT, "Phòng họp B"), by=office, at=AT)
    client.force_login(clerk)
    page = client.get(CALENDAR).content.decode()
    assert "Báo cáo tổng hợp" in page
    assert "https://hop.example/giao-ban" in page
    assert "Phòng họp B" not in page
    assert "08:00 23/11/2015" in client.get("/bach-thong/").content.decode()
    client.force_login(office)
    assert "Phòng họp B" in client.get(CALENDAR).content.decode()


def test_a_year_shows_what_was_held_in_it(client: Client, meeting: Meeting, office: User, settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2016, 2, 1)
    client.force_login(office)
    assert "Đã qua, năm 2015" in client.get(CALENDAR).content.decode()
    assert "Hội trường" not in client.get(CALENDAR, {"year": "2014"}).content.decode()
    assert client.get(CALENDAR, {"year": "x" * 400}).status_code == 200
    assert client.get(CALENDAR, {"year": "9" * 5000}).status_code == 200


def test_the_file_says_when_and_where_in_vietnams_time(client: Client, meeting: Meeting, clerk: User) -> None:
    client.force_login(clerk)
    response = client.get(FILE)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    calendar, event = event_of(client)
    assert calendar["METHOD"] == "PUBLISH"
    assert event["DTSTART"].dt == HELD
    assert event["DTSTART"].params["TZID"] == "Asia/Ho_Chi_Minh"
    (zone,) = calendar.timezones
    assert str(zone["TZID"]) == "Asia/Ho_Chi_Minh"
    assert [part["TZOFFSETTO"].td for part in zone.walk("STANDARD")] == [dt.timedelta(hours=7)]
    assert event["DTSTAMP"].dt == AT
    assert b"DTSTAMP:20151120T020000Z" in response.content
    assert (str(event["LOCATION"]), str(event["STATUS"])) == ("Hội trường", "CONFIRMED")
    assert "08:10 Báo cáo tổng hợp (Văn phòng)" in str(event["DESCRIPTION"])


def test_a_change_and_calling_off_replace_what_a_calendar_had(client: Client, meeting: Meeting, office: User) -> None:
    client.force_login(office)
    _, before = event_of(client)
    later = MeetingEntry(HELD + dt.timedelta(days=1), "Hội trường")
    changed = hold.keep(meeting=meeting, entry=later, expected_version=meeting.version, by=office, at=AT)
    _, after = event_of(client)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    hold.call_off(meeting=changed, reason="Mưa lũ, đường tắc.", by=office, at=AT)
    calendar, off = event_of(client)
    assert (calendar["METHOD"], off["STATUS"], off["UID"]) == ("CANCEL", "CANCELLED", before["UID"])
    assert off["SEQUENCE"] == after["SEQUENCE"] + 1
    assert "Mưa lũ, đường tắc." in str(off["DESCRIPTION"])
    assert "Mưa lũ, đường tắc." in client.get(CALENDAR).content.decode()


def test_a_meeting_without_a_time_has_no_file(client: Client, november: Period, office: User) -> None:
    hold.call(period=november, entry=MeetingEntry(), by=office, at=AT)
    client.force_login(office)
    assert client.get(FILE).status_code == 404
