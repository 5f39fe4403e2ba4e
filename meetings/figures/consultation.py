"""The consultation of the communes as its people see it: threads, what is open, what stands before publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch

from briefing_portal.lib.clock import OFFICE_TIME, moment_in_words
from communes.models import Commune, ConveningBody
from meetings.models import Briefing, BriefingSentence, Consultation, Objection, ObjectionMessage
from meetings.models.consultations import Side, awaits_answer

from .quoted import quoted_of

Plain = dict[str, Any]
LATEST = 6
_CLOSING_HOUR = 17
_SATURDAY = 5  # date.weekday()


@dataclass(frozen=True, slots=True)
class Thread:
    """An objection with what followed; `sentence` is the sentence as it stands now, None where it went."""

    objection: Objection
    messages: tuple[ObjectionMessage, ...]
    sentence: BriefingSentence | None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the office has still to answer."""
        return awaits_answer(self.objection, self.messages)

    @property
    def is_answered(self) -> bool:
        """Tell whether the office had the last word, so that the commune may go on."""
        return bool(self.messages) and self.messages[-1].side == Side.OFFICE

    @property
    def may_be_withdrawn(self) -> bool:
        """Tell whether the commune may take the objection back."""
        return self.objection.withdrawn_at is None and not self.messages

    @property
    def state(self) -> str:
        """Return the word for the state."""
        if self.objection.withdrawn_at is not None:
            return "Đã rút"
        if self.is_waiting:
            return "Chờ trả lời"
        return f"Đã trả lời: {self.messages[-1].get_decision_display().lower()}"


def threads_of(consultation: Consultation, *, commune: Commune | None = None, key: str | None = None) -> list[Thread]:
    """Return the threads of a consultation, or of one commune or one sentence (by its key); the oldest first."""
    messages = Prefetch("messages", ObjectionMessage.objects.select_related("by").order_by("number"))
    found = consultation.objections.select_related("commune", "by", "withdrawn_by").prefetch_related(messages)
    if commune is not None:
        found = found.filter(commune=commune)
    if key is not None:
        found = found.filter(key=key)
    rows = {row.key: row for row in BriefingSentence.objects.filter(briefing=consultation.briefing_id)}
    return [Thread(each, tuple(each.messages.all()), rows.get(each.key)) for each in found.order_by("at", "pk")]


def consultation_of(briefing: Briefing) -> Consultation | None:
    """Return the consultation on a briefing, if one was opened."""
    found = Consultation.objects.select_related("briefing__period__body", "opened_by", "closed_by")
    return found.filter(briefing=briefing).first()


def proposed_until(at: datetime, working_days: int) -> datetime:
    """Return the end of the office day that many working days later (Saturday and Sunday aside), in office time."""
    day, left = at.astimezone(OFFICE_TIME).date(), max(working_days, 1)
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return datetime(day.year, day.month, day.day, _CLOSING_HOUR, tzinfo=OFFICE_TIME)


def refusal_to_object(consultation: Consultation, at: datetime) -> str:
    """Return the sentence why a commune can't object at a moment; empty where it can."""
    if consultation.closed_at is not None:
        return f"Văn phòng đã kết thúc lấy ý kiến lúc {moment_in_words(consultation.closed_at)}."
    if not consultation.is_open(at):
        return f"Đã hết hạn góp ý lúc {moment_in_words(consultation.until)}."
    return ""


def open_points(briefing: Briefing, at: datetime) -> list[str]:
    """Return what of the consultation stands before publication; the office may publish with a reason all the same."""
    consultation = consultation_of(briefing)
    if consultation is None:
        return []
    found = []
    if waiting := consultation.objections.all().awaiting_answer().count():
        found.append(f"Còn {waiting} ý kiến của các {briefing.period.body.units_word} chưa được trả lời.")
    if consultation.is_open(at):
        found.append(
            f"Đang lấy ý kiến các {briefing.period.body.units_word} đến {moment_in_words(consultation.until)}."
        )
    return found


def waiting_by_sentence(briefing: Briefing) -> dict[str, int]:
    """Return how many objections wait for an answer, by the sentence's key."""
    keys = Objection.objects.filter(consultation__briefing=briefing).awaiting_answer().values_list("key", flat=True)
    found: dict[str, int] = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return found


def commune_notices(commune: Commune, at: datetime) -> list[Plain]:
    """Return the consultations that a commune is told of: those open, each with how many sentences name it.

    Where none is open, the latest one, so that its threads are found again.
    """
    latest = Consultation.objects.filter(briefing__period__body=commune.body_id).select_related(
        "briefing__period__body"
    )
    found = list(latest.order_by("-briefing__period__month", "pk")[:LATEST])
    if opened := [each for each in found if each.is_open(at)]:
        return [_notice(each, quoted_of(each.briefing, commune)) for each in opened]
    return [{"consultation": each, "period": each.briefing.period, "is_open": False} for each in found[:1]]


def _notice(consultation: Consultation, quoted: Sequence[Any]) -> Plain:
    named = sum(each.is_named for each in quoted)
    period = consultation.briefing.period
    counts = {"named": named, "counted": len(quoted) - named}
    return {"consultation": consultation, "period": period, "is_open": True} | counts


def waiting_by_month(body: ConveningBody) -> list[Plain]:
    """Return the months in which objections wait for the office's answer, the latest first, and how many."""
    waiting = Objection.objects.filter(consultation__briefing__period__body=body).awaiting_answer()
    periods = [each.consultation.briefing.period for each in waiting.select_related("consultation__briefing__period")]
    counted = {period: periods.count(period) for period in periods}
    ordered = sorted(counted, key=lambda period: period.month, reverse=True)
    return [{"period": period, "count": counted[period]} for period in ordered]
