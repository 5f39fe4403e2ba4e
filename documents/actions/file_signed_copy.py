"""File a received copy as the published one: its number and day, and who vouches for what a machine can't judge."""

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
ALREADY = "Tệp này đã được lưu ở lần gần nhất."


class FieldRefusal(Refusal):
    """Carry the name of the field that the sentence stands beside."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep the sentence and its field: number, dated, vouched or reason."""
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def file(
    *, received: ReceivedCopy, number: str, dated: date | None, vouched: str, reason: str, by: User, at: datetime
) -> SignedCopy:
    """File a received copy under its number and day; every filed one stays, the latest holds.

    `vouched` is what somebody says by name of a scan or of words that differ, `reason` why an earlier copy is replaced.
    """
    ConveningBody.objects.select_for_update().get(pk=received.document.body_id)
    document = received.document
    last = SignedCopy.objects.of(document).first()
    if last is not None and last.sha256 == received.sha256:
        raise Refusal(ALREADY)
    read = _number(received, number)
    day = _day(received, dated, at.date())
    _check_free(document, read, day)
    copy = SignedCopy.objects.create(
        document=document,
        place=SignedCopy.objects.next_place(document),
        finding=received.finding,
        number=read,
        dated=day,
        pdf=received.pdf,
        sha256=received.sha256,
        signatures=received.signatures,
        differences=received.comparison.get("differences", []),
        vouched=_words("vouched", vouched, "Hãy xác nhận bằng một câu.") if received.needs_words else "",
        reason=_words("reason", reason, "Hãy nêu lý do thay bản đã lưu.") if last else "",
        filed_at=at,
        filed_by=by,
    )
    received.delete()
    return copy


def questions(received: ReceivedCopy, number: str, dated: date | None, *, today: date) -> dict[str, str]:
    """Return what is open about the number and the day of a received copy, by field; empty where nothing is."""
    found = {}
    for judge in (lambda: _number(received, number), lambda: _day(received, dated, today)):
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


def _check_free(document: PublishedDocument, number: str, dated: date) -> None:
    """Refuse a number that another paper of the body got in the same year; editions of one paper share theirs."""
    others = SignedCopy.objects.filter(document__body=document.body_id, number=number, dated__year=dated.year)
    same = {"document__kind": document.kind, "document__month": document.month, "document__number": document.number}
    taken = others.exclude(**same).select_related("document").defer("pdf", "document__pdf", "document__data").first()
    if taken is not None:
        raise FieldRefusal("number", f"Số {number} đã ghi cho văn bản khác: {taken.document.title}.")


def _words(field: str, typed: str, ask: str) -> str:
    words = normalize_text(typed)
    if len(words) < SHORTEST_WORDS:
        raise FieldRefusal(field, ask)
    if len(words) > LONGEST_WORDS:
        raise FieldRefusal(field, f"Dài quá {LONGEST_WORDS} ký tự.")
    return words
