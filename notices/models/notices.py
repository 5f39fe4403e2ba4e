"""A notice: one person is told one thing, once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from communes.models import ConveningBody, User

from .kinds import Kind
from .letters import Letter

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Mailing(models.TextChoices):
    """Whether a notice goes out by mail: not, in a letter of its own, or with others of the day."""

    NONE = "none", "không gửi thư"
    SINGLE = "single", "thư riêng"
    DIGEST = "digest", "thư gộp trong ngày"


@dataclass(frozen=True, slots=True)
class Note:
    """What a person is to be told; `key` names the occasion, and nobody is told of one twice.

    `address` is the page it leads to, a path of the portal. Title and text hold no figures of reports: they go out by
    mail. A directive's own words may stand in them.
    """

    recipient: User
    kind: Kind
    key: str
    title: str
    address: str
    text: str = ""


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices as their readers ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "NoticeQuerySet":
        """Return the person's own that she wants to see on the portal."""
        return self.filter(recipient_id=user.pk, is_shown=True) if user.is_authenticated else self.none()

    def unread(self) -> "NoticeQuerySet":
        """Return those that nobody has opened."""
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> "NoticeQuerySet":
        """Return the latest first."""
        return self.order_by("-at", "-pk")

    def awaiting_letter(self, mailing: Mailing) -> "NoticeQuerySet":
        """Return those that shall go out by mail and stand in no letter yet, by recipient and age."""
        return self.filter(mailing=mailing, letter__isnull=True).order_by("recipient", "body", "pk")


class Notice(models.Model):
    """One thing that one person is told.

    `is_shown` is off where she wants it by mail alone. A letter is written at once, or with the next digest; what was
    read, or settled itself, before it goes out, is left out of it.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    body = models.ForeignKey(ConveningBody, models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=Kind)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=1000, blank=True)
    address = models.CharField(max_length=300)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=True)
    mailing = models.CharField(max_length=10, choices=Mailing, default=Mailing.NONE)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("recipient", "key"), name="notice_told_once"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, mailing__in=Mailing.values), name="notice_kind_and_mailing_are_known"
            ),
            models.CheckConstraint(
                condition=Q(address__startswith="/") & ~Q(address__startswith="//"), name="notice_leads_into_the_portal"
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=True) | ~Q(mailing=Mailing.NONE), name="notice_has_a_letter_if_mailed"
            ),
        )
        indexes = (
            models.Index(fields=("recipient", "-at"), name="notice_of_recipient"),
            models.Index(fields=("recipient",), condition=Q(read_at__isnull=True, is_shown=True), name="notice_unread"),
            models.Index(
                fields=("body", "recipient"),
                condition=Q(letter__isnull=True) & ~Q(mailing=Mailing.NONE),
                name="notice_awaiting_letter",
            ),
            models.Index(fields=("body", "key"), name="notice_of_occasion"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_read(self) -> bool:
        """Tell whether its reader has seen to it."""
        return self.read_at is not None
