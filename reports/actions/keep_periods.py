"""Open, date, lock and unlock the months of a body."""

from datetime import date, datetime

from django.db import transaction

from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, ConveningBody, User
from reports.models import LockException, Period, PeriodSeason, Season
from reports.models.periods import SeasonKind

KIND_ORDER = {kind.value: place for place, kind in enumerate(SeasonKind)}


@transaction.atomic
def open_period(
    *,
    body: ConveningBody,
    month: Month,
    by: User,
    at: datetime,
    data_from: date | None = None,
    data_to: date | None = None,
    due_at: datetime | None = None,
    lock_at: datetime | None = None,
) -> Period:
    """Open a month for reports; figures count from its first to its last day unless said otherwise."""
    if Period.objects.filter(body=body, month=str(month)).exists():
        raise Refusal(f"Kỳ báo cáo tháng {month.month} năm {month.year} đã được mở.")
    period = Period(body=body, month=str(month), opened_at=at, opened_by=by, due_at=due_at, lock_at=lock_at)
    period.data_from, period.data_to = data_from or month.first_day, data_to or month.last_day
    _check_dates(period)
    period.save()
    for order, season in enumerate(seasons_open_in(body, month)):
        PeriodSeason.objects.create(period=period, season=season, order=order)
    return period


def seasons_open_in(body: ConveningBody, month: Month) -> list[Season]:
    """Return the seasons that overlap a month: spring, main, winter."""
    seasons = Season.objects.filter(body=body, starts_on__lte=month.last_day, ends_on__gte=month.first_day)
    return sorted(seasons, key=lambda season: (KIND_ORDER[season.kind], season.starts_on))


@transaction.atomic
def set_dates(
    *,
    period: Period,
    by: User,
    at: datetime,
    data_from: date,
    data_to: date,
    due_at: datetime | None,
    lock_at: datetime | None,
) -> Period:
    """Set from when to when figures count, when they are due and when the month locks by itself."""
    period.hold(alone=True)
    period.data_from, period.data_to = data_from, data_to
    period.due_at, period.lock_at = due_at, lock_at
    _check_dates(period)
    period.save(update_fields=("data_from", "data_to", "due_at", "lock_at"))
    return period


def _check_dates(period: Period) -> None:
    if period.data_to < period.data_from:
        raise Refusal("Ngày kết thúc số liệu phải từ ngày bắt đầu trở đi.")
    if period.lock_at and period.due_at and period.lock_at < period.due_at:
        raise Refusal("Thời điểm tự khóa phải sau hạn nộp.")


@transaction.atomic
def lock(*, period: Period, by: User, at: datetime) -> Period:
    """Lock a month: nothing is written into its reports any more, exceptions aside."""
    period.hold(alone=True)
    if period.locked_at is not None:
        raise Refusal(f"Kỳ báo cáo {period} đã khóa từ trước.")
    period.locked_at, period.locked_by = at, by
    period.save(update_fields=("locked_at", "locked_by"))
    return period


@transaction.atomic
def unlock(*, period: Period, by: User, at: datetime) -> Period:
    """Open a locked month again; a time set for locking by itself is taken away."""
    period.hold(alone=True)
    if not period.is_locked(at):
        raise Refusal(f"Kỳ báo cáo {period} đang mở.")
    period.locked_at = period.locked_by = period.lock_at = None
    period.save(update_fields=("locked_at", "locked_by", "lock_at"))
    return period


@transaction.atomic
def allow_late(
    *, period: Period, commune: Commune, reason: str, until: datetime | None, by: User, at: datetime
) -> LockException:
    """Let one commune write into a locked month."""
    if not normalize_text(reason):
        raise Refusal("Cần ghi rõ lý do cho phép nhập sau khi khóa.")
    return LockException.objects.create(
        period=period, commune=commune, reason=normalize_text(reason), until=until, made_at=at, made_by=by
    )


@transaction.atomic
def revoke_exception(*, exception: LockException, by: User, at: datetime) -> LockException:
    """Take an exception back."""
    exception.revoked_at, exception.revoked_by = at, by
    exception.save(update_fields=("revoked_at", "revoked_by"))
    return exception
