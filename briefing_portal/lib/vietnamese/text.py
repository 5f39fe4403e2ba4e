"""Text as people type and paste it, made fit to be kept, compared and joined."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from briefing_portal.lib.vietnamese.old_fonts import read_old_text

_SOFT_HYPHEN = "\u00ad"
_LINE_BREAK = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACE_BUT_NO_LINE_BREAK = re.compile(r"[^\S\n]")
# Controls, soft hyphen, zero-width signs, bidirectional marks, language tags; and what XML and UTF-8 refuse:
# lone surrogates, U+FFFE, U+FFFF. Tab and the line breaks above are not among them.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = re.compile(r"[\u0300-\u036f]")
# đ and the eth that old fonts leave in its place; y like i: Sĩ Bình is Sỹ Bình.
_FOLDED = str.maketrans("đ\u00f0\u0256y", "dddi")


def normalize_text(text: str) -> str:
    """Return text as the portal keeps it: NFC, plain line feeds, spaces, nothing unseen, trimmed.

    A soft hyphen stays where it is the letter ư of an old font: without it nobody could convert the text any more.
    """
    visible = _LINE_BREAK.sub("\n", _UNSEEN.sub(_unless_a_letter(text), text))
    return unicodedata.normalize("NFC", _SPACE_BUT_NO_LINE_BREAK.sub(" ", visible)).strip()


def _unless_a_letter(text: str) -> str | Callable[[re.Match[str]], str]:
    """Return what takes the place of an unseen sign: nothing, or in a text for an old font its own ư."""
    if _SOFT_HYPHEN not in text or read_old_text(text) is None:
        return ""
    return lambda sign: _SOFT_HYPHEN if sign[0] == _SOFT_HYPHEN else ""


def fold(text: str) -> str:
    """Return text for matching and searching: lower case, no marks, đ as d, y as i, single spaces.

    Sĩ and Sỹ, uỷ and ủy, NFC and NFD become equal; so do Vị and Vi: a match is a proposal, not an identity.
    """
    decomposed = unicodedata.normalize("NFD", normalize_text(text).lower())
    return " ".join(_MARKS.sub("", decomposed).translate(_FOLDED).split())


def join_list(items: Sequence[str], *, last: str = ", ") -> str:
    """Join the items of a list: "a, b, c"; with last=" và ": "a, b và c"."""
    *rest, final = items or [""]
    return last.join([", ".join(rest), final]) if rest else final


def capitalize_first(text: str) -> str:
    """Return text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]
