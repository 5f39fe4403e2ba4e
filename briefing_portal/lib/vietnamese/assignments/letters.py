"""Letters side by side with the text that they come from: matched without marks, quoted with them."""

import re
import unicodedata

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # huyền, sắc, ngã, hỏi, nặng
_PLAIN = str.maketrans("đðɖy", "dddi")
WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Return text in lower case without marks, đ as d and y as i, letter for letter: places stay what they were."""
    return "".join(_plain_letter(letter) for letter in text)


def _plain_letter(letter: str) -> str:
    lower = letter.lower()
    base = unicodedata.normalize("NFD", lower if len(lower) == 1 else letter)[:1].translate(_PLAIN)
    return base or letter


def spoken(word: str) -> str:
    """Return a syllable as it sounds: its tone behind its letters, wherever it is written; i for y. Hà is not Hạ."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    letters = "".join(sign for sign in decomposed if sign not in _TONES).replace("y", "i")
    return unicodedata.normalize("NFC", letters) + "".join(sign for sign in decomposed if sign in _TONES)


def is_unmarked(text: str) -> bool:
    """Tell whether a text was typed without any mark, as on a keyboard without Vietnamese."""
    return plain(text) == text.lower().replace("y", "i")
