"""A month in pictures and on one page: the briefing's figures, for who may read them."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from communes.models import Commune, ConveningBody, User
from meetings.actions import compile_month
from meetings.figures import sheets
from meetings.models import Briefing
from reports.models import Period
from tests import factories
from tests.documents.pdf_inside import everything_in
from tests.meetings.briefing.month import UNITS
from tests.meetings.november import FRIDAY
from tests.reports.directives import issue

pytestmark = pytest.mark.once
PICTURES = "/bach-thong/pictures/2015-11/"
ONE_PAGE = "/bach-thong/meetings/2015-11/one-page/"
ONE_PAGE_PDF = "/bach-thong/meetings/2015-11/one-page.pdf"
OCTOBER = factories.NOVEMBER.previous()


def test_the_bars_show_the_ranking_of_the_briefing(client: Client, briefing: Briefing, secretary: User) -> None:
    client.force_login(secretary)
    shown = client.get(PICTURES).context["ranking"][0]
    ranked = json.loads(json.dumps(briefing.data["rankings"]["BUD_REV_PCT"]))
    assert [row[1] for row in shown.rows] == [line["name"] for line in ranked]
    assert [row[2] for row in shown.rows] == ["113,1", "40"]


PEOPLE = ("office", "secretary", "signer", "neighbour", "stranger", None)
READERS = (200, 200, 404, 404, 404, 302)
PAGES = {
    PICTURES: READERS,
    f"{PICTURES}pictures.pdf": READERS,
    ONE_PAGE: READERS,
    ONE_PAGE_PDF: READERS,
    f"{PICTURES}cam-giang/": (200, 200, 200, 404, 404, 302),
    f"{PICTURES}vi-huong/": (200, 200, 404, 200, 404, 302),
    f"{PICTURES}khong-co/": (404, 404, 404, 404, 404, 302),
    "/cho-don/pictures/2015-11/": (404, 404, 404, 404, 200, 302),
    "/cho-don/meetings/2015-11/one-page/": (404, 404, 404, 404, 404, 302),  # that body has no such month
    "/cho-don/pictures/2015-11/cam-giang/": (404, 404, 404, 404, 404, 302),
}


def test_who_reads_the_body_sees_all_and_a_commune_its_own_page_alone(
    client: Client,
    briefing: Briefing,
    stranger: User,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets, "render_pdf", lambda *_, **__: b"%PDF-1.7")
    found: dict[str, list[int]] = {address: [] for address in PAGES}
    for person in PEOPLE:
        client.logout()
        if person:
            client.force_login(request.getfixturevalue(person))
        for address, statuses in found.items():
            statuses.append(client.get(address).status_code)
    assert {address: tuple(statuses) for address, statuses in found.items()} == PAGES


def test_a_commune_reads_on_its_pages_neither_its_neighbours_figures_nor_who_is_weak(
    client: Client, briefing: Briefing, office: User, neighbour: User, cam_giang: Commune
) -> None:
    issue(briefing.period, office, "Sửa kênh Nà Tu.", cam_giang)
    client.force_login(neighbour)
    own = client.get(f"{PICTURES}vi-huong/").content.decode()
    assert "40" in own
    assert "113,1" not in own
    assert "Cẩm Giàng" not in own
    assert "mức chung" not in own
    home = client.get("/bach-thong/")
    assert "one_page" not in home.context
    assert "kém mức chung" not in home.content.decode()
    assert client.get("/bach-thong/directives/").context["picture"] is None  # the only one goes to her neighbour


def drawn_on(html: str) -> list[str]:
    return re.findall(r"<svg\b.*?</svg>", html, re.DOTALL)


@pytest.mark.parametrize(
    ("page", "paper", "pictures"), [(PICTURES, f"{PICTURES}pictures.pdf", 6), (ONE_PAGE, ONE_PAGE_PDF, 1)]
)
def test_the_paper_has_the_very_pictures_of_the_page(
    client: Client,
    briefing: Briefing,
    office: User,
    secretary: User,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    paper: str,
    pictures: int,
) -> None:
    issue(briefing.period, office)
    monkeypatch.setattr(sheets, "render_pdf", lambda html, **_: html.encode())
    client.force_login(secretary)
    shown = client.get(page).content.decode()
    printed = client.get(paper).content.decode()
    assert len(drawn_on(shown)) == pictures  # the board, the bars, the line, two small ones, the flow
    assert drawn_on(printed) == drawn_on(shown)


QUERIES = {PICTURES: 30, ONE_PAGE: 52, "/bach-thong/": 60}


@pytest.mark.parametrize("count", [3, 17])
def test_the_number_of_queries_does_not_grow_with_the_communes(
    client: Client,
    bach_thong: ConveningBody,
    office: User,
    secretary: User,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 28)
    october, november = (factories.make_period(bach_thong, office, month) for month in (OCTOBER, factories.NOVEMBER))
    issue(october, office, due_on=dt.date(2015, 11, 1))
    for order, (code, name) in enumerate(UNITS[:count]):
        commune = factories.make_commune(bach_thong, name, code=code, slug=f"xa-{order}", order=order)
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
        for period, collected in ((october, 300), (november, 500 + order)):
            factories.make_accepted(period, commune, office, office, {"BUD_REV_YTD": str(collected)})
    compile_month.compile(period=november, by=office, at=FRIDAY)
    client.force_login(secretary)
    client.get("/bach-thong/")
    for page, queries in QUERIES.items():
        with django_assert_num_queries(queries):
            answer = client.get(page)
        assert answer.status_code == 200


def told_of(client: Client, secretary: User) -> Any:
    client.force_login(secretary)
    return client.get(ONE_PAGE).context["page"]["told"]


def test_the_weakest_are_those_below_the_common_level_and_of_a_low_good_figure_the_highest(
    client: Client, november: Period, cam_giang: Commune, vi_huong: Commune, office: User, secretary: User
) -> None:
    for commune, poor in ((cam_giang, "10"), (vi_huong, "30")):
        factories.make_accepted(november, commune, office, office, {"SOC_POOR": poor, "SOC_HOUSEHOLDS": "100"})
    page = told_of(client, secretary)
    assert [(line.indicator.code, [each.name for each in line.communes]) for line in page.weakest] == [
        ("SOC_POOR_PCT", ["Vi Hương"])
    ]
    shown = client.get(ONE_PAGE).content.decode()
    assert "Những đơn vị kém mức chung" in shown
    assert "(càng thấp càng tốt)" in shown
    assert "thấp nhất" not in shown


def test_where_nobody_is_weak_the_page_says_that_and_not_that_figures_are_missing(
    client: Client, november: Period, cam_giang: Commune, vi_huong: Commune, office: User, secretary: User
) -> None:
    for commune in (cam_giang, vi_huong):
        factories.set_plan(commune, "BUD_REV_PLAN", "100", office)
        factories.make_accepted(november, commune, office, office, {"BUD_REV_YTD": "101"})
    told_of(client, secretary)
    shown = client.get(ONE_PAGE).content.decode()
    assert "Không có đơn vị nào vừa kém mức chung vừa chưa đạt kế hoạch." in shown
    assert "Chưa đủ số liệu" not in shown


def test_a_mean_reads_as_a_sentence_in_what_has_changed(
    client: Client, bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, office: User, secretary: User
) -> None:
    october, november = (factories.make_period(bach_thong, office, month) for month in (OCTOBER, factories.NOVEMBER))
    for period, criteria in ((october, ("9", "10")), (november, ("10", "11"))):
        for commune, number in zip((cam_giang, vi_huong), criteria, strict=True):
            factories.make_accepted(period, commune, office, office, {"NTM_CRITERIA": number})
    (change,) = told_of(client, secretary).changes
    assert (change.now, change.by, change.before) == ("bình quân 10,5 tiêu chí", "1 tiêu chí", "9,5 tiêu chí")


def test_a_change_is_the_difference_of_the_two_figures_beside_it(
    client: Client, bach_thong: ConveningBody, cam_giang: Commune, office: User, secretary: User
) -> None:
    october, november = (factories.make_period(bach_thong, office, month) for month in (OCTOBER, factories.NOVEMBER))
    for period, poor in ((october, "14424"), (november, "14066")):  # of 100.000: 14,424% and 14,066%
        figures = {"SOC_POOR": poor, "SOC_HOUSEHOLDS": "100000"}
        factories.make_accepted(period, cam_giang, office, office, figures)
    changes = {change.indicator.code: change for change in told_of(client, secretary).changes}
    change = changes["SOC_POOR_PCT"]
    assert (change.before, change.now, change.by) == ("14,42%", "14,07%", "0,35 điểm %")


def test_the_secretary_lands_on_her_one_page(client: Client, briefing: Briefing, secretary: User) -> None:
    client.force_login(secretary)
    told = client.get("/bach-thong/").context["one_page"]["told"]
    assert [each.name for each in told.weakest[0].communes] == ["Vi Hương"]
    assert "chưa mở kỳ báo cáo" in told.no_comparison


@pytest.mark.parametrize("name", [f"{PICTURES}pictures.pdf", "/bach-thong/meetings/2015-11/one-page.pdf"])
def test_the_sheets_are_printed_in_one_font(client: Client, briefing: Briefing, secretary: User, name: str) -> None:
    client.force_login(secretary)
    pdf = client.get(name).content
    fonts = {font.decode() for font in re.findall(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([\w-]+)", everything_in(pdf))}
    assert fonts == {each for each in fonts if each.startswith("Liberation-Serif")} != set()  # the pictures' words too


def test_a_month_without_reports_says_so_calmly(client: Client, november: Period, secretary: User) -> None:
    client.force_login(secretary)
    assert "Chưa có báo cáo nào" in client.get(PICTURES).content.decode()
    assert client.get(ONE_PAGE).status_code == 200
    assert "chưa mở kỳ báo cáo" in client.get("/bach-thong/pictures/2014-01/").content.decode()
