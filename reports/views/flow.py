"""The picture of the flow: how many directives and proposals were opened, closed and overdue in each month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing_portal.lib.months import Month
from reports.facts import Standing

from .directive_rows import Row

SHOWN = 12  # months
_STEP, _BAR, _GAP = 66, 16, 3  # of a month, a bar, the space between bars
_LEFT, _TOP, _HEIGHT, _BELOW = 8, 18, 130, 22
KINDS = (("opened", "Giao mới"), ("closed", "Hoàn thành"), ("overdue", "Quá hạn cuối tháng"))


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """A month's counts; what is overdue is so at its end, or today in the month under way."""

    month: Month
    opened: int
    closed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the picture, with its number above; places in units of the picture."""

    kind: str
    value: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str


@dataclass(frozen=True, slots=True)
class MonthMark:
    """The name of a month below its bars."""

    text: str
    x: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture: its size, its bars, what stands below them, and the same as numbers."""

    width: str
    height: str
    floor: str
    bars: Sequence[Bar]
    marks: Sequence[MonthMark]
    months: Sequence[MonthFlow]

    @property
    def kinds(self) -> Sequence[tuple[str, str]]:
        """Return the kinds of bars with their names."""
        return KINDS


def picture_of(rows: Sequence[Row], today: date) -> Picture | None:
    """Return the picture of rows over the last months; None where there is nothing to see."""
    months = list(_flow(rows, today))
    if not months:
        return None
    floor = _TOP + _HEIGHT
    return Picture(
        width=str(2 * _LEFT + _STEP * len(months)),
        height=str(floor + _BELOW),
        floor=str(floor),
        bars=list(_bars(months)),
        marks=[
            MonthMark(f"{each.month.month:02d}/{each.month.year}", str(_LEFT + _STEP * place + _STEP // 2))
            for place, each in enumerate(months)
        ],
        months=months,
    )


def _flow(rows: Sequence[Row], today: date) -> Iterator[MonthFlow]:
    counted = [row for row in rows if row.standing is not Standing.WITHDRAWN]
    if not counted:
        return
    now = max(Month.of(today), *(row.month for row in counted))
    first = max(min(row.month for row in counted), now.plus(1 - SHOWN))
    for back in range(first.months_until(now) + 1):
        month = first.plus(back)
        end = min(month.last_day, today)
        yield MonthFlow(
            month,
            opened=sum(row.month == month for row in counted),
            closed=sum(row.closed_in == month for row in counted),
            overdue=sum(_is_overdue(row, month, end) for row in counted),
        )


def _is_overdue(row: Row, month: Month, end: date) -> bool:
    """Tell whether somebody's date has passed on a day and nobody had taken the matter as done by that month."""
    return any(due < end and (closed is None or closed > month) for due, closed in row.dates)


def _bars(months: Sequence[MonthFlow]) -> Iterator[Bar]:
    most = max((max(m.opened, m.closed, m.overdue) for m in months), default=0) or 1
    for place, each in enumerate(months):
        left = _LEFT + _STEP * place + (_STEP - 3 * _BAR - 2 * _GAP) // 2
        for order, (kind, value) in enumerate(
            (("opened", each.opened), ("closed", each.closed), ("overdue", each.overdue))
        ):
            height = round(_HEIGHT * value / most)
            x, y = left + order * (_BAR + _GAP), _TOP + _HEIGHT - height
            yield Bar(kind, value, str(x), str(y), str(_BAR), str(height), str(x + _BAR // 2), str(y - 4))
