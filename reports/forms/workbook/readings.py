"""What one cell says: a figure, a day, a text, a code, or why it cannot be read."""

import datetime as dt
import re
from collections.abc import Container
from decimal import Decimal

from briefing_portal.lib.vietnamese import fold, normalize_text, number_for_input
from communes.models import Commune
from reports.forms.pasted import read_plan, says_clear
from reports.models import Indicator

from .cells import Cell, Unreadable

_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


def clears(cell: Cell) -> bool:
    """Tell whether the cell says that what stands in the report is to go."""
    return isinstance(cell.content, str) and says_clear(cell.content)


def figure(cell: Cell, indicator: Indicator) -> Decimal:
    """Return a figure within the indicator's decimals and range."""
    if isinstance(cell.content, dt.date):
        raise Unreadable("Ô chứa ngày tháng, không phải số.")
    typed = number_for_input(cell.content) if isinstance(cell.content, Decimal) else text(cell)
    reading = read_plan(typed, indicator)
    if reading.value is None:
        raise Unreadable(reading.error or reading.question or "Chưa ghi số.")
    return reading.value


def text(cell: Cell, limit: int | None = None) -> str:
    """Return a text as the portal keeps it."""
    if cell.problem:
        raise Unreadable(cell.problem)
    clean = normalize_text(cell.text)
    if limit is not None and len(clean) > limit:
        raise Unreadable(f"Nội dung dài {len(clean)} ký tự, vượt quá {limit} ký tự cho phép.")
    return clean


def needed_text(cell: Cell, limit: int) -> str:
    """Return a text that must be there."""
    clean = text(cell, limit)
    if not clean:
        raise Unreadable("Chưa ghi nội dung.")
    return clean


def day(cell: Cell) -> dt.date | None:
    """Return a date: one of Excel's, or one typed as 05/11/2015 (day first) or 2015-11-05; None for an empty cell."""
    if isinstance(cell.content, dt.date):
        return cell.content
    typed = text(cell)
    if not typed:
        return None
    match = _DAY.fullmatch(typed)
    if match is None:
        raise Unreadable("Ghi ngày như 05/11/2015.")
    year, month, number = (match["year"], match["month"], match["day"]) if match["year"] else match.groups()[3:]
    try:
        return dt.date(int(year), int(month), int(number))
    except ValueError as error:
        raise Unreadable("Không có ngày này.") from error


def code(cell: Cell, known: Container[str], what: str) -> str:
    """Return a code of the catalogue."""
    typed = text(cell)
    if not typed:
        raise Unreadable(f"Chưa ghi mã {what}.")
    if typed not in known:
        raise Unreadable(f"Không có {what} nào mang mã này.")
    return typed


def check_name(cell: Cell, commune: Commune) -> None:
    """Refuse a name that is not the commune's: its row may have slipped."""
    typed = fold(text(cell))
    names = {fold(name) for name in (commune.name, *commune.aliases.split(";"))} - {""}
    if typed and not any(typed == name or typed.endswith(f" {name}") for name in names):
        raise Unreadable(f"Mã {commune.code} là {commune.full_name}; tên ghi ở đây là đơn vị khác.")
