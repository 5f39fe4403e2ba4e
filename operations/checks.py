"""Does what was kept still say what it said? Every kept hash is computed anew."""

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max

from documents.models import (
    Attachment,
    DocumentKind,
    Edition,
    PortalSignature,
    PublishedDocument,
    SignedCopy,
)
from documents.rendering.reading import identifier_of
from reports.models import Report, Submission
from reports.models.snapshots import sha256_of

CHUNK = 200
PLACE_OF_A_SUBMISSION = ("report__period__body", "report__period__month", "number", "sha256")


@dataclass(frozen=True, slots=True)
class Integrity:
    """How much was looked at, and a sentence for each thing that changed since it was kept."""

    submissions: int
    documents: int
    signed_copies: int
    mismatches: tuple[str, ...]


def check_integrity() -> Integrity:
    """Hash submissions, published documents and evidence files anew; look up all that they rest on and name."""
    return Integrity(
        submissions=Submission.objects.count(),
        documents=PublishedDocument.objects.count(),
        signed_copies=SignedCopy.objects.count(),
        mismatches=(
            *_changed_submissions(),
            *_missing_submissions(),
            *_missing_files(),
            *_changed_documents(),
            *_missing_documents(),
            *_changed_attachments(),
            *_changed_signed_copies(),
            *_missing_signed_copies(),
            *_changed_signatures(),
        ),
    )


def _changed_submissions() -> Iterator[str]:
    submissions = Submission.objects.select_related("report__period__body", "report__commune").order_by("pk")
    for submission in submissions.iterator(chunk_size=CHUNK):
        if sha256_of(submission.snapshot) != submission.sha256:
            yield f"{submission.report.period.body.name}: {submission}: nội dung không khớp mã SHA-256 đã lưu."


def _missing_submissions() -> Iterator[str]:
    """Numbers run from 1: fewer rows than the highest number means that one is gone."""
    counted = Submission.objects.order_by().values_list("report").annotate(kept=Count("pk"), last=Max("number"))
    short = {report: (kept, last) for report, kept, last in counted if kept < last}
    for report in Report.objects.filter(pk__in=short).select_related("period__body", "commune").order_by("pk"):
        kept, last = short[report.pk]
        yield f"{report.period.body.name}: {report}: thiếu lần nộp, chỉ còn {kept} trong {last} lần."


def _missing_files() -> Iterator[str]:
    """Look up the files that submissions name; whether their bytes still have their hash is asked of every file."""
    kept = set(Attachment.objects.values_list("commune", "name", "sha256"))
    submissions = Submission.objects.select_related("report__period__body", "report__commune").order_by("pk")
    for submission in submissions.iterator(chunk_size=CHUNK):
        for name, sha256 in _files_named_in(submission.snapshot):
            if (submission.report.commune_id, name, sha256) not in kept:
                place = f"{submission.report.period.body.name}: {submission}"
                yield f"{place}: không còn tệp “{name}” đã nộp cùng."


def _files_named_in(snapshot: str) -> list[tuple[str, str]]:
    """Return name and hash of each file; none where somebody left no JSON, which the snapshot's own hash tells."""
    try:
        plain = json.loads(snapshot)
    except ValueError:
        return []
    files = [*plain.get("files", ()), *(answer["file"] for answer in plain.get("answers", ()))]
    return [(file["name"], file["sha256"]) for file in files if file]


def _changed_documents() -> Iterator[str]:
    kept = set(Submission.objects.values_list(*PLACE_OF_A_SUBMISSION))
    documents = PublishedDocument.objects.select_related("body", "supplements").order_by("pk")
    for document in documents.iterator(chunk_size=1):
        name = f"{document.body.name}: {document}, lần {document.number}"
        for fault in (*_faults_of_content(document), *_faults_of_citations(document, kept)):
            yield f"{name}: {fault}"


def _faults_of_content(document: PublishedDocument) -> Iterator[str]:
    if not document.data_is_intact():
        yield "dữ liệu không khớp mã SHA-256 đã lưu."
    if not document.pdf_is_intact():
        yield "tệp PDF không khớp mã SHA-256 đã lưu."
    elif _identifier(document) != document.data_sha256:
        yield "mã của tệp PDF không phải mã của dữ liệu đã lưu."
    for file in document.files.order_by("format", "pk"):
        if not file.is_intact():
            yield f"tệp {file.get_format_display()} không khớp mã SHA-256 đã lưu."


def _identifier(document: PublishedDocument) -> str:
    try:
        return identifier_of(bytes(document.pdf))
    except ValueError:
        return ""


def _faults_of_citations(document: PublishedDocument, kept: Container[tuple[object, ...]]) -> Iterator[str]:
    for cited in document.submissions:
        if (document.body_id, document.month, cited["number"], cited["sha256"]) not in kept:
            yield f"không còn lần nộp {cited['number']} của {cited['commune']} mà văn bản dựa vào."
    first = document.supplements
    if (first.number if first else document.number) != 1:
        yield "không dẫn văn bản phát hành lần đầu."


def _missing_documents() -> Iterator[str]:
    """Numbers run from 1 in each edition: fewer rows than the highest number means that one is gone."""
    documents = PublishedDocument.objects.order_by("body__name", "month", "kind", "session")
    subjects = documents.values("body__name", "kind", "month", "session")
    for subject in subjects.annotate(kept=Count("pk"), last=Max("number")):
        editions = len(Edition) if subject["kind"] == DocumentKind.SUMMARY else 1
        if subject["kept"] < editions * subject["last"]:
            yield (
                f"{subject['body__name']}: tháng {subject['month']}: thiếu văn bản, chỉ còn {subject['kept']} bản "
                f"({DocumentKind(subject['kind']).label.lower()})."
            )


def _changed_attachments() -> Iterator[str]:
    for file in Attachment.objects.select_related("body").order_by("pk").iterator(chunk_size=1):
        if not file.is_intact:
            yield f"{file.body.name}: tệp “{file.name}” (số {file.pk}): nội dung không khớp mã SHA-256 đã lưu."


def _changed_signed_copies() -> Iterator[str]:
    copies = SignedCopy.objects.select_related("document__body").defer("document__pdf", "document__data").order_by("pk")
    for copy in copies.iterator(chunk_size=1):
        if not copy.is_intact():
            name = f"{copy.document.body.name}: bản đã ký {copy}, lần lưu {copy.place}"
            yield f"{name}: tệp PDF không khớp mã SHA-256 đã lưu."


def _missing_signed_copies() -> Iterator[str]:
    """Places run from 1: fewer rows than the highest place means that one is gone."""
    copies = SignedCopy.objects.order_by("document__body__name", "document__title")
    counted = copies.values("document", "document__body__name", "document__title")
    for each in counted.annotate(kept=Count("pk"), last=Max("place")):
        if each["kept"] < each["last"]:
            where = f"{each['document__body__name']}: {each['document__title']}"
            yield f"{where}: thiếu bản đã ký, chỉ còn {each['kept']} trong {each['last']} lần lưu."


def _changed_signatures() -> Iterator[str]:
    signatures = PortalSignature.objects.select_related("plan__document__body").order_by("pk")
    for each in signatures.defer("plan__document__pdf", "plan__document__data").iterator(chunk_size=1):
        if not each.is_intact():
            body = each.plan.document.body.name
            yield f"{body}: chữ ký thứ {each.place} của {each.plan}: tệp PDF không khớp mã SHA-256 đã lưu."
