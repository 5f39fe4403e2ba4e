"""Months: opened, dated, locked, unlocked, with an exception for one commune."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from reports.actions import fill_in
from reports.models import LockException, Period
from tests import factories

MONTHS = "/bach-thong/reports/"
NOVEMBER = f"{MONTHS}2015-11/"


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The office, logged in."""
    client.force_login(office)
    return client


@pytest.mark.parametrize(
    ("person", "reads", "acts"),
    [
        ("office", 200, 200),
        ("secretary", 200, 403),
        ("clerk", 404, 403),
        ("neighbour", 404, 403),
        ("stranger", 404, 404),
        (None, 302, 302),
    ],
)
def test_the_months_are_read_by_the_body_and_kept_by_its_office(
    client: Client, november: Period, request: pytest.FixtureRequest, person: str | None, reads: int, acts: int
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(MONTHS).status_code == reads
    assert client.get(f"{NOVEMBER}dates/").status_code == acts
    assert client.post(f"{MONTHS}open/", {}).status_code == acts
    assert client.post(f"{NOVEMBER}exceptions/", {}).status_code == acts


@pytest.mark.parametrize("person", ["secretary", "clerk", "stranger"])
def test_nobody_but_the_office_locks_a_month(
    client: Client, november: Period, request: pytest.FixtureRequest, person: str
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.post(f"{NOVEMBER}lock/").status_code in {403, 404}
    assert Period.objects.get().locked_at is None


@pytest.mark.parametrize("step", ["open/", "2015-11/lock/", "2015-11/unlock/", "2015-11/exceptions/"])
def test_nothing_is_opened_or_locked_by_a_link(desk: Client, november: Period, step: str) -> None:
    assert desk.get(MONTHS + step).status_code == 405


def test_the_first_month_proposed_is_the_present_one(desk: Client, bach_thong: ConveningBody) -> None:
    page = desk.get(MONTHS)
    assert "Chưa mở kỳ báo cáo nào." in page.content.decode()
    assert page.context["form"].initial == {"month": 11, "year": 2015}


def test_the_next_month_is_proposed_after_the_latest(desk: Client, november: Period) -> None:
    assert desk.get(MONTHS).context["form"].initial == {"month": 12, "year": 2015}
    assert desk.get(f"{MONTHS}?month=2016-03").context["form"].initial == {"month": 3, "year": 2016}
    assert desk.get(f"{MONTHS}?month=2016-13").context["form"].initial == {"month": 12, "year": 2015}


def test_the_office_opens_a_month_with_its_dates(desk: Client, bach_thong: ConveningBody, office: User) -> None:
    typed = {"month": "12", "year": "2015", "data_from": "15/11/2015", "data_to": "14/12/2015"}
    answer = desk.post(f"{MONTHS}open/", typed | {"due_at": "17/12/2015 17:00", "lock_at": ""})
    assert answer["Location"] == f"{MONTHS}2015-12/"
    period = Period.objects.get()
    assert (period.data_from, period.data_to) == (dt.date(2015, 11, 15), dt.date(2015, 12, 14))
    assert period.due_at == factories.moment("2015-12-17", "17:00")
    assert period.lock_at is None
    assert period.opened_by == office


def test_without_dates_a_month_counts_from_its_first_to_its_last_day(desk: Client, bach_thong: ConveningBody) -> None:
    desk.post(f"{MONTHS}open/", {"month": "2", "year": "2016"})
    period = Period.objects.get()
    assert (period.data_from, period.data_to) == (dt.date(2016, 2, 1), dt.date(2016, 2, 29))


def test_a_month_is_opened_once(desk: Client, november: Period) -> None:
    page = desk.post(f"{MONTHS}open/", {"month": "11", "year": "2015", "due_at": "20/11/2015 17:00"}).content.decode()
    assert "Kỳ báo cáo tháng 11 năm 2015 đã được mở." in page
    assert 'value="20/11/2015 17:00"' in page
    assert Period.objects.count() == 1


@pytest.mark.parametrize("typed", [{"month": "13"}, {"year": "0"}, {"year": "99999"}, {"due_at": "31/02/2015 17:00"}])
def test_an_impossible_month_is_shown_back_with_its_error(
    desk: Client, bach_thong: ConveningBody, typed: dict[str, str]
) -> None:
    answer = desk.post(f"{MONTHS}open/", {"month": "11", "year": "2015"} | typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Period.objects.exists()


def test_the_dates_of_a_month_are_changed(desk: Client, november: Period) -> None:
    typed = {"data_from": "01/11/2015", "data_to": "30/11/2015", "due_at": "25/11/2015 17:00", "lock_at": ""}
    desk.post(f"{NOVEMBER}dates/", typed)
    assert Period.objects.get().due_at == factories.moment("2015-11-25", "17:00")
    assert 'value="25/11/2015 17:00"' in desk.get(f"{NOVEMBER}dates/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"data_to": "31/10/2015"}, "Ngày kết thúc số liệu phải từ ngày bắt đầu trở đi."),
        ({"lock_at": "24/11/2015 17:00"}, "Thời điểm tự khóa phải sau hạn nộp."),
    ],
)
def test_dates_in_the_wrong_order_are_refused(
    desk: Client, november: Period, changed: dict[str, str], sentence: str
) -> None:
    typed = {"data_from": "01/11/2015", "data_to": "30/11/2015", "due_at": "25/11/2015 17:00", "lock_at": ""}
    assert sentence in desk.post(f"{NOVEMBER}dates/", typed | changed).content.decode()
    assert Period.objects.get().due_at is None


def test_a_month_is_locked_and_unlocked(desk: Client, november: Period, cam_giang: Commune, signer: User) -> None:
    page = desk.get(f"{NOVEMBER}dates/").content.decode()
    assert "Hiện còn 1 đơn vị chưa nộp: Cẩm Giàng." in page
    assert "Xác nhận khóa tháng 11 năm 2015" in page
    desk.post(f"{NOVEMBER}lock/")
    with pytest.raises(Refusal, match="đã khóa"):
        factories.make_report(Period.objects.get(), cam_giang, signer)
    assert "đã khóa từ trước" in desk.post(f"{NOVEMBER}lock/", follow=True).content.decode()
    desk.post(f"{NOVEMBER}unlock/")
    assert factories.make_report(Period.objects.get(), cam_giang, signer)
    assert "đang mở" in desk.post(f"{NOVEMBER}unlock/", follow=True).content.decode()


def test_one_commune_may_write_after_the_lock_until_that_is_revoked(
    desk: Client, november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User
) -> None:
    desk.post(f"{NOVEMBER}lock/")
    typed = {"commune": cam_giang.pk, "reason": "Mất điện.", "until": "20/11/2015 17:00"}
    page = desk.post(f"{NOVEMBER}exceptions/", typed, follow=True).content.decode()
    assert "Mất điện." in page
    at, period = factories.moment("2015-11-18"), Period.objects.get()
    assert fill_in.start(period=period, commune=cam_giang, by=signer, at=at)
    with pytest.raises(Refusal):
        fill_in.start(period=period, commune=vi_huong, by=neighbour, at=at)
    exception = LockException.objects.get()
    page = desk.post(f"{NOVEMBER}exceptions/{exception.pk}/revoke/", follow=True).content.decode()
    assert "đã thu hồi" in page
    with pytest.raises(Refusal):
        period.check_open_for(cam_giang, at)
    assert desk.post(f"{NOVEMBER}exceptions/{exception.pk}/revoke/").status_code == 404


def test_an_exception_needs_a_reason_and_keeps_what_was_typed(
    desk: Client, november: Period, cam_giang: Commune
) -> None:
    typed = {"commune": cam_giang.pk, "reason": " ", "until": "20/11/2015 17:00"}
    page = desk.post(f"{NOVEMBER}exceptions/", typed).content.decode()
    assert "Cần ghi rõ lý do" in page
    assert 'value="20/11/2015 17:00"' in page
    assert not LockException.objects.exists()


def test_another_bodys_commune_gets_no_exception(desk: Client, november: Period, stranger: User) -> None:
    elsewhere = factories.make_commune(
        ConveningBody.objects.get(slug="cho-don"), "Đồng Thắng", code="02074", slug="dong-thang", order=1
    )
    desk.post(f"{NOVEMBER}exceptions/", {"commune": elsewhere.pk, "reason": "Mất điện."})
    assert not LockException.objects.exists()
