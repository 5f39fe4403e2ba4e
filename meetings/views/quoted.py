"""How a commune is quoted in the briefing, and what it says to that before publication."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune
from communes.permissions import UserRequest, body_or_404, commune_or_404, own_communes, reads_body
from meetings.actions import objections
from meetings.figures.consultation import consultation_of, refusal_to_object
from meetings.figures.readiness import published_of
from meetings.forms import ObjectionForm, ReplyForm
from meetings.models import Briefing, Objection
from meetings.permissions import consultation_or_404, may_object, objecting_commune_or_404, objection_or_404
from reports.models import Period
from reports.permissions import period_or_404

from .answers import answer
from .quoted_page import Reply, Writing, page_of


@require_safe
def quoted(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Show a commune's people how it is quoted; office and leader are led to the objections of all."""
    convener = body_or_404(request.user, body)
    if own := own_communes(request.user, convener):
        return _show(request, period_or_404(convener, month), own[0], others=own[1:])
    if not reads_body(request.user, convener):
        raise Http404
    return redirect("meetings:consultation", body, month)


@require_safe
def quoted_commune(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Show how one commune is quoted: to its own people, and to who reads the whole body."""
    convener = body_or_404(request.user, body)
    return _show(request, period_or_404(convener, month), commune_or_404(request.user, convener, commune))


@require_POST
def objection_raise(request: UserRequest, body: str, month: Month, commune: str) -> HttpResponse:
    """Object to a sentence; what was refused comes back as it was typed."""
    found = objecting_commune_or_404(request.user, body, commune)
    period = period_or_404(found.body, month)
    consultation = consultation_or_404(period)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _show(request, period, found, refused=form)
    try:
        objections.raise_objection(
            consultation=consultation, commune=found, by=request.user, at=clock.now(), **form.cleaned_data
        )
    except Refusal as refusal:
        form.add_error("text", refusal.sentence)
        return _show(request, period, found, refused=form)
    messages.success(request, "Đã gửi ý kiến tới Văn phòng.")
    return redirect("meetings:quoted_commune", body, month, commune)


@require_POST
def objection_reply(request: UserRequest, body: str, month: Month, commune: str, pk: int) -> HttpResponse:
    """Go on after the office's answer."""
    found = objecting_commune_or_404(request.user, body, commune)
    period = period_or_404(found.body, month)
    objection = _own_objection(request, period, found, pk)
    form = ReplyForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _show(request, period, found, refused_reply=(pk, form))
    try:
        objections.reply(objection=objection, text=form.cleaned_data["text"], by=request.user, at=clock.now())
    except Refusal as refusal:
        form.add_error("text", refusal.sentence)
        return _show(request, period, found, refused_reply=(pk, form))
    messages.success(request, "Đã gửi ý kiến tới Văn phòng.")
    return redirect("meetings:quoted_commune", body, month, commune)


@require_POST
def objection_withdraw(request: UserRequest, body: str, month: Month, commune: str, pk: int) -> HttpResponse:
    """Take an objection back before it is answered."""
    found = objecting_commune_or_404(request.user, body, commune)
    objection = _own_objection(request, period_or_404(found.body, month), found, pk)
    answer(
        request,
        lambda: objections.withdraw(objection=objection, by=request.user, at=clock.now()),
        "Đã rút ý kiến.",
    )
    return redirect("meetings:quoted_commune", body, month, commune)


def _own_objection(request: UserRequest, period: Period, commune: Commune, pk: int) -> Objection:
    objection = objection_or_404(request.user, period, pk)
    if objection.commune_id != commune.pk:
        raise Http404
    return objection


def _show(
    request: UserRequest,
    period: Period,
    commune: Commune,
    *,
    others: list[Commune] | None = None,
    refused: ObjectionForm | None = None,
    refused_reply: Reply | None = None,
) -> HttpResponse:
    at = clock.now()
    briefing = Briefing.objects.select_related("period__body").filter(period=period).first()
    consultation = consultation_of(briefing) if briefing else None
    published, is_own = published_of(period), may_object(request.user, commune)
    context = {
        "body": period.body,
        "period": period,
        "month": period.as_month,
        "commune": commune,
        "others": others or [],
        "briefing": briefing,
        "consultation": consultation,
        "published": published,
        "may_object": is_own,
    }
    if consultation is not None:
        is_open = consultation.is_open(at)
        writing = Writing(is_own and is_open, refused, refused_reply)
        context |= page_of(consultation, commune, writing, is_shown=is_open or not published)
        context["refusal"] = refusal_to_object(consultation, at)
    return render(request, "meetings/quoted.html", context)
