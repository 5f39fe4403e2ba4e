"""The meeting of a month."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from briefing_portal.lib.constraints import set_together
from reports.models import Period

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from communes.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "MeetingQuerySet":
        """Return the meetings of the bodies that the user belongs to."""
        return self.filter(period__in=Period.objects.visible_to(user))


class Meeting(models.Model):
    """A meeting of a body for a period; what is not known yet stays empty and prints as "…"."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("phiên", default=1)
    held_at = models.DateTimeField("thời gian", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=160, blank=True)
    chair = models.CharField("chủ trì", max_length=160, blank=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ("period", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("period", "number"), name="meeting_number_once_per_period"),
            set_together("meeting_concluded_at_and_by", "concluded_at", "concluded_by"),
        )

    def __str__(self) -> str:
        return f"Hội nghị giao ban {self.period}"


class Attendance(models.Model):
    """A group or person that took part, as the opening names it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("thành phần", max_length=300)
    present = models.BooleanField("có mặt", default=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "thành phần dự"
        verbose_name_plural = "thành phần dự"
        ordering = ("meeting", "order", "pk")

    def __str__(self) -> str:
        return self.text
