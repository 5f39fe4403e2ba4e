"""The office calls a meeting, changes what is known of it, calls it off."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from meetings.actions import hold, invite
from meetings.actions.hold import MeetingEntry
from meetings.forms import CallForm, CallOffForm, call_forms, meeting_entry, meeting_forms
from meetings.models import Meeting
from meetings.permissions import office_meeting_or_404, office_period_or_404
from reports.models import Period

from .meeting import show_meeting


@require_http_methods(["GET", "POST"])
def meeting_call(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Call a meeting of the month; its number is taken when it is written down."""
    period = office_period_or_404(request.user, body, month)
    if request.method != "POST":
        return show_meeting(request, period, None)
    form, lines = call_forms(request.POST)
    if form.is_valid() and lines.is_valid():
        try:
            called = _call(period, form, meeting_entry(form, lines), request)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã ghi {called}, số {called.number} trong tháng.")
            return redirect("meetings:meeting_number", body, month, called.number)
    return show_meeting(request, period, None, form=form, lines=lines)


@transaction.atomic
def _call(period: Period, form: CallForm, entry: MeetingEntry, request: UserRequest) -> Meeting:
    """Write the meeting down and, where that was ticked, invite whom it usually has."""
    called = hold.call(period=period, kind=form.kind_called, entry=entry, by=request.user, at=clock.now())
    if form.cleaned_data["invites_usual"]:
        invite.invite_usual(meeting=called, by=request.user, at=clock.now())
    return called


@require_POST
def meeting_keep(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Change what is known of a meeting; what somebody else wrote meanwhile is shown beside what was typed."""
    found = office_meeting_or_404(request.user, body, month, number)
    form, lines = meeting_forms(found, request.POST)
    stale = None
    if form.is_valid() and lines.is_valid():
        entry, expected = meeting_entry(form, lines), form.cleaned_data["version"] or 0
        try:
            hold.keep(meeting=found, entry=entry, expected_version=expected, by=request.user, at=clock.now())
        except hold.StaleMeeting as refusal:
            form.add_error(None, refusal.sentence)
            stale = found
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Đã ghi thông tin hội nghị.")
            return redirect("meetings:meeting_number", body, month, number)
    return show_meeting(request, found.period, found, form=form, lines=lines, stale=stale)


@require_http_methods(["GET", "POST"])
def meeting_call_off(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Call a meeting off: the page asks for the reason; the meeting stays in the calendar as called off."""
    found = office_meeting_or_404(request.user, body, month, number)
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            hold.call_off(meeting=found, reason=reason, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, "Đã hủy hội nghị; lịch của các thành phần được mời ghi lý do.")
            return redirect("meetings:meeting_number", body, month, number)
    context = {"body": found.period.body, "period": found.period, "month": month, "meeting": found, "form": form}
    return render(request, "meetings/meeting_call_off.html", context)
