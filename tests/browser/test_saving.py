"""The report's form forgets nothing: each box saves itself, over a broken line too, and beside a second device."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from communes.models import User
from reports.models import Period, Value
from tests.browser.steps import become

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
REVENUE, SICK = '[name="figure:BUD_REV_YTD:"]', '[name="figure:LIV_SICK:"]'


@pytest.fixture
def at_the_form(page: Page, live_server: LiveServer, november: Period, signer: User) -> Page:
    """Return the form of a report that nobody has begun, ready to work without a network."""
    become(page, live_server, signer)
    page.goto(EDIT)
    expect(page.locator("html")).to_have_attribute("data-offline", "ready")
    return page


def mark_beside(page: Page, box: str, words: str) -> None:
    expect(page.locator(".figure-entry").filter(has=page.locator(box)).locator(".save-mark")).to_have_text(words)


def kept() -> dict[str, str]:
    return {each.indicator.code: str(each.value.normalize()) for each in Value.objects.select_related("indicator")}


def test_what_is_typed_without_a_network_survives_and_is_sent(at_the_form: Page) -> None:
    page = at_the_form
    page.locator(REVENUE).fill("1.234,5")
    page.locator(REVENUE).press("Enter")
    mark_beside(page, REVENUE, "đã lưu")
    assert kept() == {"BUD_REV_YTD": "1234.5"}

    page.context.set_offline(offline=True)
    page.locator(SICK).fill("2")
    page.locator(SICK).press("Enter")
    mark_beside(page, SICK, "chờ mạng")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_text("Báo cáo còn mục đã nhập mà chưa gửi được")).to_be_visible()
    page.reload()  # the machine was switched off and on, still without a network
    expect(page.locator(SICK)).to_have_value("2")
    mark_beside(page, SICK, "chờ mạng")
    assert kept() == {"BUD_REV_YTD": "1234.5"}

    page.context.set_offline(offline=False)
    mark_beside(page, SICK, "đã lưu")
    assert kept() == {"BUD_REV_YTD": "1234.5", "LIV_SICK": "2"}
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Tên đăng nhập")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('unsent:'))") == []
    assert page.evaluate(f"caches.match('{EDIT}').then((kept) => kept === undefined)")  # nothing for the next person


def test_two_devices_on_one_box_are_told_and_the_person_chooses(at_the_form: Page, signer: User) -> None:
    page, other = at_the_form, Client()
    other.force_login(signer)
    base = {"version": "0", "base": page.locator('[name="base"]').input_value()}
    other.post(EDIT.replace("edit/", "save/"), base | {"figure:BUD_REV_YTD:": "5", "figure:LIV_SICK:": "1"})
    page.locator(REVENUE).fill("6")
    page.locator(REVENUE).press("Enter")
    mark_beside(page, REVENUE, "chưa lưu")
    expect(page.get_by_text("vừa ghi: “5”.")).to_be_visible()
    expect(page.locator(SICK)).to_have_value("1")  # what the other device did elsewhere is simply shown
    assert kept() == {"BUD_REV_YTD": "5", "LIV_SICK": "1"}
    page.get_by_role("button", name="Giữ bản của tôi").click()
    mark_beside(page, REVENUE, "đã lưu")
    assert kept() == {"BUD_REV_YTD": "6", "LIV_SICK": "1"}
