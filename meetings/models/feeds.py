"""A person's calendar address: whoever knows it reads her days without a login, until she renews it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac

KEY_LENGTH = 40  # hexadecimal digits: 160 bits, which nobody guesses


class CalendarFeed(models.Model):
    """The address under which a person's calendar program fetches her days; no row, no feed.

    The key in the address is worked out from `serial` with the portal's secret: what a stolen copy of the database
    tells opens nothing, and another serial makes the old address worthless.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    serial = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"
        ordering = ("user",)

    def __str__(self) -> str:
        return f"{self.user}"

    @property
    def key(self) -> str:
        """Return the secret part of the address."""
        return salted_hmac("meetings.feed", f"{self.user_id}.{self.serial}", algorithm="sha256").hexdigest()[
            :KEY_LENGTH
        ]

    def opens_with(self, key: str) -> bool:
        """Tell whether this is the key of the address."""
        return constant_time_compare(key, self.key)
