"""A key that sorts names in Vietnamese order in any database: none has that order of its own everywhere."""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WORD_BREAK = " "
_CODES = {sign: f"{code:02d}" for code, sign in enumerate([_WORD_BREAK, *"0123456789", *_ALPHABET], start=1)}
_END_OF_LETTERS = "00"  # below every code, so that "Hà" stands before "Hà Vị"
_OTHER_SCRIPT = "99"
_LEVEL_TONE = "1"
# huyền, hỏi, ngã, sắc, nặng; ngang has no mark.
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_BREVE_CIRCUMFLEX_HORN = "\u0306\u0302\u031b"
_LETTER_OR_BREAK = re.compile(r"(?P<base>[^\W_])(?P<marks>[\u0300-\u036f]*)|[\W_]+")
_ETH = str.maketrans("\u00f0\u0256", "đđ")  # what old fonts and converters leave in place of đ


def sort_key(name: str) -> str:
    """Return a key whose plain order is Vietnamese: letters of the whole name first, then its tones.

    Case and Unicode form (NFC, NFD) make no difference; punctuation counts as a space. Source: CLDR's `vi`
    collation. The key is digits alone: two for each letter, "00", one for each tone; for NFC text at most
    3 × length + 2. Digits have one and the same order in Python, in SQLite's BINARY and in PostgreSQL under
    every libc locale, where letters may be contracted or reordered and spaces and punctuation skipped.
    """
    decomposed = unicodedata.normalize("NFD", name.lower()).translate(_ETH).strip()
    letters = [(match["base"] or _WORD_BREAK, match["marks"] or "") for match in _LETTER_OR_BREAK.finditer(decomposed)]
    codes = "".join(_CODES.get(_with_letter_mark(base, marks), _OTHER_SCRIPT) for base, marks in letters)
    return codes + _END_OF_LETTERS + "".join(_tone(marks) for _, marks in letters)


def _with_letter_mark(base: str, marks: str) -> str:
    letter_marks = "".join(mark for mark in marks if mark in _BREVE_CIRCUMFLEX_HORN)
    return unicodedata.normalize("NFC", base + letter_marks)


def _tone(marks: str) -> str:
    return next((_TONES[mark] for mark in marks if mark in _TONES), _LEVEL_TONE)
