"""What a paper carries so that whoever holds it can check it: a code to type, and the page's address as a QR code."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from documents.models.codes import printed_code

QUIET_ZONE = 4  # modules, ISO/IEC 18004
_SAID = "Mã QR dẫn tới trang kiểm tra văn bản này"  # to who can't see it


@dataclass(frozen=True, slots=True)
class Proof:
    """The printed code, the page that asks for it, and the QR code (SVG) of the page that answers it."""

    code: str
    page: str
    qr: SafeString


def proof_of(data_sha256: str) -> Proof:
    """Return what a published document prints to be checked by, from the hash of its data."""
    code = printed_code(data_sha256)
    return Proof(code, absolute(reverse("documents:verify_ask")), qr_svg(address_of(code)))


def address_of(code: str) -> str:
    """Return the absolute address of the page that says whether the paper with a code is genuine."""
    return absolute(reverse("documents:verify", args=[code]))


def absolute(path: str) -> str:
    """Return a page's address as a stranger to this machine needs it."""
    return f"{settings.PORTAL_URL}{path}"


def qr_svg(text: str) -> SafeString:
    """Return a QR code of error level M or better, black, with its quiet zone, as an SVG without a size of its own."""
    drawing = segno.make_qr(text, error="m").svg_inline(
        border=QUIET_ZONE, dark="#000", omitsize=True, svgclass="qr", lineclass=None, title=_SAID
    )
    return mark_safe(drawing)  # noqa: S308 - shapes only, drawn by segno: the text isn't in it
