"""The words of a signed copy beside ours: what is filled in is no difference, every other word is."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.checks.numbers import read_paper_number, tail_of
from documents.checks.wording import compare

HEAD = ("HUYỆN ỦY BẠCH THÔNG", "*", "Số -BC/HU", "ĐẢNG CỘNG SẢN VIỆT NAM", "Bạch Thông, ngày tháng 11 năm 2015")
BODY = ("Việc thu hoạch các loại cây trồng đạt trên 70% diện tích.", "- Tình hình an ninh ổn định.")
FOOT = ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")
_CODE = ("Mã kiểm tra:", "3F2A-9C01-77B4-0E5D-A1C8", "Quét mã hoặc nhập mã tại", "https://x/verify/", "để biết")
PROOF = (*_CODE, "văn bản có thật hay không.")
OURS = ((*HEAD, *BODY), (*FOOT, *PROOF))


def filled(line: str) -> str:
    return line.replace("Số -", "Số 145-").replace("ngày tháng", "ngày 23 tháng")


def test_number_day_and_name_in_the_open_places_are_read_and_are_no_difference() -> None:
    theirs = ((*map(filled, HEAD), *BODY, *FOOT, "Hoàng Thu Trang"),)
    found = compare(OURS, theirs)
    assert (found.number, found.dated, found.names) == ("145-BC/HU", dt.date(2015, 11, 23), ("Hoàng Thu Trang",))
    assert found.differences == ()


def test_a_state_paper_has_its_number_before_the_slash() -> None:
    ours = (("Số: /BC-UBND", "Cẩm Giàng, ngày tháng 11 năm 2015"),)
    theirs = (("Số: 07/BC-UBND", "Cẩm Giàng, ngày 05", "tháng 11 năm 2015"),)
    found = compare(ours, theirs)
    assert (found.number, found.dated, found.differences) == ("07/BC-UBND", dt.date(2015, 11, 5), ())


def test_lines_pages_case_bullets_and_page_numbers_of_another_program_are_no_difference() -> None:
    words = " ".join((*HEAD, *BODY[:1])).upper().split()
    theirs = (tuple(words), ("• Tình hình an ni", "nh ổn định.", *FOOT))
    assert compare(OURS, theirs).differences == ()


def test_a_table_head_that_is_repeated_on_another_page_is_no_difference() -> None:
    head = ("TT Chỉ tiêu Thực hiện",)
    ours = ((*head, "1 Thu ngân sách 100", "2 Chi ngân sách 90"), (*head, "3 Đàn trâu 5"))
    theirs = ((*head, "1 Thu ngân sách 100"), (*head, "2 Chi ngân sách 90", "3 Đàn trâu 5"))
    assert compare(ours, theirs).differences == ()


def test_a_changed_word_is_shown_with_its_neighbours_and_its_page() -> None:
    (found,) = compare(OURS, ((*HEAD, BODY[0].replace("70%", "90%"), BODY[1], *FOOT),)).differences
    assert (found.ours, found.theirs, found.page) == ("70%", "90%", 1)
    assert found.before.endswith("đạt trên")
    assert found.after.startswith("diện tích.")


def test_words_that_only_moved_are_told_apart() -> None:
    found = compare((("một hai ba bốn năm sáu bảy",),), (("bảy một hai ba bốn năm sáu",),)).differences
    assert [each.has_moved for each in found] == [True, True]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Quyết định số 12-QĐ/HU giao", "Quyết định số 13-QĐ/HU giao"),
        ("họp ngày 05 tháng 11 năm", "họp ngày 06 tháng 11 năm"),
        ("BÍ THƯ", "BÍ THƯ thay mặt 5 người"),
        ("Số -BC/HU", "Số -TB/HU"),
        ("số liệu chưa đủ", "số liệu đủ"),
    ],
)
def test_what_is_written_where_no_place_was_open_is_a_difference(ours: str, theirs: str) -> None:
    assert len(compare(((ours,),), ((theirs,),)).differences) == 1


@given(
    words=st.lists(
        st.sampled_from("thu chi đạt vượt giảm tăng 70% 113,1% không có xã".split()), min_size=5, max_size=40
    ),
    data=st.data(),
)
def test_no_word_is_changed_unseen(words: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from([word for word in ("khác", "7,0%", "giảm") if word != words[place]]))
    changed = [*words[:place], other, *words[place + 1 :]]
    width = data.draw(st.integers(1, 12))
    lines = tuple(" ".join(changed[start : start + width]) for start in range(0, len(changed), width))
    found = compare(((" ".join(words),),), (lines,))
    assert found.differences
    assert any(other in each.theirs for each in found.differences)


@given(number=st.integers(1, 99_999), form=st.sampled_from(["-BC/HU", "-TB/HU", "/BC-UBND", "-BB/ĐU"]))
def test_a_number_is_read_however_it_is_typed(number: int, form: str) -> None:
    expected = f"{number:02}{form}"
    for typed in (str(number), f"{number}{form}", f"Số: {number} {form.lower()}", f"0{number}{form.replace('-', '–')}"):
        assert read_paper_number(typed, form).value == expected


@given(typed=st.text(max_size=20))
def test_whatever_is_typed_gives_one_reading_or_a_question(typed: str) -> None:
    reading = read_paper_number(typed, "-BC/HU")
    assert bool(reading.value) != bool(reading.question)
    if reading.value:
        assert re.fullmatch(r"\d{2,5}-BC/HU", reading.value)


def test_the_paper_itself_says_what_form_its_number_has() -> None:
    assert tail_of(HEAD) == "-BC/HU"
    assert tail_of(["Số: /BC-UBND"]) == "/BC-UBND"
    assert tail_of(["Không có số"]) == ""
    assert read_paper_number("145", "").question == "Hãy ghi cả ký hiệu, như “145-BC/HU”."
