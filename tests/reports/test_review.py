"""The office reviews a report: what it sees, what it decides, what it never loses."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from reports.actions import fill_in, review, submit
from reports.models import Period, Report, ReviewComment
from reports.workflow import ReportStatus
from tests import factories

REPORT = "/bach-thong/reports/2015-11/cam-giang/"
REVIEW = f"{REPORT}review/"
BUDGET = "figure:BUD_REV_YTD:"


@pytest.fixture(autouse=True)
def the_day_is_18_november(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 18)


@pytest.fixture
def desk(client: Client, office: User) -> Client:
    """The office, logged in."""
    client.force_login(office)
    return client


@pytest.fixture
def submitted(november: Period, cam_giang: Commune, signer: User) -> Report:
    """Cẩm Giàng's report, handed in once."""
    return factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131", "LIV_SICK": "0"})


def decide(desk: Client, decision: str, typed: dict[str, str] | None = None, *, expected: int = 1) -> str:
    answer = desk.post(REVIEW, {"decision": decision, "expected": expected} | (typed or {}), follow=True)
    return answer.content.decode()


def hand_in_again(report: Report, signer: User, figures: dict[str, str], **entries: object) -> None:
    factories.fill(report, figures, signer)
    report.refresh_from_db()
    at = factories.moment("2015-11-14")
    typed = fill_in.Entries(**entries)  # type: ignore[arg-type]
    report = fill_in.save(report=report, entries=typed, expected_version=report.version, by=signer, at=at)
    submit.submit(report=report, by=signer, at=at, needs_explanations=False)


def row_of(page: str, name: str) -> str:
    """Return the text of the row that begins with a figure's name."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if name in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


@pytest.mark.parametrize(
    ("person", "status"),
    [("office", 200), ("secretary", 403), ("clerk", 403), ("signer", 403), ("neighbour", 404), ("stranger", 404)],
)
def test_only_the_office_reviews(
    client: Client, submitted: Report, request: pytest.FixtureRequest, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.get(REVIEW).status_code == status
    answer = client.post(REVIEW, {"decision": "accept", "expected": 1})
    assert answer.status_code == (302 if status == 200 else status)
    assert client.post(f"{REPORT}reopen/", {"reason": "Sai."}).status_code == (302 if status == 200 else status)


def test_a_visitor_is_sent_to_the_login_page(client: Client, submitted: Report) -> None:
    assert client.get(REVIEW).status_code == client.post(REVIEW, {"decision": "accept"}).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.SUBMITTED


def test_a_report_that_nobody_began_is_not_there(desk: Client, november: Period, cam_giang: Commune) -> None:
    assert desk.get(REVIEW).status_code == 404


def test_each_figure_stands_beside_plan_last_month_and_share(
    desk: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    october = factories.make_period(november.body, office, Month(2015, 10))
    factories.make_accepted(october, cam_giang, signer, office, {"BUD_REV_YTD": "1000.5", "EDU_ENROL": "900"})
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "1000", office)
    figures = {"BUD_REV_YTD": "1131", "EDU_ENROL": "880", "EDU_ATTEND": "860"}
    factories.make_submitted(november, cam_giang, signer, figures)
    page = desk.get(REVIEW).content.decode()
    budget = row_of(page, "Thu ngân sách nhà nước trên địa bàn")
    assert "1.131 1.000,5 +130,5 1.000 113,1%" in budget
    assert "880 900 −20" in row_of(page, "Tổng số học sinh")
    assert "97,7% —" in row_of(page, "Tỷ lệ chuyên cần")
    assert "Nợ thuế trên địa bàn" in page[page.index("Không có số liệu:") :]


def test_findings_stand_beside_the_figure_with_the_communes_explanation(
    desk: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    factories.set_plan(cam_giang, "BUD_REV_PLAN", "100", office)
    report = factories.make_report(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    said = fill_in.Entries(explanations={"BUD_REV_YTD": "Có khoản thu đột xuất."})
    report = fill_in.save(
        report=report, entries=said, expected_version=report.version, by=signer, at=factories.moment("2015-11-11")
    )
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-12"), needs_explanations=False)
    page = desk.get(REVIEW).content.decode()
    row = row_of(page, "Thu ngân sách nhà nước trên địa bàn")
    assert "Đạt 1.131% chỉ tiêu giao." in row
    assert "Giải trình: Có khoản thu đột xuất." in row
    assert "Chưa có số liệu." in row_of(page, "Số vụ cháy rừng trong tháng")
    assert "Chưa giải trình." in row_of(page, "Số vụ cháy rừng trong tháng")


def test_the_office_accepts_and_goes_back_to_the_board(desk: Client, submitted: Report, office: User) -> None:
    answer = desk.post(REVIEW, {"decision": "accept", "expected": 1})
    assert answer["Location"] == "/bach-thong/reports/2015-11/"
    assert "Đã tiếp nhận báo cáo của xã Cẩm Giàng (lần 1)." in desk.get(answer["Location"]).content.decode()
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.ACCEPTED


def test_the_office_returns_with_a_reason_and_comments_per_field(desk: Client, submitted: Report) -> None:
    typed = {BUDGET: "Đối chiếu với Kho bạc.", "section:crops": "Nêu tiến độ vụ đông.", "reason": "Rà soát lại."}
    assert "Đã trả lại báo cáo của xã Cẩm Giàng (lần 1)." in decide(desk, "return", typed)
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.RETURNED
    figure, section = ReviewComment.objects.order_by("pk")
    assert (str(figure.indicator), figure.text) == ("Thu ngân sách nhà nước trên địa bàn (lũy kế)", typed[BUDGET])
    assert (str(section.section), section.text) == ("Trồng trọt", typed["section:crops"])
    page = desk.get(REVIEW).content.decode()
    assert "Rà soát lại." in page  # the thread
    assert "Ý kiến lần 1: Đối chiếu với Kho bạc." in row_of(page, "Thu ngân sách nhà nước trên địa bàn")


def test_returning_without_a_reason_is_refused_and_no_comment_is_lost(desk: Client, submitted: Report) -> None:
    page = decide(desk, "return", {BUDGET: "Đối chiếu với Kho bạc."})
    assert "Cần ghi rõ lý do khi “trả lại” báo cáo." in page
    assert "Đối chiếu với Kho bạc.</textarea>" in page
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.SUBMITTED


def test_a_decision_on_an_older_submission_is_refused_and_nothing_is_lost(
    desk: Client, submitted: Report, signer: User
) -> None:
    desk.get(REVIEW)
    submit.withdraw(report=submitted, by=signer, at=factories.moment("2015-11-13"))
    submitted.refresh_from_db()
    hand_in_again(submitted, signer, {"BUD_REV_YTD": "1200"})
    page = decide(desk, "accept", {BUDGET: "Đúng với Kho bạc.", "reason": "Tốt."})
    assert "Xã vừa nộp lần 2; hãy xem lần nộp mới trước khi quyết định." in page
    assert "Đúng với Kho bạc.</textarea>" in page
    assert "lần 1: 1.131" in row_of(page, "Thu ngân sách nhà nước trên địa bàn")
    assert 'name="expected" value="2"' in page
    assert "Đã tiếp nhận" in decide(desk, "accept", expected=2)


def test_a_decision_on_a_withdrawn_report_is_refused_and_nothing_is_lost(
    desk: Client, submitted: Report, signer: User
) -> None:
    submit.withdraw(report=submitted, by=signer, at=factories.moment("2015-11-13"))
    page = decide(desk, "return", {BUDGET: "Đối chiếu với Kho bạc.", "reason": "Rà soát."})
    assert "Không thể “trả lại” khi báo cáo đang ở trạng thái “Đang soạn”." in page
    assert "Đối chiếu với Kho bạc.</textarea>" in page
    assert "Rà soát.</textarea>" in page
    assert 'value="accept" disabled' in page


def test_a_decision_without_the_submission_it_is_about_decides_nothing(desk: Client, submitted: Report) -> None:
    page = desk.post(REVIEW, {"decision": "accept", BUDGET: "Giữ lại."}).content.decode()
    assert "Giữ lại.</textarea>" in page
    desk.post(REVIEW, {"decision": "burn", "expected": 1})
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.SUBMITTED


def test_once_the_review_has_begun_the_commune_cannot_withdraw_and_what_was_typed_stays(
    desk: Client, submitted: Report, signer: User
) -> None:
    assert "Bắt đầu xem xét" in desk.get(REVIEW).content.decode()
    page = decide(desk, "begin", {BUDGET: "Đối chiếu với Kho bạc."})
    assert "không tự rút lại báo cáo được nữa" in page
    assert "Đối chiếu với Kho bạc.</textarea>" in page
    with pytest.raises(Refusal, match="đã bắt đầu xem xét"):
        submit.withdraw(report=submitted, by=signer, at=factories.moment("2015-11-18"))


def test_the_second_version_shows_what_changed_since_the_first(
    desk: Client, submitted: Report, signer: User, office: User
) -> None:
    review.return_to_commune(report=submitted, reason="Xem lại.", by=office, at=factories.moment("2015-11-13"))
    submitted.refresh_from_db()
    texts = {"crops": "Thu hoạch xong."}
    hand_in_again(submitted, signer, {"BUD_REV_YTD": "1200", "BUD_DEBT": "5"}, narratives=texts)
    page = desk.get(REVIEW).content.decode()
    assert "1.200 lần 1: 1.131" in row_of(page, "Thu ngân sách nhà nước trên địa bàn")
    assert "5 lần 1: —" in row_of(page, "Nợ thuế trên địa bàn")
    assert "lần 1:" not in row_of(page, "Số gia súc mắc bệnh trong tháng")
    assert "<ins>Thu hoạch xong.</ins>" in page
    assert f'href="{REPORT}submissions/2/changes/"' in page


def test_an_accepted_report_is_opened_again_with_a_reason(desk: Client, submitted: Report, office: User) -> None:
    review.accept(report=submitted, by=office, at=factories.moment("2015-11-15"))
    assert "Xác nhận mở lại" in desk.get(REVIEW).content.decode()
    assert "Cần ghi rõ lý do" in desk.post(f"{REPORT}reopen/", {"reason": " "}).content.decode()
    page = desk.post(f"{REPORT}reopen/", {"reason": "Kho bạc điều chỉnh."}, follow=True).content.decode()
    assert "Đã mở lại báo cáo của xã Cẩm Giàng." in page
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.REOPENED


def test_a_report_that_is_not_accepted_is_not_opened_again(desk: Client, submitted: Report) -> None:
    page = desk.post(f"{REPORT}reopen/", {"reason": "Kho bạc điều chỉnh."}).content.decode()
    assert "Không thể “mở lại” khi báo cáo đang ở trạng thái “Đã nộp”." in page
    assert "Kho bạc điều chỉnh.</textarea>" in page


def test_nothing_is_decided_by_a_link(desk: Client, submitted: Report) -> None:
    assert desk.get(f"{REVIEW}?decision=accept&expected=1").status_code == 200
    assert desk.get(f"{REPORT}reopen/").status_code == 405
    submitted.refresh_from_db()
    assert submitted.state is ReportStatus.SUBMITTED


def test_words_of_the_commune_cannot_carry_markup(
    desk: Client, november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    hand_in_again(report, signer, {}, narratives={"crops": "<script>alert(1)</script>"})
    assert "<script>alert" not in desk.get(REVIEW).content.decode()


def test_the_page_asks_as_many_queries_for_many_figures_as_for_one(
    desk: Client, november: Period, cam_giang: Commune, vi_huong: Commune, signer: User, neighbour: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    many = dict.fromkeys(("LIV_SICK", "FOR_FIRE", "SEC_CRIME", "SEC_TRAFFIC", "INV_DISBURSED", "BUD_DEBT"), "3")
    factories.make_submitted(november, vi_huong, neighbour, many)
    with CaptureQueriesContext(connection) as for_one:
        desk.get(REVIEW)
    with CaptureQueriesContext(connection) as for_many:
        desk.get("/bach-thong/reports/2015-11/vi-huong/review/")
    assert len(for_many) == len(for_one) <= 35
