"""What a person wants: what is switched off for her, and how often she gets letters."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .kinds import Channel, Kind


class Muted(models.Model):
    """A kind of notice that a person doesn't want on a way; what has no row is on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="muted_notices")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        ordering = ("user", "kind", "channel", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "channel"), name="muted_once_per_kind_and_channel"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values, channel__in=Channel.values), name="muted_kind_and_channel_are_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}, {self.get_channel_display()}"


class Rhythm(models.Model):
    """How letters come to a person: each by itself, or (`digest`) those of a day in one. Without a row, by itself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letter_rhythm")
    digest = models.BooleanField(default=False)

    class Meta:
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user}: {'gộp một thư mỗi ngày' if self.digest else 'mỗi việc một thư'}"
