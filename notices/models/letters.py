"""The outbox: letters that wait for the mail server, with what became of them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Min, Q, Value
from django.db.models.functions import Coalesce

from communes.models import ConveningBody

HELD = timedelta(minutes=10)  # a worker that hasn't told how a letter went by then is gone: no sending takes so long
# How long a letter waits after its first, second, … failure; then the last once more, until it is given up.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
)
MOST_ATTEMPTS = 20  # four days of a dead mail server


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    DROPPED = "dropped", "Không cần gửi nữa"


UNSENT = (LetterState.WAITING, LetterState.SENDING, LetterState.FAILED)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters as the worker and the office ask for them."""

    def due(self, at: datetime) -> "LetterQuerySet":
        """Return those to be sent at a moment, also those whose worker is gone.

        The least tried come first: one at which the server breaks off every time must not hold up the others.
        """
        ripe = Q(next_try_at__isnull=True) | Q(next_try_at__lte=at)
        abandoned = Q(state=LetterState.SENDING, claimed_at__lte=at - HELD)
        return self.filter(Q(ripe, state=LetterState.WAITING) | abandoned).order_by("attempts", "pk")

    def next_due(self, at: datetime) -> datetime | None:
        """Return when something is to be sent again; what is due already waits as after a first failure."""
        first = self.filter(state=LetterState.WAITING).aggregate(
            first=Min(Coalesce("next_try_at", Value(at, models.DateTimeField())))
        )["first"]
        held = self.filter(state=LetterState.SENDING).aggregate(first=Min("claimed_at"))["first"]
        moments = [max(first, at + WAITS[0])] if first else []
        moments += [max(held + HELD, at + WAITS[0])] if held else []
        return min(moments, default=None)

    def unsent(self) -> "LetterQuerySet":
        """Return what hasn't reached the mail server, given up or not."""
        return self.filter(state__in=UNSENT)


class Letter(models.Model):
    """A letter to one person with one notice, or (`is_digest`) those of a day.

    `made_at` is the portal's moment; the others are the machine's, in the demo too. `uid` makes the Message-ID, which
    stays the same however often the letter is tried, so that whoever got it twice knows it again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters")
    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="+")
    is_digest = models.BooleanField(default=False)
    state = models.CharField("trạng thái", max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField("lỗi", max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~Q(state=LetterState.SENT) & Q(sent_at__isnull=True)),
                name="letter_sent_has_its_moment",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(state__in=("waiting", "sending")),
                name="letter_to_be_sent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_state_display()}"


def wait_after(attempts: int) -> timedelta:
    """Return how long a letter waits after so many failures (1 and more)."""
    return WAITS[min(attempts, len(WAITS)) - 1]
