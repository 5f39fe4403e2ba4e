"""One sentence at a time: what the office does with it, and what the leader says to it."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from briefing_portal.lib import clock
from briefing_portal.lib.asked import number_in
from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest
from meetings.actions import arrange, consult, edit
from meetings.forms import AddedSentenceForm, SentenceForm
from meetings.models import BriefingSentence, SentenceComment
from meetings.permissions import (
    briefing_or_404,
    may_approve,
    may_comment,
    office_period_or_404,
    phrase_or_404,
    readable_period_or_404,
    sentence_or_404,
)
from reports.models import Period

from .answers import answer
from .briefing import show_briefing


@require_POST
def sentence_reword(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Put the typed words in the sentence's place; who comes second is shown both texts and loses nothing."""
    period = office_period_or_404(request.user, body, month)
    sentence = sentence_or_404(period, pk)
    form = SentenceForm(request.POST)
    if form.is_valid():
        try:
            edit.reword(sentence=sentence, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refusal as refusal:
            form = _with_fresh_base(form, sentence)
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "Đã ghi câu sửa.")
            return _back(period, sentence)
    briefing = briefing_or_404(period)
    return show_briefing(request, period, briefing, selected=str(pk), form=form, status=HTTPStatus.CONFLICT)


def _with_fresh_base(form: SentenceForm, sentence: BriefingSentence) -> SentenceForm:
    """Return the form with the typed words and, as what its writer has before her, the sentence as it is now."""
    now = BriefingSentence.objects.get(pk=sentence.pk)
    fresh = SentenceForm(dict(form.data.items()) | {"expected": now.text, "seen_draft": now.newest_draft})
    fresh.is_valid()
    return fresh


@require_POST
def sentence_restore(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Take the newest draft in place of the edited words."""
    return _step(request, body, month, pk, edit.restore, "Đã lấy lại câu dự thảo.", **_seen(request))


@require_POST
def sentence_keep(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Keep the edited words beside a newer draft."""
    return _step(request, body, month, pk, edit.keep_own, "Đã giữ câu của Văn phòng.", **_seen(request))


@require_POST
def sentence_confirm(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Stand for a sentence in the office's name."""
    words = {name: request.POST.get(name, "") for name in ("expected", "ground")}
    return _step(request, body, month, pk, edit.confirm, "Đã xác nhận câu này.", **words)


@require_POST
def sentence_take_back(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Take back the confirmation of chosen words."""
    expected = request.POST.get("expected", "")
    done = "Đã rút xác nhận; câu không in nữa cho đến khi xác nhận lại."
    return _step(request, body, month, pk, edit.take_back, done, expected=expected)


@require_POST
def sentence_drop(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Leave a sentence out."""
    done = "Đã bỏ câu; có thể lấy lại ở mục “Câu đã bỏ”."
    return _step(request, body, month, pk, arrange.drop, done)


@require_POST
def sentence_bring_back(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Put a dropped sentence back."""
    return _step(request, body, month, pk, arrange.bring_back, "Đã lấy lại câu.")


@require_POST
def sentence_move(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Move a sentence up or down in its section."""
    up = request.POST.get("direction") != "down"
    done = "Đã chuyển câu lên." if up else "Đã chuyển câu xuống."
    return _step(request, body, month, pk, arrange.move, done, up=up)


@require_POST
def sentence_add(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Add the office's own sentence."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    form = AddedSentenceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Câu chưa có nội dung hoặc chưa chọn mục.")
        return redirect("meetings:briefing", body, month)
    try:
        row = arrange.add(briefing=briefing, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("meetings:briefing", body, month)
    messages.success(request, "Đã thêm câu.")
    return _back(period, row)


@require_POST
def sentence_choose(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Fill an empty section with what a commune wrote under it."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    section, commune = request.POST.get("section", ""), request.POST.get("commune", "")
    try:
        row = arrange.choose(briefing=briefing, section=section, commune=commune, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("meetings:briefing", body, month)
    messages.success(request, "Đã chọn nhận định; xác nhận thì câu mới được in.")
    return _back(period, row)


@require_POST
def phrase_choose(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Put a phrase of the office in its section."""
    period = office_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    pk = number_in(request.POST.get("phrase", "")) or 0
    phrase = phrase_or_404(request.user, period.body, pk)
    try:
        row = arrange.choose_phrase(briefing=briefing, phrase=phrase, by=request.user, at=clock.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("meetings:briefing", body, month)
    messages.success(request, "Đã chọn câu mẫu; xác nhận thì câu mới được in.")
    return _back(period, row)


@require_POST
def comment_write(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Write a leader's comment at a sentence."""
    period = readable_period_or_404(request.user, body, month)
    sentence = sentence_or_404(period, pk)
    text = request.POST.get("text", "")
    if not may_comment(request.user, period.body):
        raise PermissionDenied("Ý kiến tại câu do lãnh đạo ghi.")
    answer(
        request,
        lambda: consult.comment(sentence=sentence, text=text, by=request.user, at=clock.now()),
        "Đã ghi ý kiến.",
    )
    return _back(period, sentence)


@require_POST
def comment_resolve(request: UserRequest, body: str, month: Month, pk: int) -> HttpResponse:
    """Say that a comment was dealt with."""
    period = office_period_or_404(request.user, body, month)
    comments = SentenceComment.objects.select_related("sentence")
    comment = get_object_or_404(comments, sentence__briefing__period=period, pk=pk)
    consult.resolve(comment=comment, by=request.user, at=clock.now())
    messages.success(request, "Đã ghi là đã xử lý ý kiến.")
    return _back(period, comment.sentence)


@require_POST
def briefing_approve(request: UserRequest, body: str, month: Month) -> HttpResponse:
    """Approve the briefing as the leader saw it."""
    period = readable_period_or_404(request.user, body, month)
    briefing = briefing_or_404(period)
    seen = number_in(request.POST.get("version", ""))
    if not may_approve(request.user, period.body):
        raise PermissionDenied("Việc duyệt do lãnh đạo làm.")
    version = -1 if seen is None else seen
    answer(
        request,
        lambda: consult.approve(briefing=briefing, expected_version=version, by=request.user, at=clock.now()),
        "Đã duyệt bản này.",
    )
    return redirect("meetings:briefing", body, month)


def _step(
    request: UserRequest, body: str, month: Month, pk: int, action: Callable[..., object], done: str, **words: object
) -> HttpResponse:
    """Let the office take one step with a sentence and return to it."""
    period = office_period_or_404(request.user, body, month)
    sentence = sentence_or_404(period, pk)
    answer(request, lambda: action(sentence=sentence, by=request.user, at=clock.now(), **words), done)
    return _back(period, sentence)


def _seen(request: UserRequest) -> dict[str, str]:
    """Return the texts that the user had before her."""
    return {name: request.POST.get(name, "") for name in ("expected", "seen_draft")}


def _back(period: Period, sentence: BriefingSentence) -> HttpResponse:
    """Return to the briefing with the sentence open."""
    response = redirect("meetings:briefing", period.body.slug, period.as_month)
    response["Location"] += f"?sentence={sentence.pk}#nguon"
    return response
