"""The pages of notices: what a person was told, her switches, the outbox, the calendar, texts for Zalo."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from communes.models import Commune, User
from meetings.actions import publish
from meetings.models import Briefing
from notices import tasks
from notices.actions import outbox
from notices.models import Kind, Letter, Notice
from reports.models import Period
from tests import factories
from tests.meetings.november import SATURDAY
from tests.notices.conftest import MORNING, Server, note, subjects, with_mail
from tests.reports.directives import issue

LIST, CHOICES, LETTERS, CALENDAR = "/notices/", "/notices/choices/", "/bach-thong/letters/", "/accounts/me/calendar/"


@pytest.fixture
def tell(november: Period, clerk: User) -> Callable[..., Notice]:
    """Tell the clerk something by its key; return the notice."""

    def told(key: str, kind: Kind = Kind.ACCEPTED, user: User = clerk) -> Notice:
        outbox.tell(body=november.body, notes=[note(user, key, kind)], at=MORNING)
        return Notice.objects.get(recipient=user, key=key)

    return told


def page(client: Client, address: str = LIST) -> str:
    return client.get(address).content.decode()


def bell(html: str) -> str:
    found = re.search(r'<a class="site-bell".*?</a>', html, re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", found[0]).split()) if found else ""


def test_a_notice_is_opened_once_and_leads_where_it_says(
    client: Client, clerk: User, tell: Callable[..., Notice]
) -> None:
    client.force_login(clerk)
    assert "Chưa có thông báo nào. Khi có việc cần biết" in page(client)
    notice = tell("a")
    tell("b")
    assert bell(page(client)) == "Thông báo 2 chưa đọc"
    answer = client.post(f"{LIST}{notice.pk}/open/")
    assert (answer.status_code, answer["Location"]) == (302, "/bach-thong/")
    assert bell(page(client)) == "Thông báo 1 chưa đọc"
    shown = page(client, f"{LIST}?show=unread")
    assert "Việc b" in shown
    assert "Việc a" not in shown
    client.post(f"{LIST}{notice.pk}/unread/")
    assert bell(page(client)) == "Thông báo 2 chưa đọc"


def test_nobody_reads_or_marks_what_somebody_else_was_told(
    client: Client, signer: User, tell: Callable[..., Notice]
) -> None:
    notice = tell("a")
    client.force_login(signer)
    assert "Việc a" not in page(client)
    steps = ("open", "read", "unread")
    assert [client.post(f"{LIST}{notice.pk}/{step}/").status_code for step in steps] == [404, 404, 404]
    client.post(f"{LIST}read/", {"newest": str(notice.pk)})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_as_read_that_stood_on_the_page_and_none_that_came_since(
    client: Client, clerk: User, tell: Callable[..., Notice]
) -> None:
    client.force_login(clerk)
    tell("a")
    tell("b")
    newest = re.search(r'name="newest" value="(\d+)"', page(client))
    assert newest
    tell("c")
    client.post(f"{LIST}read/", {"newest": newest[1]})
    assert list(Notice.objects.unread().values_list("key", flat=True)) == ["c"]
    for nonsense in ("", "-1", "x", "9" * 40):
        assert client.post(f"{LIST}read/", {"newest": nonsense}).status_code == 302
    assert Notice.objects.unread().count() == 1


def test_the_list_goes_on_over_pages_and_comes_as_a_file(
    client: Client, clerk: User, tell: Callable[..., Notice]
) -> None:
    client.force_login(clerk)
    for number in range(21):
        tell(f"so-{number}", Kind.DUE)
    tell("khac", Kind.RETURNED)
    assert "Trang 1/2" in page(client)
    assert 'href="?kind=due&amp;page=2"' in page(client, f"{LIST}?kind=due")
    assert page(client, f"{LIST}?kind=due&format=csv").count("Chưa đọc") == 21


def test_a_person_switches_off_what_she_does_not_want_and_gets_one_letter_a_day(
    client: Client, clerk: User, tell: Callable[..., Notice]
) -> None:
    with_mail(clerk)
    client.force_login(clerk)
    shown = client.get(CHOICES).context["form"]
    boxes = {f"{kind}-{channel}": "on" for kind in shown.kinds for channel in ("portal", "mail")}
    del boxes["accepted-portal"], boxes["accepted-mail"], boxes["returned-mail"]
    client.post(CHOICES, boxes | {"rhythm": "digest"})
    with pytest.raises(Notice.DoesNotExist):
        tell("nhan", Kind.ACCEPTED)
    tell("tra", Kind.RETURNED)
    tell("han", Kind.DUE)
    tasks.send_letters.call()
    assert subjects() == []
    outbox.gather_digests(at=MORNING)
    tasks.send_letters.call()
    assert subjects() == ["[Huyện ủy Bạch Thông] Việc han"]
    assert client.get(CHOICES).context["form"].initial["returned-mail"] is False
    refused = client.post(CHOICES, boxes | {"rhythm": "hourly"})
    assert refused.status_code == 200
    assert "finding-error" in refused.content.decode()


def test_the_office_sees_what_did_not_go_and_has_it_tried_again(
    client: Client, clerk: User, office: User, secretary: User, server: Server, tell: Callable[..., Notice]
) -> None:
    with_mail(clerk)
    server.goes_down()
    tell("a")
    tasks.send_letters.call()
    client.force_login(office)
    shown = page(client, LETTERS)
    assert "Lần thử thứ 1: ConnectionRefusedError" in shown
    assert "canbo-camgiang@bachthong.example" in shown
    server.comes_back()
    client.post(f"{LETTERS}{Letter.objects.get().pk}/retry/")
    tasks.send_letters.call()
    assert subjects() == ["[Huyện ủy Bạch Thông] Việc a"]
    assert "Không có thư nào đang chờ." in page(client, LETTERS)
    client.force_login(secretary)
    assert client.get(LETTERS).status_code == 403
    client.force_login(clerk)
    assert client.get(LETTERS).status_code == 404


def test_a_calendar_holds_ones_own_days_until_its_address_is_renewed_or_switched_off(
    client: Client, november: Period, clerk: User, neighbour: User, office: User, cam_giang: Commune, settings: Settings
) -> None:
    settings.PORTAL_TODAY = MORNING.date()
    due = factories.moment("2015-11-15", "17:00")
    Period.objects.filter(pk=november.pk).update(due_at=due)
    issue(november, office, "Sửa kênh Nà Tu.", cam_giang, due_on=due.date().replace(month=12))
    calendars = []
    for person in (clerk, neighbour):
        client.force_login(person)
        client.post(f"{CALENDAR}renew/")
        found = re.search(r"(/calendar/\d+-\w+\.ics)", page(client, CALENDAR))
        assert found
        calendars.append(found[1])
    client.logout()
    own, other = (client.get(each).content.decode() for each in calendars)
    assert "SUMMARY:Hạn nộp báo cáo tháng 11 năm 2015" in own
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20151115T170000" in own
    assert "SUMMARY:Hạn nhiệm vụ số 1 (tháng 11 năm 2015)" in own
    assert "Nà Tu" not in own  # titles alone
    assert "Hạn nhiệm vụ" not in other
    again = client.get(calendars[0], headers={"If-None-Match": client.get(calendars[0])["ETag"]})
    assert again.status_code == 304
    assert client.get(calendars[0].replace(".ics", "0.ics")).status_code == 404
    client.force_login(clerk)
    client.post(f"{CALENDAR}renew/")
    assert client.get(calendars[0]).status_code == 404
    client.force_login(neighbour)
    client.post(f"{CALENDAR}off/")
    assert client.get(calendars[1]).status_code == 404


def test_the_texts_for_the_zalo_group_stand_on_the_offices_pages(
    client: Client, briefing: Briefing, office: User, clerk: User
) -> None:
    client.force_login(office)
    board = page(client, "/bach-thong/reports/2015-11/")
    assert "Đã mở kỳ báo cáo tháng 11 năm 2015" in board
    fresh = Briefing.objects.select_related("period__body").get()
    publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY)
    address = "/bach-thong/meetings/2015-11/published/"
    words = page(client, address)
    assert "VĂN PHÒNG HUYỆN ỦY BẠCH THÔNG" in words
    assert f"văn bản tại: https://giaoban.bachthong.example{address}" in words
    client.force_login(clerk)
    assert "VĂN PHÒNG" not in page(client, address)
