"""What an examination of a PDF found: plain values that travel between the worker and the portal."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

STAMP_WIDTH, STAMP_HEIGHT = 62, 18  # millimetres, as static/css/signature_stamp.css has them
Plain = dict[str, Any]
Pages = tuple[tuple[str, ...], ...]


class Trust(StrEnum):
    """How far a signer's certificate is trusted, judged at the moment that the signature claims."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    SELF_SIGNED = "self_signed"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


class Update(StrEnum):
    """What was written behind the portal's own bytes."""

    OTHER_FILE = "other_file"
    NOTHING = "nothing"
    SIGNATURES = "signatures"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a PDF. Moments are ISO 8601; `fault` is empty where it is intact, else says what is broken."""

    signer: str
    organization: str
    issuer: str
    serial: str
    signed_at: str
    valid_from: str
    valid_to: str
    trust: Trust
    is_timestamp: bool = False
    has_timestamp: bool = False
    covers_file: bool = True
    fingerprint: str = ""
    fault: str = ""

    @property
    def is_good(self) -> bool:
        """Tell whether it is intact and was made while its certificate was valid; trusted or not."""
        return not self.fault and self.trust not in {Trust.EXPIRED, Trust.NOT_YET}


@dataclass(frozen=True, slots=True)
class Examination:
    """What a PDF is: its lines per page, whether it is a picture of a paper, its signatures in their order.

    `fault` is a sentence where the file can't be read or its signatures are broken as a whole. `base_pages` are the
    lines of the document that it was compared with, `update` what stands behind that document's bytes.
    """

    pages: Pages = ()
    base_pages: Pages = ()
    is_scan: bool = False
    signatures: tuple[Signature, ...] = ()
    update: Update = Update.OTHER_FILE
    fault: str = ""

    @property
    def faults(self) -> list[str]:
        """Return why the file is refused: its own fault, or those of its signatures."""
        return [self.fault] if self.fault else [each.fault for each in self.signatures if each.fault]

    def as_plain(self) -> Plain:
        """Return values that JSON takes."""
        return asdict(self)


def signature_from(plain: Mapping[str, Any]) -> Signature:
    """Return a signature from what JSON kept of it."""
    return Signature(**{**plain, "trust": Trust(plain["trust"])})


def examination_from(plain: Mapping[str, Any]) -> Examination:
    """Return an examination from what JSON kept of it."""
    return Examination(
        pages=tuple(tuple(page) for page in plain["pages"]),
        base_pages=tuple(tuple(page) for page in plain["base_pages"]),
        is_scan=plain["is_scan"],
        signatures=tuple(signature_from(each) for each in plain["signatures"]),
        update=Update(plain["update"]),
        fault=plain["fault"],
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose key was opened: the names on its certificate, from when to when it may sign (ISO 8601), its SHA-256."""

    signer: str
    organization: str
    valid_from: str
    valid_to: str
    fingerprint: str
