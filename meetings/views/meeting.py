"""A meeting of a month: the office writes it down, concludes it; the leader and the admin read it."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from communes.permissions import UserRequest, body_or_404, reads_body
from meetings.actions import compile_month, hold
from meetings.figures.basis import meeting_of, next_number
from meetings.figures.invitation import count, count_in_words, in_group_order
from meetings.figures.readiness import is_stale, published_of
from meetings.forms import DirectiveForm, call_forms, meeting_forms
from meetings.models import Briefing, Meeting, MeetingKind
from meetings.permissions import may_edit, office_meeting_or_404
from reports.models import Period

from .answers import answer


@require_safe
def meeting(request: UserRequest, body: str, month: Month, number: int | None = None) -> HttpResponse:
    """Show a meeting, by default the one that the month's briefing speaks of; a commune reads what is published."""
    convener = body_or_404(request.user, body)
    if not reads_body(request.user, convener):
        return redirect("meetings:published", body, month)
    period = Period.objects.filter(body=convener, month=str(month)).select_related("body").first()
    if period is None:
        return render(request, "meetings/meeting_unopened.html", {"body": convener, "month": month})
    if number is None:
        return show_meeting(request, period, latest_meeting(period))
    found = Meeting.objects.filter(period=period, number=number).first()
    if found is None and number != next_number(period):
        raise Http404
    return show_meeting(request, period, found)


def latest_meeting(period: Period) -> Meeting | None:
    """Return the month's meeting as people mean it: the one of its briefing, else the latest of any kind."""
    return meeting_of(period) or Meeting.objects.filter(period=period).order_by("-number", "pk").first()


def show_meeting(request: UserRequest, period: Period, found: Meeting | None, **replaced: Any) -> HttpResponse:
    """Render the meeting's page; `replaced` are forms that came back with errors."""
    if found is not None:
        found.period = period
    form, lines = call_forms() if found is None else meeting_forms(found)
    briefing = Briefing.objects.filter(period=period).select_related("period__body").first()
    rows = in_group_order(found.attendances.select_related("commune", "department")) if found else []
    context = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "meeting": found,
        "meetings": list(Meeting.objects.filter(period=period).order_by("number", "pk")),
        "attendance": rows,
        "agenda": list(found.agenda.order_by("order", "pk")) if found else [],
        "counted": count_in_words(count(rows)),
        "form": form,
        "lines": lines,
        **_directives(period),
        "briefing": briefing,
        "published": published_of(period),
        "may_edit": may_edit(request.user, period.body),
        "is_stale": briefing is not None and is_stale(briefing),
        "is_past": bool(found and found.held_at and found.held_at <= clock.now()),
    }
    return render(request, "meetings/meeting.html", context | replaced)


def _directives(period: Period) -> dict[str, Any]:
    directives = period.directives.select_related("section").prefetch_related("communes", "departments", "conclusions")
    return {"directives": directives.order_by("number", "pk"), "directive_form": DirectiveForm(period)}


@require_http_methods(["GET", "POST"])
def meeting_conclude(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Say that a meeting is over: the page asks, the second step does it and compiles in final wording."""
    found = office_meeting_or_404(request.user, body, month, number)
    period = found.period
    if request.method != "POST":
        context = {"body": period.body, "period": period, "month": month, "meeting": found}
        return render(request, "meetings/meeting_conclude.html", context)
    takes_back = request.POST.get("step") == "take-back"  # said by the button: a second click undoes nothing
    step = hold.take_back_conclusion if takes_back else hold.conclude

    @transaction.atomic
    def conclude_and_compile() -> None:
        step(meeting=found, by=request.user, at=clock.now())
        if found.kind == MeetingKind.BRIEFING and Briefing.objects.filter(period=period).exists():
            compile_month.compile(period=period, by=request.user, at=clock.now())

    answer(request, conclude_and_compile, "Đã bỏ kết luận hội nghị." if takes_back else "Hội nghị đã kết luận.")
    return redirect("meetings:meeting_number", body, month, number)
