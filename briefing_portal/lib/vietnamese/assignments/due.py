"""Until when something is to be done, as a sentence says it; a proposal, and a question where it isn't clear."""

import datetime as dt
import re
from dataclasses import dataclass

from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from briefing_portal.lib.vietnamese.dates import format_date
from briefing_portal.lib.vietnamese.text import normalize_text

from .letters import plain

_NEXT_YEAR_WITHIN = 183  # days: "15/1", said in November, is of the coming year
_CENTURY = 2000
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS_PER_QUARTER = 3

# In letters without marks, y as i. What leads to a date firmly may do without "ngày".
_FIRM = (
    r"(?:truoc|cham nhat(?: (?:la|den|vao|trong))?|muon nhat(?: (?:la|den|vao|trong))?"
    r"|(?:thoi )?han(?: (?:la|den|cuoi|chot|chot la))?:?)"
)
_LOOSE = r"(?:den het|den|het|trong|vao|xong)"
_HOUR = r"(?:\d{1,2} ?(?:h|g|gio|:) ?\d{0,2}(?: ?phut)?,? )?"
_NUMBERS = r"(?P<day>\d{1,2}) ?[/.-] ?(?P<month>\d{1,2})(?: ?[/.-] ?(?P<year>\d{4}|\d{2}))?(?![\d/.-]*\d)"
_NOT_A_SHARE = r"(?! ?(?:%|tieu chi|chi tieu|so|xa|ho|thon|dien tich|truong))"
_IN_WORDS = r"(?P<day>\d{1,2}) thang (?P<month>\d{1,2})(?:(?: nam |/)(?P<year>\d{4}))?"
_OF_YEAR = r"(?:(?: nam |/)(?P<year>\d{4}))?"
_PATTERNS = (
    ("day", re.compile(rf"\b(?:{_FIRM}|{_LOOSE}) {_HOUR}(?:het )?ngai {_NUMBERS}")),
    ("day", re.compile(rf"\b(?:{_FIRM}|{_LOOSE}) {_HOUR}(?:het )?ngai {_IN_WORDS}")),
    ("day", re.compile(rf"\b{_FIRM} {_HOUR}{_NUMBERS}{_NOT_A_SHARE}")),
    ("before month", re.compile(rf"\btruoc thang (?P<month>\d{{1,2}})\b{_OF_YEAR}")),
    ("month", re.compile(rf"\b(?:{_FIRM} |{_LOOSE} )?(?:het|cuoi|trong) thang (?P<month>\d{{1,2}})\b{_OF_YEAR}")),
    ("month", re.compile(rf"\b(?:cham|muon) nhat (?:la )?thang (?P<month>\d{{1,2}})\b{_OF_YEAR}")),
    ("relative", re.compile(r"\b(?:trong|het|cuoi) thang (?P<which>nai|toi|sau)\b")),
    ("quarter", re.compile(rf"\b(?:trong|het|cuoi|cham nhat) qui (?P<quarter>iv|i{{1,3}}|[1-4])\b{_OF_YEAR}")),
    ("half", re.compile(r"\b(?:6|sau) thang (?P<half>dau|cuoi) nam(?: (?P<year>\d{4}))?\b")),
    ("year", re.compile(r"\b(?:trong|het|cuoi) nam (?P<year>\d{4})\b")),
    ("this year", re.compile(r"\b(?:het|cuoi) nam(?: nai)?\b(?! \d)")),
)
_VAGUE = re.compile(
    r"\b(?:dau|giua|trung tuan|thuong tuan|ha tuan) thang (?:\d{1,2}|nai|toi|sau)\b|\btrong tuan (?:nai|toi|sau)\b"
    r"|\b(?:truoc|den|den het) ngai \d{1,2}\b(?! ?[/.-] ?\d| thang \d)"
)


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is to be done, the words that say so, and a question where they don't say it clearly.

    `day` is never before the day on which the text is read; where the words name a past day it is None.
    """

    day: dt.date | None = None
    words: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    start: int
    words: str
    day: dt.date | None  # None of a day that doesn't exist


def read_due(text: str, today: dt.date) -> Due:
    """Return until when a text asks for something, or why that must be asked; nothing where it names no time.

    "Trước ngày 20/12" is the 20th; a month, quarter or year its last day. A date that no word of a term leads to
    ("Kế hoạch ngày 10/12") is none. A day without a year is the next such day within half a year.
    """
    text = " ".join(normalize_text(text).split())
    readings = _readings(text, today)
    if not readings:
        return _vague(text)
    wrong = next((each for each in readings if each.day is None), None)
    if wrong is not None:
        return Due(words=wrong.words, question=f"“{wrong.words}” không phải là một ngày có thật; thời hạn là ngày nào?")
    days = sorted({each.day for each in readings if each.day is not None})
    words = ", ".join(dict.fromkeys(each.words for each in readings))
    if len(days) > 1:
        listed = ", ".join(map(format_date, days))
        return Due(words=words, question=f"Câu nêu nhiều mốc thời gian ({listed}); thời hạn là ngày nào?")
    if days[0] < today:
        return Due(words=words, question=f"“{words}” là ngày {format_date(days[0])}, đã qua; thời hạn là ngày nào?")
    return Due(days[0], words)


def _vague(text: str) -> Due:
    found = _VAGUE.search(plain(text))
    if found is None:
        return Due()
    words = text[found.start() : found.end()]
    return Due(words=words, question=f"“{words}” chưa rõ ngày; thời hạn là ngày nào?")


def _readings(text: str, today: dt.date) -> list[_Reading]:
    """Return what the text says of a term, each place once, in the order of the text."""
    letters, taken, readings = plain(text), list[tuple[int, int]](), []
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(letters):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            day = _day(kind, found.groupdict(), today)
            readings.append(_Reading(found.start(), text[found.start() : found.end()], day))
    return sorted(readings, key=lambda each: each.start)


def _day(kind: str, told: dict[str, str | None], today: dt.date) -> dt.date | None:
    """Return the day that was said, or None for one that doesn't exist."""
    try:
        return _READ[kind](told, today)
    except (ValueError, OverflowError):
        return None


def _of_day(told: dict[str, str | None], today: dt.date) -> dt.date:
    month, day = int(told["month"] or 0), int(told["day"] or 0)
    if told["year"]:
        return dt.date(_full(told["year"]), month, day)
    this = _existing(today.year, month, day) or dt.date(today.year + 1, month, day)
    return this if this >= today else _next_year(this, today, _existing(today.year + 1, month, day))


def _of_month(told: dict[str, str | None], today: dt.date) -> dt.date:
    month = int(told["month"] or 0)
    if told["year"]:
        return Month(_full(told["year"]), month).last_day
    this = Month(today.year, month)
    return this.last_day if this.last_day >= today else _next_year(this.last_day, today, this.plus(12).last_day)


def _before_month(told: dict[str, str | None], today: dt.date) -> dt.date:
    month = int(told["month"] or 0)
    if told["year"]:
        return Month(_full(told["year"]), month).previous().last_day
    this = Month(today.year, month).previous()
    return this.last_day if this.last_day >= today else _next_year(this.last_day, today, this.plus(12).last_day)


def _relative(told: dict[str, str | None], today: dt.date) -> dt.date:
    this = Month.of(today)
    return (this if told["which"] == "nai" else this.next()).last_day


def _of_quarter(told: dict[str, str | None], today: dt.date) -> dt.date:
    last = _QUARTERS[told["quarter"] or ""] * _MONTHS_PER_QUARTER
    return _of_month({"month": str(last), "year": told["year"]}, today)


def _of_half(told: dict[str, str | None], today: dt.date) -> dt.date:
    last = MONTHS_PER_YEAR // 2 if told["half"] == "dau" else MONTHS_PER_YEAR
    return _of_month({"month": str(last), "year": told["year"]}, today)


def _of_year(told: dict[str, str | None], today: dt.date) -> dt.date:
    return dt.date(int(told.get("year") or today.year), MONTHS_PER_YEAR, 31)


_READ = {
    "day": _of_day,
    "month": _of_month,
    "before month": _before_month,
    "relative": _relative,
    "quarter": _of_quarter,
    "half": _of_half,
    "year": _of_year,
    "this year": _of_year,
}


def _full(year: str) -> int:
    return int(year) + (_CENTURY if len(year) == len("15") else 0)


def _existing(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _next_year(this: dt.date, today: dt.date, following: dt.date | None) -> dt.date:
    """Return the coming year's day where it is near, else the past one, which then is asked about."""
    near = following is not None and (following - today).days <= _NEXT_YEAR_WITHIN
    return following if near and following is not None else this
