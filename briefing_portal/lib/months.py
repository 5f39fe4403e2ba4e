"""Calendar months: the unit in which communes report."""

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Self

MONTHS_PER_YEAR = 12
_ISO_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """Name one calendar month; later months compare greater."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not datetime.MINYEAR <= self.year <= datetime.MAXYEAR:
            raise ValueError(f"year must be between 1 and 9999, not {self.year}")
        if not 1 <= self.month <= MONTHS_PER_YEAR:
            raise ValueError(f"month must be between 1 and 12, not {self.month}")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2015-11"; raise ValueError for anything else."""
        if not _ISO_MONTH.fullmatch(text):
            raise ValueError("a month is written yyyy-mm, such as 2015-11")
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def of(cls, date: datetime.date) -> Self:
        """Return the month that a date lies in."""
        return cls(date.year, date.month)

    @property
    def first_day(self) -> datetime.date:
        """Return the first date of the month."""
        return datetime.date(self.year, self.month, 1)

    @property
    def last_day(self) -> datetime.date:
        """Return the last date of the month."""
        return datetime.date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def is_january(self) -> bool:
        """Say whether a year-to-date figure starts anew in this month."""
        return self.month == 1

    def plus(self, months: int) -> Self:
        """Return the month that lies so many months later (earlier if negative)."""
        year, month_index = divmod(self._ordinal + months, MONTHS_PER_YEAR)
        return type(self)(year, month_index + 1)

    def previous(self) -> Self:
        """Return the month before."""
        return self.plus(-1)

    def next(self) -> Self:
        """Return the month after."""
        return self.plus(1)

    def same_month_last_year(self) -> Self:
        """Return the month that "cùng kỳ năm trước" compares with."""
        return self.plus(-MONTHS_PER_YEAR)

    def months_until(self, other: "Month") -> int:
        """Count the months from this one to the other (negative if it is earlier)."""
        return other._ordinal - self._ordinal

    @property
    def _ordinal(self) -> int:
        return self.year * MONTHS_PER_YEAR + self.month - 1
