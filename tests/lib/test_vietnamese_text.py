"""Text as it is pasted from Word, Zalo and telephones; dates as an office writes them."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import (
    capitalize_first,
    fold,
    format_date,
    format_date_long,
    format_time,
    join_list,
    normalize_text,
    part_of_day,
)


def test_text_of_a_mac_is_kept_in_composed_form() -> None:
    assert normalize_text(unicodedata.normalize("NFD", "Sỹ Bình, Đôn Phong")) == "Sỹ Bình, Đôn Phong"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("  Cẩm Giàng \n", "Cẩm Giàng"),
        ("Cẩm\u00a0Giàng", "Cẩm Giàng"),
        ("Cẩm\u202fGiàng", "Cẩm Giàng"),
        ("Cẩm\tGiàng", "Cẩm Giàng"),
        ("Cẩm\u200bGiàng\ufeff", "CẩmGiàng"),
        ("\u202eCẩm Giàng\u202c\u200f", "Cẩm Giàng"),
        ("Cẩm\u00ad Giàng", "Cẩm Giàng"),
        ("một\r\nhai\rba\x0bbốn\u2028năm", "một\nhai\nba\nbốn\nnăm"),
        ("một\n\nhai", "một\n\nhai"),
        ("a\x00b\x1bc\x1fd\x7fe", "abcde"),
        ("a\ud800b\uffffc", "abc"),
        ("\u200b\u00a0\n", ""),
    ],
)
def test_what_nobody_sees_is_taken_out(pasted: str, kept: str) -> None:
    assert normalize_text(pasted) == kept


@given(st.text())
def test_kept_text_is_stable_and_fit_for_database_and_documents(text: str) -> None:
    kept = normalize_text(text)
    assert normalize_text(kept) == kept
    kept.encode("utf-8")
    assert not {unicodedata.category(char) for char in kept.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sĩ Bình", "Sỹ Bình"),
        ("Uỷ ban", "Ủy ban"),
        ("Đôn Phong", "don phong"),
        ("CẨM  GIÀNG", unicodedata.normalize("NFD", "cẩm\u00a0giàng")),
        ("\N{LATIN CAPITAL LETTER ETH}ôn Phong", "Đôn Phong"),
        ("Phương Linh", "phuong linh"),
    ],
)
def test_spellings_of_one_name_match(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_communes_do_not_match() -> None:
    communes = ["Cẩm Giàng", "Cao Sơn", "Hà Vị", "Vi Hương", "Vũ Muộn", "Tân Tiến", "Tú Trĩ"]
    assert len({fold(name) for name in communes}) == len(communes)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_list_is_joined_with_commas_or_ends_with_and() -> None:
    assert join_list(["a", "b", "c"]) == "a, b, c"
    assert join_list(["a", "b", "c"], last=" và ") == "a, b và c"
    assert join_list(["a", "b"], last=" và ") == "a và b"
    assert join_list(["a"], last=" và ") == "a"
    assert join_list([]) == ""


def test_sentence_begins_with_a_capital_and_keeps_its_names() -> None:
    assert capitalize_first("đa số xã, trong đó có Cẩm Giàng") == "Đa số xã, trong đó có Cẩm Giàng"
    assert capitalize_first("ước đạt 70%") == "Ước đạt 70%"
    assert capitalize_first("") == ""


@pytest.mark.parametrize(
    ("date", "short", "long"),
    [
        (datetime.date(2015, 11, 23), "23/11/2015", "ngày 23 tháng 11 năm 2015"),
        (datetime.date(2015, 2, 5), "05/02/2015", "ngày 05 tháng 02 năm 2015"),
        (datetime.date(2016, 1, 10), "10/01/2016", "ngày 10 tháng 01 năm 2016"),
        (datetime.date(2015, 9, 9), "09/09/2015", "ngày 09 tháng 9 năm 2015"),
        (datetime.date(2015, 3, 31), "31/03/2015", "ngày 31 tháng 3 năm 2015"),
    ],
)
def test_dates_are_written_as_in_office_documents(date: datetime.date, short: str, long: str) -> None:
    assert format_date(date) == short
    assert format_date_long(date) == long


@pytest.mark.parametrize(
    ("hour", "minute", "printed", "part"),
    [
        (0, 0, "00:00", "Sáng"),
        (8, 5, "08:05", "Sáng"),
        (11, 59, "11:59", "Sáng"),
        (12, 0, "12:00", "Chiều"),
        (17, 59, "17:59", "Chiều"),
        (18, 0, "18:00", "Tối"),
        (23, 59, "23:59", "Tối"),
    ],
)
def test_time_and_the_part_of_the_day(hour: int, minute: int, printed: str, part: str) -> None:
    assert format_time(datetime.time(hour, minute)) == printed
    assert part_of_day(datetime.time(hour, minute)) == part
