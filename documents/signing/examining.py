"""Look at a PDF that somebody hands in: its words, its signatures, and what was written behind the portal's bytes."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    DiffResult,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.constants import ROOT_EXEMPT_STRICT_COMPARISON
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import DocumentTimestampStatus, PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from . import text
from .reader import Reader
from .report import Examination, Holder, Signature, Trust, Update
from .structure import BROKEN, fault_of_hole

Status = PdfSignatureStatus | DocumentTimestampStatus
logger = logging.getLogger(__name__)

CHANGED = "Nội dung tệp đã bị sửa sau khi ký."
ADDED = "Có phần ghi thêm vào tệp sau khi ký làm đổi nội dung hoặc không đọc được."
UNREADABLE = "Tệp có chữ ký số nhưng không kiểm tra được: chữ ký hỏng hoặc tệp đã bị sửa."
WEAK = "Chữ ký dùng thuật toán băm {name}, nay không còn được coi là an toàn."
_WEAK_DIGESTS = frozenset({"md2", "md5", "sha1"})
_KEPT = frozenset({ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING})
# Behind our own bytes a signature may also certify the paper (/Perms); behind a signature it may not.
_CATALOG = CatalogModificationRule(ROOT_EXEMPT_STRICT_COMPARISON | {"/Perms"})  # type: ignore[no-untyped-call]
_FROM_OURS = StandardDiffPolicy([_CATALOG, *DEFAULT_DIFF_POLICY.global_rules[1:]], DEFAULT_DIFF_POLICY.form_rule)
_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)


def examine(pdf: bytes, *, base: bytes, roots: Iterable[x509.Certificate], at: datetime) -> Examination:
    """Return what a PDF is, beside the document of the portal that it should be; `base` is empty where there is none.

    `at` judges the certificate of a signature that claims no moment of its own.
    """
    try:
        file = text.opened(pdf)
        base_pages = text.lines_of(text.opened(base)) if base else ()
        found = Examination(text.lines_of(file), base_pages, text.is_scan(file))
    except text.NotReadable as reason:
        return Examination(fault=str(reason))
    try:
        signatures = tuple(_signatures(pdf, list(roots), at))
        update = _update(pdf, len(base)) if base and pdf.startswith(base) else Update.OTHER_FILE
    except _Unreadable:
        return replace(found, fault=UNREADABLE)
    return replace(found, signatures=signatures, update=update)


def trust_roots(folder: Path) -> Iterator[x509.Certificate]:
    """Read the certificates of a folder (PEM or DER) that signatures are trusted by; a bad file is passed over."""
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        if not file.is_file() or file.name.startswith("."):
            continue
        content = file.read_bytes()
        try:
            found = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
            read = [x509.Certificate.load(der) for der in found]
            for each in read:
                _ = each.native
        except (ValueError, TypeError):
            logger.warning("No certificate in %s", file.name)
            continue
        yield from read


def holder_of(certificate: x509.Certificate) -> Holder:
    """Return whose a certificate is, and from when to when it may sign."""
    names = {key: value for key, value in certificate.subject.native.items() if isinstance(value, str)}
    return Holder(
        signer=names.get("common_name") or certificate.subject.human_friendly,
        organization=names.get("organization_name", ""),
        valid_from=certificate.not_valid_before.isoformat(),
        valid_to=certificate.not_valid_after.isoformat(),
        fingerprint=certificate.sha256.hex(),
    )


class _Unreadable(Exception):
    pass


def _signatures(pdf: bytes, roots: list[x509.Certificate], at: datetime) -> Iterator[Signature]:
    marks = pdf.count(b"/ByteRange")
    try:
        embedded = list(Reader(pdf).embedded_signatures)
        if len(embedded) != marks:  # a signature that a reader overlooks must not look like none
            raise _Unreadable
        if marks and not re.search(rb"%%EOF[\r\n]{0,2}\Z", pdf[-16:]):
            raise _Unreadable
        for each in embedded:
            yield _signature(pdf, each, roots, at)
    except _Unreadable:
        raise
    except Exception as error:  # what a broken file makes the parsers raise is past counting
        if marks:
            raise _Unreadable from error


def _signature(pdf: bytes, embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], at: datetime) -> Signature:
    certificate = embedded.signer_cert
    claimed = embedded.self_reported_timestamp
    moment = claimed if claimed is not None and claimed.tzinfo else at
    status = _status(embedded, roots, moment)
    stamped = getattr(status, "timestamp_validity", None) if status else None
    if stamped is not None:
        moment = stamped.timestamp
    holder = holder_of(certificate)
    return Signature(
        signer=holder.signer,
        organization=holder.organization,
        issuer=_name_of(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        signed_at=moment.isoformat() if claimed or stamped is not None else "",
        valid_from=holder.valid_from,
        valid_to=holder.valid_to,
        fingerprint=holder.fingerprint,
        trust=_trust(certificate, moment, is_trusted=bool(status and status.trusted)),
        is_timestamp=embedded.sig_object_type == "/DocTimeStamp",
        has_timestamp=stamped is not None,
        covers_file=embedded.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        fault=fault_of_hole(pdf, list(map(int, embedded.byte_range))) or _fault(embedded, status),
    )


def _status(embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: datetime) -> Status | None:
    """Return pyHanko's judgment as of a moment, without asking any other machine; None where it can't judge."""
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment, revocation_mode="soft-fail")
    try:
        if embedded.sig_object_type == "/DocTimeStamp":
            return validate_pdf_timestamp(embedded, context)
        return validate_pdf_signature(embedded, context, key_usage_settings=_FOR_SIGNING)
    except Exception:  # as above
        logger.warning("A signature that can't be judged", exc_info=True)
        return None


def _fault(embedded: EmbeddedPdfSignature, status: Status | None) -> str:
    if embedded.md_algorithm in _WEAK_DIGESTS:
        return WEAK.format(name=embedded.md_algorithm.upper())
    if status is None:
        return UNREADABLE
    if not status.intact:
        return CHANGED
    stamped = getattr(status, "timestamp_validity", None)
    if not status.valid or (stamped is not None and not (stamped.intact and stamped.valid)):
        return BROKEN
    return "" if _covers(embedded, status) else ADDED


def _covers(embedded: EmbeddedPdfSignature, status: Status) -> bool:
    """Tell whether nothing but further signatures stands behind what was signed, not even a stray byte."""
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    last = embedded.reader.xrefs.total_revisions - 1
    is_followed = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION and embedded.signed_revision < last
    return is_followed and status.modification_level in _KEPT


def _trust(certificate: x509.Certificate, moment: datetime, *, is_trusted: bool) -> Trust:
    if moment > certificate.not_valid_after:
        return Trust.EXPIRED
    if moment < certificate.not_valid_before:
        return Trust.NOT_YET
    if is_trusted:
        return Trust.TRUSTED
    return Trust.UNKNOWN if certificate.self_signed == "no" else Trust.SELF_SIGNED


def _name_of(name: x509.Name) -> str:
    return str(name.native.get("common_name") or name.human_friendly)


def _update(pdf: bytes, base_size: int) -> Update:
    """Tell what stands behind the portal's own bytes at the beginning of a file."""
    if len(pdf) == base_size:
        return Update.NOTHING
    try:
        base = _with_form(pdf, Reader(pdf[:base_size]).xrefs.total_revisions - 1)
        found = _FROM_OURS.review_file(base.reader, base)
    except (PdfError, ValueError) as error:
        raise _Unreadable from error
    only_signed = isinstance(found, DiffResult) and found.modification_level in _KEPT
    return Update.SIGNATURES if only_signed else Update.CONTENT


def _with_form(pdf: bytes, revision: int) -> HistoricalResolver:
    """Return a revision as it would be with an empty form: pyHanko compares forms and doesn't expect the first one."""
    reader = Reader(pdf)
    base = reader.get_historical_resolver(revision)
    if "/AcroForm" not in base.root:
        form = generic.DictionaryObject({generic.pdf_name("/Fields"): generic.ArrayObject()})  # type: ignore[no-untyped-call]
        with suppress(KeyError):
            form["/SigFlags"] = reader.root["/AcroForm"]["/SigFlags"]
        base.root["/AcroForm"] = form
    return base
