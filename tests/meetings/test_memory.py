"""A shortcoming over three months of accepted reports: on the page, beside it, and outside."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from meetings.actions import compile_month
from meetings.figures.basis import basis_of
from meetings.figures.document import Occasion, paper_of
from meetings.figures.page import rows_of
from meetings.models import Briefing
from reports.actions import fill_in, review
from reports.figures import briefing_facts
from reports.models import Period, Report
from tests import factories
from tests.meetings.november import FRIDAY, accept, sentence

SLOW = "Giải phóng mặt bằng chậm"
KEY = "shortcomings.construction"


def tell(period: Period, commune: Commune, text: str, person: User, office: User, *, category: str) -> Report:
    """Hand in a report with one shortcoming and accept it."""
    report = factories.make_report(period, commune, person, {"LIV_SICK": "0"})
    entries = fill_in.Entries(issues=(fill_in.IssueEntry(category, text),))
    at = factories.moment("2015-11-11")
    fill_in.save(report=report, entries=entries, expected_version=report.version, by=person, at=at)
    report.refresh_from_db()
    accept(report, person, office)
    return report


@pytest.fixture
def months(
    november: Period,
    bach_thong: ConveningBody,
    cam_giang: Commune,
    vi_huong: Commune,
    signer: User,
    neighbour: User,
    office: User,
) -> Period:
    september, october = (factories.make_period(bach_thong, office, Month(2015, month)) for month in (9, 10))
    tell(september, vi_huong, SLOW, neighbour, office, category="construction")
    tell(october, vi_huong, f"{SLOW}.", neighbour, office, category="construction")
    tell(october, cam_giang, "Còn trộm cắp vặt", signer, office, category="security")
    tell(november, vi_huong, f"- {SLOW.lower()}", neighbour, office, category="construction")
    tell(november, cam_giang, SLOW, signer, office, category="construction")
    return november


@pytest.fixture
def remembered(months: Period, office: User) -> Briefing:
    return compile_month.compile(period=months, by=office, at=FRIDAY)


def test_the_page_says_the_third_month_and_what_is_no_longer_told(remembered: Briefing) -> None:
    assert sentence(remembered, KEY).text.endswith("(tồn tại được nêu tháng thứ ba liên tiếp).")
    assert sentence(remembered, "shortcomings.no_longer_told").text == (
        "So với tháng trước, các xã, thị trấn không còn nêu tồn tại về an ninh trật tự."
    )


def test_the_panel_tells_for_how_many_months_each_commune_has_told_it(
    client: Client, remembered: Briefing, office: User
) -> None:
    client.force_login(office)
    row = sentence(remembered, KEY)
    page = client.get(f"/bach-thong/meetings/2015-11/briefing/?sentence={row.pk}").content.decode()
    assert "(nêu 3 tháng liên tiếp)" in page
    assert page.count("tháng liên tiếp)") == 1
    assert "Vi Hương (tháng 9/2015):" in page


def test_outside_the_memory_names_nobody(remembered: Briefing) -> None:
    rows = rows_of(remembered)
    inside = paper_of(remembered, rows, "internal", Occasion()).data
    outside = paper_of(remembered, rows, "published", Occasion()).data
    assert '"in_a_row":3' in inside.replace(" ", "")
    assert "tháng thứ ba liên tiếp" in outside
    assert "in_a_row" not in outside
    assert "Vi Hương" not in outside
    assert "01975" not in outside


def test_a_report_that_no_longer_counts_breaks_the_row(months: Period, vi_huong: Commune, office: User) -> None:
    october = Report.objects.get(commune=vi_huong, period__month="2015-10")
    review.reopen(report=october, reason="Sửa lại.", by=office, at=FRIDAY)
    again = compile_month.compile(period=months, by=office, at=FRIDAY)
    assert "liên tiếp" not in sentence(again, KEY).text


def test_a_briefing_is_out_of_date_when_an_earlier_month_changes(
    remembered: Briefing, months: Period, vi_huong: Commune, office: User
) -> None:
    assert basis_of(months) == remembered.data["basis"]
    september = Report.objects.get(commune=vi_huong, period__month="2015-09")
    review.reopen(report=september, reason="Sửa lại.", by=office, at=FRIDAY)
    assert basis_of(months) != remembered.data["basis"]


def test_the_memory_of_many_months_is_one_query(months: Period) -> None:
    with CaptureQueriesContext(connection) as queries:
        facts = briefing_facts(months, meeting=None)
    asked = [q["sql"] for q in queries if "reportedissue" in q["sql"].lower()]
    assert len(asked) == 2  # this month's, and all earlier ones
    assert [(str(i.month), i.commune, i.category, i.text, i.submission) for i in facts.earlier_issues] == [
        ("2015-09", "01975", "construction", SLOW, 1),
        ("2015-10", "01975", "construction", f"{SLOW}.", 1),
        ("2015-10", "02008", "security", "Còn trộm cắp vặt", 1),
    ]
