"""Lay down who signs a document in the portal, in which order, under which number and day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from briefing_portal.lib.months import Month
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from documents.checks.numbers import fault_of_day, read_paper_number, tail_of
from documents.models import PublishedDocument, SignedCopy, SigningPlan
from documents.signing import limited

MOST_SIGNERS = 6
SHORTEST_REASON, LONGEST_REASON = 10, 1000  # characters
OFF = "Cơ quan chưa bật ký số trên hệ thống."


def plan(
    *,
    document: PublishedDocument,
    number: str,
    dated: date | None,
    positions: Sequence[str],
    reason: str,
    by: User,
    at: datetime,
) -> SigningPlan:
    """Keep a new plan for a document; it replaces one that was not signed to its end.

    `number` is read in the form that the paper prints. `reason` says why a filed copy is replaced.
    """
    if not document.body.portal_signing:
        raise Refusal(OFF)
    read = read_paper_number(number, _tail(document, at))
    fault = read.question or fault_of_day(dated, Month.parse(document.month), at.date())
    if fault or dated is None:
        raise Refusal(fault)
    signers = _signers(positions)
    with transaction.atomic():
        return SigningPlan.objects.create(
            document=document,
            number=_free(document, read.value, dated),
            dated=dated,
            positions=signers,
            reason=_reason(document, reason),
            planned_at=at,
            planned_by=by,
        )


def _signers(positions: Sequence[str]) -> list[str]:
    signers = [words for each in positions if (words := normalize_text(each))]
    if not 0 < len(signers) <= MOST_SIGNERS or len(set(signers)) < len(signers):
        raise Refusal(f"Hãy ghi từ 1 đến {MOST_SIGNERS} chức danh ký khác nhau, mỗi dòng một chức danh.")
    return signers


def _tail(document: PublishedDocument, at: datetime) -> str:
    pages = limited.examine(bytes(document.pdf), at=at).pages
    return tail_of(line for page in pages for line in page)


def _free(document: PublishedDocument, number: str, dated: date) -> str:
    taken = SignedCopy.objects.with_number_elsewhere(number, dated.year, document)
    if taken:
        raise Refusal(f"Số {number} đã ghi cho văn bản khác: {taken.document.title}.")
    return number


def _reason(document: PublishedDocument, typed: str) -> str:
    words = normalize_text(typed)
    if not SignedCopy.objects.filter(document=document).exists():
        return ""
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise Refusal("Hãy nêu lý do thay bản đã lưu.")
    return words
