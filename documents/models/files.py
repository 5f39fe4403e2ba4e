"""The other files of a published document: the same words to edit (DOCX), the same tables to reckon with (XLSX)."""

import hashlib

from django.db import models

from briefing_portal.lib.write_once import WrittenOnceModel

from .published import PublishedDocument


class FileFormat(models.TextChoices):
    """In what format a file beside the PDF is."""

    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"


class PublishedFile(WrittenOnceModel):
    """A file that was frozen together with its document; the database refuses to change it."""

    document = models.ForeignKey(PublishedDocument, models.PROTECT, related_name="files")
    format = models.CharField("định dạng", max_length=4, choices=FileFormat)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = "tệp kèm văn bản"
        verbose_name_plural = "tệp kèm văn bản"
        ordering = ("document", "format", "pk")
        constraints = (
            models.UniqueConstraint(fields=("document", "format"), name="file_once_per_document_and_format"),
        )

    def __str__(self) -> str:
        return f"{self.document}, {self.get_format_display()}"

    def is_intact(self) -> bool:
        """Tell whether the bytes still have the hash that was kept with them."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256


def files_of_documents() -> "models.Prefetch[str]":
    """Return what `prefetch_related` takes to have documents' files at hand without their bytes."""
    return models.Prefetch("files", PublishedFile.objects.defer("content").order_by("format", "pk"))
