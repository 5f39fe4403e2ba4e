"""The number that an office gives a paper: read as the paper itself prints its form, one reading or a question."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing_portal.lib.months import Month

LONGEST = 5  # digits
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_SYMBOL = r"[A-ZĐ]+(?:[-/][A-ZĐ]+)+|[A-ZĐ]+"


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number in its canonical form ("05-BC/HU"), or the sentence that asks for another."""

    value: str = ""
    question: str = ""


def tail_of(lines: Iterable[str]) -> str:
    """Return what a paper prints behind its open number: "-BC/HU" of "Số      -BC/HU"; empty where it has none."""
    for line in lines:
        found = re.match(r"Số ?:? ?([-/][^\s\d]+)", unicodedata.normalize("NFC", line))
        if found:
            return found[1].upper()
    return ""


def read_paper_number(typed: str, tail: str) -> NumberReading:
    """Return the reading of a number as typed, for a paper that prints `tail` behind its open number.

    Digits alone are completed by the tail; case, spaces and the kind of dash don't matter.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", typed).translate(_DASHES)).upper()
    plain = re.sub(r"^SỐ:?", "", plain)
    if not plain:
        return NumberReading(question="Hãy ghi số văn bản.")
    found = re.fullmatch(rf"(\d+)((?:[-/](?:{_SYMBOL}))?)", plain)
    if found is None:
        return NumberReading(question=f"Không đọc được số “{typed.strip()[:40]}”; hãy ghi như “{example(tail)}”.")
    digits, given = found[1].lstrip("0"), found[2]
    if not digits or len(digits) > LONGEST:
        return NumberReading(question=f"Số văn bản phải từ 1 đến {10**LONGEST - 1:,}.".replace(",", "."))
    if given and tail and given != tail:
        meant = f"{digits.zfill(2)}{tail}"
        return NumberReading(question=f"Văn bản in “{tail}”, số vừa ghi có “{given}”. Có phải “{meant}” không?")
    if not given and not tail:
        return NumberReading(question=f"Hãy ghi cả ký hiệu, như “{example(tail)}”.")
    return NumberReading(value=f"{digits.zfill(2)}{given or tail}")


def example(tail: str) -> str:
    """Return a number as the paper takes it."""
    return f"145{tail or '-BC/HU'}"


def fault_of_day(dated: date | None, month: Month, today: date) -> str:
    """Return why a paper of a month can't bear a day; empty where it can."""
    if dated is None:
        return "Hãy ghi ngày văn bản, như 23/11/2015."
    if dated > today:
        return "Ngày văn bản chưa đến; hãy xem lại."
    return "Ngày văn bản trước cả tháng của văn bản; hãy xem lại." if dated < month.first_day else ""
