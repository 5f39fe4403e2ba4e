import pytest
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
