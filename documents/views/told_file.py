"""What the portal can say of a PDF that anybody hands in: its signatures, and whether it is one of our documents."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from documents.checks.wording import compare, is_too_long
from documents.models import PublishedDocument, SignedCopy
from documents.models.codes import CODE_PATTERN, read_code
from documents.signing import limited
from documents.signing.report import Examination, Update

from .told import ToldSignature, told_signature


@dataclass(frozen=True, slots=True)
class ToldFile:
    """What a page says of a file.

    `relation` to the document: "same" (its bytes), "signed" (its bytes and signatures), "overwritten" (its bytes with
    other pages written over them), "copy" (filed as its signed copy), "words" (the same words in other bytes),
    "other_words", "unread" (a picture, or too long) or "none"; `differing` counts the places whose words differ.
    """

    sha256: str
    document: PublishedDocument | None
    relation: str
    differing: int
    copy: SignedCopy | None
    is_replaced: bool
    signatures: list[ToldSignature]
    fault: str

    @property
    def is_ours(self) -> bool:
        """Tell whether the file is ours byte for byte, at most with signatures behind it."""
        return self.relation in {"same", "signed", "copy"} and not self.is_bad and not self.is_replaced

    @property
    def is_bad(self) -> bool:
        """Tell whether the file or one of its signatures was changed, or made when its certificate wasn't valid."""
        return bool(self.fault) or self.relation == "overwritten" or any(each.tone == "bad" for each in self.signatures)


def told_file(pdf: bytes, digits: str | None, at: datetime) -> ToldFile:
    """Return what can be said of a PDF; Refusal where it can't be read at all. `digits` are of a code typed with it."""
    sha256 = hashlib.sha256(pdf).hexdigest()
    copy = SignedCopy.objects.with_bytes(sha256)
    begun = copy.document if copy else PublishedDocument.objects.begun_by(pdf)
    document = PublishedDocument.objects.with_code(digits) if digits else begun
    found = limited.examine(pdf, base=bytes(begun.pdf) if begun else b"", at=at)
    if document is None and not digits:
        document = _named_in(found)
    if document is not None and document != begun:
        found = limited.examine(pdf, base=bytes(document.pdf), at=at)
    relation, differing = _relation(found, document, copy if copy and copy.document == document else None)
    return ToldFile(
        sha256=sha256,
        document=document,
        relation=relation,
        differing=differing,
        copy=copy,
        is_replaced=copy is not None and copy.place + 1 < SignedCopy.objects.next_place(copy.document),
        signatures=[told_signature(each) for each in found.signatures],
        fault=found.fault,
    )


def _named_in(found: Examination) -> PublishedDocument | None:
    """Return the document whose code a file prints."""
    text = "\n".join(line for page in found.pages for line in page)
    codes = (read_code(code) for code in re.findall(CODE_PATTERN, text))
    return next((named for code in codes if code and (named := PublishedDocument.objects.with_code(code))), None)


def _relation(found: Examination, document: PublishedDocument | None, copy: SignedCopy | None) -> tuple[str, int]:
    if document is None:
        return "none", 0
    if copy is not None:
        return "copy", 0
    if found.update != Update.OTHER_FILE:
        names = {Update.NOTHING: "same", Update.SIGNATURES: "signed", Update.CONTENT: "overwritten"}
        return names[found.update], 0
    if found.is_scan or not any(found.pages) or is_too_long(found.base_pages, found.pages):
        return "unread", 0
    differing = sum(not each.has_moved for each in compare(found.base_pages, found.pages).differences)
    return ("other_words", differing) if differing else ("words", 0)
