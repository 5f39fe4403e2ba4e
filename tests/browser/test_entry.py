"""A report's figures by the keyboard alone: key by key, as last month, and out of the clipboard."""

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from reports.models import Period, Value
from tests import factories
from tests.browser.steps import become
from tests.browser.test_saving import EDIT

FIGURES = "input[name^='figure:']"
OCTOBER = {"LIV_BUFFALO": "521", "LIV_CATTLE": "222", "LIV_PIG": "3229", "LIV_POULTRY": "907", "LIV_VACC": "5281"}


@pytest.fixture
def form(page: Page, live_server: LiveServer, november: Period, signer: User) -> Page:
    become(page, live_server, signer)
    page.goto(EDIT)
    return page


def box(page: Page, code: str) -> Locator:
    return page.locator(f"input[name='figure:{code}:']")


def values(page: Page, *codes: str) -> list[str]:
    return [box(page, code).input_value() for code in codes]


def kept() -> dict[str, str]:
    rows = Value.objects.filter(report__period__month="2015-11").select_related("indicator")
    return {each.indicator.code: str(each.value.normalize()) for each in rows}


def paste(page: Page, into: str, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    box(page, into).focus()
    page.keyboard.press("Control+v")


def test_fifty_figures_take_one_key_each_beyond_their_digits(form: Page) -> None:
    form.route("**/reading/**", lambda route: route.fulfill(status=204))  # nobody types faster than she is read back
    boxes = form.locator(FIGURES)
    asked = boxes.count()
    assert asked >= 50
    boxes.first.focus()
    presses = 0
    for _ in range(asked):
        for key in ("1", "2", "Enter"):
            form.keyboard.press(key)
            presses += 1
    assert presses <= asked * (len("12") + 1)
    expect(form.locator(".section-list .done:not(.is-full)")).to_have_count(0)
    form.keyboard.press("Enter")  # the last figure led to the button
    expect(form.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_visible()
    expect(form.get_by_text(f"Báo cáo có {asked}/{asked} số liệu")).to_be_visible()
    for reason in form.locator("textarea[name^=explanation]").all():
        reason.fill("Số liệu đã đối chiếu.")
    form.get_by_role("button", name="Nộp báo cáo").press("Enter")
    expect(form.get_by_text("Đã nộp báo cáo.")).to_be_visible()
    assert set(kept().values()) == {"12"}


def test_keys_go_back_and_undo_a_slip(form: Page) -> None:
    box(form, "LIV_PIG").fill("7")
    form.keyboard.press("Enter")
    expect(box(form, "LIV_POULTRY")).to_be_focused()
    form.keyboard.press("Shift+Enter")
    expect(box(form, "LIV_PIG")).to_be_focused()
    form.keyboard.type("99")  # over the selected 7
    form.keyboard.press("Escape")
    expect(box(form, "LIV_PIG")).to_have_value("7")


def test_last_months_herds_are_confirmed_with_a_key_and_a_quiet_section_with_a_button(
    page: Page,
    live_server: LiveServer,
    bach_thong: ConveningBody,
    cam_giang: Commune,
    november: Period,
    signer: User,
    office: User,
) -> None:
    october = factories.make_period(bach_thong, office, Month(2015, 10))
    factories.make_report(october, cam_giang, signer, OCTOBER)
    become(page, live_server, signer)
    page.goto(EDIT)
    done = page.locator(".section-list li").filter(has_text="Chăn nuôi").locator(".done")
    height = page.locator("#phan-livestock").evaluate("part => part.offsetHeight")
    expect(page.get_by_text("Lấy từ tháng trước, chờ xác nhận").first).to_be_visible()

    box(page, "LIV_BUFFALO").focus()
    page.keyboard.press("Enter")  # passes by: nothing is taken over
    page.keyboard.press("=")
    expect(box(page, "LIV_CATTLE")).to_have_value("222")
    expect(box(page, "LIV_PIG")).to_be_focused()
    expect(done).to_have_text("1/6")
    page.locator("button[value='nothing:livestock']").click()
    expect(done).to_have_text("6/6")
    expect(page.locator(".section-list [role=status]")).to_have_text("Chăn nuôi, thú y: đã nhập đủ 6 số liệu.")
    expect(page.locator("#phan-livestock .save-mark.is-saved")).to_have_count(6)
    expect(page.locator("#phan-livestock .echo")).to_have_count(6)
    assert kept() == OCTOBER | {"LIV_SICK": "0"}
    assert page.locator("#phan-livestock").evaluate("part => part.offsetHeight") == height  # no mark has moved a row

    page.get_by_role("button", name="Hoàn tác").click()
    expect(done).to_have_text("1/6")
    expect(page.locator("#phan-livestock .save-mark.is-saved")).to_have_count(6)
    expect(page.get_by_text("Lấy từ tháng trước, chờ xác nhận").first).to_be_visible()
    assert kept() == {"LIV_CATTLE": "222"}


def test_a_column_from_excel_fills_the_figures_below_and_is_taken_back(form: Page) -> None:
    budget = ("BUD_REV_YTD", "BUD_REV_TAX", "BUD_REV_LAND", "BUD_EXP_YTD", "BUD_DEBT")
    box(form, "BUD_REV_LAND").fill("4")
    paste(form, "BUD_REV_YTD", "1.234,5\r\n12\r\n\r\n3\r\nchưa có\r\n")
    assert values(form, *budget) == ["1.234,5", "12", "4", "3", "chưa có"]
    expect(form.locator("[id='figure:BUD_DEBT:-said']")).to_contain_text("không ghi chữ")
    expect(form.locator(".section-list li").filter(has_text="Thu, chi")).to_contain_text("4/5 1 lỗi")
    expect(form.get_by_text("Đã dán 4 số liệu.")).to_be_visible()
    form.get_by_role("button", name="Hoàn tác").click()
    assert values(form, *budget) == ["", "", "4", "", ""]


def test_a_block_with_names_fills_the_figures_of_those_names(form: Page) -> None:
    paste(form, "LIV_BUFFALO", "Tổng đàn lợn\t3.229\nTỔNG ĐÀN BÒ\t222\nTổng đàn voi\t1\n")
    assert values(form, "LIV_BUFFALO", "LIV_CATTLE", "LIV_PIG") == ["", "222", "3.229"]
    expect(form.get_by_text("Chưa có ô để ghi: Tổng đàn voi 1.")).to_be_visible()
    paste(form, "BUD_REV_YTD", "5\t15\n6\t16\n")  # last month's column and this month's
    assert values(form, "BUD_REV_YTD", "BUD_REV_TAX") == ["", ""]
    form.get_by_role("button", name="Lấy cột số thứ 2").click()
    assert values(form, "BUD_REV_YTD", "BUD_REV_TAX") == ["15", "16"]
