"""A report comes out of Excel with three clicks: to the page, the file, and yes to what it changes."""

from io import BytesIO
from pathlib import Path

import openpyxl
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from communes.models import User
from reports.models import Period, Value
from tests.browser.steps import become
from tests.reports.workbooks import FIGURES

REPORT = "/bach-thong/reports/2015-11/cam-giang/"


def filled(signer: User, place: Path) -> Path:
    """Return the commune's workbook with a figure typed into it."""
    client = Client()
    client.force_login(signer)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{REPORT}workbook.xlsx").content))
    codes = [cell.value for cell in book[FIGURES][1]]
    book[FIGURES].cell(3, codes.index("BUD_REV_YTD") + 1, 1131.5)
    book.save(place / "báo cáo.xlsx")
    return place / "báo cáo.xlsx"


def test_a_report_comes_out_of_excel_with_three_clicks(
    page: Page, live_server: LiveServer, november: Period, signer: User, tmp_path: Path
) -> None:
    book = filled(signer, tmp_path)
    become(page, live_server, signer)
    page.goto(f"{REPORT}edit/")
    page.get_by_role("link", name="Nhập từ Excel").click()
    page.locator("input[type=file]").set_input_files(book)
    expect(page.get_by_text("báo cáo.xlsx: 1 thay đổi")).to_be_visible()
    assert not Value.objects.exists()
    page.get_by_role("button", name="Ghi 1 thay đổi").click()
    expect(page.locator('[name="figure:BUD_REV_YTD:"]')).to_have_value("1.131,5")
    assert str(Value.objects.get().value.normalize()) == "1131.5"
