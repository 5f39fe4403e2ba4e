"""How a person proves who she is beyond her password, and from where she has done so."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.db import models

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.visitors import device_in_words

from .people import User


class RecoveryCode(models.Model):
    """A code for the day the telephone is lost: it takes the place of the telephone's once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=256)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("user", "pk")

    def __str__(self) -> str:
        return f"{self.user} ({self.made_at:%Y-%m-%d %H:%M})"

    def opens_with(self, code: str) -> bool:
        """Tell whether this is the code that was written down."""
        return check_password(code, self.code_hash)


class Device(models.Model):
    """A browser that a person has logged in with; `key_hash` is of the long-lived cookie by which it is known again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="devices")
    key_hash = models.CharField(max_length=64)
    agent = models.CharField(max_length=255, blank=True)
    address = models.CharField(max_length=45, blank=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ("user", "-last_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "key_hash"), name="device_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.user} ({self.first_at:%Y-%m-%d %H:%M})"

    @property
    def in_words(self) -> str:
        """Return the first login: "Chrome trên Windows (10.0.0.7) lúc 17:00 ngày 22/12/2015"."""
        where = f" ({self.address})" if self.address else ""
        return f"{device_in_words(self.agent)}{where} lúc {moment_in_words(self.first_at)}"


class MailedResetQuerySet(models.QuerySet["MailedReset"]):
    """Requests for a link to a new password."""

    def since(self, at: datetime, span: timedelta) -> "MailedResetQuerySet":
        """Return the requests of a span before a moment."""
        return self.filter(at__gt=at - span)


class MailedReset(models.Model):
    """A request for a link to a new password, kept for a day so that nobody's letter-box is flooded."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=45, blank=True)
    at = models.DateTimeField()

    objects = MailedResetQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.user or '—'} ({self.at:%Y-%m-%d %H:%M})"
