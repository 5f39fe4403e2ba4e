"""The reader of claims: numbers with what they count, and the words that claim something of figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from briefing_portal.lib.vietnamese.claims.numbers import NUMBER, SPELLED, read_written
from briefing_portal.lib.vietnamese.claims.plain import HIDDEN, Plain, plain_of


class Kind(StrEnum):
    """What is claimed."""

    NUMBER = "number"  # 12,5 ha, 93,5%
    ABOVE = "above"  # trên, hơn
    AT_LEAST = "at_least"  # từ … trở lên
    BELOW = "below"  # dưới
    NEAR = "near"  # gần: a little less
    ABOUT = "about"  # khoảng, xấp xỉ
    COVERAGE = "coverage"  # 16/17 xã
    COUNT = "count"  # có 3 xã
    REACHED = "reached"  # đạt kế hoạch, đạt và vượt
    EXCEEDED = "exceeded"  # vượt kế hoạch
    NOT_REACHED = "not_reached"  # chưa đạt kế hoạch
    ALL = "all"  # tất cả các xã
    MOST = "most"
    HALF = "half"
    SOME = "some"
    NONE = "none"  # chưa có xã nào
    UP = "up"  # tăng … so với
    DOWN = "down"
    SAME = "same"
    ABSENT = "absent"  # không xảy ra …
    HIGHEST = "highest"
    LOWEST = "lowest"


QUANTITIES = frozenset({Kind.ALL, Kind.MOST, Kind.HALF, Kind.SOME, Kind.NONE})


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: its place in the text, its words as written, and what tells what it is said of.

    `number` is exactly as written, with its `decimals`; `unit` is "%" or the words behind the number; `whole` is the
    17 of "16/17 xã". `clauses` are, in lower case, the words before the claim in its own clause, then the words of
    the clauses before it in the same part of the sentence, nearest first, then the words behind it in its clause;
    `part` is the whole part of the sentence. `about` are the things said not to have happened; `against` is "month"
    or "year".
    """

    kind: Kind
    start: int
    end: int
    words: str
    clauses: tuple[str, ...]
    part: str
    number: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    whole: int | None = None
    about: tuple[str, ...] = ()
    against: str = ""


_UNIT = r"(?:xã|thị trấn|phường|đơn vị|địa phương|thôn|tổ dân phố|huyện)"
_UNITS = rf"(?: số)?(?: các)? {_UNIT}\b"
_PLAN = r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)"
_MANY = r"(?: được| tốt| xong| các| toàn bộ| tất cả các| mọi)*"
_WHEN = r"(?P<against>tháng trước|tháng #+|cùng kỳ|năm trước|năm ngoái)"
_WORDS = r"(?:[^.;\n]|(?<=\d)\.(?=\d))"

# In their order: what an earlier one has taken, a later one doesn't read again.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.COVERAGE, rf"(?P<number>\d+)/(?P<whole>\d+)(?= (?:{_UNIT}|báo cáo)\b)"),
    (
        Kind.NOT_REACHED,
        rf"(?:chưa|không)(?: thể| hề| bao giờ)? (?:đạt|hoàn thành)(?: và vượt)?{_MANY}(?: 100%)? {_PLAN}",
    ),
    (
        Kind.EXCEEDED,
        rf"(?<!và )(?<!chưa )(?<!không )(?:hoàn thành )?vượt(?: mức| xa| cao)?{_MANY}(?: {NUMBER}%)? {_PLAN}",
    ),
    (Kind.REACHED, rf"đạt(?: và|,| hoặc) vượt(?: mức)?(?:{_MANY} {_PLAN})?"),
    (Kind.REACHED, rf"(?:đạt|hoàn thành){_MANY}(?: 100%)? {_PLAN}"),
    (Kind.NONE, rf"(?:chưa|không)(?: có)? {_UNIT} nào"),
    (Kind.ALL, rf"(?:tất cả|toàn bộ|100%){_UNITS}"),
    (Kind.MOST, rf"(?:đa số|phần lớn|hầu hết|đa phần){_UNITS}"),
    (Kind.HALF, rf"(?:một|1) nửa{_UNITS}"),
    (Kind.SOME, rf"(?:một số|một vài) {_UNIT}\b"),
    (Kind.UP, rf"tăng(?! cường)(?!{_WORDS}*?\b(?:tăng|giảm)\b{_WORDS}*? so với){_WORDS}{{0,40}}? so với {_WHEN}"),
    (Kind.DOWN, rf"giảm(?!{_WORDS}*?\b(?:tăng|giảm)\b{_WORDS}*? so với){_WORDS}{{0,40}}? so với {_WHEN}"),
    (Kind.UP, rf"so với {_WHEN}(?: năm trước)?,?(?: đã)? tăng\b(?! cường)"),
    (Kind.DOWN, rf"so với {_WHEN}(?: năm trước)?,?(?: đã)? giảm\b"),
    (Kind.SAME, rf"(?:bằng|ngang|như)(?: với| so với)? {_WHEN}"),
    (
        Kind.ABSENT,
        r"(?:không|chưa)(?: để)?(?: xảy ra| phát sinh| ghi nhận| phát hiện| có| còn)(?: thêm)?"
        rf"(?= (?P<about>(?!{_UNIT} nào)(?:(?! nhưng | song | tuy nhiên |: ){_WORDS})+))",
    ),
    (Kind.HIGHEST, r"cao nhất"),
    (Kind.LOWEST, r"thấp nhất"),
)
_COMPILED = tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})")) for kind, pattern in _PATTERNS)

_NUMBER = re.compile(rf"{NUMBER}|{SPELLED}")
_BEFORE = (
    (Kind.ABOVE, re.compile(r"(?:trên|hơn|quá)\s+\Z")),
    (Kind.BELOW, re.compile(r"(?:dưới|chưa đến|chưa đầy|không quá|không đến)\s+\Z")),
    (Kind.NEAR, re.compile(r"(?:gần)\s+\Z")),
    (Kind.ABOUT, re.compile(r"(?:khoảng|xấp xỉ)\s+\Z")),
)
_ONWARDS = re.compile(r"[^\d,;.\n()]{0,60}\btrở lên")
_UNIT_BEHIND = re.compile(r"(?:/\d[\d.,]*)?\s*(%|phần trăm|(?:ha|km|kg|m2)\b|(?:\s[^\W\d_]+){1,3})")
_PART = re.compile(r"[;\n!?]|[.:](?!\d)")
_COMMA = re.compile(r",(?!\d)|[()]")
_DENIED = re.compile(r"(?:không phải|chưa phải|chẳng phải|không|chưa)(?: là)?\s+\Z")
_HEDGED = re.compile(r"(?:cơ bản|gần|sắp|suýt|ước)(?: đã)?\s+\Z")
_INTENDED = re.compile(
    r"(?<!\w)(?:phấn đấu|dự kiến|sẽ|quyết tâm|nhằm|để|đảm bảo|bảo đảm|cần|yêu cầu|đề nghị|nếu|khả năng|hướng tới|"
    r"chủ động|tiếp tục|đẩy mạnh|tập trung|cố gắng|kiến nghị|dự ước|ước)(?!\w)"
)


def read_claims(text: str) -> list[Claim]:
    """Return the claims of a text in their order; case, Unicode form and the kind of spaces make no difference.

    Dates, years, hours and numbers of documents are no figures. Denied words are no claim of what they deny ("chưa
    đạt kế hoạch" claims that it isn't reached), and what is only intended or hedged ("phấn đấu đạt kế hoạch", "cơ
    bản đạt") claims nothing.
    """
    plain = plain_of(text)
    found = [*_words_claims(text, plain), *_number_claims(text, plain)]
    return sorted(found, key=lambda claim: (claim.start, claim.end))


def _words_claims(text: str, plain: Plain) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(plain.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            if not _is_idle(kind, plain.text, match.start()):
                yield _claim(text, plain, kind, match)


def _is_idle(kind: Kind, text: str, start: int) -> bool:
    """Say whether a match claims nothing: it is denied, hedged or only intended."""
    if kind is Kind.COVERAGE:
        return False
    before = text[_start_of(_PART, text, start) : start]
    clause = _COMMA.split(before)[-1]
    return any(pattern.search(clause) for pattern in (_DENIED, _HEDGED, _INTENDED))


def _claim(text: str, plain: Plain, kind: Kind, match: re.Match[str]) -> Claim:
    groups = match.groupdict()
    start, end = match.span()
    head, tail = plain.written(start, end)
    number = groups.get("number")
    return Claim(
        kind,
        head,
        tail,
        text[head:tail],
        *_around(plain.text, start, end),
        number=Decimal(number) if number else None,
        whole=int(groups["whole"]) if groups.get("whole") else None,
        about=_items(groups.get("about") or ""),
        against=_against(groups.get("against") or ""),
    )


def _against(words: str) -> str:
    return "month" if words.startswith("tháng") else "year" if words else ""


def _items(words: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in re.split(r",(?!\d)| và | hoặc | hay |\(", words) if item.strip())


def _around(text: str, start: int, end: int) -> tuple[tuple[str, ...], str]:
    """Return the clauses that tell what a claim is said of, nearest first, and the whole part of the sentence."""
    begin = _start_of(_PART, text, start)
    close = _PART.search(text, end)
    part = text[begin : close.start() if close else len(text)]
    before = [clause.strip() for clause in _COMMA.split(text[begin:start])]
    behind = _COMMA.split(text[end : begin + len(part)])[0].strip()
    return (*reversed(before), behind), part.strip()


def _start_of(pattern: re.Pattern[str], text: str, place: int) -> int:
    last = 0
    for match in pattern.finditer(text, 0, place):
        last = match.end()
    return last


def _number_claims(text: str, plain: Plain) -> Iterator[Claim]:
    covered = [m.span() for m in _COMPILED[0][1].finditer(plain.text)]
    for match in _NUMBER.finditer(plain.text):
        if any(start <= match.start() < end for start, end in covered):
            continue
        behind = _UNIT_BEHIND.match(plain.text, match.end())
        if behind is None and plain.text[match.end() : match.end() + 1].isalpha():
            continue
        yield _number_claim(text, plain, match, _unit(behind[1]) if behind else "")


def _unit(words: str) -> str:
    return "%" if words == "phần trăm" else words.strip()


def _number_claim(text: str, plain: Plain, match: re.Match[str], unit: str) -> Claim:
    kind, start = _qualified(plain.text, match, unit)
    end = match.end() + (1 if unit == "%" and plain.text[match.end() : match.end() + 1] == "%" else 0)
    head, tail = plain.written(start, end)
    value, decimals = read_written(match[0])
    around = _around(plain.text, start, end)
    return Claim(kind, head, tail, text[head:tail], *around, number=value, decimals=decimals, unit=unit)


def _qualified(text: str, match: re.Match[str], unit: str) -> tuple[Kind, int]:
    """Return what kind of claim a number makes, and where its words begin."""
    for kind, pattern in _BEFORE:
        if before := pattern.search(text, max(0, match.start() - 12), match.start()):
            return kind, before.start()
    if _ONWARDS.match(text, match.end()):
        return Kind.AT_LEAST, match.start()
    return (Kind.COUNT if re.match(rf"{_UNIT}\b", unit) else Kind.NUMBER), match.start()


__all__ = ["HIDDEN", "QUANTITIES", "Claim", "Kind", "read_claims"]
