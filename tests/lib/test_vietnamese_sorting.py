"""Names in the order of the Vietnamese alphabet."""

import random
import re
import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import sort_key

BACH_THONG = [
    "Cao Sơn",
    "Cẩm Giàng",
    "Dương Phong",
    "Đôn Phong",
    "Hà Vị",
    "Lục Bình",
    "Mỹ Thanh",
    "Nguyên Phúc",
    "Phủ Thông",
    "Phương Linh",
    "Quang Thuận",
    "Quân Bình",
    "Sỹ Bình",
    "Tân Tiến",
    "Tú Trĩ",
    "Vi Hương",
    "Vũ Muộn",
]

# Each row is one letter with its tones: ngang huyền hỏi ngã sắc nặng.
ROWS = re.findall(
    r"\S+",
    "aàảãáạ ăằẳẵắặ âầẩẫấậ b c d đ eèẻẽéẹ êềểễếệ f g h iìỉĩíị j k l m n oòỏõóọ ôồổỗốộ ơờởỡớợ p q r s t "
    "uùủũúụ ưừửữứự v w x yỳỷỹýỵ z",
)
PLACES = {" ": (0, 0)} | {sign: (row, tone) for row, signs in enumerate(ROWS, 1) for tone, sign in enumerate(signs)}
names = st.lists(st.text("".join(ROWS), min_size=1, max_size=5), min_size=1, max_size=3).map(" ".join)
near_names = st.lists(st.text("aàáâđdnợơo", min_size=1, max_size=3), min_size=1, max_size=2).map(" ".join)


def place(name: str) -> tuple[list[int], list[int]]:
    """Compare as a dictionary does: by letters, then by tones."""
    places = [PLACES[sign] for sign in name]
    return [letter for letter, _ in places], [tone for _, tone in places]


def test_communes_of_bach_thong_stand_in_vietnamese_order() -> None:
    shuffled = random.Random(1).sample(BACH_THONG, len(BACH_THONG))  # noqa: S311 shuffling, not secrecy
    assert sorted(shuffled, key=sort_key) == BACH_THONG


def test_sqlite_sorts_the_stored_keys_the_same_way() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE commune (name TEXT, sort_key VARCHAR(300))")
        rows = [(name, sort_key(name)) for name in reversed(BACH_THONG)]
        connection.executemany("INSERT INTO commune VALUES (?, ?)", rows)
        stored = connection.execute("SELECT name FROM commune ORDER BY sort_key").fetchall()
    assert [name for (name,) in stored] == BACH_THONG


@pytest.mark.parametrize(
    "ordered",
    [
        list("aàảãáạăằẳẵắặâầẩẫấậbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["Hà", "Ha Xi"],
        ["Hà Vị", "Hạ Vi", "Ha Xi"],
        ["Thôn 1", "Thôn 2", "Thôn Đoài"],
        ["Ea H'leo", "Ea Hồ", "Ea Kao"],
        ["Sĩ Bình", "Sỹ Bình"],
    ],
)
def test_order_of_letters_tones_and_words(ordered: list[str]) -> None:
    keys = [sort_key(name) for name in ordered]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", BACH_THONG)
def test_case_and_unicode_form_make_no_difference(name: str) -> None:
    forms = {name, name.upper(), name.lower(), unicodedata.normalize("NFD", name)}
    assert len({sort_key(form) for form in forms}) == 1


def test_eth_of_old_fonts_sorts_as_the_letter_it_stands_for() -> None:
    assert sort_key("\N{LATIN CAPITAL LETTER ETH}ôn Phong") == sort_key("Đôn Phong")


@given(names | near_names, names | near_names)
def test_order_is_that_of_an_independent_comparison(one: str, other: str) -> None:
    assert (sort_key(one) < sort_key(other)) == (place(one) < place(other))
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(st.text())
def test_key_of_any_text_is_made_of_digits_and_is_the_same_for_both_unicode_forms(text: str) -> None:
    key = sort_key(text)
    assert set(key) <= set("0123456789")
    assert key == sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))
