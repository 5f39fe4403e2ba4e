"""A chair's sentence as the several conclusions that it holds."""

import re
from dataclasses import dataclass
from itertools import pairwise

from briefing_portal.lib.vietnamese.text import capitalize_first, normalize_text

# Behind these a full stop doesn't end a sentence.
_SHORT = frozenset("tp tx tt p q h th ths ts pgs gs đ/c đc v v.v ông bà".split())
_MARKER = re.compile(r"\A(?:\d{1,2}[.)]|[a-zđ]\)|[-–—+*•])\s+", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"\A\d{1,2}\Z")
_LEAD = re.compile(r"\A([^:;.]{3,160}):\s+(?=\S)")
_OPENING, _CLOSING = "([“«", ")]”»"


@dataclass(frozen=True, slots=True)
class Split:
    """The pieces of a text; `lead` is what is said before them and of them all ("Các xã, thị trấn cần")."""

    pieces: tuple[str, ...]
    lead: str = ""


def split(text: str) -> Split:
    """Return the conclusions that a text holds: its sentences, and what semicolons and lines part.

    Nothing is parted inside brackets and quotes; marks of a list ("1.", "-") go; no word is lost.
    """
    pieces = [piece for line in normalize_text(text).split("\n") for piece in _line(line)]
    if not pieces:
        return Split(())
    found = _LEAD.match(pieces[0])
    if found is None or len(pieces) == 1:
        return Split(tuple(map(capitalize_first, pieces)))
    first = pieces[0][found.end() :]
    return Split(tuple(map(capitalize_first, (first, *pieces[1:]))), lead=found[1])


def _line(line: str) -> list[str]:
    """Return the pieces of one line, without the marks that number them."""
    places = [-1, *_ends(line), len(line)]
    parts = [line[start + 1 : end + 1].strip() for start, end in pairwise(places)]
    told = [_MARKER.sub("", part).strip().rstrip(";").strip() for part in parts]
    return [part for part in told if any(letter.isalnum() for letter in part)]


def _ends(line: str) -> list[int]:
    """Return where pieces end: at semicolons and full stops outside brackets."""
    depth, ends, start = 0, [], 0
    for place, sign in enumerate(line):
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and (sign == ";" or _is_stop(line, place, start)):
            ends.append(place)
            start = place + 1
    return ends


def _is_stop(line: str, place: int, start: int) -> bool:
    """Say whether a sign ends a sentence: a stop before a space and a capital, behind no abbreviation."""
    if line[place] not in ".!?…" or line[place + 1 : place + 2] != " ":
        return False
    follows = line[place + 1 :].lstrip()
    if follows and follows[0].islower():
        return False
    before = line[start:place].strip()
    last = before.rsplit(" ", 1)[-1].lower()
    return last not in _SHORT and not _NUMBER_ALONE.match(before)
