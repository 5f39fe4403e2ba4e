"""A document with its look and the data behind it, ready to be drawn in any format."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from documents.models import Look
from documents.rendering.composing import Progress
from documents.rendering.content import Document
from documents.rendering.docx import render_docx
from documents.rendering.html import TEMPLATE, context_of, render_document
from documents.rendering.joining import Attachment
from documents.rendering.pdf import render_pdf
from documents.rendering.spelling import spelled
from documents.rendering.xlsx import XLSX_TYPE, render_xlsx


class Drawn(NamedTuple):
    """A paper in all its formats."""

    pdf: bytes
    docx: bytes
    xlsx: bytes


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is drawn: the document, how it looks, and what it says as canonical data with its hash."""

    document: Document
    look: Look
    data: str = ""
    data_sha256: str = ""
    name: str = "briefing"  # of the files inside its PDF

    @property
    def title(self) -> str:
        """Return the title of the file."""
        return self.document.title

    @property
    def context(self) -> dict[str, object]:
        """Return what documents.rendering.html.TEMPLATE is filled with."""
        return context_of(self.document, self.look)

    def without_annexes(self) -> "Paper":
        """Return the text alone."""
        return replace(self, document=replace(self.document, annexes=()))

    def drawn(self, *, moment: datetime, author: str, progress: Progress | None = None) -> Drawn:
        """Return the paper in all its formats; the tables inside the PDF are those of the workbook."""
        tables = self.xlsx(moment=moment, author=author)
        pdf = self.pdf(moment=moment, author=author, progress=progress, tables=tables)
        return Drawn(pdf, self.docx(moment=moment, author=author), tables)

    def pdf(
        self, *, moment: datetime, author: str, progress: Progress | None = None, tables: bytes | None = None
    ) -> bytes:
        """Return the paper as a PDF with its data and its tables inside (`tables`, where they are drawn already)."""
        return render_pdf(
            render_document(TEMPLATE, self.context),
            title=self.title,
            identifier=self.data_sha256,
            moment=moment,
            author=author,
            attachments=list(self._inside(moment, author, tables)),
            progress=progress,
        )

    def _inside(self, moment: datetime, author: str, tables: bytes | None) -> Iterator[Attachment]:
        """Yield the canonical data, whose hash is the printed code, and the tables as a workbook."""
        yield Attachment(f"{self.name}.json", "application/json", self.data.encode(), "Dữ liệu của văn bản này")
        if any(annex.columns for annex in self.document.annexes):
            tables = tables or self.xlsx(moment=moment, author=author)
            yield Attachment(f"{self.name}.xlsx", XLSX_TYPE, tables, "Các bảng của văn bản này")

    def docx(self, *, moment: datetime, author: str) -> bytes:
        """Return the paper for Word."""
        return render_docx(self.document, self.look, moment=moment, author=author)

    def xlsx(self, *, moment: datetime, author: str) -> bytes:
        """Return the paper's tables as a workbook."""
        return render_xlsx(self.document, moment=moment, author=author)


def paper(document: Document, look: Look, data: str = "", data_sha256: str = "", name: str = "briefing") -> Paper:
    """Return a paper whose words are spelled as its look has them."""
    return Paper(spelled(document, look.uy), look, data, data_sha256, name)
