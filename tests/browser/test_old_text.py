"""A text out of an old Word file is converted in its box and taken back; what is being composed stays untouched."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from communes.models import User
from reports.models import Narrative, Period
from tests.browser.steps import become

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
BOX, FIGURE = '[name="narrative:security"]', '[name="figure:BUD_REV_YTD:"]'
OLD, READ = "B¶n x· ®· thu ho¹ch xong lóa mïa.", "Bản xã đã thu hoạch xong lúa mùa."


@pytest.fixture
def at_the_form(page: Page, live_server: LiveServer, november: Period, signer: User) -> Page:
    become(page, live_server, signer)
    page.goto(EDIT)
    return page


def test_the_offer_is_taken_and_taken_back(at_the_form: Page) -> None:
    page = at_the_form
    page.locator(BOX).fill(OLD)
    with page.expect_response("**/save/"):
        page.locator(BOX).blur()
    expect(page.locator("[data-old-text]")).to_contain_text(READ)
    with page.expect_response("**/save/"):
        page.get_by_role("button", name="Chuyển sang Unicode").click()
    expect(page.locator(BOX)).to_have_value(READ)
    assert Narrative.objects.get().text == READ
    with page.expect_response("**/save/"):
        page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(BOX)).to_have_value(OLD)
    assert Narrative.objects.get().text == OLD
    expect(page.locator("[data-old-text]")).to_have_count(0)  # she was asked once


@pytest.mark.parametrize("box", [BOX, FIGURE])
def test_nothing_is_reformatted_while_an_input_method_composes(at_the_form: Page, box: str) -> None:
    page = at_the_form
    device = page.context.new_cdp_session(page)
    page.locator(box).focus()
    for shown in ("t", "tr", "tro", "trơ", "trơi", "trời"):  # as Telex shows "trowif", letter by letter
        device.send(
            "Input.imeSetComposition", {"text": shown, "selectionStart": len(shown), "selectionEnd": len(shown)}
        )
        page.locator(box).dispatch_event("change")  # as a script or a slow answer of the server may cause
        assert page.locator(box).input_value() == shown
    expect(page.locator("[data-old-text]")).to_have_count(0)
    device.send("Input.insertText", {"text": "trời"})
    expect(page.locator(box)).to_have_value("trời")
