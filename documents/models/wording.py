"""The words of a body's documents: who signs each kind of them, and who receives it."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing_portal.lib.vietnamese import capitalize_first
from communes.models import BodyKind, ConveningBody

from .formats import kept_for
from .published import DocumentKind

SYMBOLS: Mapping[DocumentKind, str] = {
    DocumentKind.SUMMARY: "BC",
    DocumentKind.NOTICE: "TB",
    DocumentKind.MINUTES: "BB",
    DocumentKind.INVITATION: "GM",
}
# The minutes are signed by who kept them and who chaired: nothing to set.
SIGNED = (DocumentKind.SUMMARY, DocumentKind.NOTICE, DocumentKind.INVITATION)
SIGNATURE, RECIPIENTS = "signature", "recipients"


@dataclass(frozen=True, slots=True)
class Wording:
    """The lines of a signature, the last of them the position, and the recipients, a line each."""

    signature: tuple[str, ...]
    recipients: tuple[str, ...]


def wording_of(body: ConveningBody, kind: DocumentKind) -> Wording:
    """Return who signs a kind of document and who receives it, as the office set it or by default."""
    return tried_wording(body, kind, kept_for(body, None))


def tried_wording(body: ConveningBody, kind: DocumentKind, told: Mapping[str, str]) -> Wording:
    """Return the wording with lines that are tried out, by the names of their settings; emptied ones are the usual."""
    usual = usual_wording(body, kind)
    return Wording(
        _lines(told.get(f"{kind}.{SIGNATURE}")) or usual.signature,
        _lines(told.get(f"{kind}.{RECIPIENTS}")) or usual.recipients,
    )


def usual_wording(body: ConveningBody, kind: DocumentKind) -> Wording:
    """Return the wording where the office set none: the body signs its reports, its office by order all else."""
    by_order = kind in {DocumentKind.NOTICE, DocumentKind.INVITATION}
    signature = _by_order(body) if by_order else (body.signature_authority, body.signer_title)
    return Wording(signature, _recipients(body, kind))


def _by_order(body: ConveningBody) -> tuple[str, ...]:
    if body.kind == BodyKind.STATE:
        return (f"TL. {body.signer_title}", "CHÁNH VĂN PHÒNG")
    return (body.signature_authority.replace("T/M", "T/L"), "CHÁNH VĂN PHÒNG")


def _recipients(body: ConveningBody, kind: DocumentKind) -> tuple[str, ...]:
    is_party = body.kind == BodyKind.PARTY
    mark = "," if is_party else ";"
    invited = (f"Như trên{mark}",) if kind == DocumentKind.INVITATION else ()
    others = (f"{capitalize_first(body.convener)}{mark}", f"Các {body.units_word}{mark}")
    return (*invited, *others[: 1 if invited else 2], archive_line(body))


def archive_line(body: ConveningBody) -> str:
    """Return the last line of the recipients: "Lưu Văn phòng Huyện ủy.", the State's "Lưu: VT."."""
    organ = body.name.removesuffix(body.place).strip()
    return f"Lưu Văn phòng {organ}." if body.kind == BodyKind.PARTY else "Lưu: VT."


def _lines(kept: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (kept or "").splitlines() if line.strip())
