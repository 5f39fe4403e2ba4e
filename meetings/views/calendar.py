"""The body's calendar of meetings, and a meeting as a calendar file, for all who are told of them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.files import file_answer
from briefing_portal.lib.months import Month
from briefing_portal.lib.tables import list_answer
from communes.permissions import UserRequest, body_or_404, reads_body
from meetings.figures.calendar import calendar_file, calendar_of
from meetings.permissions import invited_meeting_or_404, may_edit
from reports.models import Period

from .tables import calendar_table

LATEST_MONTHS = 3  # that a meeting can be called for from the calendar


@require_safe
def calendar(request: UserRequest, body: str) -> HttpResponse:
    """Show the meetings to come and those of a year (`?year=`) that are past; a commune sees those it is invited to."""
    convener = body_or_404(request.user, body)
    year = number_in(request.GET.get("year", ""))
    edits = may_edit(request.user, convener)
    agenda = calendar_of(convener, request.user, clock.now(), year)
    context = {
        "body": convener,
        "agenda": agenda,
        "reads_body": reads_body(request.user, convener),
        "months": list(Period.objects.filter(body=convener).newest_first()[:LATEST_MONTHS]) if edits else [],
    }
    return list_answer(request, "meetings/calendar.html", context, lambda: calendar_table(agenda, clock.today()))


@require_safe
def meeting_ics(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Hand out a meeting as a calendar file; one without a time has none (404)."""
    meeting = invited_meeting_or_404(request.user, body, month, number)
    if meeting.held_at is None:
        raise Http404
    page = settings.PORTAL_URL + reverse("meetings:meeting_number", args=[body, month, number])
    organizer = f"khong-tra-loi@{urlsplit(settings.PORTAL_URL).hostname}"
    file = calendar_file(meeting, page, organizer)
    return file_answer(file, "text/calendar; charset=utf-8", f"hoi-nghi-{month}-{number}.ics", to_save=True)
