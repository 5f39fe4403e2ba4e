"""The compiled briefing, sentence by sentence."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from briefing_portal.lib.constraints import set_together
from briefing_portal.lib.searched import Searched, SearchedQuerySet
from communes.models import ConveningBody, Role
from reports.models import Period

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class BriefingQuerySet(models.QuerySet["Briefing"]):
    """Briefings as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "BriefingQuerySet":
        """Return the briefings of the bodies whose office, leader or admin the user is."""
        if not user.is_authenticated:
            return self.none()
        inside = ConveningBody.objects.filter(
            memberships__user=user, memberships__role__in=(Role.OFFICE, Role.LEADER, Role.ADMIN)
        )
        return self.filter(period__body__in=inside)


class Briefing(models.Model):
    """The briefing of a period. `draft_number` grows with every compile; `version` with every change.

    `data` holds what the core says beside the sentences: title, coverage, totals, rankings, issues, gaps, withheld
    sentences (the form of briefing.json, design.md, part 5).
    """

    period = models.OneToOneField(Period, models.PROTECT, related_name="briefing")
    draft_number = models.PositiveSmallIntegerField("dự thảo lần", default=0)
    version = models.PositiveIntegerField(default=0)
    data = models.JSONField(default=dict)
    compiled_at = models.DateTimeField()
    compiled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo tổng hợp"
        verbose_name_plural = "báo cáo tổng hợp"
        ordering = ("period", "pk")
        constraints = (set_together("briefing_approved_at_and_by", "approved_at", "approved_by"),)

    def __str__(self) -> str:
        return f"Báo cáo tổng hợp {self.period}"

    def count_change(self) -> None:
        """Count a change: what a leader approved was another text."""
        self.version += 1
        self.approved_at = self.approved_by = None


class Block(models.IntegerChoices):
    """The four blocks of the document, in their fixed order."""

    OPENING = 1, "Hội nghị"
    ACHIEVEMENTS = 2, "Kết quả"
    SHORTCOMINGS = 3, "Tồn tại, hạn chế"
    TASKS = 4, "Nhiệm vụ trọng tâm"


class Origin(models.TextChoices):
    """Where a sentence comes from."""

    COMPILED = "compiled", "máy tổng hợp"
    CHOSEN = "chosen", "Nhận định Văn phòng chọn từ thuyết minh hoặc câu mẫu"
    ADDED = "added", "Văn phòng thêm"


class BriefingSentence(Searched):
    """A sentence: what the core drafted, what a person made of it, and where its figures come from.

    `key` is the sentence's lasting name ("budget.at_or_above_target"). `pending` holds a newer draft of a sentence
    that a person has edited, until she chooses; it is empty otherwise. `sources` is a list of
    {"commune", "indicator", "month", "value", "submission" or "target"} (or with "text" for a sentence from words).
    Who confirmed it counts for as long as it is `confirmed`; `ground` is what a person confirmed words with that the
    figures don't bear.
    """

    briefing = models.ForeignKey(Briefing, models.CASCADE, related_name="sentences")
    key = models.CharField(max_length=80)
    block = models.PositiveSmallIntegerField(choices=Block)
    section = models.CharField(max_length=50, blank=True)
    order = models.PositiveIntegerField(default=0)
    rule = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.COMPILED)
    drafted = models.TextField(blank=True)
    pending = models.TextField(blank=True)
    edited = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    names = models.JSONField(default=list)
    tone = models.CharField(max_length=10, blank=True)
    public_text = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SearchedQuerySet["BriefingSentence"].as_manager()

    class Meta:
        verbose_name = "câu"
        verbose_name_plural = "câu"
        ordering = ("briefing", "block", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("briefing", "key"), name="sentence_key_once_per_briefing"),
            models.CheckConstraint(condition=Q(block__in=[1, 2, 3, 4]), name="sentence_stands_in_a_block"),
            set_together("sentence_changed_at_and_by", "changed_at", "changed_by"),
            set_together("sentence_confirmed_at_and_by", "confirmed_at", "confirmed_by"),
        )

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def text(self) -> str:
        """Return what is printed: the edited text where there is one."""
        return self.edited or self.drafted

    @property
    def said(self) -> str:
        """Return what a sentence is found by."""
        return self.text

    def vouch(self, by: "User", at: datetime) -> None:
        """Keep who stands for the words, and since when."""
        self.confirmed, self.confirmed_by, self.confirmed_at = True, by, at

    @property
    def newest_draft(self) -> str:
        """Return the latest draft, also where it still waits for a choice."""
        return self.pending or self.drafted


class SentenceComment(models.Model):
    """A leader's comment at a sentence."""

    sentence = models.ForeignKey(BriefingSentence, models.CASCADE, related_name="comments")
    text = models.TextField("ý kiến")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("sentence", "at", "pk")
        constraints = (set_together("sentence_comment_resolved_at_and_by", "resolved_at", "resolved_by"),)

    def __str__(self) -> str:
        return self.text[:60]
