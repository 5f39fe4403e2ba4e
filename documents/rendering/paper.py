"""A document with its look and the data behind it, ready to be drawn in any format."""

from dataclasses import dataclass, replace
from datetime import datetime

from documents.models import Look
from documents.rendering.content import Document
from documents.rendering.docx import render_docx
from documents.rendering.html import context_of
from documents.rendering.spelling import spelled
from documents.rendering.xlsx import render_xlsx


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is drawn: the document, how it looks, and what it says as canonical data with its hash."""

    document: Document
    look: Look
    data: str = ""
    data_sha256: str = ""

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

    def docx(self, *, moment: datetime, author: str) -> bytes:
        """Return the paper for Word."""
        return render_docx(self.document, self.look, moment=moment, author=author)

    def xlsx(self, *, moment: datetime, author: str) -> bytes:
        """Return the paper's tables as a workbook."""
        return render_xlsx(self.document, moment=moment, author=author)


def paper(document: Document, look: Look, data: str = "", data_sha256: str = "") -> Paper:
    """Return a paper whose words are spelled as its look has them."""
    return Paper(spelled(document, look.uy), look, data, data_sha256)
