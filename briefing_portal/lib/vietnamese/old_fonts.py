"""Text typed for the fonts of before Unicode (TCVN3 or ABC, and VNI): recognised, and converted where somebody asks.

Such a text comes out of old Word files as "B¶n x· ®· thu ho¹ch". The codes are those of TCVN 5712:1993 (VN3, the fonts
named .VnTime) and of the VNI fonts for Windows (VNI-Times), as Windows shows them in Latin letters.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefing_portal.lib.vietnamese.syllables import is_syllable


class OldFont(StrEnum):
    """A way to write Vietnamese with 256 signs."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


# VN3 has no capitals with a tone: the capital fonts draw the small letter's code as a capital.
_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ\u00b8¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)
# A vowel and behind it its mark: with a tone of its own vowel, or one for mark and tone together.
_VNI_MARKED = {
    "a": ("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "u": ("ùøûõï", "úùủũụ"),
    "ö": ("ùøûõï", "ứừửữự"),
    "y": ("ùøûõï", "ýỳỷỹỵ"),
}
_VNI = {
    **{
        vowel + mark: letter
        for vowel, (marks, letters) in _VNI_MARKED.items()
        for mark, letter in zip(marks, letters, strict=True)
    },
    **dict(zip("ôöñæóòî", "ơưđỉĩịỵ", strict=True)),
}
_VNI |= {old.upper(): new.upper() for old, new in _VNI.items()}
_TABLES: Mapping[OldFont, Mapping[str, str]] = {OldFont.TCVN3: _TCVN3, OldFont.VNI: _VNI}
_CODES = {
    font: re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))) for font, table in _TABLES.items()
}
_UNICODE_ONLY = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9\u0300-\u0323]")
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_OLD_SIGN = re.compile(r"[\u00a1-\u00ff]")
_SIGN_AMONG_LETTERS = re.compile(r"[A-Za-z][¨-®µ-¾×÷\u00ad]|[¨-®µ-¾×÷\u00ad][A-Za-z]")  # no letter of any alphabet
_ABBREVIATION = re.compile("[A-ZĐƯ]{2,6}")  # HĐND
_LEAST_SHARE = 0.9  # of the words with such signs that must come out as Vietnamese …
_LEAST_NEW = 0.3  # … and that can't be Vietnamese as they stand


@dataclass(frozen=True, slots=True)
class OldText:
    """A text that was recognised: in which font, and what it says."""

    font: OldFont
    text: str


def read_old_text(text: str) -> OldText | None:
    """Recognise a text, or lines of it, typed for an old font; None for every other text.

    Lines with letters that only Unicode has stay as they are. What could be Vietnamese as it stands is never taken for
    something else: the words must come out as Vietnamese, and must not be Vietnamese before.
    """
    if not _OLD_SIGN.search(text):
        return None
    lines = text.split("\n")
    speaks = "\n".join(line for line in lines if not _UNICODE_ONLY.search(line))
    font = max(OldFont, key=lambda each: _share(speaks, each)[0])
    share, surely = _share(speaks, font)
    if share < _LEAST_SHARE or not surely:
        return None
    return OldText(font, "\n".join(_converted_line(line, font, is_alone=speaks == text) for line in lines))


def to_unicode(text: str, font: OldFont) -> str:
    """Convert a text that was typed for an old font, every line of it."""
    return "\n".join(_to_unicode(line, font) for line in text.split("\n"))


def _share(text: str, font: OldFont) -> tuple[float, bool]:
    """Return which share of the words with old signs come out as Vietnamese, and whether they can be nothing else."""
    words = list(_words(text))
    if not words:
        return 0.0, False
    read = [word for word in words if _reads(_word_to_unicode(word, font))]
    new = [word for word in read if not is_syllable(word)]
    surely = len(new) > 1 or any(_SIGN_AMONG_LETTERS.search(word) for word in new)
    return len(read) / len(words), surely and len(new) >= len(words) * _LEAST_NEW


def _reads(word: str) -> bool:
    return is_syllable(word) or _ABBREVIATION.fullmatch(word) is not None


def _words(text: str) -> Iterator[str]:
    """Yield the words in which letters stand together with old signs."""
    for word in _WORD.findall(text):
        if _OLD_SIGN.search(word) and not _OLD_SIGN.fullmatch(word):
            yield word


def _converted_line(line: str, font: OldFont, *, is_alone: bool) -> str:
    """Convert a line; one that can be Vietnamese as it stands only where nothing else in the text is Unicode."""
    if _UNICODE_ONLY.search(line):
        return line
    reads_as_it_stands = all(is_syllable(word) for word in _words(line))
    return line if reads_as_it_stands and not is_alone else _to_unicode(line, font)


def _to_unicode(line: str, font: OldFont) -> str:
    letters = re.findall("[A-Za-z]", line)
    in_capitals = font is OldFont.TCVN3 and len(letters) > 1 and all(letter.isupper() for letter in letters)
    converted = _WORD.sub(lambda word: _word_to_unicode(word[0], font), line)
    return converted.upper() if in_capitals else converted


def _word_to_unicode(word: str, font: OldFont) -> str:
    converted = _CODES[font].sub(lambda code: _TABLES[font][code[0]], word)
    letters = re.findall("[A-Za-z]", word)
    is_capital = font is OldFont.TCVN3 and len(letters) > 1 and all(letter.isupper() for letter in letters)
    return converted.upper() if is_capital else converted
