"""Published documents as files of an archive: their names, and all of a month in one ZIP."""

import io
import zipfile
from collections.abc import Iterable, Iterator

from briefing_portal.lib.clock import OFFICE_TIME
from documents.models import DocumentKind, Edition, PublishedDocument

_KINDS = {
    DocumentKind.SUMMARY: "tong-hop",
    DocumentKind.NOTICE: "thong-bao",
    DocumentKind.MINUTES: "bien-ban",
    DocumentKind.INVITATION: "giay-moi",
}
_EDITIONS = {Edition.INTERNAL: "noi-bo", Edition.PUBLISHED: "phat-hanh"}


def file_name(document: PublishedDocument) -> str:
    """Return the name of a document's files, without what comes behind the dot."""
    kind, session = _KINDS[DocumentKind(document.kind)], f"-phien-{document.session}" if document.session > 1 else ""
    return f"{kind}-{document.month}{session}-lan-{document.number}-{_EDITIONS[Edition(document.edition)]}"


def archive_of(documents: Iterable[PublishedDocument]) -> Iterator[bytes]:
    """Yield a ZIP of stored documents and their data, read one at a time; the same documents give the same bytes."""
    out = _Outgoing()
    with zipfile.ZipFile(out, "w") as archive:
        for document in documents:
            for name, content, method in _files_of(document):
                archive.writestr(_entry(name, document, method), content)
                yield out.taken()
    yield out.taken()


def _files_of(document: PublishedDocument) -> Iterator[tuple[str, bytes, int]]:
    """Yield a document's files; a PDF is packed already."""
    stored = PublishedDocument.objects.filter(pk=document.pk).values_list("pdf", "data").get()
    yield f"{file_name(document)}.pdf", bytes(stored[0]), zipfile.ZIP_STORED
    yield f"{file_name(document)}.json", stored[1].encode(), zipfile.ZIP_DEFLATED
    for file in document.files.order_by("format", "pk"):
        yield f"{file_name(document)}.{file.format}", bytes(file.content), zipfile.ZIP_STORED


def _entry(name: str, document: PublishedDocument, method: int) -> zipfile.ZipInfo:
    at = document.published_at.astimezone(OFFICE_TIME)
    entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    entry.compress_type, entry.external_attr = method, 0o644 << 16
    return entry


class _Outgoing(io.RawIOBase):
    """Take what is written until it is sent."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[bytes] = []

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep some bytes."""
        self._chunks.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        chunks, self._chunks = self._chunks, []
        return b"".join(chunks)
