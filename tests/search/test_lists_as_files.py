"""Every list can be taken along as CSV and XLSX: exactly the rows that stand on its page, its filters kept."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from openpyxl import load_workbook

from communes.models import Commune, Role, User
from reports.models import Period
from tests import factories

pytestmark = pytest.mark.once

BODY, MEETING = "/bach-thong/", "/bach-thong/meetings/2015-11/1/"
MONTH = f"{BODY}reports/2015-11/"
# Every list: its address, the name of its file, how many rows stand in it, words that one of them has.
LISTS: Mapping[str, tuple[str, int, str]] = {
    f"{BODY}reports/": ("ky-bao-cao-den-2015-11", 1, "2015-11"),
    MONTH: ("tinh-hinh-bao-cao-2015-11", 2, "Cẩm Giàng"),
    f"{MONTH}departments/": ("phong-ban-nganh-2015-11", 1, "Phòng Tài chính – Kế hoạch"),
    f"{MONTH}departments/tai-chinh/": ("so-lieu-tai-chinh-2015-11", 1, "1530,5"),
    f"{BODY}targets/2015/": ("chi-tieu-2015", 2, "1000"),
    f"{BODY}targets/2015/history/": ("cac-lan-giao-chi-tieu-2015", 2, "Quyết định giao chỉ tiêu"),
    f"{BODY}directives/": ("nhiem-vu-kien-nghi-den-2015-11", 1, "Thu hồi nợ đọng."),
    f"{BODY}meetings/": ("lich-hoi-nghi-den-2015-11", 1, "Hội trường Huyện ủy"),
    f"{MEETING}attendance/": ("diem-danh-2015-11-phien-1", 7, "Bí thư Đảng ủy xã Vi Hương"),
    f"{MEETING}minutes/": ("bien-ban-2015-11-phien-1", 1, "Chỉ đạo quyết liệt thu hồi nợ đọng."),
    f"{MEETING}conclusions/": ("ket-luan-2015-11-phien-1", 1, "20/12/2015"),
    f"{BODY}meetings/2015-11/consultation/": ("lay-y-kien-2015-11", 1, "Số thu của xã là 1.150 triệu đồng."),
    f"{BODY}phrases/": ("cau-mau-2015-11", 1, "An ninh chính trị ổn định."),
    f"{BODY}documents/": ("van-ban-den-2015-11", 2, "Bản phát hành"),
    f"{BODY}accounts/": ("tai-khoan-2015-11", 2, "camgiang"),
    f"{BODY}letters/": ("thu-he-thong-2015-11", 0, "Người nhận"),
    f"{BODY}search/?q=an+ninh": ("tim-kiem-2015-11", 2, "Tình hình an ninh tại Vi Hương ổn định."),
}
# Pages with a table that is no list, and why.
NO_LISTS = {
    "communes:me": "one's own account",
    "guide": "the tour",
    "meetings:briefing": "the document itself, with files of its own",
    "meetings:commune_pictures": "the same of one commune",
    "meetings:one_page": "a paper, printed as PDF",
    "meetings:paper": "a paper, printed as PDF and DOCX",
    "meetings:pictures": "pictures with their figures below, printed as PDF",
    "meetings:quoted_commune": "sentences that quote a commune, each with its thread",
    "notices:choices": "one's own switches",
    "reports:read": "one report; the month's workbook holds its figures",
    "reports:review": "one report; the month's workbook holds its figures",
    "reports:submission": "one report as it was handed in",
    "reports:targets_edit": "the grid of targets as a form",
}
PLACES = {
    "body": "bach-thong",
    "month": "2015-11",
    "commune": "cam-giang",
    "department": "tai-chinh",
    "year": 2015,
    "number": 1,
    "kind": "minutes",
    "conclusion": 1,
}


@pytest.fixture
def desk(client: Client, full_month: Period, office: User) -> Client:
    client.force_login(office)
    return client


def file_of(client: Client, address: str, form: str) -> tuple[str, list[list[str]]]:
    """Return the name of a list's file and its rows, the head first."""
    answer = client.get(address + ("&" if "?" in address else "?") + f"format={form}")
    name = re.search(r'filename="([a-z0-9.-]+)"', answer["Content-Disposition"])
    assert answer["Content-Disposition"].startswith("attachment")
    assert name
    if form == "csv":
        return name[1], list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return name[1], [["" if cell is None else str(cell) for cell in row] for row in sheet.values]


def test_every_list_comes_as_csv_and_as_xlsx(desk: Client) -> None:
    for address, (name, count, words) in LISTS.items():
        page = desk.get(address).content.decode()
        assert "format=csv" in page, address
        assert "format=xlsx" in page, address
        file, rows = file_of(desk, address, "csv")
        assert (file, len(rows) - 1) == (f"{name}.csv", count), address
        assert any(words in cell for row in rows for cell in row), address
        file, held = file_of(desk, address, "xlsx")
        assert (file, len(held) - 1, held[0]) == (f"{name}.xlsx", count, rows[0]), address


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and address of every page that the places lead to."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from addresses(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
            continue
        wanted = pattern.pattern.converters
        if (
            wanted.keys() <= PLACES.keys()
            and pattern.name
            and not str(pattern.pattern).endswith((".pdf", ".ics", ".js"))
        ):
            try:
                yield (
                    f"{prefix}{pattern.name}",
                    reverse(f"{prefix}{pattern.name}", kwargs={n: PLACES[n] for n in wanted}),
                )
            except NoReverseMatch:
                continue


def test_a_page_with_a_table_is_a_list_with_files_or_says_why_not(desk: Client) -> None:
    lists = {address.partition("?")[0] for address in LISTS}
    tables = {}
    for name, address in addresses(get_resolver().url_patterns):
        if address in lists or "logout" in address or re.search(r"\.\w+$", address):
            continue
        answer = desk.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = answer.content.decode()
        if re.search(r"<table|<article|class=\"[a-z-]*list\"", page[page.find("<main") :]):
            tables[name] = address
    assert sorted(tables) == sorted(NO_LISTS)


def test_a_file_holds_what_the_filter_leaves(desk: Client) -> None:
    for address, count in (
        (f"{BODY}directives/?kind=proposal", 0),
        (f"{BODY}directives/?unit=vi-huong", 1),
        (f"{BODY}documents/?edition=published", 1),
        (f"{BODY}documents/?q=vi+huong&page=7", 1),
        (f"{BODY}meetings/?year=2014", 0),
        (f"{BODY}targets/2015/?assigned_by=HĐND", 0),
        (f"{BODY}search/?q=an+ninh&commune=vi+huong", 1),
    ):
        assert len(file_of(desk, address, "csv")[1]) - 1 == count, address
    page = desk.get(f"{BODY}documents/?edition=published&page=1").content.decode()
    assert '"?edition=published&amp;format=csv"' in page


def test_a_commune_takes_along_what_its_page_shows(client: Client, full_month: Period, clerk: User) -> None:
    client.force_login(clerk)
    counts = {}
    for address in LISTS:
        answer = client.get(address, {"format": "csv"} | ({"q": "no dong"} if "search" in address else {}))
        counts[address.removeprefix(BODY)] = answer.content.count(b"\r\n") - 1 if answer.status_code == 200 else 404
    seen = {"directives/": 0, "meetings/": 1, "documents/": 1, "search/?q=an+ninh": 1}
    assert {address: count for address, count in counts.items() if count != 404} == seen


def test_missing_figures_are_empty_and_zero_is_zero(desk: Client) -> None:
    head, *rows = file_of(desk, f"{BODY}targets/2015/", "csv")[1]
    plan = next(place for place, label in enumerate(head) if "ngân sách" in label)
    assert [row[plan] for row in rows] == ["1000", "1000"]
    assert {cell for row in rows for cell in row[2:]} == {"", "1000"}
    board = file_of(desk, MONTH, "csv")[1]
    place = board[0].index("Số liệu bắt buộc còn thiếu")
    assert all(int(row[place]) > 0 for row in board[1:])


def test_more_rows_cost_no_more_questions(desk: Client, full_month: Period, office: User) -> None:
    before = {address: questions(desk, address) for address in LISTS}
    for place in range(12):
        commune = factories.make_commune(
            full_month.body, f"Xã {place}", code=f"09{place:03d}", slug=f"xa-{place}", order=30 + place
        )
        person = factories.make_person(f"xa-{place}", roles=[Role.CLERK, Role.SIGNER], commune=commune)
        factories.set_plan(commune, "BUD_REV_PLAN", "500", office)
        factories.make_accepted(full_month, commune, person, office, {"BUD_REV_YTD": "1"})
    assert Commune.objects.count() == 14
    after = {address: questions(desk, address) for address in LISTS}
    assert {address: (before[address], count) for address, count in after.items() if count > before[address]} == {}


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        file_of(client, address, "csv")
    return len(asked)
