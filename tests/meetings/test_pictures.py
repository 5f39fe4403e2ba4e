"""A month in pictures and on one page: the briefing's figures, for who may read them."""

import json

import pytest
from django.test import Client

from communes.models import User
from meetings.models import Briefing
from reports.models import Period

pytestmark = pytest.mark.once
PICTURES = "/bach-thong/pictures/2015-11/"
ONE_PAGE = "/bach-thong/meetings/2015-11/one-page/"


def test_the_bars_show_the_ranking_of_the_briefing(client: Client, briefing: Briefing, secretary: User) -> None:
    client.force_login(secretary)
    shown = client.get(PICTURES).context["ranking"][0]
    ranked = json.loads(json.dumps(briefing.data["rankings"]["BUD_REV_PCT"]))
    assert [row[1] for row in shown.rows] == [line["name"] for line in ranked]
    assert [row[2] for row in shown.rows] == ["113,1", "40"]


def test_another_commune_finds_neither_the_pictures_nor_her_neighbours(
    client: Client, briefing: Briefing, signer: User
) -> None:
    client.force_login(signer)
    assert client.get(PICTURES).status_code == client.get(ONE_PAGE).status_code == 404
    assert client.get(f"{PICTURES}vi-huong/").status_code == 404
    own = client.get(f"{PICTURES}cam-giang/").content.decode()
    assert "113,1" in own
    assert "Vi Hương" not in own


def test_the_secretary_lands_on_her_one_page(client: Client, briefing: Briefing, secretary: User) -> None:
    client.force_login(secretary)
    told = client.get("/bach-thong/").context["one_page"]["told"]
    assert [each.name for each in told.weakest[0].communes] == ["Vi Hương"]
    assert "chưa mở kỳ báo cáo" in told.no_comparison


@pytest.mark.parametrize("name", [f"{PICTURES}pictures.pdf", "/bach-thong/meetings/2015-11/one-page.pdf"])
def test_the_sheets_are_printed(client: Client, briefing: Briefing, secretary: User, name: str) -> None:
    client.force_login(secretary)
    assert client.get(name).content.startswith(b"%PDF")


def test_a_month_without_reports_says_so_calmly(client: Client, november: Period, secretary: User) -> None:
    client.force_login(secretary)
    assert "Chưa có báo cáo nào" in client.get(PICTURES).content.decode()
    assert client.get(ONE_PAGE).status_code == 200
    assert "chưa mở kỳ báo cáo" in client.get("/bach-thong/pictures/2014-01/").content.decode()
