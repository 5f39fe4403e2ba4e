"""The whole path in the browser, as its three people walk it: commune, office, secretary."""

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from reports.models import Report
from tests import factories
from tests.browser.steps import hand_in

DECEMBER = "/bach-thong/reports/2015-12/"
OWN = f"{DECEMBER}cam-giang/"
MEETING = "/bach-thong/meetings/2015-12/"
FIGURES = {
    "AGR_SOWN:mua-2015": "213",
    "AGR_HARVESTED:mua-2015": "213",
    "LIV_SICK:": "0",
    "FOR_FIRE:": "0",
    "BUD_REV_YTD:": "1.420,5",
    "INV_DISBURSED:": "2.700",
    "NTM_CRITERIA:": "12",
    "SEC_CRIME:": "0",
    "SEC_TRAFFIC:": "0",
}
EDITED = "Nhân dân các xã, thị trấn tập trung thu hoạch cây trồng vụ mùa."


@pytest.fixture
def demo(live_server: LiveServer, settings: Settings) -> None:
    """Load the demo and make its day today."""
    settings.DEBUG = True
    with pytest.MonkeyPatch.context() as patch:
        factories.leave_papers_blank(patch)  # nobody reads October's and November's here
        call_command("load_demo", verbosity=0)
    settings.DEBUG = False
    settings.PORTAL_TODAY = dt.date(2015, 12, 18)


def log_in(page: Page, name: str) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill("giaoban-2015")
    page.get_by_role("button", name="Đăng nhập").click()


def enter(page: Page, figures: dict[str, str]) -> None:
    """Type figures, answer what the chair asked for, save, look over, explain what is asked, submit."""
    for name, text in figures.items():
        page.locator(f'[name="figure:{name}"]').fill(text)
    for task in page.locator(".answer-row").all():
        if not task.get_by_label("Kết quả").input_value():
            task.get_by_label("Kết quả").select_option(label="Đã hoàn thành")
            task.get_by_label("Việc đã làm, minh chứng").fill("Đã thực hiện xong trong tháng.")
    hand_in(page)


def text_of_pdf(pdf: bytes, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftotext", str(folder / "paper.pdf"), "-"]
    return " ".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())


def test_a_report_in_the_browser_becomes_the_secretarys_paper(page: Page, demo: None, tmp_path: Path) -> None:
    page.set_default_timeout(30_000)

    # Cẩm Giàng fills in December and submits it.
    log_in(page, "camgiang")
    page.goto(f"{OWN}edit/")
    revenue = page.locator('[name="figure:BUD_REV_YTD:"]')
    revenue.fill("1,420.5")
    revenue.blur()
    expect(page.get_by_text("hãy ghi 1.420,5")).to_be_visible()
    revenue.fill("1.420,5")
    revenue.blur()
    expect(page.get_by_text("một nghìn bốn trăm hai mươi phẩy năm")).to_be_visible()
    enter(page, FIGURES)

    # The office returns it with a comment on one field.
    log_in(page, "vanphong")
    page.goto(DECEMBER)
    page.get_by_role("link", name="Xem xét báo cáo Cẩm Giàng").click()
    row = page.get_by_role("row").filter(has_text="Thu ngân sách nhà nước trên địa bàn")
    row.get_by_text("Ý kiến", exact=True).click()
    row.get_by_role("textbox").fill("Đề nghị đối chiếu lại với Kho bạc.")
    page.get_by_label("Lý do, lời nhắn").fill("Số thu cần xem lại.")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("row").filter(has_text="Cẩm Giàng")).to_contain_text("Trả lại")

    # Cẩm Giàng sees the comment beside the field, corrects it and submits a second version.
    log_in(page, "camgiang")
    page.goto(f"{OWN}edit/")
    expect(page.get_by_text("Đề nghị đối chiếu lại với Kho bạc.")).to_be_visible()
    enter(page, {"BUD_REV_YTD:": "1.392,6"})

    # The office sees what changed and accepts it.
    log_in(page, "vanphong")
    page.goto(f"{OWN}review/")
    expect(page.get_by_text("lần 1: 1.420,5")).to_be_visible()
    page.get_by_role("link", name="Thay đổi của lần 2").click()
    expect(page.get_by_role("main")).to_contain_text("1.392,6")
    page.goto(f"{OWN}review/")
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.get_by_role("row").filter(has_text="Cẩm Giàng")).to_contain_text("Đã tiếp nhận")
    assert Report.objects.get(commune__slug="cam-giang", period__month="2015-12").submissions.count() == 2

    # It compiles, edits a sentence and publishes.
    page.goto(f"{MEETING}briefing/")
    page.get_by_role("button", name="Tổng hợp", exact=True).click()
    sentence = page.locator("a.sentence").filter(has_text="Cẩm Giàng")
    expect(sentence.first).to_be_visible()
    page.locator("a.sentence").filter(has_text="thu hoạch").first.click()
    panel = page.locator("#nguon")
    expect(panel).to_contain_text("Cách tính")
    panel.get_by_label("Nội dung câu").fill(EDITED)
    panel.get_by_role("button", name="Ghi câu sửa").click()
    expect(page.locator("a.sentence").filter(has_text=EDITED)).to_be_visible()
    page.goto(f"{MEETING}publish/")
    page.get_by_role("button", name="Phát hành cả hai bản").click()

    # The secretary reads it on a phone and prints it.
    log_in(page, "bithu")
    page.set_viewport_size({"width": 360, "height": 760})
    page.goto(f"{MEETING}published/")
    expect(page.get_by_role("main")).to_contain_text(EDITED)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    address = page.get_by_role("link", name="In bản này").get_attribute("href")
    paper = text_of_pdf(page.request.get(str(address)).body(), tmp_path)
    assert EDITED in paper
    assert "DỰ THẢO" not in paper
    assert "9/17 xã, thị trấn" in paper
