"""The office's phrases for sections without figures: list, add, replace, order, retire."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import list_answer
from communes.models import ConveningBody
from communes.permissions import UserRequest, readable_body_or_404
from meetings.actions import keep_phrases
from meetings.forms import PhraseForm
from meetings.models import Phrase
from meetings.permissions import may_edit, phrase_or_404

from .answers import answer
from .tables import phrases_table


@require_http_methods(["GET", "POST"])
def phrase_list(request: UserRequest, body: str) -> HttpResponse:
    """Show the phrases by section; the office adds one."""
    convener = readable_body_or_404(request.user, body)
    if request.method != "POST":
        return _page(request, convener, PhraseForm(initial={"section": request.GET.get("section")}))
    if not may_edit(request.user, convener):
        raise PermissionDenied("Câu mẫu do Văn phòng lập.")
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _page(request, convener, form)
    try:
        keep_phrases.add(body=convener, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error("text", refusal.sentence)
        return _page(request, convener, form)
    messages.success(request, "Đã thêm câu mẫu.")
    return redirect("meetings:phrases", body)


@require_http_methods(["GET", "POST"])
def phrase_replace(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Put other words in a phrase's place."""
    convener = readable_body_or_404(request.user, body)
    phrase = phrase_or_404(request.user, convener, pk)
    initial = {"section": phrase.section.code, "text": phrase.text}
    typed = request.POST.dict() | {"section": phrase.section.code} if request.method == "POST" else None
    form = PhraseForm(typed, initial=initial)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            keep_phrases.replace(phrase=phrase, text=text, by=request.user, at=clock.now())
        except Refusal as refusal:
            form.add_error("text", refusal.sentence)
        else:
            messages.success(request, "Đã sửa câu mẫu.")
            return redirect("meetings:phrases", body)
    return render(request, "meetings/phrase_replace.html", {"body": convener, "phrase": phrase, "form": form})


@require_POST
def phrase_retire(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Offer a phrase no longer."""
    at = clock.now()
    return _step(
        request,
        body,
        pk,
        lambda phrase: keep_phrases.retire(phrase=phrase, by=request.user, at=at),
        "Đã thôi dùng câu mẫu; câu đã chọn trong báo cáo không đổi.",
    )


@require_POST
def phrase_move(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Move a phrase up or down in its section."""
    up = request.POST.get("direction") != "down"
    return _step(request, body, pk, lambda phrase: keep_phrases.move(phrase=phrase, up=up), "Đã đổi thứ tự.")


def _step(request: UserRequest, body: str, pk: int, action: Callable[[Phrase], Phrase], done: str) -> HttpResponse:
    phrase = phrase_or_404(request.user, readable_body_or_404(request.user, body), pk)
    answer(request, lambda: action(phrase), done)
    return redirect("meetings:phrases", body)


def _page(request: UserRequest, body: ConveningBody, form: PhraseForm) -> HttpResponse:
    phrases = Phrase.objects.visible_to(request.user).filter(body=body).select_related("section", "made_by")
    sections = [
        {"title": section.title, "phrases": list(found)}
        for section, found in groupby(phrases.in_use(), key=lambda phrase: phrase.section)
    ]
    retired = phrases.exclude(retired_at=None).select_related("retired_by").order_by("-retired_at", "-pk")[:50]
    context = {"body": body, "form": form, "may_edit": may_edit(request.user, body)}
    context |= {"sections": sections, "retired": retired}
    table = partial(phrases_table, sections, retired, clock.today())
    return list_answer(request, "meetings/phrases.html", context, table)
