"""Whether two texts say the same: in the words that carry them, but for tone marks left out and slips of the keys."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from .text import fold, normalize_text

Gist = tuple[str, ...]

# Phrases whose presence changes nothing in what a shortcoming says.
_PHRASES = (
    r"(?:trên địa bàn|của|tại|ở)(?: toàn)?(?: xã| thị trấn)|trên địa bàn|trong tháng"
    r"|so với (?:dự toán|kế hoạch|chỉ tiêu|yêu cầu)(?: năm)?(?: được)?(?: giao| đề ra)?"
    r"|công tác|việc|còn|vẫn|rất|khá|các|những|đề ra"
)
_FILLERS = re.compile(rf"\b(?:{_PHRASES})\b")
_FOLDED_FILLERS = re.compile(rf"\b(?:{fold(_PHRASES)})\b")
_WORD = re.compile(r"\w+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_FINAL_Y = re.compile(r"\A([^aeiouy]+)y\Z")

# One letter too many or too few in some seventeen, in a word long enough to be known again. Another letter or another
# mark makes another word: "bê" isn't "dê", nor "tiền thuê đất" "tiền thuế đất".
_LIKE = 0.97
_SHORTEST_SLIP = 4  # letters and marks


@lru_cache(maxsize=1 << 15)
def gist(text: str) -> Gist:
    """Return the words that carry a text, in their order, with their tones: equal for near-identical texts.

    Case, punctuation, filler words and the ways to spell a word ("hoà" and "hòa", "kĩ" and "kỹ") make no difference;
    every other word does ("chưa đạt" isn't "đạt").
    """
    plain = normalize_text(text).lower().replace("thật sự", "thực sự")
    words = _WORD.findall(_FILLERS.sub(" ", plain)) or _WORD.findall(plain)
    return tuple(map(_spelt, words))


@lru_cache(maxsize=1 << 14)
def _spelt(word: str) -> str:
    """Return a word in one spelling: its tone behind it, a final y as i."""
    letters = unicodedata.normalize("NFD", word)
    return _FINAL_Y.sub(r"\1i", _TONES.sub("", letters)) + "".join(_TONES.findall(letters))


@lru_cache(maxsize=1 << 15)
def _without_marks(text: str) -> Gist:
    """Return the gist of a text as somebody types it who leaves all marks out."""
    plain = fold(text).replace("that su", "thuc su")
    return tuple(_WORD.findall(_FOLDED_FILLERS.sub(" ", plain))) or tuple(_WORD.findall(plain))


@lru_cache(maxsize=1 << 15)
def _is_bare(text: str) -> bool:
    """Say whether a text was typed without any mark."""
    return all(word.isascii() for word in gist(text))


def alike(one: str, other: str) -> bool:
    """Say whether two texts are near-identical: of the same gist, one typed without marks, or a slip apart."""
    if gist(one) == gist(other):
        return True
    if _is_bare(one) or _is_bare(other):
        return _without_marks(one) == _without_marks(other)
    return _are_a_slip_apart(gist(one), gist(other))


def _are_a_slip_apart(one: Gist, other: Gist) -> bool:
    if len(one) != len(other) or not all(a == b or _is_slip(a, b) for a, b in zip(one, other, strict=True)):
        return False
    return Indel.normalized_similarity(" ".join(one), " ".join(other)) >= _LIKE


def _is_slip(one: str, other: str) -> bool:
    """Say whether a word may be another one mistyped, which a number never is."""
    if min(len(one), len(other)) < _SHORTEST_SLIP or any(sign.isdigit() for sign in one + other):
        return False
    return Indel.distance(one, other, score_cutoff=1) == 1 and fold(one) != fold(other)


def leaders(texts: Iterable[str]) -> dict[str, str]:
    """Return for each text the first one that it is like, itself where there is none; the first ones count most.

    Every text is like its leader, not only like a neighbour, so that the leader may speak for it.
    """
    found: dict[str, str] = {}
    by_gist: dict[Gist, str] = {}
    bare: dict[Gist, str] = {}
    by_length: dict[int, dict[str, str]] = {}
    for text in sorted(texts, key=_is_bare):  # who typed the marks speaks for who left them out
        words = gist(text)
        near = by_length.setdefault(len(words), {})
        leader = by_gist.get(words) or (bare.get(_without_marks(text)) if _is_bare(text) else _near(words, near))
        found[text] = by_gist[words] = leader or text
        if leader is None:
            near[text] = " ".join(words)
            bare.setdefault(_without_marks(text), text)
    return found


def _near(words: Gist, near: dict[str, str]) -> str | None:
    """Return the first of the texts of as many words that is a slip apart."""
    candidates: Sequence[tuple[str, float, str]] = process.extract(
        " ".join(words), near, scorer=Indel.normalized_similarity, score_cutoff=_LIKE, limit=None
    )
    alike = {text for _, _, text in candidates if _are_a_slip_apart(words, gist(text))}
    return next((text for text in near if text in alike), None)
