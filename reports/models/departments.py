"""Totals that a department of the body has of its own; the office enters them and answers for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.fields import OptionalFigureField
from communes.models import Department

from .catalogue import Indicator
from .periods import Period, Season


class DepartmentFigureQuerySet(models.QuerySet["DepartmentFigure"]):
    """Departments' totals as the page and the core ask for them."""

    def oldest_first(self) -> "DepartmentFigureQuerySet":
        """Return departments and indicators in their order, the revision in force last."""
        return self.order_by("department__order", "department", "indicator__order", "season", "revision", "pk")

    def in_force(self) -> "list[DepartmentFigure]":
        """Return the totals that stand: the last revision of each, unless it took the total back."""
        rows = self.oldest_first()
        latest = {(row.department_id, row.period_id, row.indicator_id, row.season_id): row for row in rows}
        return [row for row in latest.values() if row.value is not None]


class DepartmentFigure(models.Model):
    """A department's total of an indicator in a month, in the indicator's unit; no value: taken back.

    A row is never changed: a corrected figure is the next revision. `is_printed` asks for it beside the communes' sum.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="figures")
    period = models.ForeignKey(Period, models.PROTECT, related_name="department_figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="department_figures")
    season = models.ForeignKey(Season, models.PROTECT, null=True, related_name="department_figures")
    revision = models.PositiveSmallIntegerField("lần", default=1)
    value = OptionalFigureField("số liệu", null=True)
    document = models.CharField("văn bản kèm theo", max_length=160, blank=True)
    as_of = models.DateField("số liệu đến ngày", null=True)
    is_printed = models.BooleanField("in kèm trong báo cáo tổng hợp", default=False)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DepartmentFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu của phòng, ban, ngành"
        verbose_name_plural = "số liệu của phòng, ban, ngành"
        ordering = ("period", "department", "indicator", "revision", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("department", "period", "indicator", "revision"),
                condition=Q(season__isnull=True),
                name="department_figure_once_per_revision",
            ),
            models.UniqueConstraint(
                fields=("department", "period", "indicator", "season", "revision"),
                condition=Q(season__isnull=False),
                name="season_department_figure_once_per_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.department}: {self.indicator} {self.value}"
