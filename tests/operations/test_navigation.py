"""The header leads each person to her own work, and nowhere else."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from operations.templatetags.navigation import Item, main_navigation
from reports.models import Period

pytestmark = pytest.mark.once


def links(body: ConveningBody, user: User, path: str = "/", month: Month | str = "") -> list[Item]:
    return main_navigation(body, user, path, month)


def labels(body: ConveningBody, user: User) -> list[str]:
    return [item.label for item in links(body, user)]


def test_a_clerk_is_led_to_her_commune_and_to_no_office_page(bach_thong: ConveningBody, clerk: User) -> None:
    assert labels(bach_thong, clerk) == ["Trang chính", "Báo cáo Cẩm Giàng", "Hội nghị", "Nhiệm vụ", "Văn bản"]


def test_the_office_is_led_to_the_board_the_plans_and_the_accounts(bach_thong: ConveningBody, office: User) -> None:
    assert labels(bach_thong, office) == [
        "Trang chính",
        "Tình hình báo cáo",
        "Biểu đồ",
        "Chỉ tiêu",
        "Hội nghị",
        "Nhiệm vụ",
        "Văn bản",
        "Thiết lập",
        "Tài khoản",
    ]


def test_the_secretary_keeps_no_accounts(bach_thong: ConveningBody, secretary: User) -> None:
    assert "Tài khoản" not in labels(bach_thong, secretary)


def test_a_stranger_and_a_page_without_a_body_have_no_links(clerk: User) -> None:
    assert main_navigation("", clerk, "/", "") == []


@pytest.mark.usefixtures("november")
def test_links_lead_to_the_month_under_way(bach_thong: ConveningBody, clerk: User, settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 12, 2)
    assert links(bach_thong, clerk)[1].address == "/bach-thong/reports/2015-11/cam-giang/"


def test_links_stay_in_the_month_of_the_page(bach_thong: ConveningBody, clerk: User) -> None:
    assert links(bach_thong, clerk, month=Month(2015, 10))[1].address == "/bach-thong/reports/2015-10/cam-giang/"


def test_the_page_one_is_on_is_marked(bach_thong: ConveningBody, office: User) -> None:
    for path, label in {
        "/bach-thong/": "Trang chính",
        "/bach-thong/directives/": "Nhiệm vụ",
        "/bach-thong/reports/2015-11/cam-giang/review/": "Tình hình báo cáo",
        "/bach-thong/reports/": "Tình hình báo cáo",
        "/bach-thong/reports/2015-10/departments/": "Tình hình báo cáo",
        "/bach-thong/targets/2014/history/": "Chỉ tiêu",
        "/bach-thong/meetings/2015-11/briefing/": "Hội nghị",
    }.items():
        items = links(bach_thong, office, path, Month(2015, 11))
        assert [item.label for item in items if item.is_current] == [label]


@pytest.mark.usefixtures("november")
def test_the_header_costs_three_questions_to_the_database(
    bach_thong: ConveningBody, office: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        links(bach_thong, office)


@pytest.mark.parametrize("person", ["clerk", "signer", "office", "secretary"])
def test_every_link_opens(
    person: str, bach_thong: ConveningBody, cam_giang: Commune, november: Period, request: pytest.FixtureRequest
) -> None:
    user, client = request.getfixturevalue(person), Client()
    client.force_login(user)
    answers = {item.address: client.get(item.address, follow=True).status_code for item in links(bach_thong, user)}
    assert set(answers.values()) == {200}, answers
