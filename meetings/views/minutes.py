"""The minutes, taken while people speak, beside the compiled briefing."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.permissions import UserRequest
from meetings.actions import minutes as take
from meetings.figures.minutes import compiled_beside, news_since, statements_of
from meetings.forms import StatementForm, statement_initial
from meetings.models import Meeting, Statement
from meetings.permissions import may_edit, office_meeting_or_404, readable_meeting_or_404, statement_or_404

from .answers import answer
from .tables import minutes_table


@require_safe
def minutes(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Show what was compiled beside what was said; `?change=` opens a statement, `?about=` begins one on a sentence."""
    meeting = readable_meeting_or_404(request.user, body, month, number)
    opened = number_in(request.GET.get("change", ""))
    if opened is not None and may_edit(request.user, meeting.period.body):
        statement = statement_or_404(meeting, opened)
        form = StatementForm(meeting, initial=statement_initial(statement))
        return _show(request, meeting, form=form, opened=statement)
    about = request.GET.get("about", "")
    return _show(request, meeting, form=StatementForm(meeting, initial=statement_initial(None, about=about)))


def _show(
    request: UserRequest,
    meeting: Meeting,
    *,
    form: StatementForm,
    opened: Statement | None = None,
    status: int = 200,
    **said: Any,
) -> HttpResponse:
    rows = statements_of(meeting)
    context = {
        "body": meeting.period.body,
        "month": meeting.period.as_month,
        "meeting": meeting,
        "statements": [row for row in rows if row != opened],
        "sections": compiled_beside(meeting, rows),
        "form": form,
        "opened": opened,
        "may_edit": may_edit(request.user, meeting.period.body) and meeting.called_off_at is None,
    }
    table = partial(minutes_table, meeting, rows)
    return list_answer(request, "meetings/minutes.html", context | said, table, status=status)


@require_POST
def statement_write(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Write a statement as it is typed: for htmx the line that says so, else the page."""
    meeting = office_meeting_or_404(request.user, body, month, number)
    form = StatementForm(meeting, request.POST)
    found = Statement.objects.filter(meeting=meeting, token=form.token).select_related("changed_by").first()
    if found is None and "done" not in request.POST and not request.POST.get("text", "").strip():
        return HttpResponse(status=204)  # boxes that are set before the first word: nothing to say yet
    said: dict[str, Any] = {"version": form.version, "token": form.token}
    if form.is_valid():
        try:
            written = _write(meeting, found, form, request)
        except Refusal as refusal:
            standing = found if isinstance(refusal, take.StaleStatement) else None
            said |= {"refusal": refusal.sentence, "standing": standing}
        else:
            if "done" in request.POST or not request.headers.get("HX-Request"):
                return _done(request, meeting, written)
            said |= {"version": written.version, "written": written}
    else:
        said["refusal"] = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if request.headers.get("HX-Request"):
        return render(request, "meetings/_statement_saved.html", said)
    return _show(request, meeting, form=form, opened=found, status=409, **said)


def _write(meeting: Meeting, found: Statement | None, form: StatementForm, request: UserRequest) -> Statement:
    if found is None:
        return take.write(meeting=meeting, token=form.token, entry=form.entry, by=request.user, at=clock.now())
    return take.change(
        statement=found, entry=form.entry, expected_version=form.version, by=request.user, at=clock.now()
    )


def _done(request: UserRequest, meeting: Meeting, written: Statement) -> HttpResponse:
    """Lead to the page with the statement in its place and an empty form below."""
    address = reverse("meetings:minutes", args=[meeting.period.body.slug, meeting.period.as_month, meeting.number])
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": f"{address}?written={written.pk}#y-kien-moi"})
    return redirect(f"{address}#y-kien-moi")


@require_safe
def statement_news(request: UserRequest, body: str, month: Month, number: int) -> HttpResponse:
    """Return what the other clerk wrote since the page was shown (`?shown=pk:version`); 204 where nothing is new."""
    meeting = readable_meeting_or_404(request.user, body, month, number)
    new, changed = news_since(statements_of(meeting), request.GET.getlist("shown"))
    if not new and not changed:
        return HttpResponse(status=204)
    context = {
        "body": meeting.period.body,
        "month": month,
        "meeting": meeting,
        "new": new,
        "changed": changed,
        "may_edit": may_edit(request.user, meeting.period.body),
    }
    return render(request, "meetings/_statement_news.html", context)


@require_POST
def statement_strike(request: UserRequest, body: str, month: Month, number: int, pk: int) -> HttpResponse:
    """Strike a statement out; it is kept."""
    statement = statement_or_404(office_meeting_or_404(request.user, body, month, number), pk)
    answer(
        request,
        lambda: take.strike(statement=statement, by=request.user, at=clock.now()),
        "Đã gạch bỏ một ý kiến; có thể khôi phục.",
    )
    return _back(body, month, number, pk)


@require_POST
def statement_restore(request: UserRequest, body: str, month: Month, number: int, pk: int) -> HttpResponse:
    """Put a statement that was struck out back."""
    statement = statement_or_404(office_meeting_or_404(request.user, body, month, number), pk)
    answer(request, lambda: take.restore(statement=statement, by=request.user, at=clock.now()), "Đã khôi phục ý kiến.")
    return _back(body, month, number, pk)


@require_POST
def statement_move(request: UserRequest, body: str, month: Month, number: int, pk: int) -> HttpResponse:
    """Move a statement up or down."""
    statement = statement_or_404(office_meeting_or_404(request.user, body, month, number), pk)
    direction: take.Direction = "up" if request.POST.get("step") == "up" else "down"
    answer(
        request,
        lambda: take.move(statement=statement, direction=direction, by=request.user, at=clock.now()),
        "Đã đổi thứ tự ý kiến.",
    )
    return _back(body, month, number, pk)


def _back(body: str, month: Month, number: int, pk: int) -> HttpResponse:
    return redirect(reverse("meetings:minutes", args=[body, month, number]) + f"#y-kien-{pk}")
