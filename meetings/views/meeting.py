"""The meeting of a month: the office writes it down, concludes it; the leader and the admin read it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, body_or_404, reads_body
from meetings.actions import compile_month, hold
from meetings.figures.basis import meeting_of, next_session
from meetings.figures.readiness import is_stale, published_of
from meetings.forms import DirectiveForm, meeting_entry, meeting_forms
from meetings.models import Briefing, Meeting
from meetings.permissions import may_edit, office_period_or_404
from reports.models import Period

from .answers import answer


@require_safe
def meeting(request: UserRequest, body: str, month: Month, number: int | None = None) -> HttpResponse:
    """Show the month's meeting, its latest session first; a commune is led to what was published."""
    convener = body_or_404(request.user, body)
    if not reads_body(request.user, convener):
        return redirect("meetings:published", body, month)
    period = Period.objects.filter(body=convener, month=str(month)).select_related("body").first()
    if period is None:
        return render(request, "meetings/meeting_unopened.html", {"body": convener, "month": month})
    if number is None:
        return show_meeting(request, period, meeting_of(period))
    found = Meeting.objects.filter(period=period, number=number).first()
    if found is None and number != next_session(period):
        raise Http404
    return show_meeting(request, period, found, number=number)


def show_meeting(request: UserRequest, period: Period, found: Meeting | None, **replaced: Any) -> HttpResponse:
    """Render the meeting's page; `replaced` are forms that came back with errors."""
    form, lines = meeting_forms(period, found)
    briefing = Briefing.objects.filter(period=period).select_related("period__body").first()
    directives = period.directives.select_related("section").prefetch_related("communes", "departments")
    context = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "meeting": found,
        "number": found.number if found else 1,
        "sessions": list(Meeting.objects.filter(period=period).order_by("number", "pk")),
        "attendance": list(found.attendances.order_by("order", "pk")) if found else [],
        "form": form,
        "lines": lines,
        "directives": directives.order_by("number", "pk"),
        "directive_form": DirectiveForm(period),
        "briefing": briefing,
        "published": published_of(period),
        "may_edit": may_edit(request.user, period.body),
        "next_session": next_session(period),
        "is_stale": briefing is not None and is_stale(briefing),
        "is_past": bool(found and found.held_at and found.held_at <= clock.now()),
    }
    return render(request, "meetings/meeting.html", context | replaced)


@require_http_methods(["POST"])
def meeting_keep(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Write a session down as it was typed."""
    period = office_period_or_404(request.user, body, month)
    found = Meeting.objects.filter(period=period, number=number).first()
    form, lines = meeting_forms(period, found, request.POST)
    if form.is_valid() and lines.is_valid():
        entry = meeting_entry(form, lines)
        try:
            hold.keep(period=period, number=number, entry=entry, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Đã ghi thông tin hội nghị.")
            return redirect("meetings:meeting", body, month)
    return show_meeting(request, period, found, form=form, lines=lines, number=number)


@require_http_methods(["GET", "POST"])
def meeting_conclude(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Say that a session is over: the page asks, the second step does it and compiles in final wording."""
    period = office_period_or_404(request.user, body, month)
    found = get_object_or_404(Meeting.objects.select_related("period"), period=period, number=number)
    if request.method != "POST":
        context = {"body": period.body, "period": period, "month": month, "meeting": found}
        return render(request, "meetings/meeting_conclude.html", context)
    takes_back = request.POST.get("step") == "take-back"  # said by the button: a second click undoes nothing
    step = hold.take_back_conclusion if takes_back else hold.conclude

    @transaction.atomic
    def conclude_and_compile() -> None:
        step(meeting=found, by=request.user, at=clock.now())
        if Briefing.objects.filter(period=period).exists():
            compile_month.compile(period=period, by=request.user, at=clock.now())

    answer(request, conclude_and_compile, "Đã bỏ kết luận hội nghị." if takes_back else "Hội nghị đã kết luận.")
    return redirect("meetings:meeting", body, month)
