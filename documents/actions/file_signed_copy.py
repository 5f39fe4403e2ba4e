"""File a received copy as the published one: its number and day, and who vouches for what a machine can't judge."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import format_date, normalize_text
from communes.models import ConveningBody, User
from documents.checks.numbers import fault_of_day, read_paper_number
from documents.models import ReceivedCopy, SignedCopy
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
    _check_free(received, number, dated)
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
        lambda: _check_free(received, _number(received, typed.number), typed.dated),
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
    fault = fault_of_day(dated, Month.parse(received.document.month), today)
    if fault or dated is None:
        raise FieldRefusal("dated", fault)
    written = received.comparison.get("dated")
    if written and written != dated.isoformat():
        shown = format_date(date.fromisoformat(written))
        raise FieldRefusal("dated", f"Trong tệp ghi ngày {shown}, khác ngày vừa nhập; hãy xem lại.")
    return dated


def _check_free(received: ReceivedCopy, number: str, dated: date | None) -> None:
    taken = dated and SignedCopy.objects.with_number_elsewhere(number, dated.year, received.document)
    if taken:
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
