"""Plans (chỉ tiêu giao): set by the office, never typed by a commune."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.fields import OptionalFigureField
from communes.models import Commune

from .catalogue import Indicator
from .periods import Season


class TargetQuerySet(models.QuerySet["Target"]):
    """Targets as the form and the core ask for them."""

    def in_force_on(self, day: date) -> "TargetQuerySet":
        """Return the targets decided by a day; where one was revised, the latest comes last."""
        return self.filter(decided_on__lte=day).order_by(
            "commune", "indicator", "season", "assigned_by", "decided_on", "pk"
        )


class Target(models.Model):
    """A plan of one commune for a year or a season, as one document set it; `value` in the indicator's unit.

    No value: the document withdrew the plan.
    """

    commune = models.ForeignKey(Commune, models.PROTECT, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField("năm", null=True)
    season = models.ForeignKey(Season, models.PROTECT, null=True, related_name="targets")
    assigned_by = models.CharField("cơ quan giao", max_length=60, blank=True)
    value = OptionalFigureField("chỉ tiêu", null=True)
    document = models.CharField("văn bản", max_length=160, blank=True)
    decided_on = models.DateField("ngày giao")
    revision = models.PositiveSmallIntegerField("lần", default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu giao"
        verbose_name_plural = "chỉ tiêu giao"
        ordering = ("commune", "indicator", "assigned_by", "decided_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(year__isnull=True, season__isnull=False) | Q(year__isnull=False, season__isnull=True),
                name="target_is_for_a_year_or_a_season",
            ),
            models.UniqueConstraint(
                fields=("commune", "indicator", "year", "assigned_by", "decided_on"),
                condition=Q(season__isnull=True),
                name="year_target_once_per_decision",
            ),
            models.UniqueConstraint(
                fields=("commune", "indicator", "season", "assigned_by", "decided_on"),
                condition=Q(year__isnull=True),
                name="season_target_once_per_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.commune}: {self.indicator} {self.value}"
