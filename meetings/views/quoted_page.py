"""What stands on the page of a commune that is quoted: sentences, threads, and the forms that they may take."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from communes.models import Commune
from meetings.figures.consultation import Thread, threads_of
from meetings.figures.quoted import Quoted, quoted_of
from meetings.forms import ObjectionForm, ReplyForm
from meetings.models import Consultation

Plain = dict[str, Any]
Reply = tuple[int, ReplyForm]


class Writing(NamedTuple):
    """Whether the reader may write now, and what she wrote and was refused: at a sentence, or in a thread (its pk)."""

    is_allowed: bool
    objection: ObjectionForm | None = None
    reply: Reply | None = None


def page_of(consultation: Consultation, commune: Commune, writing: Writing, *, is_shown: bool) -> Plain:
    """Return the cards of the sentences that quote the commune (if they are shown), and all its threads.

    `past` are the threads at sentences that no longer quote it, `unsent` what was refused and has no form here.
    """
    quotes = quoted_of(consultation.briefing, commune) if is_shown else []
    threads = threads_of(consultation, commune=commune)
    lines = {thread.objection.pk: _line(thread, writing) for thread in threads}
    cards = [_card(each, place, threads, lines, writing) for place, each in enumerate(quotes, start=1)]
    shown = {each.key for each in quotes}
    return {
        "is_shown": is_shown,
        "named": [card for card in cards if _is_named(card["quote"])],
        "counted": [card for card in cards if not _is_named(card["quote"])],
        "past": [lines[thread.objection.pk] for thread in threads if thread.objection.key not in shown],
        "unsent": _unsent(writing, cards, lines),
    }


def _is_named(quote: Quoted) -> bool:
    return quote.is_named or quote.is_named_inside


def _line(thread: Thread, writing: Writing) -> Plain:
    """Return a thread, with the form in which the commune goes on after the office's answer."""
    pk, form = thread.objection.pk, None
    if writing.is_allowed and thread.is_answered:
        was_refused = writing.reply is not None and writing.reply[0] == pk
        form = writing.reply[1] if writing.reply and was_refused else ReplyForm(auto_id=f"id_{pk}_%s")
    return {"thread": thread, "form": form}


def _card(quote: Quoted, place: int, threads: Sequence[Thread], lines: Mapping[int, Plain], writing: Writing) -> Plain:
    """Return a sentence with its threads; a form where no objection of the commune stands yet."""
    mine = [thread for thread in threads if thread.objection.key == quote.key]
    is_free = writing.is_allowed and all(thread.objection.withdrawn_at is not None for thread in mine)
    form = _objection_form(quote, place, writing.objection) if is_free else None
    return {"place": place, "quote": quote, "lines": [lines[each.objection.pk] for each in mine], "form": form}


def _objection_form(quote: Quoted, place: int, refused: ObjectionForm | None) -> ObjectionForm:
    """Return the form at a sentence; what was refused stands in it with its reason, on the sentence as it is now."""
    ids, seen = f"id_cau_{place}_%s", {"key": quote.key, "seen": quote.text}
    if refused is None or refused.data.get("key") != quote.key:
        return ObjectionForm(auto_id=ids, initial=seen)
    form = ObjectionForm(seen | {"text": refused.data.get("text", "")}, auto_id=ids)
    for sentence in refused.errors.get("text", []):
        form.add_error("text", sentence)
    return form


def _unsent(writing: Writing, cards: Sequence[Plain], lines: Mapping[int, Plain]) -> ObjectionForm | ReplyForm | None:
    """Return what was refused and found no form on the page, so that it can still be copied."""
    if writing.reply is not None:
        pk, form = writing.reply
        return None if pk in lines and lines[pk]["form"] is form else form
    has_place = any(card["form"] is not None and card["form"].is_bound for card in cards)
    return None if has_place else writing.objection
