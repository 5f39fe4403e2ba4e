"""A briefing drawn as a PDF, with its data inside: as it stands now, or to be frozen."""

import hashlib
from datetime import datetime

from documents.rendering.composing import Progress
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.joining import Attachment
from documents.rendering.paper import Paper
from documents.rendering.pdf import render_pdf
from meetings.briefing.content import Edition
from meetings.models import Briefing

from .document import Occasion, changed_at, paper_of
from .page import rows_of

LARGE = 60  # communes: a page waits for fewer (two seconds on two cores), more are drawn in the background


def is_large(briefing: Briefing) -> bool:
    """Tell whether drawing the briefing with its annexes takes longer than a page should wait."""
    return int(briefing.data["coverage"]["expected"]) > LARGE


def state_of(briefing: Briefing) -> str:
    """Return a digest of all that a draft's look depends on: the briefing's version and its body's settings."""
    body = briefing.period.body
    settings = [str(field.value_from_object(body)) for field in body._meta.concrete_fields]
    return hashlib.sha256("\n".join([str(briefing.version), *settings]).encode()).hexdigest()


def draft_of(
    briefing: Briefing, edition: Edition, *, is_text_alone: bool = False, progress: Progress | None = None
) -> tuple[str, bytes]:
    """Return an edition's briefing.json and its draft on paper, which prints without its annexes where asked to."""
    rows = rows_of(briefing)
    paper = paper_of(briefing, rows, edition, Occasion())
    paper = paper.without_annexes() if is_text_alone else paper
    return paper.data, draw(paper, briefing, changed_at(briefing, rows), progress)


def draw(paper: Paper, briefing: Briefing, moment: datetime, progress: Progress | None = None) -> bytes:
    """Return a paper as a PDF with its data inside."""
    return render_pdf(
        render_document(TEMPLATE, paper.context),
        title=paper.title,
        identifier=paper.data_sha256,
        moment=moment,
        author=briefing.period.body.name,
        attachments=attachments_of(paper),
        progress=progress,
    )


def attachments_of(paper: Paper) -> list[Attachment]:
    """Return the files inside a paper: the canonical data of its edition, whose hash is the printed code."""
    return [Attachment("briefing.json", "application/json", paper.data.encode(), "Dữ liệu của văn bản này")]
