"""Excel in the browser: what stands goes out, what comes back is shown before it is written."""

import datetime as dt
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from communes.models import Commune, User
from operations.actions import import_reports
from reports.actions import fill_in, keep_periods
from reports.actions.fill_in import Entries, IssueEntry, ProposalEntry
from reports.figures import figures_of
from reports.models import Period, Report
from reports.workflow import ReportStatus
from tests import factories
from tests.reports.workbooks import FIGURES, ISSUES, NARRATIVES, PROPOSALS

pytestmark = pytest.mark.once

MONTH = "/bach-thong/reports/2015-11/"
OWN = f"{MONTH}cam-giang/"
REVENUE = "BUD_REV_YTD"


@pytest.fixture(autouse=True)
def in_time(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 12)


@pytest.fixture
def desk(client: Client, signer: User, november: Period) -> Client:
    client.force_login(signer)
    return client


@pytest.fixture
def report(november: Period, cam_giang: Commune, vi_huong: Commune, signer: User) -> Report:
    """A draft in which something of every kind stands, a text that Excel could take for a formula among it."""
    report = factories.make_report(november, cam_giang, signer, {REVENUE: "1131.5", "LIV_SICK": "0"})
    entries = Entries(
        narratives={"security": "=1+1 là ổn định"},
        explanations={REVENUE: "Thu nợ đọng."},
        issues=(IssueEntry("budget", "Thu chậm", "Ít nguồn", "Rà soát"),),
        proposals=(ProposalEntry("Hỗ trợ giống", "Phòng Nông nghiệp"),),
    )
    at = factories.moment("2015-11-11")
    return fill_in.save(report=report, entries=entries, expected_version=report.version, by=signer, at=at)


def workbook(client: Client, address: str = OWN) -> Any:
    response = client.get(f"{address}workbook.xlsx")
    assert response.status_code == 200
    return openpyxl.load_workbook(BytesIO(response.content))


def cell(book: Any, heading: str, row: int = 3) -> Any:
    place = next(each.column for each in book[FIGURES][1] if each.value == heading)
    return book[FIGURES].cell(row, place)


def send(client: Client, book: Any, address: str = OWN, **typed: str) -> Any:
    file = BytesIO()
    book.save(file)
    return client.post(f"{address}workbook/", {"file": SimpleUploadedFile("thang-11.xlsx", file.getvalue()), **typed})


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def again(response: Any) -> dict[str, str]:
    """Return what the page's button sends."""
    page = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="(content|name|seen|until)" value="([^"]*)"', page))


def state(report: Report) -> tuple[Any, ...]:
    report.refresh_from_db()
    return report.version, figures_of(report), list(report.issues.values()), list(report.narratives.values())


def test_what_goes_out_and_comes_back_untouched_changes_nothing(desk: Client, report: Report) -> None:
    book = workbook(desk)
    assert cell(book, REVENUE).value == 1131.5
    assert [each.value for each in book[NARRATIVES][3]] == ["02008", "security", "=1+1 là ổn định"]
    assert book[NARRATIVES]["C3"].data_type == "s"
    assert [each.value for each in book[ISSUES][3]] == ["02008", "budget", "Thu chậm", "Ít nguồn", "Rà soát"]
    assert [each.value for each in book[PROPOSALS][3]] == ["02008", "Hỗ trợ giống", "Phòng Nông nghiệp"]
    assert "không có gì khác với báo cáo đang có" in text(send(desk, book))


def test_headers_are_locked_and_figures_are_checked_by_excel(desk: Client, report: Report) -> None:
    book = workbook(desk)
    sheet = book[FIGURES]
    assert sheet.protection.sheet
    assert all(each.protection.locked for row in (1, 2) for each in sheet[row])
    assert sheet["A3"].protection.locked
    assert not cell(book, REVENUE).protection.locked
    assert not book[NARRATIVES]["C300"].protection.locked
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    ratio = checks[cell(book, "NTM_CRITERIA").coordinate]
    assert (ratio.type, ratio.formula1, ratio.formula2) == ("decimal", "0", "19")
    [sections] = book[NARRATIVES].data_validations.dataValidation
    assert sections.formula1.startswith("'Danh mục'!$A$2")


def test_changes_are_shown_first_and_written_when_that_is_confirmed(desk: Client, report: Report) -> None:
    book, before = workbook(desk), state(report)
    cell(book, REVENUE).value = "1.200,5"
    cell(book, "LIV_SICK").value = "xóa"
    book[NARRATIVES]["C3"].value = "Tình hình ổn định."
    shown = send(desk, book)
    assert "3 thay đổi" in text(shown)
    assert "1.131,5 1.200,5" in text(shown)
    assert state(report) == before
    written = desk.post(f"{OWN}workbook/", again(shown))
    assert written.status_code == 302
    assert written.headers["Location"] == f"{OWN}edit/"
    report.refresh_from_db()
    assert figures_of(report) == {(REVENUE, ""): Decimal("1200.5")}
    assert report.narratives.get().text == "Tình hình ổn định."
    assert "Đã ghi 3 thay đổi từ tệp thang-11.xlsx." in desk.get(f"{OWN}edit/").content.decode()


def test_a_confirmed_file_is_taken_in_once(desk: Client, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    book = workbook(desk)
    cell(book, REVENUE).value = 1200
    seen = again(send(desk, book))
    taken: list[object] = []
    take_in = import_reports.import_reports

    def counted(**what: Any) -> import_reports.Import:
        taken.append(what["sheets"])
        return take_in(**what)

    monkeypatch.setattr(import_reports, "import_reports", counted)
    assert desk.post(f"{OWN}workbook/", seen).status_code == 302
    assert len(taken) == 1
    assert figures_of(report)[REVENUE, ""] == 1200


def test_a_fingerprint_of_something_else_writes_nothing(desk: Client, report: Report) -> None:
    book, before = workbook(desk), state(report)
    cell(book, REVENUE).value = 1200
    seen = again(send(desk, book))
    anew = desk.post(f"{OWN}workbook/", seen | {"seen": "0" * 64})
    assert "Từ lúc bạn xem đến nay số liệu đã có người sửa" in text(anew)
    assert state(report) == before


def test_every_fault_is_told_with_its_cell_and_nothing_is_written(desk: Client, report: Report) -> None:
    book, before = workbook(desk), state(report)
    cell(book, REVENUE).value = "mười"
    cell(book, "NTM_CRITERIA").value = 25
    book[NARRATIVES].append(["02008", "khong-co", "Chữ"])
    told = text(send(desk, book))
    assert "3 lỗi, chưa ghi gì" in told
    for place in (cell(book, REVENUE).column_letter, cell(book, "NTM_CRITERIA").column_letter):
        assert f"Sheet “Số liệu”, dòng 3, cột {place}" in told
    assert "Không có lĩnh vực nào mang mã này." in told
    assert "seen" not in again(send(desk, book))
    assert state(report) == before


def test_what_somebody_saved_in_between_is_shown_anew(desk: Client, report: Report, clerk: User) -> None:
    book = workbook(desk)
    cell(book, REVENUE).value = 1200
    seen = again(send(desk, book))
    report.refresh_from_db()
    factories.fill(report, {REVENUE: "1199"}, clerk)
    before = state(report)
    anew = desk.post(f"{OWN}workbook/", seen)
    assert "Từ lúc bạn xem đến nay số liệu đã có người sửa" in text(anew)
    assert "1.199 1.200" in text(anew)
    assert state(report) == before
    assert desk.post(f"{OWN}workbook/", again(anew)).status_code == 302


def test_a_communes_file_brings_no_other_communes_figures(
    desk: Client, report: Report, office: User, vi_huong: Commune
) -> None:
    client = Client()
    client.force_login(office)
    book = workbook(client, MONTH)
    cell(book, REVENUE, row=3).value = 700  # Vi Hương stands first in the body's list
    assert "không có đơn vị nào mang mã này" in text(send(desk, book))
    assert not Report.objects.filter(commune=vi_huong).exists()


@pytest.mark.parametrize("file", [b"", b"xin chao", b"PK\x03\x04"])
def test_a_file_that_is_no_workbook_is_refused_beside_the_field(desk: Client, file: bytes) -> None:
    response = desk.post(f"{OWN}workbook/", {"file": SimpleUploadedFile("a.xlsx", file)})
    assert response.status_code == 200
    assert 'class="field-error"' in response.content.decode()
    assert not Report.objects.exists()


def test_a_locked_month_says_so_and_takes_no_file(desk: Client, report: Report, office: User) -> None:
    book, before = workbook(desk), state(report)
    keep_periods.lock(period=report.period, by=office, at=factories.moment("2015-11-12"))
    assert "đã khóa" in text(desk.get(f"{OWN}workbook/"))
    cell(book, REVENUE).value = 1
    send(desk, book)
    assert state(report) == before


def test_the_office_takes_in_a_month_in_one_sheet(
    client: Client, report: Report, office: User, vi_huong: Commune
) -> None:
    client.force_login(office)
    book = workbook(client, MONTH)
    assert "Để ở bản nháp" in text(client.get(f"{MONTH}workbook/"))
    cell(book, REVENUE, row=3).value = 700
    shown = send(client, book, MONTH, until="accept")
    assert "Vi Hương : 1 thay đổi" in text(shown)
    assert client.post(f"{MONTH}workbook/", again(shown)).status_code == 302
    accepted = Report.objects.get(commune=vi_huong)
    assert accepted.status == ReportStatus.ACCEPTED
    assert accepted.submissions.get().on_behalf


@pytest.mark.parametrize(
    ("address", "statuses"),
    [
        (f"{OWN}workbook/", (200, 200, 404, 200, 403, 404)),
        (f"{OWN}workbook.xlsx", (200, 200, 404, 200, 403, 404)),
        (f"{MONTH}workbook/", (403, 403, 403, 200, 403, 404)),
        (f"{MONTH}workbook.xlsx", (403, 403, 403, 200, 403, 404)),
    ],
)
def test_who_gets_a_workbook(
    client: Client,
    november: Period,
    cam_giang: Commune,
    clerk: User,
    signer: User,
    neighbour: User,
    office: User,
    secretary: User,
    stranger: User,
    address: str,
    statuses: tuple[int, ...],
) -> None:
    for person, status in zip((clerk, signer, neighbour, office, secretary, stranger), statuses, strict=True):
        client.force_login(person)
        assert client.get(address).status_code == status, (person, address)
        if status != 200:
            assert client.post(address).status_code in {status, 405}
