"""A briefing drawn as a PDF, with its data inside: as it stands now, or to be frozen."""

import hashlib

from documents.rendering.composing import Progress
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
    author = briefing.period.body.name
    return paper.data, paper.pdf(moment=changed_at(briefing, rows), author=author, progress=progress)
