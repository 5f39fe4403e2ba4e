"""Publish the briefing: both editions are drawn first, then frozen together."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import User
from documents.actions import publish as freeze
from documents.actions.publish import EditionContent as Content
from documents.models import Edition, PublishedDocument
from documents.models.files import FileFormat
from documents.rendering.composing import Progress
from documents.rendering.paper import Drawn, Paper
from meetings.figures.consultation import open_points
from meetings.figures.document import Occasion, paper_of
from meetings.figures.readiness import obstacles
from meetings.figures.telling import published_notes
from meetings.models import Briefing, Consultation
from notices.actions import outbox

LONGEST_REASON = 1000  # characters
UNCHANGED = "Nội dung không thay đổi so với bản đã phát hành, nên không cần phát hành bổ sung."


def publish(
    *,
    briefing: Briefing,
    expected_version: int,
    by: User,
    at: datetime,
    despite: str = "",
    progress: Progress | None = None,
) -> list[PublishedDocument]:
    """Freeze the briefing as the office has it before it, in both editions; a later publication is a supplement.

    Drawing takes seconds and holds nothing; what changed meanwhile is refused when it is frozen. `despite` is the
    office's reason where the communes are still being asked or an objection is unanswered; publishing ends the asking.
    """
    check(briefing=briefing, expected_version=expected_version, despite=despite, at=at)
    subject = freeze.Subject(briefing.period.body, briefing.period.month, briefing.data["title"])
    number = freeze.next_number(subject)
    papers = _papers(briefing, subject, number)
    if not _is_news(subject, papers[Edition.INTERNAL].data):
        raise Refusal(UNCHANGED)
    editions = _draw(papers, briefing, at, progress)
    with transaction.atomic():
        briefing.period.hold(alone=True)
        _check(Briefing.objects.select_related("period__body").get(pk=briefing.pk), expected_version)
        _end_consultation(briefing, number, despite, by, at)
        documents = freeze.publish(
            subject=subject,
            number=number,
            editions=editions,
            submissions=briefing.data["basis"]["submissions"],
            by=by,
            at=at,
        )
        outbox.tell(body=subject.body, notes=published_notes(briefing, number), by=by, at=at)
        return documents


def check(*, briefing: Briefing, expected_version: int, despite: str, at: datetime) -> None:
    """Refuse what `publish` would refuse before it draws."""
    _check(briefing, expected_version)
    _check_consultation(briefing, despite, at)


def _check(briefing: Briefing, expected_version: int) -> None:
    if briefing.version != expected_version:
        raise Refusal("Bản dự thảo vừa thay đổi; hãy xem lại trước khi phát hành.")
    if found := obstacles(briefing, list(briefing.sentences.all())):
        raise Refusal(found[0])


def _check_consultation(briefing: Briefing, despite: str, at: datetime) -> list[str]:
    """Return what the office publishes in spite of; refuse where it gives no reason for that."""
    found = open_points(briefing, at)
    if found and not normalize_text(despite):
        raise Refusal(f"{found[0]} Muốn phát hành ngay thì nêu lý do.")
    if len(despite) > LONGEST_REASON:
        raise Refusal(f"Lý do dài quá {LONGEST_REASON} ký tự.")
    return found


def _end_consultation(briefing: Briefing, number: int, despite: str, by: User, at: datetime) -> None:
    """Close the window with the publication, and keep the reason where it was early; no objection comes between."""
    consultation = Consultation.objects.select_for_update().filter(briefing=briefing).first()
    if consultation is None:
        return
    if _check_consultation(briefing, despite, at):
        consultation.early_publications.create(number=number, reason=normalize_text(despite), at=at, by=by)
    if consultation.is_open(at):
        consultation.closed_at, consultation.closed_by = at, by
        consultation.save(update_fields=("closed_at", "closed_by"))


def _papers(briefing: Briefing, subject: freeze.Subject, number: int) -> dict[Edition, Paper]:
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    inner, outer = (
        Occasion(is_draft=False, number=number, first=freeze.first_of(subject, edition))
        for edition in (Edition.INTERNAL, Edition.PUBLISHED)
    )
    return {
        Edition.INTERNAL: paper_of(briefing, rows, "internal", inner),
        Edition.PUBLISHED: paper_of(briefing, rows, "published", outer),
    }


def _draw(papers: dict[Edition, Paper], briefing: Briefing, at: datetime, progress: Progress | None) -> list[Content]:
    """Return the editions drawn one after the other; the second half of the way is the second's."""
    author = briefing.period.body.name

    def along(before: int) -> Progress | None:
        return (lambda drawn, total: progress(drawn + before * total, len(papers) * total)) if progress else None

    return [
        _content(edition, paper, paper.drawn(moment=at, author=author, progress=along(before)))
        for before, (edition, paper) in enumerate(papers.items())
    ]


def _content(edition: Edition, paper: Paper, drawn: Drawn) -> Content:
    return Content(edition, drawn.pdf, paper.data, {FileFormat.DOCX: drawn.docx, FileFormat.XLSX: drawn.xlsx})


def _is_news(subject: freeze.Subject, data: str) -> bool:
    """Tell whether the data says something else than the last publication; a version number alone is no news."""
    last = PublishedDocument.objects.filter(
        body=subject.body, kind=subject.kind, month=subject.month, edition=Edition.INTERNAL
    ).order_by("-number")
    before = last.values_list("data", flat=True).first()
    return before is None or _without_version(before) != _without_version(data)


def _without_version(data: str) -> dict[str, Any]:
    return {name: value for name, value in json.loads(data).items() if name != "version"}
