"""Does what was kept still say what it said? Every kept hash is computed anew."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from documents.models import PublishedDocument
from reports.models import Submission
from reports.models.snapshots import sha256_of

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Integrity:
    """How much was looked at, and a sentence for each thing that changed since it was kept."""

    submissions: int
    documents: int
    mismatches: tuple[str, ...]


def check_integrity() -> Integrity:
    """Hash all submissions and published documents anew, and look up the submissions that documents rest on."""
    return Integrity(
        submissions=Submission.objects.count(),
        documents=PublishedDocument.objects.count(),
        mismatches=(*_changed_submissions(), *_changed_documents()),
    )


def _changed_submissions() -> Iterator[str]:
    submissions = Submission.objects.select_related("report__period__body", "report__commune").order_by("pk")
    for submission in submissions.iterator(chunk_size=CHUNK):
        if sha256_of(submission.snapshot) != submission.sha256:
            yield f"{submission.report.period.body.name}: {submission}: nội dung không khớp mã SHA-256 đã lưu."


def _changed_documents() -> Iterator[str]:
    kept = set(Submission.objects.values_list("sha256", flat=True))
    documents = PublishedDocument.objects.select_related("body").order_by("pk")
    for document in documents.iterator(chunk_size=1):
        name = f"{document.body.name}: {document}, lần {document.number}"
        if hashlib.sha256(document.pdf).hexdigest() != document.sha256:
            yield f"{name}: tệp PDF không khớp mã SHA-256 đã lưu."
        if sha256_of(document.data) != document.data_sha256:
            yield f"{name}: dữ liệu không khớp mã SHA-256 đã lưu."
        for cited in document.submissions:
            if cited["sha256"] not in kept:
                yield f"{name}: không còn lần nộp {cited['number']} của {cited['commune']} mà văn bản dựa vào."
