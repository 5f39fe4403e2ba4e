"""A document that takes too long for a page to wait for: asked for, drawn by the portal's worker, fetched."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from .briefings import Briefing

SILENT = timedelta(minutes=2)  # a worker tells every second how far it is: one that doesn't is gone
UNCLAIMED = timedelta(seconds=15)  # a worker that runs looks for work every second
FORGOTTEN = timedelta(hours=1)


class Purpose(models.TextChoices):
    """What a document is drawn for."""

    DRAFT = "draft", "In dự thảo"
    PUBLICATION = "publication", "Phát hành"


class JobState(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không xong"


class PrintJob(models.Model):
    """One document to be drawn in the background; `attempt` tells a run from an earlier one that was given up."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="jobs")
    purpose = models.CharField(max_length=20, choices=Purpose)
    edition = models.CharField(max_length=10, blank=True)
    key = models.CharField(max_length=64, help_text="the state of the briefing that is drawn")
    version = models.PositiveIntegerField()
    despite = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempt = models.PositiveIntegerField(default=1)
    drawn = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.TextField(blank=True, help_text="why it failed")
    pdf = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "việc tạo văn bản"
        verbose_name_plural = "việc tạo văn bản"
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("briefing", "purpose", "edition", "key"), name="print_job_once_per_state"),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.briefing}"

    @property
    def percent(self) -> int:
        """Return how much is drawn."""
        return self.drawn * 100 // self.total if self.total else 0

    @property
    def is_underway(self) -> bool:
        """Tell whether the document is still to come."""
        return self.state in {JobState.WAITING, JobState.RUNNING}

    def is_lost(self, at: datetime) -> bool:
        """Tell whether nobody works on it any longer although it isn't finished."""
        if self.state == JobState.WAITING:
            return at - self.asked_at > FORGOTTEN
        return self.state == JobState.RUNNING and self.seen_at is not None and abs(at - self.seen_at) > SILENT

    def is_unclaimed(self, at: datetime) -> bool:
        """Tell whether it has waited longer than a worker that has nothing else to do lets it wait."""
        return self.state == JobState.WAITING and at - self.asked_at > UNCLAIMED
