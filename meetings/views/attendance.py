"""Who is invited to a meeting and who came: the office keeps the list and ticks it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.permissions import UserRequest
from meetings.actions import invite
from meetings.figures.invitation import count, count_in_words, groups_of, in_group_order
from meetings.forms import InviteForm, marks_of, typed_mark
from meetings.models import Meeting, Presence
from meetings.permissions import attendance_or_404, may_edit, office_meeting_or_404, readable_meeting_or_404

from .answers import answer
from .tables import attendance_table


@require_safe
def attendance(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Show who is invited, by group, and who came."""
    return _show(request, readable_meeting_or_404(request.user, body, month, number))


def _show(
    request: UserRequest, meeting: Meeting, form: InviteForm | None = None, refusal: str = "", keeps_typed: bool = False
) -> HttpResponse:
    rows = in_group_order(meeting.attendances.select_related("commune", "department"))
    for row in rows if keeps_typed else ():  # what was typed stays in the boxes
        row.typed = typed_mark(request.POST, row)  # type: ignore[attr-defined]
    may_change = may_edit(request.user, meeting.period.body) and meeting.is_open
    groups = groups_of(rows)
    context = {
        "body": meeting.period.body,
        "month": meeting.period.as_month,
        "meeting": meeting,
        "groups": groups,
        "counted": count_in_words(count(rows)),
        "presences": Presence.choices,
        "may_change": may_change,
        "form": form or InviteForm(meeting),
        "refusal": refusal,
    }
    return list_answer(request, "meetings/attendance.html", context, lambda: attendance_table(meeting, groups))


@require_POST
def attendance_usual(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Invite whom a meeting of the body usually has."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    answer(
        request,
        lambda: invite.invite_usual(meeting=meeting, by=request.user, at=clock.now()),
        "Đã mời theo thành phần thường lệ.",
    )
    return redirect("meetings:attendance", body, month, number)


@require_POST
def attendance_add(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Invite one more."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    form = InviteForm(meeting, request.POST)
    if form.is_valid():
        try:
            added = invite.invite(meeting=meeting, entry=form.entry, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã mời {added.name}.")
            return redirect("meetings:attendance", body, month, number)
    return _show(request, meeting, form)


@require_POST
def attendance_mark(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Write down who came: what was ticked on the page, or all who aren't marked yet."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    is_typing = bool(request.headers.get("HX-Request"))
    marks = marks_of(request.POST, list(meeting.attendances.all()), is_typing=is_typing)
    try:
        invite.mark(meeting=meeting, marks=marks, by=request.user, at=clock.now())
        if request.POST.get("step") == "all":
            invite.mark_all_present(meeting=meeting, by=request.user, at=clock.now())
    except Refusal as refusal:
        return _show(request, meeting, refusal=refusal.sentence, keeps_typed=True)
    if is_typing:
        return _show(request, meeting, keeps_typed=True)
    messages.success(request, "Đã ghi điểm danh.")
    return redirect("meetings:attendance", body, month, number)


@require_POST
def attendance_remove(request: UserRequest, body: str, month: Month, number: int, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    row = attendance_or_404(meeting, pk)
    answer(
        request,
        lambda: invite.uninvite(row=row, by=request.user, at=clock.now()),
        f"Đã bỏ {row.name} khỏi danh sách.",
    )
    return redirect("meetings:attendance", body, month, number)
