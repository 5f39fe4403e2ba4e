"""File a received copy as the published one: its number and day, and who vouches for what a machine can't judge."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import format_date, normalize_text
from communes.models import ConveningBody, User
from documents.checks.numbers import read_paper_number
from documents.models import PublishedDocument, ReceivedCopy, SignedCopy
from documents.models.signed import LONGEST_WORDS

SHORTEST_WORDS = 10  # characters


class FieldRefusal(Refusal):
    """Carry the name of the field that the sentence stands beside."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep the sentence and its field: number, dated, vouched or reason."""
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody says of a received copy: its number and day, and her words where they are asked for.

    `vouched` stands for a scan or for words that differ, `reason` says why an earlier copy is replaced.
    """

    number: str
    dated: date | None
    vouched: str = ""
    reason: str = ""


@transaction.atomic
def file(*, received: ReceivedCopy, typed: Typed, by: User, at: datetime) -> SignedCopy:
    """File a received copy under its number and day; every filed one stays, the latest holds."""
    ConveningBody.objects.select_for_update().get(pk=received.document.body_id)
    number, dated = _number(received, typed.number), _day(received, typed.dated, at.date())
    _check_free(received.document, number, dated)
    copy = SignedCopy.objects.create(
        document=received.document,
        place=SignedCopy.objects.next_place(received.document),
        finding=received.finding,
        number=number,
        dated=dated,
        pdf=received.pdf,
        sha256=received.sha256,
        signatures=received.signatures,
        differences=received.comparison.get("differences", []),
        vouched=_words("vouched", typed.vouched, "Hãy xác nhận bằng một câu.") if received.needs_words else "",
        reason=_reason(received, typed.reason),
        filed_at=at,
        filed_by=by,
    )
    received.delete()
    return copy


def questions(received: ReceivedCopy, typed: Typed, today: date) -> dict[str, str]:
    """Return what is open about what was typed with a received copy, by field; empty where nothing is."""
    found: dict[str, str] = {}
    judges = (
        lambda: _check_free(received.document, _number(received, typed.number), typed.dated),
        lambda: _day(received, typed.dated, today),
        lambda: _reason(received, typed.reason),
    )
    for judge in judges:
        try:
            judge()
        except FieldRefusal as refusal:
            found[refusal.field] = refusal.sentence
    return found


def _number(received: ReceivedCopy, typed: str) -> str:
    reading = read_paper_number(typed, received.tail)
    if reading.question:
        raise FieldRefusal("number", reading.question)
    written = received.comparison.get("number")
    if written and written != reading.value:
        raise FieldRefusal("number", f"Trong tệp ghi số {written}, khác số vừa nhập; hãy xem lại.")
    return reading.value


def _day(received: ReceivedCopy, dated: date | None, today: date) -> date:
    if dated is None:
        raise FieldRefusal("dated", "Hãy ghi ngày văn bản, như 23/11/2015.")
    if dated > today:
        raise FieldRefusal("dated", "Ngày văn bản chưa đến; hãy xem lại.")
    if dated < Month.parse(received.document.month).first_day:
        raise FieldRefusal("dated", "Ngày văn bản trước cả tháng của văn bản; hãy xem lại.")
    written = received.comparison.get("dated")
    if written and written != dated.isoformat():
        shown = format_date(date.fromisoformat(written))
        raise FieldRefusal("dated", f"Trong tệp ghi ngày {shown}, khác ngày vừa nhập; hãy xem lại.")
    return dated


def _check_free(document: PublishedDocument, number: str, dated: date | None) -> None:
    """Refuse a number that another paper of the body got in the same year; editions of one paper share theirs."""
    if dated is None:
        return
    others = SignedCopy.objects.filter(document__body=document.body_id, number=number, dated__year=dated.year)
    same = {"document__kind": document.kind, "document__month": document.month, "document__number": document.number}
    taken = others.exclude(**same).select_related("document").defer("pdf", "document__pdf", "document__data").first()
    if taken is not None:
        raise FieldRefusal("number", f"Số {number} đã ghi cho văn bản khác: {taken.document.title}.")


def _reason(received: ReceivedCopy, typed: str) -> str:
    replaces = SignedCopy.objects.filter(document=received.document_id).exists()
    return _words("reason", typed, "Hãy nêu lý do thay bản đã lưu.") if replaces else ""


def _words(field: str, typed: str, ask: str) -> str:
    words = normalize_text(typed)
    if len(words) < SHORTEST_WORDS:
        raise FieldRefusal(field, ask)
    if len(words) > LONGEST_WORDS:
        raise FieldRefusal(field, f"Dài quá {LONGEST_WORDS} ký tự.")
    return words
