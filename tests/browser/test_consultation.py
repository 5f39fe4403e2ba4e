"""Before publication, in the browser: a commune objects, its report is corrected, the office sees what will change."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from communes.models import Commune, User
from meetings.models import Briefing
from reports.models import Report
from tests.browser.steps import become
from tests.meetings.november import RANKED, correct, sentence

MEETING = "/bach-thong/meetings/2015-11/"
QUOTED = "/bach-thong/quoted/2015-11/cam-giang/"
PHONE = 360
WRONG = "Số thu của xã là 1.200 triệu đồng."


@pytest.fixture(autouse=True)
def on_the_saturday(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 21)


def test_an_objection_leads_to_the_sentence_that_changes(
    page: Page,
    live_server: LiveServer,
    briefing: Briefing,
    cam_giang: Commune,
    office: User,
    signer: User,
) -> None:
    page.set_viewport_size({"width": PHONE, "height": 760})

    # The office asks the communes.
    become(page, live_server, office)
    page.goto(f"{MEETING}consultation/open/")
    page.get_by_label("Nhận góp ý đến").fill("23/11/2015 17:00")
    page.get_by_role("button", name="Lấy ý kiến các").click()
    expect(page.get_by_role("main")).to_contain_text("Đang lấy ý kiến")

    # Cẩm Giàng reads how it is quoted, with its own figures, and objects.
    become(page, live_server, signer)
    page.goto(QUOTED)
    card = page.locator(".quoted").filter(has_text="Cẩm Giàng 113,1%").first
    expect(card.get_by_role("row").first).to_contain_text("1.131")
    card.get_by_text("Ghi ý kiến…").click()
    card.get_by_role("textbox").fill(WRONG)
    card.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("main")).to_contain_text("Chờ trả lời")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE

    # The report is opened again, corrected and accepted; the office sees what that would change, and compiles it.
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    become(page, live_server, office)
    page.goto(f"{MEETING}briefing/")
    expect(page.get_by_role("main")).to_contain_text("1 ý kiến đơn vị")
    page.goto(f"{MEETING}briefing/changes/")
    expect(page.locator("del").filter(has_text="113,1%")).to_be_visible()
    expect(page.locator("ins").filter(has_text="120%").first).to_be_visible()
    assert sentence(briefing).text.endswith("Cẩm Giàng 113,1%.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.get_by_role("button", name="Tổng hợp lại").click()
    expect(page.locator("a.sentence").filter(has_text="Cẩm Giàng 120%")).to_be_visible()
    assert sentence(briefing, RANKED).text.endswith("Cẩm Giàng 120%.")

    # It answers; the commune reads the answer.
    page.goto(f"{MEETING}consultation/")
    page.get_by_label("Chấp nhận, sửa câu").check()
    page.get_by_label("Nội dung, lý do").fill("Đã tổng hợp lại theo báo cáo mới.")
    page.get_by_role("button", name="Trả lời").click()
    become(page, live_server, signer)
    page.goto(QUOTED)
    expect(page.get_by_role("main")).to_contain_text("Đã tổng hợp lại theo báo cáo mới.")
