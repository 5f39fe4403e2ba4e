"""Asking the communes before publication, on the office's side: the window, all objections, the answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.permissions import UserRequest
from meetings.actions import ask_communes, objections
from meetings.figures.consultation import Thread, consultation_of, proposed_until, threads_of
from meetings.figures.page import rows_of
from meetings.figures.readiness import is_stale, named_outside
from meetings.forms import AnswerForm, DeadlineForm
from meetings.models import Briefing
from meetings.models.consultations import Decision
from meetings.permissions import (
    briefing_or_404,
    consultation_or_404,
    may_edit,
    objection_or_404,
    office_period_or_404,
    readable_period_or_404,
)
from reports.models import Period

from .answers import answer
from .tables import consultation_table


@require_safe
def consultation(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show the window and every objection of the month with its thread."""
    return _show(request, readable_period_or_404(request.user, body, month))


@require_http_methods(["GET", "POST"])
def consultation_open(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Say what the communes will see; the second step shows it to them."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    if request.method == "GET" and consultation_of(briefing) is not None:
        return redirect("meetings:consultation", body, month)
    at = clock.now()
    posted = request.POST if request.method == "POST" else None
    form = DeadlineForm(posted, initial={"until": proposed_until(at, _days(period))})
    if posted is not None and form.is_valid():
        until = form.cleaned_data["until"]
        try:
            ask_communes.open_window(briefing=briefing, until=until, by=request.user, at=at)
        except Refusal as refusal:
            form.add_error("until", refusal.sentence)
        else:
            messages.success(request, f"Đã mở lấy ý kiến đến {clock.moment_in_words(until)}.")
            return redirect("meetings:consultation", body, month)
    rows = rows_of(briefing)
    context = {"body": period.body, "period": period, "month": month, "form": form, "briefing": briefing}
    context |= {"named": named_outside(briefing, rows), "is_stale": is_stale(briefing)}
    return render(request, "meetings/consultation_open.html", context)


@require_POST
def consultation_deadline(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Set another end; a window that was over opens again."""
    period = office_period_or_404(request.user, body, month)
    found = consultation_or_404(period)
    form = DeadlineForm(request.POST)
    if form.is_valid():
        until = form.cleaned_data["until"]
        try:
            ask_communes.set_deadline(consultation=found, until=until, at=clock.now())
        except Refusal as refusal:
            form.add_error("until", refusal.sentence)
        else:
            messages.success(request, f"Nhận góp ý đến {clock.moment_in_words(until)}.")
            return redirect("meetings:consultation", body, month)
    return _show(request, period, deadline=form)


@require_POST
def consultation_close(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Close the window early."""
    found = consultation_or_404(office_period_or_404(request.user, body, month))
    answer(
        request,
        lambda: ask_communes.close(consultation=found, by=request.user, at=clock.now()),
        "Đã kết thúc lấy ý kiến.",
    )
    return redirect("meetings:consultation", body, month)


@require_POST
def objection_answer(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Answer an objection; what was accepted leads on to the sentence or to the commune's report."""
    period = office_period_or_404(request.user, body, month)
    objection = objection_or_404(request.user, period, pk)
    form = AnswerForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        decision, text = Decision(form.cleaned_data["decision"]), form.cleaned_data["text"]
        try:
            objections.answer(objection=objection, decision=decision, text=text, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error("text", refusal.sentence)
        else:
            messages.success(request, "Đã trả lời đơn vị.")
            return redirect(_next_step(period, objection.key, objection.commune.slug, decision))
    return _show(request, period, refused=(pk, form))


def _days(period: Period) -> int:
    return period.body.consultation_days


def _next_step(period: Period, key: str, commune: str, decision: Decision) -> str:
    place = [period.body.slug, period.as_month]
    if decision == Decision.REOPEN:
        return reverse("reports:review", args=[*place, commune]) + "#mo-lai"
    row = Briefing.objects.get(period=period).sentences.filter(key=key).first()
    if decision == Decision.REWORD and row is not None:
        return reverse("meetings:briefing", args=place) + f"?sentence={row.pk}#nguon"
    return reverse("meetings:consultation", args=place)


def _show(
    request: UserRequest,
    period: Period,
    *,
    deadline: DeadlineForm | None = None,
    refused: tuple[int, AnswerForm] | None = None,
) -> HttpResponse:
    at = clock.now()
    briefing = Briefing.objects.select_related("period__body").filter(period=period).first()
    found = consultation_of(briefing) if briefing else None
    threads = threads_of(found) if found else []
    proposed = found.until if found and found.is_open(at) else proposed_until(at, _days(period))
    context = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "briefing": briefing,
        "consultation": found,
        "is_open": found is not None and found.is_open(at),
        "may_edit": may_edit(request.user, period.body),
        "waiting": sum(thread.is_waiting for thread in threads),
        "lines": [{"thread": thread, "form": _answer_form(thread, refused)} for thread in threads],
        "early": found.early_publications.select_related("by") if found else [],
        "deadline": deadline or DeadlineForm(initial={"until": proposed}),
    }
    return list_answer(request, "meetings/consultation.html", context, lambda: consultation_table(period, threads))


def _answer_form(thread: Thread, refused: tuple[int, AnswerForm] | None) -> AnswerForm | None:
    pk = thread.objection.pk
    if refused is not None and refused[0] == pk:
        return refused[1]
    return AnswerForm(auto_id=f"id_{pk}_%s") if thread.is_waiting else None
