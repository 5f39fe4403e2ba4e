"""What a clerk types into a figure's field, and what the portal makes of it."""

import decimal
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import MAX, Reading, format_number, number_for_input, read_number

figures = st.integers(-(10**15) + 1, 10**15 - 1).map(lambda scaled: Decimal(scaled).scaleb(-4))
typed_texts = st.text(alphabet="0123456789.,- −+%_eE\u00a0\u202f\u200bha", max_size=20)

READ = {
    "1.234,5": "1234.5",
    "1234,5": "1234.5",
    "1 234,5": "1234.5",
    "1\u00a0234,5": "1234.5",
    "1\u202f234\u202f567": "1234567",
    "12 345": "12345",
    "113,1": "113.1",
    "113.1": "113.1",
    "113.15": "113.15",
    "1.2345": "1.2345",
    "1234.5": "1234.5",
    "1.234": "1234",
    "12.345": "12345",
    "1.234.567": "1234567",
    "1.234,567": "1234.567",
    "1234,567": "1234.567",
    "1 234,567": "1234.567",
    "1,2340": "1.234",
    "0.123": "0.123",
    "0,123": "0.123",
    "0,05": "0.05",
    "0": "0",
    "-0": "0",
    "0,00": "0",
    "05": "5",
    "05,5": "5.5",
    "-3,2": "-3.2",
    "−3,2": "-3.2",
    "-1.234": "-1234",
    "  102 ": "102",
    "\u00a0\ufeff102\u200b": "102",
    "\u200e102": "102",
    "1\u200b02": "102",
    "1,50000": "1.5",
    "99.999.999.999,9999": "99999999999.9999",
}


@pytest.mark.parametrize(("typed", "value"), READ.items())
def test_figure_typed_the_vietnamese_way_has_one_reading(typed: str, value: str) -> None:
    assert read_number(typed) == Reading(value=Decimal(value))


@pytest.mark.parametrize("typed", ["", " ", "\t\n", "\u00a0", "\u200b", "\ufeff \u2060"])
def test_nothing_typed_is_no_figure_and_no_error(typed: str) -> None:
    assert read_number(typed).is_empty


def test_zero_is_a_figure() -> None:
    assert not read_number("0").is_empty


SIGNS = "Chỉ dùng chữ số, dấu chấm nhóm hàng nghìn và dấu phẩy thập phân, ví dụ 1.234,5."
LETTERS = "Chỉ ghi số, không ghi chữ; chưa có số liệu thì để trống."
UNIT = "Chỉ ghi số, không ghi đơn vị tính phía sau."
PERCENT = "Chỉ ghi số, không ghi dấu %."
POWER = "Không ghi số dạng lũy thừa; hãy ghi đủ các chữ số."
DIGITS = "Chỉ dùng các chữ số thường từ 0 đến 9; hãy gõ lại số này."
LARGE = "Số quá lớn: phần nguyên tối đa 11 chữ số; hãy xem lại đơn vị tính."
DOTS = "Mỗi nhóm sau dấu chấm phải có đúng ba chữ số, ví dụ 1.234.567."
SPACES = "Mỗi nhóm sau dấu cách phải có đúng ba chữ số, ví dụ 1 234 567."
MIXED = "Không dùng lẫn dấu cách và dấu chấm trong một số; hãy ghi như 1.234,5."
COMMAS = "Chỉ ghi một dấu phẩy, trước phần thập phân, ví dụ 1.234,5."
LEADING_ZERO = "Bỏ số 0 ở đầu số có dấu chấm nhóm hàng nghìn, ví dụ 1.234.567."
TRAILING = "Bỏ dấu chấm hoặc dấu phẩy ở cuối số."
MINUSES = "Chỉ ghi một dấu trừ trước số."
REFUSED = {
    "abc": LETTERS,
    "không có": LETTERS,
    "NaN": LETTERS,
    "Infinity": LETTERS,
    "-inf": LETTERS,
    "1O0": LETTERS,
    "khoảng 5": LETTERS,
    "1 tỷ 200": LETTERS,
    "5 ha": UNIT,
    "5ha": UNIT,
    "1.234,5 triệu đồng": UNIT,
    "5%": PERCENT,
    "5 \uff05": PERCENT,
    "1e5": POWER,
    "1E+5": POWER,
    "1,5e-3": POWER,
    "1e400": POWER,
    "1_000": "Không dùng dấu gạch dưới; hàng nghìn được nhóm bằng dấu chấm, ví dụ 1.000.",
    "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}": DIGITS,
    "1\N{ARABIC-INDIC DIGIT TWO}": DIGITS,
    "\N{EXTENDED ARABIC-INDIC DIGIT FOUR}": DIGITS,
    "+5": "Không ghi dấu + trước số.",
    "--5": MINUSES,
    "−-5": MINUSES,
    "- 5": "Ghi dấu trừ liền trước số, ví dụ -5.",
    "-": "Chưa có số liệu thì để trống; xác nhận không có thì ghi 0.",
    ".5": "Ghi số 0 trước dấu phẩy, ví dụ 0,5.",
    "-,5": "Ghi số 0 trước dấu phẩy, ví dụ 0,5.",
    "5,": TRAILING,
    "1.234.": TRAILING,
    ".": SIGNS,
    "5-6": SIGNS,
    "12,6/19": SIGNS,
    "=1+2": SIGNS,
    "(5)": SIGNS,
    "1'234": SIGNS,
    "1\t2": SIGNS,
    "\u202e21": SIGNS,
    "\u2067 1.2": SIGNS,
    "12.34.5": DOTS,
    "1.2345.678": DOTS,
    "1234.567.890": DOTS,
    "1.23,5": DOTS,
    "0.123.456": LEADING_ZERO,
    "01.234,5": LEADING_ZERO,
    "1 23": SPACES,
    "1  234": SPACES,
    "1 234.5": MIXED,
    "1.234 567": MIXED,
    "1,2,3": COMMAS,
    "1,5.234": COMMAS,
    "1,234.5": "Dấu phẩy là dấu thập phân, dấu chấm nhóm hàng nghìn: hãy ghi 1.234,5.",
    "-1,234,567": "Dấu phẩy là dấu thập phân, dấu chấm nhóm hàng nghìn: hãy ghi -1.234.567.",
    "123456789012": LARGE,
    "123.456.789.012,5": LARGE,
    "9" * 40: LARGE,
    "9" * 41: "Nội dung quá dài: ô này chỉ ghi một con số.",
    "1,23456": "Ô này nhận tối đa 4 chữ số sau dấu phẩy; số vừa ghi đang được đọc là 1,23456.",
}


@pytest.mark.parametrize(("typed", "sentence"), REFUSED.items())
def test_what_is_no_figure_is_refused_with_its_own_sentence(typed: str, sentence: str) -> None:
    assert read_number(typed) == Reading(error=sentence)


def test_long_text_is_not_echoed() -> None:
    error = read_number("<script>" * 1000).error
    assert error is not None
    assert "script" not in error


@pytest.mark.parametrize(
    ("typed", "decimals", "sentence"),
    [
        ("113,15", 1, "Ô này nhận tối đa 1 chữ số sau dấu phẩy; số vừa ghi đang được đọc là 113,15."),
        ("113.1", 0, "Ô này chỉ nhận số nguyên; số vừa ghi đang được đọc là 113,1."),
        ("0,12345", 9, "Ô này nhận tối đa 4 chữ số sau dấu phẩy; số vừa ghi đang được đọc là 0,12345."),
    ],
)
def test_more_decimals_than_the_indicator_takes_are_refused(typed: str, decimals: int, sentence: str) -> None:
    assert read_number(typed, decimals=decimals) == Reading(error=sentence)


def test_trailing_zeros_are_no_decimals() -> None:
    assert read_number("5,0", decimals=0).value == 5
    assert read_number("113,10", decimals=1).value == Decimal("113.1")


@pytest.mark.parametrize(
    ("typed", "large", "small"),
    [
        ("1,234", "1234", "1.234"),
        ("-1,234", "-1234", "-1.234"),
        ("123,456", "123456", "123.456"),
        ("1,000", "1000", "1"),
        ("1,230", "1230", "1.23"),
        ("05,234", "5234", "5.234"),
        ("05.234", "5234", "5.234"),
        ("1234.567", "1234567", "1234.567"),
    ],
)
def test_figure_with_two_meanings_is_asked_back(typed: str, large: str, small: str) -> None:
    reading = read_number(typed)
    assert (reading.value, reading.error) == (None, None)
    assert reading.choices == (Decimal(large), Decimal(small))


def test_question_says_what_to_type_for_either_meaning() -> None:
    assert read_number("1,234").question == (
        "“1,234” có thể hiểu hai cách: nếu là một nghìn hai trăm ba mươi tư, hãy ghi 1234; "
        "nếu là một phẩy hai ba bốn, hãy ghi 1,2340."
    )


def test_question_offers_no_meaning_that_the_indicator_refuses() -> None:
    reading = read_number("1,234", decimals=1)
    assert reading.choices == (Decimal(1234),)
    assert reading.question is not None
    assert reading.question.endswith("nếu là một phẩy hai ba bốn, hãy làm tròn còn 1,2.")


def test_nine_digits_before_a_dot_cannot_mean_thousands() -> None:
    assert read_number("123456789.123").value == Decimal("123456789.123")


@given(
    st.from_regex(r"-?[0-9]{1,9}[.,][0-9]{3}", fullmatch=True),
    st.none() | st.integers(0, 4),
)
def test_typing_what_a_question_says_gives_that_choice(typed: str, decimals: int | None) -> None:
    reading = read_number(typed, decimals=decimals)
    if reading.question is None:
        return
    advice = re.findall(r"hãy ghi (\S*\d)", reading.question)
    assert [read_number(text, decimals=decimals).value for text in advice] == list(reading.choices)


@given(st.from_regex(r"-?[1-9][0-9]{0,2}(,[0-9]{3}){1,2}\.[0-9]{1,4}", fullmatch=True))
def test_typing_what_an_error_about_english_style_says_is_accepted(typed: str) -> None:
    error = read_number(typed).error
    assert error is not None
    advice = error.removesuffix(".").rpartition(" ")[2]
    assert read_number(advice).value == Decimal(typed.replace(",", ""))


@given(figures)
def test_figure_printed_for_a_field_is_read_back(value: Decimal) -> None:
    assert read_number(number_for_input(value)) == Reading(value=value)


@given(figures)
def test_printed_figure_is_read_back_or_asked_with_itself_among_the_choices(value: Decimal) -> None:
    reading = read_number(format_number(value))
    assert reading.error is None
    assert reading.value == value or (value in reading.choices and abs(value) < 1000)


@given(st.text() | typed_texts, st.none() | st.integers(0, 6))
def test_any_text_gets_at_most_one_of_value_question_and_error(text: str, decimals: int | None) -> None:
    reading = read_number(text, decimals=decimals)
    given_parts = [part for part in (reading.value, reading.question, reading.error) if part is not None]
    assert len(given_parts) == (0 if reading.is_empty else 1)
    assert bool(reading.choices) == (reading.question is not None)


@given(st.text() | typed_texts)
def test_a_reading_lies_within_what_the_database_keeps(text: str) -> None:
    for value in (read_number(text).value, *read_number(text).choices):
        if value is not None:
            assert abs(value) <= MAX
            assert value == value.quantize(Decimal("0.0001"))
            assert str(value) != "-0"


@given(st.characters(categories=["Cs"]))
def test_broken_text_does_not_raise(surrogate: str) -> None:
    assert read_number(f"1{surrogate}").error is not None


def test_reading_does_not_depend_on_the_callers_precision() -> None:
    with decimal.localcontext(prec=3):
        assert read_number("-99.999.999.999,9999").value == Decimal("-99999999999.9999")
        assert read_number("1234,567").value == Decimal("1234.567")
