"""Freeze a document: its bytes, its data and what it was made from, in all its editions at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from briefing_portal.lib.refusal import Refusal
from communes.models import ConveningBody, User
from documents.models import DocumentKind, Edition, PublishedDocument, PublishedFile
from documents.models.files import FileFormat
from documents.models.published import WHOLE_MONTH


@dataclass(frozen=True, slots=True)
class EditionContent:
    """One edition as it is frozen: the PDF's bytes, the canonical JSON behind them, and the files beside the PDF."""

    edition: Edition
    pdf: bytes
    data: str
    files: Mapping[FileFormat, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is published: a kind of document of a body for a month (yyyy-mm), or for one of its meetings (`session`)."""

    body: ConveningBody
    month: str
    title: str
    kind: DocumentKind = DocumentKind.SUMMARY
    session: int = WHOLE_MONTH


@transaction.atomic
def publish(
    *,
    subject: Subject,
    number: int,
    editions: Sequence[EditionContent],
    submissions: Sequence[dict[str, Any]],
    by: User,
    at: datetime,
) -> list[PublishedDocument]:
    """Freeze the editions as publication `number`; from the second on they are supplements that cite the first.

    `number` is what the paper prints; it is refused where somebody else published meanwhile.
    """
    ConveningBody.objects.select_for_update().get(pk=subject.body.pk)
    if number != next_number(subject):
        raise Refusal("Vừa có bản phát hành khác của tháng này; hãy xem lại trước khi phát hành.")
    documents = []
    for content in editions:
        document = PublishedDocument.objects.create(
            body=subject.body,
            kind=subject.kind,
            month=subject.month,
            session=subject.session,
            edition=content.edition,
            number=number,
            title=subject.title,
            pdf=content.pdf,
            sha256=hashlib.sha256(content.pdf).hexdigest(),
            data=content.data,
            data_sha256=hashlib.sha256(content.data.encode()).hexdigest(),
            submissions=list(submissions),
            supplements=first_of(subject, content.edition),
            published_at=at,
            published_by=by,
        )
        _freeze_files(document, content.files)
        documents.append(document)
    return documents


def _freeze_files(document: PublishedDocument, files: Mapping[FileFormat, bytes]) -> None:
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        PublishedFile.objects.create(document=document, format=name, content=content, sha256=digest)


def next_number(subject: Subject) -> int:
    """Return the number that the next publication of a subject gets."""
    last = _published(subject).aggregate(last=Max("number"))["last"] or 0
    return int(last) + 1


def first_of(subject: Subject, edition: Edition) -> PublishedDocument | None:
    """Return the first publication of an edition: what supplements cite."""
    return _published(subject).filter(edition=edition, number=1).defer("pdf", "data").first()


def _published(subject: Subject) -> QuerySet[PublishedDocument]:
    return PublishedDocument.objects.filter(
        body=subject.body, kind=subject.kind, month=subject.month, session=subject.session
    )
