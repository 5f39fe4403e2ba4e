"""Dates and times of day as an office writes them."""

import datetime
from typing import Literal

PartOfDay = Literal["Sáng", "Chiều", "Tối"]

_NOON = 12
_EVENING = 18
_LAST_MONTH_WITH_ZERO = 2


def format_date(date: datetime.date) -> str:
    """Print a date for a table: "23/11/2015"."""
    return f"{date.day:02d}/{date.month:02d}/{date.year:04d}"


def format_date_long(date: datetime.date) -> str:
    """Print a date for running text: "ngày 05 tháng 02 năm 2015".

    A zero stands before days below 10 and before the months 1 and 2 alone (Nghị định 30/2020/NĐ-CP).
    """
    month = f"{date.month:02d}" if date.month <= _LAST_MONTH_WITH_ZERO else str(date.month)
    return f"ngày {date.day:02d} tháng {month} năm {date.year}"


def format_time(time: datetime.time | datetime.datetime) -> str:
    """Print a time of day: "08:05"."""
    return f"{time.hour:02d}:{time.minute:02d}"


def part_of_day(time: datetime.time | datetime.datetime) -> PartOfDay:
    """Name the part of the day a meeting begins in, as a sentence opens with it: "Sáng" (ngày 23/11)."""
    if time.hour < _NOON:
        return "Sáng"
    return "Chiều" if time.hour < _EVENING else "Tối"
