"""Figures in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import echo_number, number_in_words

WORDS = {
    "0": "không",
    "1": "một",
    "4": "bốn",
    "5": "năm",
    "10": "mười",
    "11": "mười một",
    "14": "mười bốn",
    "15": "mười lăm",
    "20": "hai mươi",
    "21": "hai mươi mốt",
    "24": "hai mươi tư",
    "25": "hai mươi lăm",
    "34": "ba mươi tư",
    "55": "năm mươi lăm",
    "91": "chín mươi mốt",
    "100": "một trăm",
    "101": "một trăm linh một",
    "104": "một trăm linh bốn",
    "105": "một trăm linh năm",
    "110": "một trăm mười",
    "111": "một trăm mười một",
    "115": "một trăm mười lăm",
    "121": "một trăm hai mươi mốt",
    "999": "chín trăm chín mươi chín",
    "1000": "một nghìn",
    "1001": "một nghìn không trăm linh một",
    "1015": "một nghìn không trăm mười lăm",
    "1050": "một nghìn không trăm năm mươi",
    "1234": "một nghìn hai trăm ba mươi tư",
    "10000": "mười nghìn",
    "21005": "hai mươi mốt nghìn không trăm linh năm",
    "100000": "một trăm nghìn",
    "1000000": "một triệu",
    "1000200": "một triệu không nghìn hai trăm",
    "1200000": "một triệu hai trăm nghìn",
    "85000120": "tám mươi lăm triệu không nghìn một trăm hai mươi",
    "1000000000": "một tỷ",
    "1000000005": "một tỷ không triệu không nghìn không trăm linh năm",
    "1000005000": "một tỷ không triệu không trăm linh năm nghìn",
    "1500000000000": "một nghìn năm trăm tỷ",
    "1000000000000000000": "một tỷ tỷ",
    "-3.2": "âm ba phẩy hai",
    "-0": "không",
    "113.1": "một trăm mười ba phẩy một",
    "0.05": "không phẩy không năm",
    "1.234": "một phẩy hai ba bốn",
    "1.50": "một phẩy năm",
    "1E+3": "một nghìn",
}


@pytest.mark.parametrize(("value", "words"), WORDS.items())
def test_figure_is_written_out_as_it_is_spoken(value: str, words: str) -> None:
    assert number_in_words(Decimal(value)) == words


def test_largest_figure_of_a_field_in_words() -> None:
    assert number_in_words(Decimal("99999999999")) == (
        "chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín"
    )


def test_echo_shows_what_was_read_beside_its_unit() -> None:
    assert echo_number(Decimal(1234)) == "1.234 – một nghìn hai trăm ba mươi tư"
    assert echo_number(Decimal("1234.5"), "triệu đồng") == (
        "1.234,5 triệu đồng – một nghìn hai trăm ba mươi tư phẩy năm"
    )
    assert echo_number(Decimal("113.1"), "%") == "113,1% – một trăm mười ba phẩy một"


def test_slipped_dot_is_heard() -> None:
    assert number_in_words(Decimal(1200000)) != number_in_words(Decimal(1000200))


SMALL = {"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
SMALL |= {"mốt": 1, "tư": 4, "lăm": 5}


def understand(words: str) -> int:
    """Read words as a listener does, term by term, knowing nothing of how they were made."""
    total = group = below_hundred = 0
    for word in words.split():
        if word in SMALL:
            below_hundred += SMALL[word]
        elif word == "mười":
            below_hundred = 10
        elif word == "mươi":
            below_hundred *= 10
        elif word == "trăm":
            group, below_hundred = below_hundred * 100, 0
        elif word in {"nghìn", "triệu"}:
            total += (group + below_hundred) * {"nghìn": 10**3, "triệu": 10**6}[word]
            group = below_hundred = 0
        elif word == "tỷ":
            total = (total + group + below_hundred) * 10**9
            group = below_hundred = 0
        else:
            assert word == "linh"
    return total + group + below_hundred


@given(st.integers(0, 10**11) | st.integers(0, 10**18).map(lambda n: n - n % 10**6))
def test_listener_understands_the_figure(number: int) -> None:
    assert understand(number_in_words(Decimal(number))) == number


@given(st.integers(0, 10**15))
def test_special_forms_stand_only_behind_tens(number: int) -> None:
    words = number_in_words(Decimal(number)).split()
    for before, word in zip(["", *words], words, strict=False):
        if word in {"mốt", "tư"}:
            assert before == "mươi"
        if word == "lăm":
            assert before in {"mươi", "mười"}
        if word in {"một", "bốn", "năm"}:
            assert before != "mươi"
        if word == "năm":
            assert before != "mười"
