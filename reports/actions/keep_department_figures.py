"""Enter the totals that a department of the body gives for a month."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Department, User
from reports.models import DepartmentFigure, Indicator, Period, Season


@dataclass(frozen=True, slots=True)
class DepartmentEntry:
    """One total as it shall stand, in the indicator's unit; None takes back what stands.

    `replaces` is the revision that the person saw, 0 where she saw none.
    """

    indicator: Indicator
    season: Season | None
    value: Decimal | None
    document: str
    as_of: dt.date | None
    is_printed: bool
    replaces: int


@transaction.atomic
def keep(
    *, department: Department, period: Period, entries: Sequence[DepartmentEntry], by: User, at: dt.datetime
) -> list[DepartmentFigure]:
    """Record a department's totals; each is the next revision, and the earlier ones stay.

    Refused in a locked month, and where somebody else has entered the same figure meanwhile.
    """
    period.hold(alone=True)
    if refusal := refusal_to_enter(period, at):
        raise Refusal(refusal)
    return [_next(department, period, entry, by=by, at=at) for entry in entries]


def refusal_to_enter(period: Period, at: dt.datetime) -> str:
    """Return the sentence why no total can be entered at a moment; empty where it can."""
    return f"Kỳ báo cáo {period} đã khóa nên số liệu ngành chỉ xem được." if period.is_locked(at) else ""


def _next(
    department: Department, period: Period, entry: DepartmentEntry, *, by: User, at: dt.datetime
) -> DepartmentFigure:
    same = DepartmentFigure.objects.filter(
        department=department, period=period, indicator=entry.indicator, season=entry.season
    )
    standing = same.order_by("revision").last()
    revision = standing.revision if standing else 0
    if revision != entry.replaces:
        raise Refusal(f"Số liệu “{entry.indicator}” vừa được người khác thay đổi; xem rồi ghi lại.")
    return DepartmentFigure.objects.create(
        department=department,
        period=period,
        indicator=entry.indicator,
        season=entry.season,
        revision=revision + 1,
        value=entry.value,
        document=normalize_text(entry.document),
        as_of=entry.as_of,
        is_printed=entry.is_printed,
        entered_at=at,
        entered_by=by,
    )
