"""Words are found with marks and without, where they stand, and shown with what stands around them."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese.searching import Piece, exact_words, extract, plain_words, read_query

TEXT = "Xã Cẩm Giàng đạt 113,1%; cán bộ giảng bài tại Vi Hương, hoà giải 3 vụ."


def finds(typed: str, text: str = TEXT) -> bool:
    phrases = read_query(typed)
    found = all(f" {' '.join(phrase.plain)} " in plain_words(text) for phrase in phrases)
    exact = (word for phrase in phrases for word in phrase.exact if word)
    return found and all(f" {word} " in exact_words(text) for word in exact)


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("giang", True),
        ("Giàng", True),
        ("giảng", True),
        ("giáng", False),
        ("gian", False),  # a word, not a part of one
        ("cam giang", True),
        ('"cam giang"', True),
        ('"giang cam"', False),
        ("“Cẩm Giàng”", True),
        ("dat", True),
        ("đạt", True),
        ("đat", False),
        ("113,1%", True),
        ("113,2%", False),
        ("hòa giải", True),  # wherever the tone is written
        ("vy huong", True),  # y like i
        ("Gia\u0300ng", True),  # typed as two signs
        ("", True),
        ("%_", True),  # no word at all
    ],
)
def test_a_word_is_found_as_it_is_typed(typed: str, is_found: bool) -> None:
    assert finds(typed) is is_found


def shown(pieces: list[Piece]) -> list[str]:
    return [each for each in re.split(r"^… | … |… $", "".join(piece.text for piece in pieces)) if each]


def test_an_extract_marks_the_hits_and_nothing_else() -> None:
    long = "đầu " * 60 + TEXT + " cuối" * 60
    pieces = extract(long, read_query("giàng huong"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["Giàng", "Hương"]
    (told,) = shown(pieces)
    assert told in long


@pytest.mark.parametrize("before", range(70, 90))
def test_an_extract_begins_with_a_whole_word(before: int) -> None:
    text = ("Hội nghị giao ban Khối xã, thị trấn tháng mười một năm hai nghìn " * 2)[:before].rstrip() + " Giàng."
    first = shown(extract(text, read_query("giang")))[0].split()[0]
    assert first in text.split()


def test_words_far_apart_are_each_shown() -> None:
    pieces = extract("Giàng" + " xa" * 200 + " Hương", read_query("huong giang"))
    assert [piece.text for piece in pieces if piece.is_hit] == ["Giàng", "Hương"]
    assert len(shown(pieces)) == 2


@given(st.text(max_size=600), st.text(max_size=40))
def test_an_extract_is_made_of_the_text_whatever_is_typed(text: str, typed: str) -> None:
    assume("…" not in text)
    assert all(piece in text for piece in shown(extract(text, read_query(typed))))


@given(st.text(alphabet="aăâeêghiknoôơuưyđĐGgn àáảãạ\u0300\u0301", max_size=60))
def test_a_text_finds_its_own_words(text: str) -> None:
    for word in text.split():
        assert finds(f'"{word}"', text)
