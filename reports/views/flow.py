"""The picture of the flow: how many directives and proposals were opened, closed and overdue in each month."""

from collections.abc import Iterator, Sequence
from datetime import date

from briefing_portal.lib.months import Month
from documents.rendering.drawing import FlowFigures, FlowMonth, Picture, flow_picture
from reports.facts import Standing

from .directive_rows import Row

SHOWN = 12  # months
KINDS = ("Giao mới", "Hoàn thành", "Quá hạn cuối tháng")


def picture_of(rows: Sequence[Row], today: date) -> Picture | None:
    """Return the picture of rows over the last months; None where there is nothing to see."""
    months = tuple(_flow(rows, today))
    if not months:
        return None
    return flow_picture(FlowFigures("nhiem-vu", "Nhiệm vụ, kiến nghị theo tháng", KINDS, months))


def _flow(rows: Sequence[Row], today: date) -> Iterator[FlowMonth]:
    """Yield each month's counts; what is overdue is so at its end, or today in the month under way."""
    counted = [row for row in rows if row.standing is not Standing.WITHDRAWN]
    if not counted:
        return
    now = max(Month.of(today), *(row.month for row in counted))
    first = max(min(row.month for row in counted), now.plus(1 - SHOWN))
    for back in range(first.months_until(now) + 1):
        month = first.plus(back)
        end = min(month.last_day, today)
        opened = sum(row.month == month for row in counted)
        closed = sum(row.closed_in == month for row in counted)
        yield FlowMonth(month, (opened, closed, sum(_is_overdue(row, month, end) for row in counted)))


def _is_overdue(row: Row, month: Month, end: date) -> bool:
    """Tell whether somebody's date has passed on a day and nobody had taken the matter as done by that month."""
    return any(due < end and (closed is None or closed > month) for due, closed in row.dates)
