"""A briefing drawn as a PDF, with its data inside: as it stands now, or to be frozen."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from documents.rendering.composing import Progress
from documents.rendering.paper import Paper
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


class Draft(NamedTuple):
    """A briefing's paper as a draft, when it was last changed, and whose it is."""

    paper: Paper
    moment: datetime
    author: str

    def text_alone(self) -> "Draft":
        """Return the draft without its annexes."""
        return self._replace(paper=self.paper.without_annexes())

    def pdf(self, progress: Progress | None = None) -> bytes:
        """Return the draft as it is printed."""
        return self.paper.pdf(moment=self.moment, author=self.author, progress=progress)


def draft_of(briefing: Briefing, edition: Edition) -> Draft:
    """Return an edition of a briefing as it stands."""
    rows = rows_of(briefing)
    return Draft(paper_of(briefing, rows, edition, Occasion()), changed_at(briefing, rows), briefing.period.body.name)


def edition_named(told: str | None) -> Edition:
    """Return the edition that an address, a form or a command names: the internal one where it names none."""
    return "published" if told == "published" else "internal"
