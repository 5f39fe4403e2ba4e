"""What was handed in, and what the office said to it. These rows are written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.write_once import WrittenOnceModel

from .catalogue import Indicator, Section
from .periods import Season
from .reports import Report


class Submission(WrittenOnceModel):
    """An immutable, numbered copy of a report as it was handed in.

    `snapshot` is canonical JSON text (sorted keys, no spaces, UTF-8): values, targets with their revision, last
    month's values, narratives, explanations, issues, proposals, findings, catalogue version, and, since directives are
    answered, the answers, and the names and hashes of the files. `sha256` is its hash.

    `awaits_commune` marks what the office itself typed on a commune's behalf: the commune confirms it later. What was
    imported from a file is the file's word, and nobody is asked.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("lần nộp")
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on_behalf = models.BooleanField("nhập thay", default=False)
    awaits_commune = models.BooleanField("chờ đơn vị xác nhận", default=False)

    class Meta:
        verbose_name = "lần nộp"
        verbose_name_plural = "lần nộp"
        ordering = ("report", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="submission_number_once_per_report"),
            models.CheckConstraint(condition=Q(number__gte=1), name="submission_number_starts_at_one"),
            models.CheckConstraint(
                condition=Q(awaits_commune=False) | Q(on_behalf=True), name="only_what_is_on_behalf_awaits_commune"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, lần {self.number}"


class Decision(models.TextChoices):
    """What the office decided on a submission."""

    ACCEPT = "accept", "Tiếp nhận"
    RETURN = "return", "Trả lại"
    REOPEN = "reopen", "Mở lại"


class Review(models.Model):
    """The office's decision on a submission, with its reason and its comments per field."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    decision = models.CharField("quyết định", max_length=10, choices=Decision)
    reason = models.TextField("lý do", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "xem xét"
        verbose_name_plural = "xem xét"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_decision_display()}"


class ReviewComment(models.Model):
    """A comment beside one figure (indicator, season) or beside one section's text."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="comments")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    season = models.ForeignKey(Season, models.PROTECT, null=True, related_name="+")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+")
    text = models.TextField("ý kiến")

    class Meta:
        ordering = ("review", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, section__isnull=True)
                | Q(indicator__isnull=True, section__isnull=False),
                name="comment_stands_beside_a_figure_or_a_section",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class ReportEvent(models.Model):
    """One line of a report's thread: a move (see workflow.Move) or a message. Lines are only added."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="events")
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("report", "at", "pk")

    def __str__(self) -> str:
        return f"{self.report}: {self.kind}"
