"""Publish a document of one meeting: its notice of conclusions, its minutes, its invitation."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from documents.actions import publish as freeze
from documents.models import DocumentKind, Edition, PublishedDocument
from documents.models.files import FileFormat
from meetings.figures.meeting_papers import Printing, paper_of_meeting
from meetings.figures.paper_readiness import obstacles_of
from meetings.figures.telling import paper_notes
from meetings.models import Meeting
from notices.actions import outbox

STALE = "Nội dung vừa thay đổi; hãy xem lại trước khi phát hành."
UNCHANGED = "Nội dung không thay đổi so với bản đã phát hành, nên không cần phát hành lại."
# The minutes hold what people said among themselves: they stay inside.
EDITIONS: Mapping[DocumentKind, Edition] = {
    DocumentKind.NOTICE: Edition.PUBLISHED,
    DocumentKind.MINUTES: Edition.INTERNAL,
    DocumentKind.INVITATION: Edition.PUBLISHED,
}


def publish_paper(*, meeting: Meeting, kind: DocumentKind, seen: str, by: User, at: datetime) -> PublishedDocument:
    """Freeze a meeting's document, PDF and DOCX, as the office has it before it; a later one is a supplement.

    `seen` is the hash of the data that was read. Drawing holds nothing; what changed meanwhile is refused.
    """
    period, edition = meeting.period, EDITIONS[kind]
    subject = freeze.Subject(
        period.body, period.month, f"{kind.label}: {meeting.heading}", kind=kind, session=meeting.number
    )
    number = freeze.next_number(subject)
    printing = Printing(is_draft=False, number=number, first=freeze.first_of(subject, edition))
    _check(meeting, kind, seen)
    paper = paper_of_meeting(meeting, kind, printing)
    if not _is_news(subject, edition, paper.data):
        raise Refusal(UNCHANGED)
    author = period.body.name
    pdf = paper.pdf(moment=at, author=author)
    files = {FileFormat.DOCX: paper.docx(moment=at, author=author)}
    content = freeze.EditionContent(edition, pdf, paper.data, files)
    with transaction.atomic():
        _check(meeting.locked(), kind, seen)
        (document,) = freeze.publish(subject=subject, number=number, editions=[content], submissions=[], by=by, at=at)
        outbox.tell(body=period.body, notes=paper_notes(meeting, document), by=by, at=at)
        return document


def _check(meeting: Meeting, kind: DocumentKind, seen: str) -> None:
    if paper_of_meeting(meeting, kind, Printing()).data_sha256 != seen:
        raise Refusal(STALE)
    if found := obstacles_of(meeting, kind):
        raise Refusal(found[0])


def _is_news(subject: freeze.Subject, edition: Edition, data: str) -> bool:
    """Tell whether the words differ from those of the last publication; another number alone is no news."""
    same = PublishedDocument.objects.filter(
        body=subject.body, kind=subject.kind, month=subject.month, session=subject.session, edition=edition
    )
    before = same.order_by("-number").values_list("data", flat=True).first()
    return before is None or _without_number(before) != _without_number(data)


def _without_number(data: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(data).items() if name != "number"}
