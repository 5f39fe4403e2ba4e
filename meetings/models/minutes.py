"""What was said at a meeting and what the chair concluded; the compiled sentences stand apart from both."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.constraints import set_together
from briefing_portal.lib.searched import Searched, SearchedQuerySet
from communes.models import Commune, ConveningBody
from reports.models import Directive, Section

from .attendance import Attendance
from .meetings import Meeting

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class StatementKind(models.TextChoices):
    """What a statement is in the minutes."""

    REPORT = "report", "Báo cáo"
    DISCUSSION = "discussion", "Thảo luận"
    CHAIR = "chair", "Kết luận của chủ trì"


class StatementQuerySet(SearchedQuerySet["Statement"]):
    """Statements as the minutes ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "StatementQuerySet":
        """Return what was said at the meetings of the bodies whose office, leader or admin the user is."""
        return self.filter(meeting__period__body__in=ConveningBody.objects.read_by(user))

    def standing(self) -> "StatementQuerySet":
        """Return those that weren't struck out, in the order of the minutes."""
        return self.filter(struck_at__isnull=True).order_by("order", "pk")


class Statement(Searched):
    """What somebody said: a speaker of the attendance or words that name her, and what it is about.

    `key` is that of a sentence of the month's briefing. `version` counts the changes, so that a stale one is refused.
    `token` is made with the empty form: the same form sent twice writes one statement. Struck out is not deleted.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="statements")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField("loại ý kiến", max_length=10, choices=StatementKind, default=StatementKind.DISCUSSION)
    speaker = models.ForeignKey(Attendance, models.PROTECT, null=True, blank=True, related_name="statements")
    speaker_text = models.CharField("người phát biểu", max_length=200, blank=True)
    text = models.TextField("nội dung")
    key = models.CharField("về câu", max_length=80, blank=True)
    commune = models.ForeignKey(Commune, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"
        ordering = ("meeting", "order", "pk")
        constraints = (
            set_together("statement_struck_at_and_by", "struck_at", "struck_by"),
            models.CheckConstraint(
                condition=Q(speaker__isnull=True) | Q(speaker_text=""), name="statement_has_one_kind_of_speaker"
            ),
            models.CheckConstraint(
                condition=Q(key="") | Q(commune__isnull=True), name="statement_is_about_a_sentence_or_a_commune"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def said(self) -> str:
        """Return what a statement is found by."""
        return f"{self.speaker_text} {self.text}"

    @property
    def speaker_name(self) -> str:
        """Return who spoke, as the minutes name her; empty where nobody is named."""
        return self.speaker.name if self.speaker else self.speaker_text


class ConclusionQuerySet(SearchedQuerySet["Conclusion"]):
    """Conclusions as the minutes and the notice ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "ConclusionQuerySet":
        """Return the conclusions of the bodies whose office, leader or admin the user is; others read the notice."""
        return self.filter(meeting__period__body__in=ConveningBody.objects.read_by(user))

    def standing(self) -> "ConclusionQuerySet":
        """Return those that weren't withdrawn, by number."""
        return self.filter(withdrawn_at__isnull=True).order_by("number", "pk")


class Conclusion(Searched):
    """A numbered conclusion of the chair; a number is never used again, also where one was withdrawn.

    `key` is shared by the conclusions that one sentence of the chair became: the number of the first of them.
    `source` is her statement, where the conclusion was drawn from one. `no_task` says that nothing is to be done.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conclusions")
    number = models.PositiveSmallIntegerField("số")
    key = models.PositiveSmallIntegerField("số của kết luận đầu trong cùng một câu")
    source = models.ForeignKey(Statement, models.PROTECT, null=True, blank=True, related_name="conclusions")
    text = models.TextField("nội dung")
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, related_name="+")
    directives = models.ManyToManyField(Directive, blank=True, related_name="conclusions")
    no_task = models.BooleanField("Không phát sinh nhiệm vụ", default=False)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "kết luận"
        verbose_name_plural = "kết luận"
        ordering = ("meeting", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "number"), name="conclusion_number_once_per_meeting"),
            set_together("conclusion_withdrawn_at_and_by", "withdrawn_at", "withdrawn_by"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    @property
    def said(self) -> str:
        """Return what a conclusion is found by."""
        return self.text
