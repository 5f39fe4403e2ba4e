from base64 import b32decode

import pytest
from django_otp.oath import totp
from playwright.sync_api import Page, expect

from communes.models import User


def test_a_person_logs_in_and_out_in_the_browser(page: Page, live_server: object) -> None:
    User.objects.create_user("camgiang", password="giaoban-2015")
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("camgiang")
    page.get_by_label("Mật khẩu").fill("giaoban-2015")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản chưa được giao vai trò")
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_frame_is_wider_than_its_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for address in ("/accounts/login/", "/khong-co-trang-nay/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def log_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("camgiang")
    page.get_by_label("Mật khẩu").fill("giaoban-2015")
    page.get_by_role("button", name="Đăng nhập").click()


def test_on_a_shared_pc_going_back_after_the_logout_shows_nothing_private(page: Page, live_server: object) -> None:
    User.objects.create_user("camgiang", password="giaoban-2015", display_name="Văn phòng xã Cẩm Giàng")
    log_in(page)
    page.get_by_role("link", name="Văn phòng xã Cẩm Giàng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản của tôi")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
        assert "Cẩm Giàng" not in page.content()


def test_a_telephone_is_set_up_in_the_browser_at_every_width(page: Page, live_server: object) -> None:
    User.objects.create_user("camgiang", password="giaoban-2015")
    log_in(page)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/accounts/me/second-factor/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    key = b32decode(page.locator(".key").inner_text().replace(" ", ""))
    page.get_by_label("Mã đang hiện trên điện thoại").fill(f"{totp(key):06d}")
    page.get_by_label("Mật khẩu đang dùng").fill("giaoban-2015")
    page.get_by_role("button", name="Bật").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
