"""A department's own totals: entered by the office beside the communes' sums, never changed, never mixed in."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, Department, User
from reports.actions import keep_department_figures, keep_periods
from reports.actions.keep_department_figures import DepartmentEntry
from reports.figures import briefing_facts
from reports.models import DepartmentFigure, Indicator, Period
from tests import factories

LIST = "/bach-thong/reports/2015-11/departments/"
PAGE = f"{LIST}tai-chinh/"
REVENUE = "BUD_REV_YTD"


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


@pytest.fixture
def finance(bach_thong: ConveningBody) -> Department:
    return factories.make_department(bach_thong, "Phòng Tài chính – Kế hoạch", "tai-chinh")


@pytest.fixture
def desk(client: Client, office: User, november: Period, finance: Department) -> Client:
    """The office, logged in, in an open month."""
    client.force_login(office)
    return client


def post(desk: Client, typed: dict[str, str], seen: dict[str, str] | None = None) -> str:
    """Send the form as a browser does: with what it had shown; return the answer's page."""
    shown = {f"initial-{name}": value for name, value in (seen or {}).items()}
    return desk.post(PAGE, typed | shown, follow=True).content.decode()


def totals() -> list[tuple[int, str, bool]]:
    rows = DepartmentFigure.objects.order_by("revision")
    return [(row.revision, "" if row.value is None else str(row.value), row.is_printed) for row in rows]


def entry(value: str | None, *, replaces: int = 0, is_printed: bool = False) -> DepartmentEntry:
    indicator = Indicator.objects.get(code=REVENUE)
    figure = None if value is None else Decimal(value)
    return DepartmentEntry(indicator, None, figure, "Báo cáo số 45/BC-TCKH", None, is_printed, replaces)


def enter(finance: Department, period: Period, office: User, each: DepartmentEntry) -> None:
    at = factories.moment("2015-11-18")
    keep_department_figures.keep(department=finance, period=period, entries=[each], by=office, at=at)


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        ("office", 200, 302),
        ("secretary", 200, 403),
        ("clerk", 404, 404),
        ("neighbour", 404, 404),
        ("stranger", 404, 404),
        (None, 302, 302),
    ],
)
@pytest.mark.usefixtures("november", "finance")
def test_the_office_writes_the_leader_reads_and_nobody_else_finds_it(
    client: Client, request: pytest.FixtureRequest, person: str | None, reads: int, writes: int
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert {client.get(LIST).status_code, client.get(PAGE).status_code} == {reads}
    assert client.post(PAGE, {REVENUE: "12800"}).status_code == writes
    assert DepartmentFigure.objects.exists() == (person == "office")


@pytest.mark.usefixtures("desk")
def test_another_bodys_department_and_an_unopened_month_are_not_there(client: Client, stranger: User) -> None:
    body = ConveningBody.objects.visible_to(stranger).get()
    elsewhere = factories.make_department(body, "Phòng Tài chính", "cua-huyen-khac")
    assert client.get(f"{LIST}{elsewhere.slug}/").status_code == 404
    assert client.get("/bach-thong/reports/2015-10/departments/").status_code == 404


def test_a_total_stands_beside_the_sum_of_the_accepted_reports(
    desk: Client, november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, office: User
) -> None:
    factories.make_accepted(november, cam_giang, signer, office, {REVENUE: "10000"})
    page = post(desk, {REVENUE: "12.800", "document": "Báo cáo số 45/BC-TCKH", "as_of": "15/11/2015"})
    assert "Đã ghi 1 số liệu." in page
    assert "Cộng các xã, thị trấn <b>10.000</b> (1/2)" in page
    assert "Chênh lệch <b>+2.800</b> (+28%)" in page
    assert "12.800 triệu đồng" in page
    assert "Báo cáo số 45/BC-TCKH; số liệu đến 15/11/2015; nhập ngày 18/11/2015" in page
    assert totals() == [(1, "12800", False)]


def test_a_figure_of_two_readings_is_asked_back_and_nothing_typed_is_lost(desk: Client) -> None:
    page = post(desk, {REVENUE: "12,800", "BUD_EXP_YTD": "52.100,5", f"printed:{REVENUE}": "on"})
    assert "“12,800” có thể hiểu hai cách" in page
    assert 'value="12,800"' in page
    assert 'value="52.100,5"' in page
    assert "checked" in page
    assert totals() == []


def test_a_corrected_total_keeps_the_earlier_one_and_xoa_takes_it_back(desk: Client, november: Period) -> None:
    post(desk, {REVENUE: "12800", f"printed:{REVENUE}": "on"})
    post(desk, {REVENUE: "12900", f"printed:{REVENUE}": "on"}, {REVENUE: "12.800", f"printed:{REVENUE}": "True"})
    page = post(desk, {REVENUE: "Xóa"}, {REVENUE: "12.900", f"printed:{REVENUE}": "True"})
    assert totals() == [(1, "12800", True), (2, "12900", True), (3, "", False)]
    assert "Các lần nhập" in page
    assert "đã bỏ" in page
    assert briefing_facts(november, meeting=None).department_figures == ()


def test_an_emptied_box_is_a_question_not_a_deletion(desk: Client) -> None:
    post(desk, {REVENUE: "12800"})
    assert "Muốn bỏ số đã nhập thì ghi “xóa”." in post(desk, {REVENUE: ""}, {REVENUE: "12.800"})
    assert totals() == [(1, "12800", False)]


def test_xoa_in_an_empty_box_and_an_unchanged_figure_write_nothing(desk: Client) -> None:
    assert "Không có số liệu nào thay đổi." in post(desk, {REVENUE: "xóa"})
    post(desk, {REVENUE: "12800"})
    assert "Không có số liệu nào thay đổi." in post(desk, {REVENUE: "12 800"}, {REVENUE: "12.800"})
    assert totals() == [(1, "12800", False)]


def test_printing_alone_is_a_revision_that_keeps_the_document(desk: Client) -> None:
    post(desk, {REVENUE: "12800", "document": "Báo cáo số 45"})
    post(desk, {REVENUE: "12.800", f"printed:{REVENUE}": "on"}, {REVENUE: "12.800"})
    assert totals() == [(1, "12800", False), (2, "12800", True)]
    assert set(DepartmentFigure.objects.values_list("document", flat=True)) == {"Báo cáo số 45"}
    assert "Chưa có số để in kèm." in post(desk, {"BUD_EXP_YTD": "", "printed:BUD_EXP_YTD": "on"})


def test_nobody_writes_over_what_a_colleague_entered_meanwhile(desk: Client) -> None:
    post(desk, {REVENUE: "12800"})
    page = post(desk, {REVENUE: "12700"}, {REVENUE: ""})
    assert "Ô này vừa được người khác ghi là 12.800; xem rồi ghi lại." in page
    assert 'value="12700"' in page
    assert totals() == [(1, "12800", False)]
    post(desk, {REVENUE: "12700"}, {REVENUE: "12.800"})
    assert [value for _, value, _ in totals()] == ["12800", "12700"]


def test_an_entry_on_an_older_revision_is_refused(november: Period, finance: Department, office: User) -> None:
    enter(finance, november, office, entry("12800"))
    with pytest.raises(Refusal, match="vừa được người khác thay đổi"):
        enter(finance, november, office, entry("12700"))


def test_a_locked_month_only_shows_its_totals(desk: Client, november: Period, office: User) -> None:
    post(desk, {REVENUE: "12800"})
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-17"))
    page = desk.get(PAGE).content.decode()
    assert "đã khóa nên số liệu ngành chỉ xem được" in page
    assert "<b>12.800</b>" in page
    assert "Ghi số liệu" not in page
    assert "đã khóa nên số liệu ngành chỉ xem được" in post(desk, {REVENUE: "1"}, {REVENUE: "12.800"})
    assert totals() == [(1, "12800", False)]


def test_only_reported_figures_that_add_up_are_asked(desk: Client) -> None:
    page = desk.get(PAGE).content.decode()
    for code in ("BUD_REV_YTD", "AGR_SOWN@mua-2015"):
        assert f'name="{code}"' in page
    for code in ("NTM_CRITERIA", "BUD_REV_PLAN", "BUD_REV_PCT"):
        assert f'name="{code}"' not in page


def test_a_revision_stands_once(november: Period, finance: Department, office: User) -> None:
    enter(finance, november, office, entry("12800"))
    figure = DepartmentFigure.objects.get()
    figure.pk = None
    figure._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save()


def test_the_page_asks_as_often_with_many_totals(
    desk: Client, november: Period, finance: Department, office: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for code in ("BUD_EXP_YTD", "LIV_PIG", "FOR_PLANT"):
        indicator = Indicator.objects.get(code=code)
        enter(finance, november, office, DepartmentEntry(indicator, None, Decimal(5), "", None, False, 0))
    with django_assert_num_queries(16):
        desk.get(PAGE)


def test_the_board_leads_to_the_departments(desk: Client) -> None:
    assert f'href="{LIST}"' in desk.get("/bach-thong/reports/2015-11/").content.decode()
    assert "Phòng Tài chính – Kế hoạch" in desk.get(LIST).content.decode()
