"""The office's board: how each commune stands, what is missing, who must be reminded."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, Role, User
from reports.actions import keep_periods, review, submit
from reports.models import Period
from reports.views import standing
from tests import factories

pytestmark = pytest.mark.once

BOARD = "/bach-thong/reports/2015-11/"
REQUIRED = {
    "AGR_SOWN": "100", "AGR_HARVESTED": "70", "LIV_SICK": "0", "FOR_FIRE": "0", "BUD_REV_YTD": "1131",
    "INV_DISBURSED": "400", "NTM_CRITERIA": "9", "SEC_CRIME": "1", "SEC_TRAFFIC": "0",
}  # fmt: skip
DUE = factories.moment("2015-11-13", "17:00")


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The office, logged in."""
    client.force_login(office)
    return client


@pytest.mark.parametrize(
    ("person", "status"),
    [("office", 200), ("secretary", 200), ("clerk", 404), ("neighbour", 404), ("stranger", 404), (None, 302)],
)
def test_the_board_is_the_offices_and_the_leaders(
    client: Client, november: Period, request: pytest.FixtureRequest, person: str | None, status: int
) -> None:
    if person:
        client.force_login(request.getfixturevalue(person))
    assert client.get(BOARD).status_code == status


def lines(period: Period, day: str = "2015-11-18") -> dict[str, standing.Line]:
    return {line.commune.name: line for line in standing.lines_of(period, factories.moment(day))}


def test_a_commune_that_has_not_begun_stands_on_the_board_too(
    desk: Client, november: Period, cam_giang: Commune, vi_huong: Commune, signer: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, REQUIRED)
    page = desk.get(BOARD).content.decode()
    assert page.index("Vi Hương") < page.index("Cẩm Giàng")  # the body's list order
    assert "Chưa bắt đầu" in page
    assert "Đã nộp 1/2" in page
    assert f'href="{BOARD}cam-giang/review/"' in page
    assert f'href="{BOARD}vi-huong/edit/"' in page


def test_the_counts_follow_the_states(
    november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User, office: User
) -> None:
    factories.make_accepted(november, cam_giang, signer, office, REQUIRED)
    draft = factories.make_report(november, vi_huong, neighbour, REQUIRED)
    assert dict(standing.counts_of(list(lines(november).values())))["Đang soạn"] == 1
    submit.mark_ready(report=draft, by=neighbour, at=factories.moment("2015-11-12"))
    counts = dict(standing.counts_of(list(lines(november).values())))
    assert counts == {
        "Đã tiếp nhận": 1, "Chờ xem xét": 0, "Trả lại, mở lại": 0, "Đã trình ký": 1, "Đang soạn": 0,
        "Chưa bắt đầu": 0, "Trễ hạn": 0,
    }  # fmt: skip


def test_missing_required_figures_are_named_and_zero_is_not_missing(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    figures = {code: value for code, value in REQUIRED.items() if code not in {"BUD_REV_YTD", "AGR_HARVESTED"}}
    factories.make_report(november, cam_giang, signer, figures)
    assert lines(november)["Cẩm Giàng"].missing == (
        "Diện tích đã thu hoạch trong vụ",
        "Thu ngân sách nhà nước trên địa bàn (lũy kế)",
    )
    assert "Thiếu 2" in desk.get(BOARD).content.decode()


def test_a_figure_of_another_season_does_not_stand_in_for_the_required_one(
    bach_thong: ConveningBody, cam_giang: Commune, signer: User, office: User
) -> None:
    june = factories.make_period(bach_thong, office, Month(2015, 6))  # spring and main season are both open
    factories.make_report(june, cam_giang, signer, {**REQUIRED, "AGR_SOWN@mua-2015": "100", "AGR_SOWN": "90"})
    assert lines(june)["Cẩm Giàng"].missing == ()
    factories.fill(june.reports.get(), {"AGR_SOWN@mua-2015": "101"}, signer)
    june.reports.get().values.get(indicator__code="AGR_SOWN", season__kind="xuan").delete()
    assert lines(june)["Cẩm Giàng"].missing == ("Diện tích đã gieo trồng trong vụ",)


def test_the_reviewer_sees_how_many_warnings_wait_for_her(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "100", signer)
    factories.make_submitted(november, cam_giang, signer, REQUIRED)  # 1131 of 100: far above plan, unexplained
    assert lines(november)["Cẩm Giàng"].warnings == (1, 1)
    assert "1 cảnh báo, 1 chưa giải trình" in desk.get(BOARD).content.decode()


def test_late_is_marked_and_stays_when_the_report_comes_again(
    bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User, office: User
) -> None:
    november = factories.make_period(bach_thong, office, due_at=DUE)
    factories.make_submitted(november, cam_giang, signer, REQUIRED)
    late = factories.make_report(november, vi_huong, neighbour, REQUIRED)
    assert lines(november, "2015-11-13")["Vi Hương"].is_overdue is False
    assert lines(november, "2015-11-14")["Vi Hương"].is_overdue is True
    submit.submit(report=late, by=neighbour, at=factories.moment("2015-11-14"), needs_explanations=False)
    review.return_to_commune(report=late, reason="Xem lại.", by=office, at=factories.moment("2015-11-15"))
    line = lines(november)["Vi Hương"]
    assert (line.is_overdue, line.is_late) == (False, True)
    assert lines(november)["Cẩm Giàng"].is_late is False
    assert dict(standing.counts_of(list(lines(november).values())))["Trễ hạn"] == 1


def test_the_reminder_names_who_has_not_handed_in_and_who_must_do_so_again(
    bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, signer: User, office: User
) -> None:
    november = factories.make_period(bach_thong, office, due_at=factories.moment("2015-11-20", "17:00"))
    report = factories.make_submitted(november, cam_giang, signer, REQUIRED)
    review.return_to_commune(report=report, reason="Xem lại.", by=office, at=factories.moment("2015-11-13"))
    at = factories.moment("2015-11-18", "08:05")
    assert standing.reminder(november, list(lines(november).values()), at) == (
        "VĂN PHÒNG HUYỆN ỦY BẠCH THÔNG\n"
        "Báo cáo tháng 11 năm 2015, tính đến 08:05 ngày 18/11/2015:\n"
        "- Chưa nộp (1/2 xã, thị trấn): Vi Hương.\n"
        "- Cần sửa và nộp lại (1): Cẩm Giàng.\n"
        "Đề nghị các xã, thị trấn trên hoàn thành và nộp trước 17:00 ngày 20/11/2015."
    )
    overdue = standing.reminder(november, list(lines(november).values()), factories.moment("2015-11-21"))
    assert "Hạn nộp là 17:00 ngày 20/11/2015, nay đã quá hạn." in overdue


def test_nobody_is_reminded_when_all_have_handed_in(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, REQUIRED)
    assert standing.reminder(november, list(lines(november).values()), factories.moment("2015-11-18")) == ""
    assert "không còn đơn vị nào phải nhắc" in desk.get(BOARD).content.decode()


def test_the_leader_reads_the_board_without_buttons(
    client: Client, november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, secretary: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, REQUIRED)
    client.force_login(secretary)
    page = client.get(BOARD).content.decode()
    assert f'href="{BOARD}cam-giang/"' in page
    assert "Nhập thay" not in page
    assert "Xem xét" not in page
    assert "Nhắc các" not in page
    assert f"{BOARD}dates/" not in page


def test_after_the_lock_only_an_excepted_commune_can_be_entered(
    desk: Client, november: Period, cam_giang: Commune, vi_huong: Commune, office: User
) -> None:
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-16"))
    keep_periods.allow_late(
        period=november, commune=vi_huong, reason="Mất điện.", until=None, by=office, at=factories.moment("2015-11-17")
    )
    page = desk.get(BOARD).content.decode()
    assert "Đã khóa" in page
    assert f'href="{BOARD}vi-huong/edit/"' in page
    assert f'href="{BOARD}cam-giang/edit/"' not in page


def test_a_month_that_nobody_opened_says_so(client: Client, desk: Client, secretary: User) -> None:
    page = desk.get("/bach-thong/reports/2016-02/").content.decode()
    assert "Chưa mở kỳ báo cáo tháng 2 năm 2016" in page
    assert "/bach-thong/reports/?month=2016-02#mo-ky" in page
    client.force_login(secretary)
    assert "#mo-ky" not in client.get("/bach-thong/reports/2016-02/").content.decode()


def test_the_board_leads_to_the_months_beside_it(desk: Client, november: Period, office: User) -> None:
    factories.make_period(november.body, office, Month(2015, 9))
    september = "/bach-thong/reports/2015-09/"
    page = desk.get(BOARD).content.decode()
    assert f'href="{september}"' in page
    assert "/bach-thong/reports/2015-12/" not in page
    assert f'href="{BOARD}"' in desk.get(september).content.decode()


def test_the_board_asks_as_many_queries_for_ten_communes_as_for_one(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, REQUIRED)
    with CaptureQueriesContext(connection) as for_one:
        desk.get(BOARD)
    for number in range(9):
        commune = factories.make_commune(
            november.body, f"Xã {number}", code=str(number), slug=f"xa-{number}", order=number
        )
        person = factories.make_person(f"xa{number}", roles=[Role.SIGNER], commune=commune)
        factories.make_submitted(november, commune, person, REQUIRED)
    with CaptureQueriesContext(connection) as for_ten:
        desk.get(BOARD)
    assert len(for_ten) == len(for_one) <= 25
