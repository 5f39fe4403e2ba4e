"""What stands around the text of a body's documents: the header with number and day left open, and who signs."""

from briefing_portal.lib.months import Month
from communes.models import ConveningBody
from documents.models import Look
from documents.models.wording import Wording
from documents.rendering.content import Header, Signature, Signer, place_and_date


def heading(number: str, mark: str, title: str) -> str:
    """Return a heading with its number: "I- Kết quả công tác", as the State writes it "I. …"."""
    return f"{number}{mark} {title}"


def header_of(body: ConveningBody, look: Look, symbol: str, signed_in: Month) -> Header:
    """Return the header of a kind of document, by its symbol ("TB"), signed in a month."""
    return Header(
        upper_body=body.upper_body,
        issuing_body=body.name,
        number_line=look.number_line(symbol, body.symbol),
        place_and_date=place_and_date(body.place, signed_in.first_day),
    )


def signature_of(wording: Wording) -> Signature:
    """Return one signer, left open for the pen, beside the recipients."""
    *authority, position = wording.signature
    return Signature((Signer(tuple(authority), position),), wording.recipients)
