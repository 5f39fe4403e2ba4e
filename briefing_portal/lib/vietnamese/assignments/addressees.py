"""Whom a sentence of the chair tells to do something; a proposal, and a question where it isn't clear."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing_portal.lib.vietnamese.text import normalize_text

from .letters import WORD, is_unmarked, plain, spoken

_DASHES = re.compile(r"\s*[-–—]\s*|\s+và\s+|\s*,\s*|\s*&\s*")
_LEVEL = re.compile(r"\s+(?:huyện|tỉnh|thành phố|thị xã)\Z", re.IGNORECASE)
# What stands behind "các xã" where not all of them are meant.
_SOME = frozenset("chua con co vung ven dat bi dang thuoc nao o phia nai do tren duoi noi giap".split())
_ON_THE_GROUND = "dia ban"  # "các xã trên địa bàn huyện" are all of them
_EXCEPT = re.compile(r"\b(?:ngoai tru|tru|khong bao gom|khong gom)\b(?! sau| dich)")
_ALL_UNITS = re.compile(
    r"\b(?:tat ca |toan bo |toan the )?(?:cac|100%|moi|tung) "
    r"(?:xa(?:, phuong)?(?:,? (?:va )?thi tran)?|phuong|thi tran)\b"
)
_SOME_UNITS = re.compile(r"\b(?:mot so|mot vai|nhieu|nhung) (?:xa|phuong|thi tran|don vi)\b")
_ALL_DEPARTMENTS = re.compile(r"\bcac (?:phong(?:, ban)?(?:, nganh)?|ban, nganh|co quan chuien mon)\b")
_SOME_DEPARTMENTS = re.compile(
    r"\b(?:mot so|cac) (?:phong|ban)[a-z, ]* (?:co )?lien quan\b|\bmot so phong\b|\bcac nganh co lien quan\b"
)
_NOT_OF_THE_LEVEL = frozenset({"xã", "phường", "viên", "thị", "các"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or a department as a sentence may call it; the first name is the one it is asked about by."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who is told: all communes, or those named; departments; the words that say so; what must be asked."""

    all_communes: bool = False
    communes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Tell whether anybody is proposed."""
        return bool(self.all_communes or self.communes or self.departments)


@dataclass(frozen=True, slots=True)
class _Place:
    key: str
    start: int
    end: int


def read_addressees(text: str, communes: Sequence[Unit], departments: Sequence[Unit]) -> Addressees:
    """Return whom a text addresses, by the names and the groups that it says; nobody where it says nobody.

    A name is known by its letters and tones (Hà Vị is not Hạ Vi; Sĩ Bình is Sỹ Bình) and by its capitals; of a text
    without any marks by its letters alone, and asked about where two names are alike.
    """
    text = " ".join(normalize_text(text).split())
    places, doubtful = _named_communes(text, communes)
    told = _communes(text, communes, places)
    words, departments_told, asked = _departments(text, departments)
    return Addressees(
        told.all_communes,
        told.communes,
        departments_told,
        (*told.words, *words),
        (*doubtful, *told.questions, *asked),
    )


def _communes(text: str, communes: Sequence[Unit], places: Sequence[_Place]) -> Addressees:
    """Return which communes are told."""
    letters = plain(text)
    excepted = _excepted(letters, places)
    named = tuple(dict.fromkeys(each.key for each in places if each.key not in excepted))
    every = next((found for found in _ALL_UNITS.finditer(letters) if _means_all(letters, found, places)), None)
    quoted = tuple(text[each.start : each.end] for each in places)
    if every is not None and excepted:
        left = tuple(unit.key for unit in communes if unit.key not in excepted)
        return Addressees(communes=left, words=(text[every.start() : every.end()], "trừ", *quoted))
    if every is not None and named:
        whole = text[every.start() : every.end()]
        return Addressees(words=quoted, questions=(f"Câu nói “{whole}” và nêu tên {', '.join(quoted)}; giao cho ai?",))
    if every is not None:
        return Addressees(all_communes=True, words=(text[every.start() : every.end()],))
    return Addressees(communes=named, words=quoted, questions=() if named else _unnamed(text, letters))


def _unnamed(text: str, letters: str) -> tuple[str, ...]:
    """Return the question after communes that are spoken of without a name."""
    found = _SOME_UNITS.search(letters) or _ALL_UNITS.search(letters)
    if found is None:
        return ()
    following = WORD.search(text, found.end())
    words = text[found.start() : following.end() if following and found.re is _ALL_UNITS else found.end()]
    return (f"“{words}” là những đơn vị nào?",)


def _means_all(letters: str, found: re.Match[str], places: Sequence[_Place]) -> bool:
    """Say whether "các xã" means all: no name and no condition follows it."""
    after = letters[found.end() :].lstrip(" :")
    start = len(letters) - len(after)
    if any(each.start in {start, start + len("xa ")} for each in places):
        return False
    words = WORD.findall(after)[:3]
    if words[:1] == ["tren"] and " ".join(words[1:]) == _ON_THE_GROUND:
        return True
    return after[:1] in {",", ".", ";", ":", "(", ""} or not words or words[0] not in _SOME


def _excepted(letters: str, places: Sequence[_Place]) -> frozenset[str]:
    """Return the communes that stand behind "trừ", up to the end of the bracket or clause."""
    found = _EXCEPT.search(letters)
    if found is None:
        return frozenset()
    end = min(
        (place for place in (letters.find(sign, found.end()) for sign in ").;:") if place >= 0), default=len(letters)
    )
    return frozenset(each.key for each in places if found.end() <= each.start < end)


def _named_communes(text: str, communes: Sequence[Unit]) -> tuple[list[_Place], tuple[str, ...]]:
    """Return where communes are named, and questions where a text without marks could mean several."""
    heard = plain if is_unmarked(text) else spoken
    places = [place for unit in communes for name in unit.names for place in _places_of(text, name, unit.key, heard)]
    longest = [each for each in places if not any(_covers(other, each) for other in places)]
    keys: dict[tuple[int, int], set[str]] = {}
    for each in longest:
        keys.setdefault((each.start, each.end), set()).add(each.key)
    doubtful = [span for span, found in keys.items() if len(found) > 1]
    sure = sorted(
        (each for each in set(longest) if (each.start, each.end) not in doubtful), key=lambda each: each.start
    )
    return sure, tuple(f"“{text[start:end]}” có thể là nhiều đơn vị; chọn đơn vị nào?" for start, end in doubtful)


def _covers(other: _Place, each: _Place) -> bool:
    return other.start <= each.start and each.end <= other.end and other.end - other.start > each.end - each.start


def _places_of(text: str, name: str, key: str, heard: Callable[[str], str]) -> list[_Place]:
    """Return where a name stands as a name: its words one behind the other, each capitalised where marks are used."""
    wanted = [heard(word) for word in WORD.findall(name)]
    words = list(WORD.finditer(text))
    found = []
    for first in range(len(words) - len(wanted) + 1):
        run = words[first : first + len(wanted)]
        if not wanted or [heard(word[0]) for word in run] != wanted or not _is_one(text, run):
            continue
        if heard is plain or _is_name(text, words, first, len(wanted)):
            found.append(_Place(key, run[0].start(), run[-1].end()))
    return found


def _is_one(text: str, run: Sequence[re.Match[str]]) -> bool:
    gaps = (text[before.end() : after.start()] for before, after in pairwise(run))
    return all(gap == " " for gap in gaps)


def _is_name(text: str, words: Sequence[re.Match[str]], first: int, length: int) -> bool:
    """Say whether words are capitalised as a name and not part of a longer one ("đồng chí Nguyễn Cao Sơn")."""
    run = words[first : first + length]
    if not all(word[0][0].isupper() for word in run):
        return False
    before = words[first - 1] if first else None
    after = words[first + length] if first + length < len(words) else None
    joined_before = before is not None and text[before.end() : run[0].start()] == " " and _is_part(text, before)
    joined_after = after is not None and text[run[-1].end() : after.start()] == " " and _is_part(text, after)
    return not joined_before and not joined_after


def _is_part(text: str, word: re.Match[str]) -> bool:
    """Say whether a neighbour belongs to a longer name: capitalised inside a sentence, and no abbreviation."""
    opens = not text[: word.start()].rstrip(" ") or text[: word.start()].rstrip(" ")[-1] in ".;:!?"
    return (
        word[0][0].isupper() and not word[0].isupper() and not opens and word[0].lower() not in {"xã", "trấn", "phường"}
    )


def _departments(text: str, departments: Sequence[Unit]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the words that tell departments, the departments, and what must be asked."""
    letters = plain(text)
    if some := _SOME_DEPARTMENTS.search(letters):
        words = text[some.start() : some.end()]
        return (), (), (f"“{words}” là những phòng, ban, ngành nào?",)
    if every := _ALL_DEPARTMENTS.search(letters):
        return (text[every.start() : every.end()],), tuple(unit.key for unit in departments), ()
    found = {}
    for unit in departments:
        for name in _short_names(unit, departments):
            if (words := _said(text, name)) and unit.key not in found:
                found[unit.key] = words
    return tuple(found.values()), tuple(found), ()


def _said(text: str, name: str) -> str:
    """Return a department's name as a text says it; "" where it doesn't."""
    heard = spoken if not is_unmarked(text) else plain
    wanted = [heard(word) for word in WORD.findall(name)]
    words = list(WORD.finditer(text))
    for first in range(len(words) - len(wanted) + 1):
        run = words[first : first + len(wanted)]
        following = words[first + len(wanted)][0].lower() if first + len(wanted) < len(words) else ""
        if wanted and [heard(word[0]) for word in run] == wanted and following not in _NOT_OF_THE_LEVEL:
            return text[run[0].start() : run[-1].end()]
    return ""


def _short_names(unit: Unit, departments: Iterable[Unit]) -> list[str]:
    """Return by which names a department is called: whole, without its level, by its first part if no other has it."""
    names = []
    for name in unit.names:
        bare = _LEVEL.sub("", name)
        head = _DASHES.split(bare, maxsplit=1)[0]
        others = [other for each in departments if each.key != unit.key for other in each.names]
        is_own = len(WORD.findall(head)) > 1 and not any(plain(other).startswith(plain(head)) for other in others)
        names += [name, bare, *([head] if is_own else [])]
    return list(dict.fromkeys(names))
