"""From the chair's words to the communes' next form and the next briefing, in the browser."""

import datetime as dt

from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from documents.models import DocumentKind, PublishedDocument
from reports.models import Directive, DirectiveAnswer, Period
from tests import factories
from tests.browser.steps import become, hand_in

MEETING = "/bach-thong/meetings/2015-11/"
WORDS = (
    "Các xã, thị trấn hoàn thành thu ngân sách trước ngày 10/12; xã Vi Hương báo cáo tiến độ giải ngân chậm nhất ngày "
    "05/12/2015. Xã Cẩm Giàng hoàn thành tiêm phòng trong tháng 12. Các xã, thị trấn giữ vững an ninh trật tự."
)


def call_and_conclude(page: Page) -> None:
    """Call the meeting, take its minutes, draw the conclusions, close it and publish their notice."""
    page.goto(MEETING)
    page.get_by_label("Ngày họp").fill("23/11/2015")
    page.get_by_label("Giờ họp").fill("08:00")
    page.get_by_role("button", name="Triệu tập hội nghị").click()
    page.goto(f"{MEETING}1/minutes/")
    page.get_by_label("Loại ý kiến").select_option(label="Kết luận của chủ trì")
    page.get_by_label("Người phát biểu ngoài danh sách").fill("Bí thư Huyện ủy")
    page.get_by_label("Nội dung").fill(WORDS)
    page.get_by_role("button", name="Ghi và sang ý kiến tiếp").click()
    page.get_by_role("link", name="Lập kết luận").click()
    expect(page.get_by_label("Thời hạn").first).to_have_value("10/12/2015")
    assert not Directive.objects.exists()  # what was read is a proposal until it is confirmed
    page.get_by_role("button", name="Ghi kết luận và giao nhiệm vụ").click()
    expect(page.get_by_role("main")).to_contain_text("Nhiệm vụ số 2: Vi Hương · hạn 05/12/2015")
    page.goto(f"{MEETING}1/")
    page.get_by_role("link", name="Kết luận hội nghị…").click()
    page.get_by_role("button", name="Kết luận", exact=True).click()
    page.goto(f"{MEETING}1/papers/notice/")
    page.get_by_role("button", name="Phát hành").click()
    expect(page.get_by_text("Đã phát hành thông báo kết luận.")).to_be_visible()


def answer(page: Page, task: str, result: str, words: str) -> None:
    row = page.locator(".answer-row").filter(has_text=task)
    row.get_by_label("Kết quả").select_option(label=result)
    row.get_by_label("Việc đã làm, minh chứng").fill(words)


def test_a_directive_comes_back_until_it_is_done(
    page: Page,
    live_server: LiveServer,
    settings: Settings,
    bach_thong: ConveningBody,
    november: Period,
    cam_giang: Commune,
    vi_huong: Commune,
    office: User,
    neighbour: User,
) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 24)
    become(page, live_server, office)
    call_and_conclude(page)
    assert PublishedDocument.objects.get().kind == DocumentKind.NOTICE
    assert [each.communes.count() for each in Directive.objects.order_by("number")] == [0, 1, 1, 0]

    # Vi Hương finds its three in December's form, and can't hand in without an answer to each.
    settings.PORTAL_TODAY = dt.date(2015, 12, 15)
    december = factories.make_period(bach_thong, office, Month(2015, 12))
    factories.make_report(december, vi_huong, neighbour, {"BUD_REV_YTD": "10"})
    become(page, live_server, neighbour)
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto("/bach-thong/reports/2015-12/vi-huong/edit/")
    expect(page.locator(".answer-row")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Lưu và kiểm tra trước khi nộp").click()
    expect(page.get_by_role("main")).to_contain_text("Chưa trả lời nhiệm vụ này")
    page.goto("/bach-thong/reports/2015-12/vi-huong/edit/")
    answer(page, "thu ngân sách", "Đã hoàn thành", "Đã thu đủ.")
    answer(page, "an ninh trật tự", "Đã hoàn thành", "Không xảy ra vụ việc.")
    answer(page, "tiến độ giải ngân", "Đang thực hiện", "Đang lập báo cáo.")
    page.locator(".answer-row").filter(has_text="tiến độ giải ngân").get_by_label("Lý do").fill("Chờ nghiệm thu.")
    hand_in(page)
    assert DirectiveAnswer.objects.count() == 3

    # The office accepts the report; December's briefing tells that one task is overdue, its page says which.
    become(page, live_server, office)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/bach-thong/reports/2015-12/vi-huong/review/")
    expect(page.get_by_role("main")).to_contain_text("Đang lập báo cáo.")
    page.get_by_role("button", name="Tiếp nhận").click()
    page.goto("/bach-thong/meetings/2015-12/briefing/")
    page.get_by_role("button", name="Tổng hợp", exact=True).click()
    expect(page.locator("a.sentence").filter(has_text="quá hạn").first).to_be_visible()
    page.goto("/bach-thong/directives/")
    row = page.get_by_role("row").filter(has_text="tiến độ giải ngân")
    expect(row).to_contain_text("Quá hạn")
