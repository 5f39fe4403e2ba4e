"""The words of a signed copy beside ours: what was filled in at the open places, what differs, what only moved."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import Indel

Pages = Sequence[Sequence[str]]
MOST_WORDS = 60_000  # of one file: comparing more would take minutes
CONTEXT = 8  # words shown on either side of a difference
LONGEST_NAME = 8  # words
_TABLE_HEAD = 8  # lines that a table may repeat at the top of a page
_PROOF = (("mã", "kiểm", "tra:"), ("có", "thật", "hay", "không."), 40)  # what our PDF prints beside its QR code
_BULLET = re.compile(r"^[-–•·▪●◦*+\ue000-\uf8ff](?= |$)")  # of a list: each program draws its own
_DOTS = re.compile(r"[.…_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands, with the number of its page (from 1)."""

    text: str
    page: int

    @property
    def folded(self) -> str:
        """Return the word as it is compared: without case."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the copy says something else: the words around it, ours and theirs; `page` is the copy's."""

    before: str
    ours: str
    theirs: str
    after: str
    page: int
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a copy has in the open places (number, day, name) and where it differs otherwise; `share` of words alike."""

    number: str = ""
    dated: date | None = None
    names: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Change:
    ours: slice
    theirs: slice


def is_too_long(ours: Pages, theirs: Pages) -> bool:
    """Tell whether two texts are too long to be compared word by word."""
    return any(sum(len(line.split()) for page in pages for line in page) > MOST_WORDS for pages in (ours, theirs))


def compare(ours: Pages, theirs: Pages) -> Comparison:
    """Return how the words of a copy stand to ours, whatever its lines, pages, case and spaces."""
    mine, given = list(_words(ours)), list(_words(theirs))
    found = Comparison(share=_share(mine, given))
    for change in _changes(mine, given):
        found = _judged(found, change, mine, given)
    return replace(found, differences=tuple(_with_moves(found.differences)))


def _words(pages: Pages) -> Iterator[Word]:
    seen: set[str] = set()
    words = []
    for number, lines in enumerate(pages, start=1):
        skipped = 0
        while skipped < min(_TABLE_HEAD, len(lines)) and lines[skipped] in seen:
            skipped += 1
        seen.update(lines)
        words += [Word(text, number) for line in lines[skipped:] for text in _BULLET.sub("", line).split()]
    return iter(_without_proof(words))


def _without_proof(words: list[Word]) -> list[Word]:
    first, last, longest = _PROOF
    folded = [unicodedata.normalize("NFC", word.folded) for word in words]
    for start in range(len(words)):
        if tuple(folded[start : start + len(first)]) == first:
            for end in range(start + len(last), min(start + longest, len(words)) + 1):
                if tuple(folded[end - len(last) : end]) == last:
                    return words[:start] + words[end:]
    return words


def _share(ours: list[Word], theirs: list[Word]) -> float:
    return float(Indel.normalized_similarity([each.folded for each in ours], [each.folded for each in theirs]))


def _changes(ours: list[Word], theirs: list[Word]) -> Iterator[_Change]:
    """Yield the places that differ by more than where a line or a word was broken."""
    codes = Indel.opcodes([each.folded for each in ours], [each.folded for each in theirs])
    open_change: _Change | None = None
    for code in codes:
        if code.tag == "equal":
            if open_change is not None and code.src_end - code.src_start > 1:
                yield from _unless_alike(open_change, ours, theirs)
                open_change = None
            continue
        here = _Change(slice(code.src_start, code.src_end), slice(code.dest_start, code.dest_end))
        open_change = here if open_change is None else _joined(open_change, here)
    if open_change is not None:
        yield from _unless_alike(open_change, ours, theirs)


def _joined(first: _Change, second: _Change) -> _Change:
    return _Change(slice(first.ours.start, second.ours.stop), slice(first.theirs.start, second.theirs.stop))


def _unless_alike(change: _Change, ours: list[Word], theirs: list[Word]) -> Iterator[_Change]:
    if _run(ours[change.ours]) != _run(theirs[change.theirs]):
        yield change


def _run(words: Iterable[Word]) -> str:
    """Return words as one run of letters: a reader of PDFs may cut one anywhere."""
    return "".join(word.folded for word in words)


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _judged(found: Comparison, change: _Change, ours: list[Word], theirs: list[Word]) -> Comparison:
    if number := _number_in(change, ours, theirs):
        return replace(found, number=number)
    if day := _day_in(change, ours, theirs):
        return replace(found, dated=day)
    if name := _name_in(change, ours, theirs):
        return replace(found, names=(*found.names, name))
    return replace(found, differences=(*found.differences, _difference(change, ours, theirs)))


def _number_in(change: _Change, ours: list[Word], theirs: list[Word]) -> str:
    """Return the number that was written before the symbol: "145-BC/HU"; empty where the place is no number's."""
    start, stop = change.ours.start, change.ours.stop
    had = _run(ours[change.ours])
    before = _run(ours[max(start - 1, 0) : start])
    tail = _DOTS.sub("", had.removeprefix("số").removeprefix(":")) or (_run(ours[stop : stop + 1]))
    if not (had.startswith("số") or before in {"số", "số:"}) or not re.fullmatch(r"[-/]\D+", tail):
        return ""
    has = _run(theirs[change.theirs]).removeprefix("số").removeprefix(":").removesuffix(tail)
    return f"{has.zfill(2)}{tail.upper()}" if re.fullmatch(r"\d{1,6}", has) else ""


def _day_in(change: _Change, ours: list[Word], theirs: list[Word]) -> date | None:
    """Return the date whose day was written between "ngày" and "tháng"; None where the place is no date's."""
    start, stop = change.ours.start, change.ours.stop
    around = _run(ours[max(start - 1, 0) : start]), _run(ours[stop : stop + 1])
    if around != ("ngày", "tháng") or _DOTS.sub("", _run(ours[change.ours])):
        return None
    line = _run(theirs[change.theirs.start : change.theirs.stop + 4])
    found = re.match(r"(\d{1,2})tháng(\d{1,2})năm(\d{4})", line)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _name_in(change: _Change, ours: list[Word], theirs: list[Word]) -> str:
    """Return the signer's name that was written below the position; empty where the place is no name's."""
    words = theirs[change.theirs]
    before = ours[change.ours.start - 1].text if change.ours.start else ""
    if ours[change.ours] or not before.isupper() or not 1 < len(words) <= LONGEST_NAME:
        return ""
    is_name = all(word.text.istitle() and word.text.isalpha() for word in words)
    return _text(words) if is_name or _run(words).strip("()") == "đãký" else ""


def _difference(change: _Change, ours: list[Word], theirs: list[Word]) -> Difference:
    start, stop = change.theirs.start, change.theirs.stop
    nearest = theirs[min(start, len(theirs) - 1)] if theirs else Word("", 1)
    return Difference(
        before=_text(theirs[max(start - CONTEXT, 0) : start]),
        ours=_text(ours[change.ours]),
        theirs=_text(theirs[change.theirs]),
        after=_text(theirs[stop : stop + CONTEXT]),
        page=nearest.page,
    )


def _with_moves(differences: Sequence[Difference]) -> Iterator[Difference]:
    """Mark the words that are missing in one place and stand, the same, in another."""
    gone = {_pressed(each.ours) for each in differences if not each.theirs}
    come = {_pressed(each.theirs) for each in differences if not each.ours}
    moved = gone & come
    for each in differences:
        only = each.ours if not each.theirs else "" if each.ours else each.theirs
        yield replace(each, has_moved=bool(only) and _pressed(only) in moved)


def _pressed(text: str) -> str:
    return "".join(text.casefold().split())
