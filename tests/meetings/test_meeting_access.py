"""Who gets to which page of a meeting, its minutes and its conclusions: one table; who may write: the office alone."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from communes.models import Commune, User
from meetings.actions import draw_conclusions, hold, invite, minutes
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.actions.hold import MeetingEntry
from meetings.actions.minutes import StatementEntry
from meetings.models import Attendance, Conclusion, Meeting, Statement
from reports.models import Period
from tests import factories

AT = factories.moment("2015-11-23", "08:00")
BODY = "/bach-thong/meetings/"
ONE = f"{BODY}2015-11/1/"
PEOPLE = ("office", "secretary", "clerk", "uninvited", "stranger")
READERS = (200, 200, 404, 404, 404)
OFFICE = (200, 403, 404, 404, 404)
INVITED = (200, 200, 200, 404, 404)
PAGES = {
    BODY: (200, 200, 200, 200, 404),
    ONE: (200, 200, 302, 302, 404),
    f"{ONE}meeting.ics": INVITED,
    f"{ONE}attendance/": READERS,
    f"{ONE}minutes/": READERS,
    f"{ONE}minutes/news/": (200, 200, 404, 404, 404),
    f"{ONE}conclusions/": READERS,
    f"{BODY}2015-11/call/": OFFICE,
    f"{ONE}call-off/": OFFICE,
    f"{ONE}conclude/": OFFICE,
    f"{ONE}conclusions/1/change/": OFFICE,
    f"{BODY}2015-11/9/minutes/": (404, 404, 404, 404, 404),
    f"{ONE}conclusions/9/change/": (404, 403, 404, 404, 404),
}
STEPS = (
    "keep/",
    "call-off/",
    "attendance/usual/",
    "attendance/add/",
    "attendance/mark/",
    "attendance/{row}/remove/",
    "minutes/write/",
    "minutes/{statement}/strike/",
    "minutes/{statement}/restore/",
    "minutes/{statement}/move/",
    "conclusions/draw/",
    "conclusions/1/change/",
    "conclusions/1/withdraw/",
)


@pytest.fixture
def people(office: User, secretary: User, clerk: User, neighbour: User, stranger: User) -> dict[str, User]:
    return dict(zip(PEOPLE, (office, secretary, clerk, neighbour, stranger), strict=True))


@pytest.fixture
def meeting(people: dict[str, User], november: Period, office: User, vi_huong: Commune, settings: Settings) -> Meeting:
    """A meeting that Cẩm Giàng is invited to and Vi Hương isn't."""
    settings.PORTAL_TODAY = dt.date(2015, 11, 20)
    called = hold.call(period=november, entry=MeetingEntry(AT), by=office, at=AT)
    invite.invite_usual(meeting=called, by=office, at=AT)
    called.attendances.filter(commune=vi_huong).delete()
    minutes.write(meeting=called, token=uuid4(), entry=StatementEntry("Đề nghị."), by=office, at=AT)
    draw_conclusions.draw(meeting=called, entries=[ConclusionEntry("Thống nhất.", no_task=True)], by=office, at=AT)
    return called


@pytest.mark.usefixtures("meeting")
def test_each_person_gets_to_her_pages_and_to_no_other(client: Client, people: dict[str, User]) -> None:
    found = {}
    for name, user in people.items():
        client.force_login(user)
        found[name] = {page: client.get(page).status_code for page in PAGES}
    assert found == {name: {page: codes[i] for page, codes in PAGES.items()} for i, name in enumerate(PEOPLE)}


def test_only_the_office_writes(client: Client, meeting: Meeting, people: dict[str, User]) -> None:
    row, said = meeting.attendances.first(), meeting.statements.get()
    assert row is not None
    addresses = [ONE + step.format(row=row.pk, statement=said.pk) for step in STEPS] + [f"{BODY}2015-11/call/"]
    found = {}
    for name in PEOPLE[1:]:
        client.force_login(people[name])
        found[name] = {client.post(address, {"text": "x", "reason": "x"}).status_code for address in addresses}
    assert found == {"secretary": {403}, "clerk": {404}, "uninvited": {404}, "stranger": {404}}
    before = (Meeting.objects.get(), Statement.objects.get(), Conclusion.objects.get())
    assert (before[0].called_off_at, before[1].struck_at, before[2].withdrawn_at) == (None, None, None)
    assert Attendance.objects.filter(pk=row.pk).exists()


def test_nobody_writes_by_get(client: Client, meeting: Meeting, office: User) -> None:
    client.force_login(office)
    asks = {"call-off/", "conclusions/1/change/"}  # their GET is the page that asks
    steps = [ONE + step.format(row=1, statement=1) for step in STEPS if step not in asks]
    assert {client.get(step).status_code for step in steps} == {405}
