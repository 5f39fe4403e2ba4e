"""A commune's report of a month, and everything that stands in it while it is being written."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.constraints import set_together
from briefing_portal.lib.fields import FigureField
from communes.models import Commune, Department
from reports.workflow import EDITABLE, STATUS_LABELS, ReportStatus

from .catalogue import Indicator, IssueCategory, Section
from .periods import Period, Season

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "ReportQuerySet":
        """Return the reports of the communes that the user may see."""
        return self.filter(commune__in=Commune.objects.visible_to(user))

    def awaiting_review(self) -> "ReportQuerySet":
        """Return the reports that the office has to look at, the longest waiting first."""
        return self.filter(status=ReportStatus.SUBMITTED).order_by("submitted_at", "pk")

    def in_list_order(self) -> "ReportQuerySet":
        """Return them in the body's list order."""
        return self.order_by("commune__list_order", "commune__sort_key", "pk")


class Report(models.Model):
    """One commune's report of one period. `version` grows with every change, so that nobody overwrites unseen."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="reports")
    status = models.CharField(
        "trạng thái", max_length=10, choices=list(STATUS_LABELS.items()), default=ReportStatus.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    review_begun_at = models.DateTimeField(null=True)
    review_begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ("period", "commune__list_order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("commune", "period"), name="one_report_per_commune_and_period"),
            set_together("report_review_begun_at_and_by", "review_begun_at", "review_begun_by"),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ReportStatus]),
                name="report_status_is_known",
            ),
        )
        indexes = (models.Index(fields=("period", "status"), name="report_period_status"),)

    def __str__(self) -> str:
        return f"{self.commune}, {self.period}"

    @property
    def state(self) -> ReportStatus:
        """Return the status as a member of the table."""
        return ReportStatus(self.status)

    @property
    def is_editable(self) -> bool:
        """Tell whether figures may be changed in this state (the month's lock aside)."""
        return self.state in EDITABLE

    @property
    def is_late(self) -> bool:
        """Tell whether the first submission came after the due time; late stays late."""
        return self.first_submitted_at is not None and self.period.is_overdue(self.first_submitted_at)


class Value(models.Model):
    """A figure that a commune typed, in the indicator's unit. No row means no figure; 0 means confirmed none."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, null=True, related_name="+")
    value = FigureField("số liệu")
    as_of = models.DateField("tính đến ngày", null=True)

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ("report", "indicator__order", "season", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("report", "indicator"),
                condition=Q(season__isnull=True),
                name="one_value_per_indicator",
            ),
            models.UniqueConstraint(
                fields=("report", "indicator", "season"),
                condition=Q(season__isnull=False),
                name="one_value_per_indicator_and_season",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"


class Narrative(models.Model):
    """What the commune writes under a section."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    text = models.TextField("thuyết minh")

    class Meta:
        ordering = ("report", "section__order", "pk")
        constraints = (models.UniqueConstraint(fields=("report", "section"), name="one_narrative_per_section"),)

    def __str__(self) -> str:
        return f"{self.section}: {self.text[:40]}"


class Explanation(models.Model):
    """The commune's sentence on a warning about one of its figures."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    text = models.CharField("giải trình", max_length=1000)

    class Meta:
        ordering = ("report", "indicator__order", "pk")
        constraints = (models.UniqueConstraint(fields=("report", "indicator"), name="one_explanation_per_indicator"),)

    def __str__(self) -> str:
        return f"{self.indicator}: {self.text[:40]}"


class ReportedIssue(models.Model):
    """A shortcoming (tồn tại, hạn chế) with its cause and remedy."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="issues")
    order = models.PositiveSmallIntegerField(default=0)
    category = models.ForeignKey(IssueCategory, models.PROTECT, related_name="+")
    text = models.TextField("tồn tại, hạn chế")
    cause = models.TextField("nguyên nhân", blank=True)
    remedy = models.TextField("biện pháp khắc phục", blank=True)

    class Meta:
        verbose_name = "tồn tại, hạn chế"
        verbose_name_plural = "tồn tại, hạn chế"
        ordering = ("report", "order", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Proposal(models.Model):
    """A commune's proposal (kiến nghị) and to whom: a department where the words name one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="proposals")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField("kiến nghị, đề xuất")
    addressee = models.CharField("gửi đến", max_length=160, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ("report", "order", "pk")

    def __str__(self) -> str:
        return self.text[:60]
