"""What several walks in the browser have in common."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from communes.models import User


def become(page: Page, server: LiveServer, user: User) -> None:
    """Sit down as somebody who has logged in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.clear_cookies()
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def hand_in(page: Page) -> None:
    """Save the form, look over, explain what is asked, submit."""
    page.get_by_role("button", name="Lưu và kiểm tra trước khi nộp").click()
    expect(page.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_visible()  # a box may still be on its way
    for box in page.locator("textarea[name^=explanation]").all():
        if not box.input_value():
            box.fill("Số liệu đã đối chiếu với Kho bạc.")
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("Đã nộp báo cáo.")).to_be_visible()
