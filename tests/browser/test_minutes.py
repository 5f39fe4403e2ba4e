"""The secretary types and sees it saved; what another clerk wrote meanwhile stands beside her words."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from communes.models import User
from meetings.actions import hold
from meetings.actions.hold import MeetingEntry
from meetings.models import Statement
from reports.models import Period
from tests import factories

MINUTES = "/bach-thong/meetings/2015-11/1/minutes/"


@pytest.fixture
def secretary_types(live_server: LiveServer, page: Page, november: Period, office: User, settings: Settings) -> Page:
    """Return the minutes' page with a statement typed into it that was never sent off."""
    settings.PORTAL_TODAY = dt.date(2015, 11, 23)
    at = factories.moment("2015-11-23", "08:00")
    hold.call(period=november, entry=MeetingEntry(at), by=office, at=at)
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(office.username)
    page.get_by_label("Mật khẩu").fill(factories.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(MINUTES)
    page.get_by_label("Người phát biểu ngoài danh sách").fill("Chủ tịch UBND xã Vi Hương")
    page.get_by_label("Nội dung").press_sequentially("Đề nghị hướng dẫn")
    return page


def test_what_is_typed_is_saved_and_another_clerks_words_are_not_overwritten(
    secretary_types: Page, client: Client, office: User
) -> None:
    page = secretary_types
    expect(page.get_by_text("Đã ghi lúc")).to_be_visible()
    said = Statement.objects.get()
    assert (said.text, said.speaker_text) == ("Đề nghị hướng dẫn", "Chủ tịch UBND xã Vi Hương")
    client.force_login(office)  # the other clerk, at another desk
    theirs = {"token": str(said.token), "version": str(said.version), "kind": "discussion", "text": "Bản của người kia"}
    client.post(f"{MINUTES}write/", theirs)
    client.post(f"{MINUTES}write/", theirs | {"token": "", "version": "0", "text": "Ý kiến của người kia"})
    expect(page.get_by_text("Ý kiến của người kia")).to_be_visible()  # came by itself
    page.get_by_label("Nội dung").press_sequentially(" phòng chống rét")
    expect(page.get_by_text("vừa sửa ý kiến này; chữ của bạn chưa được ghi.")).to_be_visible()
    expect(page.get_by_text("Bản của người kia")).to_be_visible()
    expect(page.get_by_label("Nội dung")).to_have_value("Đề nghị hướng dẫn phòng chống rét")
    page.get_by_role("button", name="Ghi chữ của tôi thay bản đang lưu").click()
    expect(page.get_by_text("Đã ghi lúc")).to_be_visible()
    page.get_by_role("button", name="Ghi và sang ý kiến tiếp").click()
    expect(page.get_by_label("Nội dung")).to_have_value("")
    expect(page.locator("#y-kien")).to_contain_text("Đề nghị hướng dẫn phòng chống rét")
