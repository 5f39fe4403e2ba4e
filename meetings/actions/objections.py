"""Object to a sentence, and what follows: the commune's replies, the office's answers, a withdrawal."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, User
from meetings.figures.consultation import refusal_to_object
from meetings.figures.quoted import quoted_of
from meetings.models import Consultation, Objection, ObjectionMessage
from meetings.models.consultations import Decision, Side

LONGEST = 2000  # characters


@transaction.atomic
def raise_objection(
    *, consultation: Consultation, commune: Commune, key: str, seen: str, text: str, by: User, at: datetime
) -> Objection:
    """Write a commune's objection to a sentence that it has before it as `seen`; the same again changes nothing."""
    held = _held(consultation)
    words = _clean(text, "Chưa có nội dung ý kiến.")
    standing = held.objections.filter(commune=commune, key=key, withdrawn_at=None).first()
    if standing is not None and standing.text == words:
        return standing
    _check_open(held, at)
    if standing is not None:
        raise Refusal(
            "Đơn vị đã có ý kiến về câu này; hãy rút ý kiến đó để ghi lại, hoặc viết tiếp khi Văn phòng đã trả lời."
        )
    told = {each.key: each.text for each in quoted_of(held.briefing, commune)}
    if key not in told:
        raise Refusal("Câu này không còn nêu tên hay tính số liệu của đơn vị.")
    if told[key] != seen:
        raise Refusal("Câu này vừa thay đổi; hãy đọc lại câu dưới đây trước khi gửi ý kiến.")
    return held.objections.create(commune=commune, key=key, sentence_text=seen, text=words, at=at, by=by)


@transaction.atomic
def reply(*, objection: Objection, text: str, by: User, at: datetime) -> ObjectionMessage:
    """Go on after the office's answer, while the window is open; the same again changes nothing."""
    held = _held(objection.consultation)
    words = _clean(text, "Chưa có nội dung ý kiến.")
    last = objection.messages.order_by("number").last()
    if last is not None and (last.side, last.text) == (Side.COMMUNE, words):
        return last
    _check_open(held, at)
    if last is None or last.side == Side.COMMUNE:
        raise Refusal("Văn phòng chưa trả lời ý kiến trước.")
    return _add(objection, last, Side.COMMUNE, "", words, by, at)


@transaction.atomic
def withdraw(*, objection: Objection, by: User, at: datetime) -> Objection:
    """Take an objection back before the office has answered; it stays in the thread as withdrawn."""
    _held(objection.consultation)
    row = Objection.objects.get(pk=objection.pk)
    if row.messages.exists():
        raise Refusal("Văn phòng đã trả lời nên không rút được ý kiến này.")
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = at, by
        row.save(update_fields=("withdrawn_at", "withdrawn_by"))
    return row


@transaction.atomic
def answer(*, objection: Objection, decision: Decision, text: str, by: User, at: datetime) -> ObjectionMessage:
    """Answer for the office, at any time; to keep the sentence needs its reason. The same again changes nothing."""
    _held(objection.consultation)
    row = Objection.objects.get(pk=objection.pk)
    words = normalize_text(text) if decision != Decision.KEEP else _clean(text, "Giữ nguyên câu thì phải nêu lý do.")
    _check_length(words)
    last = row.messages.order_by("number").last()
    if last is not None and (last.side, last.decision, last.text) == (Side.OFFICE, decision, words):
        return last
    if row.withdrawn_at is not None:
        raise Refusal("Đơn vị đã rút ý kiến này.")
    if last is not None and last.side == Side.OFFICE:
        raise Refusal("Ý kiến này đã được trả lời; đơn vị chưa viết gì thêm.")
    return _add(row, last, Side.OFFICE, decision, words, by, at)


def _held(consultation: Consultation) -> Consultation:
    """Return the consultation, alone with all its threads until the transaction ends."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    return Consultation.objects.select_related("briefing__period__body").get(pk=consultation.pk)


def _check_open(consultation: Consultation, at: datetime) -> None:
    if refusal := refusal_to_object(consultation, at):
        raise Refusal(refusal)


def _clean(text: str, empty: str) -> str:
    words = normalize_text(text)
    if not words:
        raise Refusal(empty)
    _check_length(words)
    return words


def _check_length(words: str) -> None:
    if len(words) > LONGEST:
        raise Refusal(f"Nội dung dài quá {LONGEST} ký tự.")


def _add(
    objection: Objection,
    last: ObjectionMessage | None,
    side: Side,
    decision: str,
    text: str,
    by: User,
    at: datetime,
) -> ObjectionMessage:
    number = last.number + 1 if last else 1
    return objection.messages.create(number=number, side=side, decision=decision, text=text, at=at, by=by)
