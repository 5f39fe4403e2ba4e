"""A person's days as a calendar that her telephone or PC fetches by itself: titles and times, no private words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from icalendar import Event

from briefing_portal.lib.clock import OFFICE_TIME
from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody, User
from communes.permissions import reads_body
from meetings.models import Meeting
from reports.figures.directives import directives_of, lines_of, told_of
from reports.models import Directive, Period

from .calendar import USUAL_LENGTH, empty_calendar

LOOKS_BACK = timedelta(days=90)
REFRESHED = "PT1H"  # how often a calendar program is asked to look again


def feed_of(user: User, at: datetime) -> bytes:
    """Return the months' due times, the meetings and the directives' days that a person may see, as iCalendar.

    The same days give the same bytes, so that a program which has them already is told so. Source: RFC 5545, RFC 7986.
    """
    since = at.astimezone(OFFICE_TIME) - LOOKS_BACK
    file = empty_calendar("PUBLISH")
    file.add("name", "Giao ban")
    file.add("x-wr-calname", "Giao ban")
    file.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    file.add("x-published-ttl", REFRESHED)
    for event in (*_due_times(user, since), *_meetings(user, since), *_directive_days(user, since, at)):
        file.add_component(event)
    return bytes(file.to_ical())


def _due_times(user: User, since: datetime) -> Iterator[Event]:
    periods = Period.objects.visible_to(user).filter(due_at__gte=since).select_related("body")
    for period in periods.order_by("due_at", "pk"):
        if period.due_at is None:
            continue
        due = period.due_at.astimezone(OFFICE_TIME)
        event = _event(f"han-nop-{period.pk}", f"Hạn nộp báo cáo {period}", period.opened_at, _home(period.body))
        event.add("dtstart", due)
        event.add("dtend", due)
        yield event


def _meetings(user: User, since: datetime) -> Iterator[Event]:
    found = Meeting.objects.visible_to(user).filter(held_at__gte=since).select_related("period__body")
    for meeting in found.order_by("held_at", "pk"):
        if meeting.held_at is None:
            continue
        period = meeting.period
        address = reverse("meetings:meeting_number", args=[period.body.slug, period.as_month, meeting.number])
        event = _event(str(meeting.uid), meeting.heading, meeting.changed_at or period.opened_at, address)
        event["uid"] = str(meeting.uid)  # as in the meeting's own file: a calendar that has both shows one
        event.add("sequence", meeting.version)
        event.add("status", "CANCELLED" if meeting.called_off_at else "CONFIRMED")
        event.add("dtstart", meeting.held_at.astimezone(OFFICE_TIME))
        event.add("dtend", (meeting.ends_at or meeting.held_at + USUAL_LENGTH).astimezone(OFFICE_TIME))
        event.add("location", meeting.place)
        yield event


def _directive_days(user: User, since: datetime, at: datetime) -> Iterator[Event]:
    for body in ConveningBody.objects.visible_to(user).order_by("pk"):
        days = _days_in(body, user, at.astimezone(OFFICE_TIME).date())
        for directive, day in sorted(days, key=lambda each: (each[1], each[0].pk)):
            if day < since.date():
                continue
            title = f"Hạn nhiệm vụ số {directive.number} ({directive.period})"
            address = reverse("reports:directive", args=[body.slug, directive.period.as_month, directive.number])
            event = _event(f"nhiem-vu-{directive.pk}", title, directive.issued_at, address)
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
            yield event


def _days_in(body: ConveningBody, user: User, today: date) -> Iterator[tuple[Directive, date]]:
    """Yield each directive with its day: for those who read the body the one that was set, for a commune its own."""
    standing = directives_of(body).filter(withdrawn_at=None)
    if reads_body(user, body):
        yield from ((each, each.due_on) for each in standing.filter(due_on__isnull=False) if each.due_on)
        return
    communes = list(Commune.objects.filter(body=body, memberships__user=user).distinct())
    directives = list(standing.filter(Q(to_all_communes=True) | Q(communes__in=communes)).distinct())
    told = told_of(directives, commune=communes[0] if len(communes) == 1 else None)
    soonest: dict[Directive, date] = {}
    for line in lines_of(directives, Month.of(today), communes=communes, departments=False, told=told):
        if line.is_open and line.due is not None:
            soonest[line.directive] = min(line.due, soonest.get(line.directive, line.due))
    yield from soonest.items()


def _event(name: str, title: str, stamp: datetime, address: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@{urlsplit(settings.PORTAL_URL).hostname}")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", title)
    event.add("url", settings.PORTAL_URL + address)
    return event


def _home(body: ConveningBody) -> str:
    return reverse("meetings:home", args=[body.slug])
