"""What stands in a workbook is read as its writer meant it, or refused at its cell."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from pytest_django import DjangoDbBlocker

from briefing_portal.lib.months import Month
from communes.models import Commune, Role
from reports.actions.load_catalogue import load_catalogue
from reports.forms.workbook import Cell as WorkbookCell
from reports.forms.workbook import outline_of
from reports.models import Period
from tests import factories
from tests.reports.workbooks import (
    EXPLANATIONS,
    FIGURES,
    ISSUES,
    NARRATIVES,
    PROPOSALS,
    TARGETS,
    Book,
)

CAM_GIANG, VI_HUONG = "02008", "01975"
REVENUE, SOWN, WINTER = "BUD_REV_YTD", "AGR_SOWN", "AGR_WINTER"
pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
]  # without it pytest-django makes no test database for a module fixture


@pytest.fixture(scope="module")
def month(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Period]:
    """November 2015 of Cẩm Giàng and Vi Hương, made once for all tests: they read workbooks and write nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue()
        body = factories.make_body()
        factories.make_seasons(body, 2015)
        factories.make_commune(body, "Cẩm Giàng", code=CAM_GIANG, slug="cam-giang", order=14)
        factories.make_commune(body, "Vi Hương", code=VI_HUONG, slug="vi-huong", order=3)
        yield factories.make_period(body, factories.make_person("vanphong", roles=[Role.OFFICE], body=body))
        transaction.set_rollback(True)


@pytest.fixture
def book(month: Period) -> Book:
    return Book(month)


def test_the_template_lists_the_communes_in_list_order_under_codes_and_names(book: Book) -> None:
    sheet = book.sheet(FIGURES)
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == ["code", "Mã đơn vị", VI_HUONG, CAM_GIANG]
    assert [sheet.cell(row, 2).value for row in range(3, 5)] == ["Vi Hương", "Cẩm Giàng"]
    assert sheet.cell(2, book.column(FIGURES, SOWN)).value == "Diện tích đã gieo trồng trong vụ – vụ mùa 2015, ha"
    assert sheet.max_row == 4


def test_the_template_has_every_measured_indicator_and_no_derived_one(book: Book) -> None:
    headings = [cell.value for cell in book.sheet(FIGURES)[1]]
    assert {REVENUE, "NTM_CRITERIA", WINTER} < set(headings)
    assert not {"BUD_REV_PCT", "BUD_REV_PLAN"} & set(headings)
    assert len(headings) == len(set(headings))


def test_codes_in_the_template_are_text(book: Book, tmp_path: Path) -> None:
    cell = book.sheet(FIGURES).cell(3, 1)
    assert isinstance(cell, Cell)
    assert (cell.data_type, cell.number_format) == ("s", "@")


def test_a_second_season_has_a_column_of_its_own(db: None, month: Period) -> None:
    june = factories.make_period(month.body, month.opened_by, Month(2015, 6))
    headings = [cell.value for cell in Book(june).sheet(FIGURES)[1]]
    assert {SOWN, f"{SOWN}@mua-2015"} < set(headings)  # in June the spring crop comes first
    assert f"{SOWN}@xuan-2015" not in headings
    assert WINTER not in headings  # no winter crop is open


def test_an_empty_template_says_nothing_and_is_no_error(book: Book, tmp_path: Path) -> None:
    read = book.read(tmp_path)
    assert (read.reports, read.targets, read.errors) == ([], [], [])


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (1357.2, "1357.2"),
        (1131.0000000000002, "1131"),  # 0.1 + 0.2 and the like
        (0.1 + 0.2, "0.3"),
        (1131, "1131"),
        (0, "0"),
        (12345678901, "12345678901"),
        ("1.357,2", "1357.2"),
        ("1357,2", "1357.2"),
        ("1.234", "1234"),
        (" 142,50 ", "142.5"),
    ],
)
def test_a_figure_is_read_as_its_writer_meant_it(book: Book, tmp_path: Path, typed: object, value: str) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, typed)
    (report,) = book.read(tmp_path).reports
    assert report.figures == {(REVENUE, ""): Decimal(value)}


@pytest.mark.parametrize("word", ["xóa", "xoá", "XÓA", " xóa "])
def test_the_word_for_clearing_clears_a_figure(book: Book, tmp_path: Path, word: str) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, word)
    assert book.read(tmp_path).reports[0].figures == {(REVENUE, ""): None}


@pytest.mark.parametrize("heading", [SOWN, f"{SOWN}@mua-2015"])
def test_a_bare_code_is_the_first_season_that_the_indicator_is_asked_for(
    book: Book, tmp_path: Path, heading: str
) -> None:
    book.sheet(FIGURES).cell(1, book.column(FIGURES, SOWN), heading)
    book.put(FIGURES, CAM_GIANG, heading, 142.5)
    book.put(FIGURES, CAM_GIANG, WINTER, 30)
    figures = book.read(tmp_path).reports[0].figures
    assert figures == {(SOWN, "mua-2015"): Decimal("142.5"), (WINTER, "dong-2015"): Decimal(30)}


@pytest.mark.parametrize("code", [2008, 2008.0, "2008", "02008", " 02008 "])
def test_a_code_that_lost_its_zero_still_finds_its_commune(book: Book, tmp_path: Path, code: float | str) -> None:
    address = book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    book.sheet(FIGURES).cell(int(address[-1]), 1, code)
    assert [entries.commune.name for entries in book.read(tmp_path).reports] == ["Cẩm Giàng"]


def test_a_code_that_a_program_wrote_as_2008_point_0_finds_its_commune(month: Period) -> None:
    outline = outline_of(month)
    for number in ("2008.0", "2008.00", "2.008E+3"):
        assert outline.commune(WorkbookCell(FIGURES, 3, 1, Decimal(number))).name == "Cẩm Giàng"
    assert not outline.knows(WorkbookCell(FIGURES, 3, 1, Decimal("2008.5")))


def test_a_number_that_fits_two_communes_is_refused(db: None, book: Book, tmp_path: Path) -> None:
    factories.make_commune(book.period.body, "Cẩm Giàng Mới", code="2008", slug="cam-giang-moi", order=20)
    book.add(FIGURES, 2008, None, 5)
    assert "nhiều đơn vị: Cẩm Giàng, Cẩm Giàng Mới" in book.errors(tmp_path)[0]


@pytest.mark.parametrize("name", ["xã Cẩm Giàng", "CẨM GIÀNG", "UBND xã Cẩm Giàng", None, "Cam Giang"])
def test_a_name_may_be_written_in_many_ways(book: Book, tmp_path: Path, name: str | None) -> None:
    book.put(FIGURES, CAM_GIANG, "name", name)
    assert book.errors(tmp_path) == []


def test_a_row_that_slipped_is_noticed_by_its_name(book: Book, tmp_path: Path) -> None:
    address = book.put(FIGURES, CAM_GIANG, "name", "Vi Hương")
    (error,) = book.errors(tmp_path)
    assert error.startswith(f"Sheet “Số liệu”, dòng {address[1:]}, cột B, giá trị “Vi Hương”: Mã 02008 là xã Cẩm Giàng")


@pytest.mark.parametrize(
    ("heading", "value", "shown", "rule"),
    [
        (REVENUE, "abc", "abc", "không ghi chữ"),
        (REVENUE, "1,234", "1,234", "có thể hiểu hai cách"),
        (REVENUE, "1,234.5", "1,234.5", "hãy ghi 1.234,5"),
        (REVENUE, "12 triệu", "12 triệu", "không ghi đơn vị"),
        (REVENUE, "-", "-", "để trống"),
        (REVENUE, -5, "-5", "không được nhỏ hơn 0"),
        (REVENUE, "-5", "-5", "không được nhỏ hơn 0"),
        (REVENUE, 1.25, "1.25", "tối đa 1 chữ số"),
        (REVENUE, 1 / 3, "0.333333333333333", "tối đa 1 chữ số"),
        (REVENUE, 123456789012, "123456789012", "quá lớn"),
        (REVENUE, 1e300, "1E+300", "quá dài"),
        (REVENUE, True, "TRUE", "TRUE/FALSE"),
        (REVENUE, dt.date(2015, 11, 5), "05/11/2015", "ngày tháng"),
        (REVENUE, dt.datetime(2015, 11, 5, 8, tzinfo=None), "05/11/2015", "ngày tháng"),  # noqa: DTZ001 - Excel has no zones
        (REVENUE, "#DIV/0!", "#DIV/0!", "lỗi công thức"),
        (REVENUE, "NaN", "NaN", "không ghi chữ"),
        (REVENUE, "1e400", "1e400", "lũy thừa"),
        (REVENUE, "\uff19", "\uff19", "chữ số thường"),
        (REVENUE, "=1+1", "", "chưa có kết quả"),
        ("NTM_CRITERIA", 20, "20", "không được lớn hơn 19"),
        ("LIV_PIG", 12.5, "12.5", "chỉ nhận số nguyên"),
    ],
)
def test_a_bad_figure_is_named_with_its_cell_value_and_rule(
    book: Book, tmp_path: Path, heading: str, value: Any, shown: str, rule: str
) -> None:
    book.put(FIGURES, CAM_GIANG, heading, value)
    (error,) = book.errors(tmp_path)
    column = get_column_letter(book.column(FIGURES, heading))
    value_words = f"giá trị “{shown}”" if shown else "ô trống"
    assert error.startswith(f"Sheet “Số liệu”, dòng {book.row(FIGURES, CAM_GIANG)}, cột {column}, {value_words}: ")
    assert rule in error


def test_a_cell_formatted_as_per_cent_is_no_figure(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 1.131)
    book.sheet(FIGURES).cell(4, book.column(FIGURES, REVENUE)).number_format = "0.0%"
    (error,) = book.errors(tmp_path)
    assert "giá trị “113.100%”" in error
    assert "định dạng phần trăm" in error


def test_every_error_is_told_not_only_the_first(book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, "x")
    book.put(FIGURES, VI_HUONG, SOWN, -1)
    book.add(NARRATIVES, CAM_GIANG, "khong-co", "Nội dung")
    book.add(TARGETS, "99999", None, None, None, None, 5)
    assert len(book.errors(tmp_path)) == 4


def _set_header(title: str, heading: str) -> Callable[[Book], object]:
    return lambda book: book.sheet(title).cell(1, book.sheet(title).max_column + 1, heading)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (_set_header(FIGURES, "KHONG_CO"), "không có chỉ tiêu mã “KHONG_CO”"),
        (_set_header(FIGURES, "BUD_REV_PCT"), "do phần mềm tính ra"),
        (_set_header(FIGURES, "BUD_REV_PLAN"), "ghi ở sheet “Mục tiêu”"),
        (_set_header(TARGETS, REVENUE), "ghi ở sheet “Số liệu”"),
        (_set_header(FIGURES, REVENUE), "Cột này có hai lần"),
        (_set_header(FIGURES, f"{SOWN}@mua-2015"), "Cột này có hai lần"),
        (_set_header(FIGURES, f"{SOWN}@xuan-2015"), "không báo cáo theo vụ “xuan-2015”"),
        (_set_header(FIGURES, f"{REVENUE}@mua-2015"), "không báo cáo theo vụ"),
        (_set_header(FIGURES, "code"), "Cột này có hai lần"),
        (_set_header(NARRATIVES, "nội dung"), "không có cột tên này"),
        (lambda book: book.sheet(FIGURES).cell(1, 1, "mã"), "không có chỉ tiêu mã “mã”"),
        (lambda book: book.sheet(FIGURES).cell(2, 1, CAM_GIANG), "số liệu ghi từ dòng 3"),
        (lambda book: book.sheet(FIGURES).cell(4, 90, 5), "không có mã ở dòng 1"),
        (lambda book: book.workbook.remove(book.sheet(PROPOSALS)), "Thiếu sheet “Kiến nghị”"),
    ],
)
def test_a_wrong_heading_is_named(book: Book, tmp_path: Path, change: Callable[[Book], object], rule: str) -> None:
    change(book)
    assert any(rule in error for error in book.errors(tmp_path))


@pytest.mark.parametrize(
    ("title", "cells", "rule"),
    [
        (FIGURES, ("09999",), "không có đơn vị nào mang mã này"),
        (FIGURES, (CAM_GIANG,), "Cẩm Giàng đã có ở dòng trên"),
        (FIGURES, (None, "Tổng cộng"), "Chưa ghi mã đơn vị"),
        (NARRATIVES, (CAM_GIANG, "khong-co", "Nội dung"), "Không có lĩnh vực nào"),
        (NARRATIVES, (CAM_GIANG, None, "Nội dung"), "Chưa ghi mã lĩnh vực"),
        (NARRATIVES, (CAM_GIANG, "party", None), "Chưa ghi nội dung"),
        (NARRATIVES, (CAM_GIANG, "party", "a" * 20_001), "vượt quá 20000 ký tự"),
        (EXPLANATIONS, (CAM_GIANG, "BUD_REV_PLAN", "Vì"), "Không có chỉ tiêu nào"),
        (EXPLANATIONS, (CAM_GIANG, REVENUE, "a" * 1001), "vượt quá 1000 ký tự"),
        (ISSUES, (CAM_GIANG, "khong-co", "Chậm"), "Không có nhóm tồn tại nào"),
        (ISSUES, (CAM_GIANG, "budget", None), "Chưa ghi nội dung"),
        (PROPOSALS, (CAM_GIANG, "Hỗ trợ", "a" * 161), "vượt quá 160 ký tự"),
        (TARGETS, (CAM_GIANG, None, None, None, "31/02/2015", 5), "Không có ngày này"),
        (TARGETS, (CAM_GIANG, None, None, None, "tháng 1", 5), "Ghi ngày như 05/11/2015"),
        (TARGETS, (CAM_GIANG, None, None, None, None, "xóa"), "Văn phòng ghi trong bảng Chỉ tiêu"),
        (TARGETS, (CAM_GIANG, None, None, None, None, -5), "không được nhỏ hơn 0"),
    ],
)
def test_a_wrong_row_is_named(book: Book, tmp_path: Path, title: str, cells: tuple[Any, ...], rule: str) -> None:
    book.add(title, *cells)
    (error,) = book.errors(tmp_path)
    assert error.startswith(f"Sheet “{title}”, dòng {book.sheet(title).max_row}, cột ")
    assert rule in error


@pytest.mark.parametrize(
    ("title", "cells"),
    [(NARRATIVES, ("party", "Nội dung")), (EXPLANATIONS, (REVENUE, "Vì vậy"))],
)
def test_the_same_thing_said_twice_is_named(book: Book, tmp_path: Path, title: str, cells: tuple[str, ...]) -> None:
    book.add(title, CAM_GIANG, *cells)
    book.add(title, CAM_GIANG, *cells)
    (error,) = book.errors(tmp_path)
    assert "ở dòng trên" in error
    assert "dòng 4" in error


@pytest.mark.parametrize("text", ["=1+1 là công thức", "+84 số điện thoại", "-tiếp tục", "@vanphong"])
def test_a_text_that_begins_like_a_formula_stays_a_text(book: Book, tmp_path: Path, text: str) -> None:
    book.add(NARRATIVES, CAM_GIANG, "party")
    cell = book.sheet(NARRATIVES).cell(3, 3, text)
    assert isinstance(cell, Cell)
    cell.data_type = "s"
    assert book.read(tmp_path).reports[0].narratives == {"party": text}


def test_words_alone_are_a_report(book: Book, tmp_path: Path) -> None:
    book.add(ISSUES, CAM_GIANG, "budget", "Thu đạt thấp", "Ít nguồn thu", "Rà soát")
    book.add(PROPOSALS, VI_HUONG, "Hỗ trợ xi măng", "Phòng Kinh tế và Hạ tầng")
    first, second = book.read(tmp_path).reports
    assert [(issue.text, issue.cause, issue.remedy) for issue in first.issues] == [
        ("Thu đạt thấp", "Ít nguồn thu", "Rà soát")
    ]
    assert [(p.text, p.addressee) for p in second.proposals] == [("Hỗ trợ xi măng", "Phòng Kinh tế và Hạ tầng")]


def test_a_commune_may_have_a_plan_of_each_assigner(book: Book, tmp_path: Path) -> None:
    plan = book.column(TARGETS, "BUD_REV_PLAN")
    for assigner, value, day in (("tỉnh giao", 1200, dt.date(2015, 1, 5)), ("HĐND giao", 1300, "20/01/2015")):
        book.add(TARGETS, CAM_GIANG, None, assigner, "Quyết định", day)
        book.sheet(TARGETS).cell(book.sheet(TARGETS).max_row, plan, value)
    read = book.read(tmp_path)
    assert read.errors == []
    assert [(t.assigned_by, t.decided_on, t.entries[0].value, t.entries[0].year) for t in read.targets] == [
        ("tỉnh giao", dt.date(2015, 1, 5), 1200, 2015),
        ("HĐND giao", dt.date(2015, 1, 20), 1300, 2015),
    ]


def test_a_plan_without_a_day_holds_from_the_first_of_the_year_and_a_seasons_plan_names_its_season(
    book: Book, tmp_path: Path
) -> None:
    book.put(TARGETS, CAM_GIANG, "AGR_SOWN_PLAN", 145)
    (targets,) = book.read(tmp_path).targets
    (entry,) = targets.entries
    assert (targets.decided_on, entry.year, entry.season and entry.season.code) == (
        dt.date(2015, 1, 1),
        None,
        "mua-2015",
    )


def test_the_same_plan_twice_is_named(book: Book, tmp_path: Path) -> None:
    book.put(TARGETS, CAM_GIANG, "BUD_REV_PLAN", 5)
    book.add(TARGETS, CAM_GIANG)
    book.sheet(TARGETS).cell(book.sheet(TARGETS).max_row, book.column(TARGETS, "BUD_REV_PLAN"), 6)
    (error,) = book.errors(tmp_path)
    assert "giá trị “6”" in error
    assert "cùng cơ quan giao và ngày" in error


def test_a_commune_that_has_ended_is_not_asked(db: None, book: Book, tmp_path: Path) -> None:
    book.put(FIGURES, CAM_GIANG, REVENUE, 5)
    Commune.objects.filter(code=CAM_GIANG).update(valid_to=dt.date(2015, 10, 31))
    errors = book.errors(tmp_path)
    assert len(errors) == 2  # its row of figures and its row of plans
    assert all("không có đơn vị nào mang mã này trong tháng 11 năm 2015" in error for error in errors)
