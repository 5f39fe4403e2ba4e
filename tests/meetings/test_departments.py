"""From the office's entry to the paper: a department's total in the briefing, its sources, its editions."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from communes.models import ConveningBody, Department, User
from meetings.actions import compile_month
from meetings.figures.document import Occasion, paper_of
from meetings.figures.readiness import is_stale
from meetings.models import Briefing
from reports.actions import keep_department_figures
from reports.actions.keep_department_figures import DepartmentEntry
from reports.models import Indicator
from tests import factories
from tests.meetings.november import SATURDAY, compile_again, sentence, texts

pytestmark = pytest.mark.once

PAGE = "/bach-thong/meetings/2015-11/briefing/"
KEY, NAME = "budget.collected", "Phòng Tài chính – Kế hoạch"
LINK = "/bach-thong/reports/2015-11/departments/tai-chinh/"


@pytest.fixture
def finance(bach_thong: ConveningBody) -> Department:
    return factories.make_department(bach_thong, NAME, "tai-chinh")


def enter(briefing: Briefing, finance: Department, office: User, value: str | None, *, replaces: int = 0) -> Briefing:
    """Enter the department's revenue, to be printed, and compile again."""
    indicator = Indicator.objects.get(code="BUD_REV_YTD")
    figure = None if value is None else Decimal(value)
    entry = DepartmentEntry(indicator, None, figure, "", None, figure is not None, replaces)
    at = factories.moment("2015-11-20")
    keep_department_figures.keep(department=finance, period=briefing.period, entries=[entry], by=office, at=at)
    return compile_again(briefing, office)


@pytest.fixture
def told(briefing: Briefing, finance: Department, office: User) -> Briefing:
    return enter(briefing, finance, office, "1600.5")


def data_of(briefing: Briefing, edition: Any) -> dict[str, Any]:
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    data: dict[str, Any] = json.loads(paper_of(briefing, rows, edition, Occasion()).data)
    return data


def sources_of(data: dict[str, Any], key: str) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = next(
        each["sources"] for section in data["sections"] for each in section["sentences"] if each["id"] == key
    )
    return found


def test_the_departments_total_is_printed_beside_the_sum_and_taken_back_with_it(
    briefing: Briefing, finance: Department, office: User
) -> None:
    before = texts(briefing)[KEY]
    told = enter(briefing, finance, office, "1600.5")
    assert f"1.531 triệu đồng (theo số liệu của {NAME}: 1.600,5 triệu đồng), bằng 76,6%" in texts(told)[KEY]
    assert told.data["totals"]["BUD_REV_YTD"] == {"value": "1531", "reported": 2, "missing": 0}
    assert texts(enter(told, finance, office, None, replaces=1))[KEY] == before


def test_a_total_entered_after_compiling_makes_the_briefing_stale(
    briefing: Briefing, finance: Department, office: User
) -> None:
    assert not is_stale(briefing)
    indicator = Indicator.objects.get(code="LIV_PIG")
    entry = DepartmentEntry(indicator, None, Decimal(5), "", None, is_printed=False, replaces=0)
    at = factories.moment("2015-11-20")
    keep_department_figures.keep(department=finance, period=briefing.period, entries=[entry], by=office, at=at)
    assert is_stale(briefing)
    assert not is_stale(compile_again(briefing, office))


def test_compiling_twice_from_the_same_totals_changes_nothing(told: Briefing, office: User) -> None:
    again = compile_month.compile(period=told.period, by=office, at=SATURDAY)
    assert (again.version, again.data) == (told.version, told.data)


def test_the_data_of_both_editions_names_the_department_and_no_commune(told: Briefing) -> None:
    own = {
        "commune": None,
        "indicator": "BUD_REV_YTD",
        "month": "2015-11",
        "value": "1600.5",
        "department": NAME,
        "entered": "2015-11-20",
    }
    for edition in ("internal", "published"):
        data = data_of(told, edition)
        assert own in sources_of(data, KEY)
        assert data["departments"] == [
            {
                "department": NAME,
                "slug": "tai-chinh",
                "indicator": "BUD_REV_YTD",
                "season": "",
                "value": "1600.5",
                "communes": {"value": "1531", "reported": 2, "missing": 0},
                "printed": True,
                "difference": "69.5",
                "difference_percent": "4.5395166558",
            }
        ]
    outside = [s for s in sources_of(data_of(told, "published"), KEY) if s["indicator"] == "BUD_REV_YTD"]
    assert {s["commune"] for s in outside} == {None}
    assert {s["value"] for s in outside} == {"1531", "1600.5"}


def test_the_office_sees_the_difference_and_where_it_comes_from(client: Client, told: Briefing, office: User) -> None:
    client.force_login(office)
    page = client.get(PAGE).content.decode()
    assert "Chênh lệch với số liệu ngành (1)" in page
    assert f'href="{LINK}"' in page
    assert "<b>+69,5</b> (+4,5%)" in page
    assert "Cộng 2/2 xã, thị trấn" in page
    panel = client.get(f"{PAGE}?sentence={sentence(told, KEY).pk}").content.decode()
    assert f"{NAME}, số liệu ngành, nhập ngày 20/11/2015" in panel


def test_without_departments_totals_the_page_says_nothing_of_them(
    client: Client, briefing: Briefing, office: User
) -> None:
    client.force_login(office)
    assert "số liệu ngành" not in client.get(PAGE).content.decode()
    assert data_of(briefing, "internal")["departments"] == []


def test_the_annex_of_sources_names_the_department(told: Briefing) -> None:
    rows = list(told.sentences.order_by("block", "order", "pk"))
    annexes = paper_of(told, rows, "internal", Occasion()).document.annexes
    lines = "\n".join(part.text for annex in annexes for part in annex.parts)
    assert f"{NAME}, số liệu ngành, nhập ngày 20/11/2015: 1.600,5" in lines


def test_a_briefing_of_before_departments_totals_is_still_read(briefing: Briefing) -> None:
    del briefing.data["departments"]
    assert data_of(briefing, "internal")["departments"] == []
