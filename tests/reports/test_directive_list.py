"""The list of directives: who sees which, and how it reads."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from reports.actions import issue_directives
from reports.models import Directive, Period
from tests import factories

LIST = "/bach-thong/directives/"


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


def issue(period: Period, text: str, by: User, *communes: Commune, due_on: dt.date | None = None) -> Directive:
    entry = issue_directives.DirectiveEntry(text, communes=communes, due_on=due_on)
    return issue_directives.issue(period=period, entry=entry, by=by, at=factories.moment("2015-11-01"))


@pytest.mark.parametrize(
    ("person", "sees_own", "sees_neighbours"),
    [("office", True, True), ("secretary", True, True), ("clerk", True, False), ("neighbour", False, True)],
)
def test_a_commune_sees_what_goes_to_all_and_to_itself(
    client: Client,
    november: Period,
    cam_giang: Commune,
    vi_huong: Commune,
    office: User,
    request: pytest.FixtureRequest,
    person: str,
    *,
    sees_own: bool,
    sees_neighbours: bool,
) -> None:
    issue(november, "Thu hoạch vụ mùa.", office)
    issue(november, "Sửa kênh Nà Tu.", office, cam_giang)
    issue(november, "Tiêm phòng đợt 2.", office, vi_huong)
    client.force_login(request.getfixturevalue(person))
    page = client.get(LIST).content.decode()
    assert "Thu hoạch vụ mùa." in page
    assert ("Sửa kênh Nà Tu." in page) is sees_own
    assert ("Tiêm phòng đợt 2." in page) is sees_neighbours


@pytest.mark.parametrize(("person", "status"), [("stranger", 404), (None, 302)])
def test_others_do_not_see_the_list(
    client: Client, november: Period, request: pytest.FixtureRequest, person: str | None, status: int
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(LIST).status_code == status


def test_the_list_says_where_it_is_empty_and_what_has_come_due(
    client: Client, november: Period, cam_giang: Commune, office: User
) -> None:
    client.force_login(office)
    assert "Chưa có nhiệm vụ nào." in client.get(LIST).content.decode()
    issue(november, "Thu hoạch vụ mùa.", office, cam_giang, due_on=dt.date(2015, 11, 15))
    page = client.get(LIST).content.decode()
    assert "Tháng 11 năm 2015" in page
    assert "15/11/2015" in page
    assert 'state-bad">Quá hạn' in page
    issue_directives.withdraw(directive=Directive.objects.get(), by=office, at=factories.moment("2015-11-17"))
    page = client.get(LIST).content.decode()
    assert "Đã thu hồi 17/11/2015" in page
    assert 'state-bad">Quá hạn' not in page


def test_the_list_asks_as_many_queries_for_ten_directives_as_for_one(
    client: Client, november: Period, cam_giang: Commune, office: User
) -> None:
    client.force_login(office)
    issue(november, "Thu hoạch vụ mùa.", office, cam_giang)
    with CaptureQueriesContext(connection) as for_one:
        client.get(LIST)
    for number in range(9):
        issue(november, f"Việc thứ {number}.", office, cam_giang)
    with CaptureQueriesContext(connection) as for_ten:
        client.get(LIST)
    assert len(for_ten) == len(for_one) <= 17


def test_an_overdue_directive_can_still_be_reworded_but_gets_no_new_date_in_the_past(
    november: Period, office: User
) -> None:
    directive = issue(november, "Thu hoạch vụ mùa.", office, due_on=dt.date(2015, 11, 15))
    at = factories.moment("2015-11-18")
    reworded = issue_directives.DirectiveEntry("Thu hoạch hết vụ mùa.", due_on=dt.date(2015, 11, 15))
    assert issue_directives.change(directive=directive, entry=reworded, by=office, at=at).text == reworded.text
    earlier = issue_directives.DirectiveEntry("Thu hoạch hết vụ mùa.", due_on=dt.date(2015, 11, 16))
    with pytest.raises(Refusal, match="không được trước ngày hôm nay"):
        issue_directives.change(directive=directive, entry=earlier, by=office, at=at)
