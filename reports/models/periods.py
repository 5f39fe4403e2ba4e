"""Months and seasons of a body."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q

from briefing_portal.lib.constraints import is_month, set_together
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class SeasonKind(models.TextChoices):
    """The crop seasons of a year, in the order in which forms list them."""

    SPRING = "xuan", "vụ xuân"
    MAIN = "mua", "vụ mùa"
    WINTER = "dong", "vụ đông"


class Season(models.Model):
    """A crop season of a body (vụ mùa năm 2015); `crop_year` is the year its crop counts for."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="seasons")
    code = models.SlugField("mã")
    name = models.CharField("tên", max_length=60)
    kind = models.CharField("loại vụ", max_length=10, choices=SeasonKind)
    crop_year = models.PositiveSmallIntegerField("năm")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")

    class Meta:
        verbose_name = "vụ"
        verbose_name_plural = "vụ"
        ordering = ("body", "starts_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("body", "code"), name="season_code_once_per_body"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="season_ends_after_it_starts"),
        )

    def __str__(self) -> str:
        return self.name


class PeriodQuerySet(models.QuerySet["Period"]):
    """Periods as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "PeriodQuerySet":
        """Return the months of the bodies that the user belongs to."""
        return self.filter(body__in=ConveningBody.objects.visible_to(user))

    def newest_first(self) -> "PeriodQuerySet":
        """Return the latest month first."""
        return self.order_by("-month", "pk")


class Period(models.Model):
    """A month of one body. On time is not the same as locked: `due_at` says late, a lock says no more."""

    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="periods")
    month = models.CharField("tháng", max_length=7)
    data_from = models.DateField("số liệu từ ngày")
    data_to = models.DateField("số liệu đến ngày")
    due_at = models.DateTimeField("hạn nộp", null=True, blank=True)
    lock_at = models.DateTimeField("tự khóa lúc", null=True, blank=True)
    seasons = models.ManyToManyField(Season, through="PeriodSeason", related_name="periods")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ("body", "-month", "pk")
        constraints = (
            models.UniqueConstraint(fields=("body", "month"), name="month_once_per_body"),
            is_month("period_month_is_a_month"),
            models.CheckConstraint(condition=Q(data_to__gte=F("data_from")), name="period_data_ends_after_it_begins"),
            set_together("period_locked_at_and_by", "locked_at", "locked_by"),
        )

    def __str__(self) -> str:
        return f"tháng {self.as_month.month} năm {self.as_month.year}"

    @property
    def as_month(self) -> Month:
        """Return the month as a value."""
        return Month.parse(self.month)

    def is_locked(self, at: datetime) -> bool:
        """Tell whether the month is locked at a moment (exceptions aside)."""
        return self.locked_at is not None or (self.lock_at is not None and at >= self.lock_at)

    def check_open_for(self, commune: Commune, at: datetime) -> None:
        """Raise Refusal when the commune may not write into the month at a moment."""
        if refusal := self.refusal_for(commune, at):
            raise Refusal(refusal)

    def refusal_for(self, commune: Commune, at: datetime) -> str:
        """Return the sentence why the commune may not write into the month at a moment; empty where it may."""
        if not self.is_locked(at):
            return ""
        exceptions = self.lock_exceptions.filter(commune=commune, revoked_at__isnull=True)
        if any(exception.holds(at) for exception in exceptions):
            return ""
        return f"Kỳ báo cáo {self} đã khóa; đề nghị liên hệ Văn phòng nếu cần sửa."

    def hold(self, *, alone: bool) -> None:
        """Hold the period until the transaction ends: writers of reports together, lock and compile alone.

        PostgreSQL keeps an advisory lock; an SQLite transaction (IMMEDIATE) is alone in any case.
        """
        if connection.vendor == "postgresql":
            lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {lock}(%s)", [self.pk])
        self.refresh_from_db(fields=("locked_at", "lock_at", "due_at"))

    def is_overdue(self, at: datetime) -> bool:
        """Tell whether a report that comes at this moment comes late."""
        return self.due_at is not None and at > self.due_at


class PeriodSeason(models.Model):
    """A season that a month asks for; the lowest `order` is the month's first."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="period_seasons")
    season = models.ForeignKey(Season, models.PROTECT)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("period", "season"), name="season_once_per_period"),)

    def __str__(self) -> str:
        return f"{self.period}: {self.season}"


class LockException(models.Model):
    """A commune that may still write into a locked month, until a moment or until revoked."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="lock_exceptions")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="lock_exceptions")
    reason = models.CharField("lý do", max_length=300)
    until = models.DateTimeField("đến", null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "ngoại lệ khi khóa"
        verbose_name_plural = "ngoại lệ khi khóa"
        ordering = ("-made_at", "-pk")
        constraints = (set_together("lock_exception_revoked_at_and_by", "revoked_at", "revoked_by"),)

    def __str__(self) -> str:
        return f"{self.commune}: {self.period}"

    def holds(self, at: datetime) -> bool:
        """Tell whether the exception is in force at a moment."""
        return self.revoked_at is None and (self.until is None or at < self.until)
