"""The chair's conclusions: proposed from a sentence, confirmed by the office, issued as directives."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from briefing_portal.lib.vietnamese.assignments import Proposal
from communes.permissions import UserRequest
from meetings.actions import draw_conclusions
from meetings.forms import ConclusionForm, changed_initial, conclusion_entries, conclusion_forms, proposals_of
from meetings.models import Conclusion, Meeting, Statement
from meetings.permissions import (
    conclusion_or_404,
    may_edit,
    office_meeting_or_404,
    readable_meeting_or_404,
    statement_or_404,
)

from .answers import answer
from .tables import conclusions_table


@require_safe
def conclusions(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Show the conclusions; `?statement=` proposes some from a statement of the chair."""
    meeting = readable_meeting_or_404(request.user, body, month, number)
    return _show(request, meeting, source=_source(meeting, request.GET.get("statement", "")))


def _source(meeting: Meeting, pk: str) -> Statement | None:
    """Return the statement that conclusions are drawn from; none where none is asked for."""
    asked = number_in(pk)
    return None if asked is None else statement_or_404(meeting, asked)


def _proposals(source: Statement | None) -> list[Proposal]:
    return proposals_of(source, clock.today()) if source else []


def _show(
    request: UserRequest, meeting: Meeting, *, source: Statement | None, forms: Any = None, refusal: str = ""
) -> HttpResponse:
    found = meeting.conclusions.select_related("section", "source", "withdrawn_by")
    rows = list(found.prefetch_related("directives__communes", "directives__departments").order_by("number"))
    context = {
        "body": meeting.period.body,
        "month": meeting.period.as_month,
        "meeting": meeting,
        "conclusions": rows,
        "seen": rows[-1].number if rows else 0,
        "source": source,
        "forms": forms or conclusion_forms(meeting.period, clock.today(), proposals=_proposals(source)),
        "refusal": refusal,
        "may_edit": may_edit(request.user, meeting.period.body) and meeting.called_off_at is None,
    }
    return list_answer(request, "meetings/conclusions.html", context, lambda: conclusions_table(meeting, rows))


@require_POST
def conclusions_draw(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Draw what was confirmed and issue its directives, all or nothing."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    source = _source(meeting, request.POST.get("statement", ""))
    forms = conclusion_forms(meeting.period, clock.today(), request.POST, _proposals(source))
    if not forms.is_valid():
        return _show(request, meeting, source=source, forms=forms)
    try:
        drawn = draw_conclusions.draw(
            meeting=meeting,
            entries=conclusion_entries(forms),
            source=source,
            seen=number_in(request.POST.get("seen", "")),
            by=request.user,
            at=clock.now(),
        )
    except Refusal as refusal:
        return _show(request, meeting, source=source, forms=forms, refusal=refusal.sentence)
    messages.success(request, _told(drawn))
    return redirect("meetings:conclusions", body, month, number)


def _told(drawn: list[Conclusion]) -> str:
    numbers = ", ".join(str(conclusion.number) for conclusion in drawn)
    issued = [str(directive.number) for conclusion in drawn for directive in conclusion.directives.all()]
    tasks = f"; giao nhiệm vụ số {', '.join(issued)}" if issued else "; không phát sinh nhiệm vụ"
    return f"Đã lập kết luận số {numbers}{tasks}."


@require_http_methods(["GET", "POST"])
def conclusion_change(request: UserRequest, body: str, month: Month, number: int, conclusion: int) -> HttpResponse:
    """Change a conclusion; its directive only where the clerk says so."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    found = _standing_or_404(meeting, conclusion)
    issued = found.directives.filter(withdrawn_at=None).order_by("number").first()
    posted = request.POST if request.method == "POST" else None
    form = ConclusionForm(meeting.period, clock.today(), posted, issued=issued, initial=changed_initial(found, issued))
    if posted is not None and form.is_valid():
        try:
            draw_conclusions.change(
                conclusion=found, entry=form.entry, expected_version=_version(posted), by=request.user, at=clock.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Đã sửa kết luận số {found.number}.")
            return redirect("meetings:conclusions", body, month, number)
    found.refresh_from_db()
    context = {"body": meeting.period.body, "month": month, "meeting": meeting, "conclusion": found, "form": form}
    return render(request, "meetings/conclusion_change.html", context | {"issued": issued})


@require_POST
def conclusion_withdraw(request: UserRequest, body: str, month: Month, number: int, conclusion: int) -> HttpResponse:
    """Withdraw a conclusion, and its directives where that is ticked; its number isn't used again."""
    found = _standing_or_404(office_meeting_or_404(request.user, body, month, number), conclusion)
    answer(
        request,
        lambda: draw_conclusions.withdraw(
            conclusion=found,
            withdraws_directives="directives" in request.POST,
            expected_version=_version(request.POST),
            by=request.user,
            at=clock.now(),
        ),
        f"Đã rút kết luận số {found.number}.",
    )
    return redirect("meetings:conclusions", body, month, number)


def _standing_or_404(meeting: Meeting, number: int) -> Conclusion:
    found = conclusion_or_404(meeting, number)
    if found.withdrawn_at is not None:
        raise Http404
    return found


def _version(posted: Any) -> int:
    return number_in(posted.get("version", "")) or 0
