"""The meetings of a month and what stands on their agenda."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from briefing_portal.lib.constraints import set_together
from briefing_portal.lib.searched import Searched, SearchedQuerySet
from communes.models import ConveningBody
from reports.models import Period

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from communes.models import User

SECURE = "https://"  # how a link to a meeting on line begins


class MeetingKind(models.TextChoices):
    """What a meeting is for: the month's briefing, or a matter that can't wait for it."""

    BRIEFING = "briefing", "Giao ban"
    EXTRAORDINARY = "extraordinary", "Bất thường"


class MeetingQuerySet(SearchedQuerySet["Meeting"]):
    """Meetings as their people ask for them."""

    def visible_to(self, user: "User | AnonymousUser") -> "MeetingQuerySet":
        """Return all of a body whose office, leader or admin the user is; a commune's those it is invited to."""
        if not user.is_authenticated:
            return self.none()
        invited = self.model.objects.filter(
            attendances__invited=True, attendances__commune__memberships__user=user
        ).values("pk")
        return self.filter(Q(period__body__memberships__user=user) | Q(pk__in=invited)).distinct()

    def of_body(self, body: ConveningBody) -> "MeetingQuerySet":
        """Return a body's meetings, by month and number."""
        return self.filter(period__body=body).order_by("period__month", "number", "pk")

    def briefings(self) -> "MeetingQuerySet":
        """Return the meetings that a month's briefing speaks of: briefings that weren't called off."""
        return self.filter(kind=MeetingKind.BRIEFING, called_off_at__isnull=True)


class Meeting(Searched):
    """A meeting of a body for a period; what is not known yet stays empty and prints as "…".

    `number` counts the meetings of a period of every kind and is never used again, also where one was called off.
    `version` counts the changes of what people were told (an invitation's SEQUENCE); `uid` names it in calendars.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("phiên", default=1)
    kind = models.CharField("loại hội nghị", max_length=20, choices=MeetingKind, default=MeetingKind.BRIEFING)
    title = models.CharField("tên hội nghị", max_length=200, blank=True)
    held_at = models.DateTimeField("thời gian", null=True, blank=True)
    ends_at = models.DateTimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=160, blank=True)
    online_link = models.CharField("đường dẫn họp trực tuyến", max_length=500, blank=True)
    chair = models.CharField("chủ trì", max_length=160, blank=True)
    secretary = models.CharField("thư ký", max_length=160, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_reason = models.CharField("lý do hoãn, hủy", max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ("period", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("period", "number"), name="meeting_number_once_per_period"),
            set_together("meeting_concluded_at_and_by", "concluded_at", "concluded_by"),
            set_together("meeting_changed_at_and_by", "changed_at", "changed_by"),
            set_together("meeting_called_off_at_and_by", "called_off_at", "called_off_by"),
            models.CheckConstraint(
                condition=Q(called_off_at__isnull=True, called_off_reason="")
                | (Q(called_off_at__isnull=False, concluded_at__isnull=True) & ~Q(called_off_reason="")),
                name="meeting_called_off_with_a_reason_and_never_concluded",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(held_at__isnull=False, ends_at__gt=F("held_at")),
                name="meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(online_link="") | Q(online_link__startswith=SECURE), name="meeting_link_is_https"
            ),
        )

    def __str__(self) -> str:
        return f"Hội nghị {self.get_kind_display().lower()} {self.period}"

    @property
    def heading(self) -> str:
        """Return the meeting's title: its own, or the usual one of its kind and month."""
        words = "giao ban" if self.kind == MeetingKind.BRIEFING else "bất thường"
        return self.title or f"Hội nghị {words} {self.period.body.group_title} {self.period}"

    @property
    def said(self) -> str:
        """Return what a meeting is found by."""
        return f"Hội nghị {self.get_kind_display()}; {self.title}; {self.place}; {self.chair}; {self.secretary}"

    @property
    def is_open(self) -> bool:
        """Tell whether the meeting may still be changed: neither concluded nor called off."""
        return self.concluded_at is None and self.called_off_at is None

    def locked(self) -> "Meeting":
        """Return the meeting as it stands now, held with its period against a second writer."""
        self.period.hold(alone=True)
        return Meeting.objects.select_related("period__body").get(pk=self.pk)

    def is_past(self, at: "datetime") -> bool:
        """Tell whether the meeting is over at a moment; one without a time is still to come."""
        end = self.ends_at or self.held_at
        return end is not None and end < at


class AgendaItem(models.Model):
    """A point of the agenda: when, what, and who presents it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(default=0)
    starts_at = models.TimeField("giờ", null=True, blank=True)
    text = models.CharField("nội dung", max_length=300)
    presenter = models.CharField("người trình bày", max_length=160, blank=True)

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "mục chương trình"
        ordering = ("meeting", "order", "pk")

    def __str__(self) -> str:
        return self.text
