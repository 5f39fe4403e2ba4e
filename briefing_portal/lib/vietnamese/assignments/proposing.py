"""What a chair's sentence proposes: conclusions, each with addressees and a day. A person confirms them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .addressees import Addressees, Unit, read_addressees
from .due import Due, read_due
from .splitting import split


@dataclass(frozen=True, slots=True)
class Proposal:
    """A conclusion as it may be drawn: its words, and what they say of who and until when."""

    text: str
    addressees: Addressees
    due: Due


def propose(text: str, *, today: dt.date, communes: Sequence[Unit], departments: Sequence[Unit]) -> list[Proposal]:
    """Return the conclusions that a text proposes; a piece without own addressees or day has those of its lead."""
    found = split(text)
    lead = (read_addressees(found.lead, communes, departments), read_due(found.lead, today))
    proposals = []
    for piece in found.pieces:
        addressees, due = read_addressees(piece, communes, departments), read_due(piece, today)
        if not addressees.is_clear and not addressees.questions:
            addressees = lead[0]
        proposals.append(Proposal(piece, addressees, due if due.words else lead[1]))
    return proposals
