"""Find words in Vietnamese text, typed with marks or without: "giang" finds Giàng and Giang, "giàng" only Giàng."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .text import fold, normalize_text

MOST_PHRASES = 10
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_TYPED = re.compile(r'"([^"]*)"|(\S+)')
_TONES = {"\u0300": "2", "\u0301": "5", "\u0303": "4", "\u0309": "3", "\u0323": "6"}
_BEFORE, _BEHIND = 80, 160  # characters around a hit


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side, as they are looked for: without marks, and those typed with marks exactly."""

    plain: tuple[str, ...]
    exact: tuple[str, ...]  # "" where the word was typed without marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an extract; a hit is what was looked for."""

    text: str
    is_hit: bool


def plain_words(text: str) -> str:
    """Return a text's words for a search without marks, each between spaces: " xa cam giang "."""
    return _between_spaces(_WORD.findall(fold(text)))


def exact_words(text: str) -> str:
    """Return a text's words for a search with marks, wherever the tone is written: hoà and hòa are one."""
    return _between_spaces(exact_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", text)))


def exact_word(word: str) -> str:
    """Return a word in lower case with its tone behind it: "Giàng" is "giang2"."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = "".join(_TONES[sign] for sign in decomposed if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in decomposed if sign not in _TONES)) + tone


def _between_spaces(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def read_query(typed: str) -> tuple[Phrase, ...]:
    """Return the phrases that a person looks for: each word, or what stands in quotation marks."""
    text = re.sub(r"[“”]", '"', normalize_text(typed))
    phrases = (_phrase(quoted or single) for quoted, single in _TYPED.findall(text))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase.plain))[:MOST_PHRASES]


def _phrase(words: str) -> Phrase:
    found = _WORD.findall(words)
    exact = (exact_word(word) if fold(word) != _as_typed(word) else "" for word in found)
    return Phrase(tuple(fold(word) for word in found), tuple(exact))


def _as_typed(word: str) -> str:
    return word.lower().replace("y", "i")


def extract(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """Return the words around each phrase's first hit, all hits there marked; where there is none, the beginning."""
    found = [hits for phrase in phrases if (hits := _hits(text, phrase))]
    hits = sorted(hit for each in found for hit in each)
    windows = _windows(text, sorted(each[0][0] for each in found) or [0])
    pieces = [Piece("… ", is_hit=False)] if windows[0][0] else []
    for start, end in windows:
        pieces += _window(text, start, end, hits)
        pieces.append(Piece(" … " if end < len(text) else "", is_hit=False))
    return [piece for piece in pieces if piece.text]


def _windows(text: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Return what to show around some places; a place that is shown already has no window of its own."""
    windows: list[tuple[int, int]] = []
    for place in places:
        if not windows or place + _BEHIND // 4 > windows[-1][1]:
            start = max(_at_a_space(text, place - _BEFORE), windows[-1][1] if windows else 0)
            windows.append((start, _at_a_space(text, place + _BEHIND)))
    return windows


def _window(text: str, start: int, end: int, hits: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    place = start
    for begin, stop in hits:
        if place <= begin and stop <= end:
            yield Piece(text[place:begin], is_hit=False)
            yield Piece(text[begin:stop], is_hit=True)
            place = stop
    yield Piece(text[place:end], is_hit=False)


def _hits(text: str, phrase: Phrase) -> list[tuple[int, int]]:
    pattern = r"[\W_]+".join(map(re.escape, phrase.plain))
    found = re.finditer(rf"(?<![^\W_]){pattern}(?![^\W_])", _folded_in_place(text))
    return [hit.span() for hit in found if _is_exact(text[hit.start() : hit.end()], phrase)]


def _is_exact(words: str, phrase: Phrase) -> bool:
    pairs = zip(_WORD.findall(words), phrase.exact, strict=False)  # a stray mark may part a word
    return all(not exact or exact == exact_word(word) for word, exact in pairs)


def _folded_in_place(text: str) -> str:
    """Return the text without marks, sign by sign, so that places stay places."""
    table = {ord(sign): folded if len(folded := fold(sign)) == 1 else sign for sign in set(text)}
    return text.translate(table)


def _at_a_space(text: str, place: int) -> int:
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    found = text.rfind(" ", 0, place)
    if found < 0:  # a single word so far: shown whole unless it is endless
        return 0 if place <= _BEFORE else place
    return found + 1
