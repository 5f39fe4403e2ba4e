"""What the communes are asked before publication: the window, their objections, the thread that is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from briefing_portal.lib.constraints import set_together
from communes.models import Commune, ConveningBody, Role

from .briefings import Briefing

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class Consultation(models.Model):
    """The window in which communes see how a briefing quotes them; `until` itself is too late."""

    briefing = models.OneToOneField(Briefing, models.PROTECT, related_name="consultation")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField("đến")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "đợt lấy ý kiến"
        verbose_name_plural = "đợt lấy ý kiến"
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="consultation_ends_after_it_opens"),
            set_together("consultation_closed_at_and_by", "closed_at", "closed_by"),
        )

    def __str__(self) -> str:
        return f"Lấy ý kiến {self.briefing}"

    def is_open(self, at: datetime) -> bool:
        """Tell whether communes may object at a moment."""
        return self.closed_at is None and at < self.until


class Side(models.TextChoices):
    """Who writes in a thread."""

    COMMUNE = "commune", "Đơn vị"
    OFFICE = "office", "Văn phòng"


class Decision(models.TextChoices):
    """What the office does about an objection."""

    REWORD = "reword", "Chấp nhận, sửa câu"
    REOPEN = "reopen", "Chấp nhận, mở lại báo cáo của đơn vị"
    KEEP = "keep", "Giữ nguyên, nêu lý do"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "ObjectionQuerySet":
        """Return those of the user's own communes, and all of a body whose office, leader or admin she is."""
        if not user.is_authenticated:
            return self.none()
        inside = ConveningBody.objects.filter(
            memberships__user=user, memberships__role__in=(Role.OFFICE, Role.LEADER, Role.ADMIN)
        )
        own = Commune.objects.filter(memberships__user=user)
        return self.filter(Q(commune__in=own) | Q(commune__body__in=inside))

    def awaiting_answer(self) -> "ObjectionQuerySet":
        """Return those that stand and in whose thread the office has not had the last word."""
        last = ObjectionMessage.objects.filter(objection=models.OuterRef("pk")).order_by("-number").values("side")[:1]
        told = self.annotate(last_side=Coalesce(models.Subquery(last), models.Value(Side.COMMUNE.value)))
        return told.filter(withdrawn_at__isnull=True, last_side=Side.COMMUNE)


class Objection(models.Model):
    """A commune's objection to a sentence, kept for ever.

    The sentence is held by its lasting name (`key`) and by its text as the commune saw it: rows of a briefing change
    and go, the thread stays.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="objections")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="objections")
    key = models.CharField(max_length=80)
    sentence_text = models.TextField()
    text = models.TextField("ý kiến")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến của đơn vị"
        verbose_name_plural = "ý kiến của đơn vị"
        ordering = ("consultation", "at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("consultation", "commune", "key"),
                condition=Q(withdrawn_at__isnull=True),
                name="objection_stands_once_per_commune_and_sentence",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_something"),
            set_together("objection_withdrawn_at_and_by", "withdrawn_at", "withdrawn_by"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class ObjectionMessage(models.Model):
    """What follows an objection, numbered from 1: the office's answers with their decision, the commune's replies."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="messages")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    text = models.TextField("nội dung", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("objection", "number")
        constraints = (
            models.UniqueConstraint(fields=("objection", "number"), name="objection_message_number_once"),
            models.CheckConstraint(
                condition=Q(side=Side.OFFICE, decision__in=Decision.values) | Q(side=Side.COMMUNE, decision=""),
                name="objection_message_of_the_office_decides",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(decision__in=(Decision.REWORD, Decision.REOPEN)),
                name="objection_message_gives_its_reason",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class EarlyPublication(models.Model):
    """Why the office published although the window was open or an objection unanswered."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="early_publications")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField("lý do")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("consultation", "number")
        constraints = (
            models.UniqueConstraint(fields=("consultation", "number"), name="early_publication_once_per_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="early_publication_gives_its_reason"),
        )

    def __str__(self) -> str:
        return self.reason[:60]


def awaits_answer(objection: Objection, messages: Sequence[ObjectionMessage]) -> bool:
    """Tell whether the office has still to answer; `messages` are the thread in its order."""
    if objection.withdrawn_at is not None:
        return False
    return not messages or messages[-1].side == Side.COMMUNE
