"""Sign a PDF with a key that somebody brings along: PAdES B-B behind the bytes that are there, with a stamp."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2
from asn1crypto import pkcs12, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.stamp import StaticStampStyle

from . import text
from .report import STAMP_HEIGHT, STAMP_WIDTH

_WHOLE = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))
POINTS_PER_MM = 72 / 25.4
GAP, EDGE = 4, 20  # points below the position, and kept free at the page's edge
NO_P12 = "Tệp này không phải tệp chứng thư PKCS#12 (.p12, .pfx)."
WRONG_PIN = "Mã PIN không đúng; hãy nhập lại."
NO_KEY = "Tệp chứng thư không có khóa riêng hoặc không có chứng thư của người ký."
NO_DEVICE = "Không mở được thiết bị ký của máy chủ; hãy cắm thiết bị hoặc báo quản trị."
FAILED = "Không ký được bằng chứng thư này; văn bản vẫn như trước."
LOCKED = "Thiết bị ký đã bị khóa vì nhập sai PIN nhiều lần; hãy liên hệ nơi cấp thiết bị."


class Unusable(Exception):
    """Say in one Vietnamese sentence why a key can't sign."""


@contextmanager
def opened(keys: Mapping[str, Any]) -> Iterator[Signer]:
    """Open a key for the time of one step; Unusable with its sentence where it can't be."""
    if keys["kind"] == "p12":
        yield _from_file(bytes.fromhex(keys["file"]), keys["pin"])
        return
    with _token(keys) as signer:
        yield signer


def certificate_of(signer: Signer) -> x509.Certificate:
    """Return the certificate of an opened key."""
    if signer.signing_cert is None:
        raise Unusable(NO_KEY)
    return signer.signing_cert


def _from_file(content: bytes, pin: str) -> SimpleSigner:
    try:
        kind = pkcs12.Pfx.load(content, strict=True)["version"].native
    except (ValueError, TypeError, KeyError) as error:
        raise Unusable(NO_P12) from error
    if kind != "v3":
        raise Unusable(NO_P12)
    try:
        signer: SimpleSigner | None = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=pin.encode())
    except ValueError as error:
        raise Unusable(WRONG_PIN) from error
    except Exception as error:  # a file with a certificate alone, and whatever else a loader trips over
        raise Unusable(NO_KEY) from error
    if signer is None or signer.signing_cert is None:
        raise Unusable(NO_KEY)
    return signer


@contextmanager
def _token(keys: Mapping[str, Any]) -> Iterator[Signer]:
    from pkcs11 import PKCS11Error, exceptions
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    token = TokenCriteria(label=keys["token"]) if keys["token"] else None
    try:
        session = open_pkcs11_session(keys["module"], token_criteria=token, user_pin=keys["pin"])
    except exceptions.PinLocked as error:
        raise Unusable(LOCKED) from error
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange) as error:
        raise Unusable(WRONG_PIN) from error
    except (PKCS11Error, OSError, RuntimeError) as error:
        raise Unusable(NO_DEVICE) from error
    with session:
        yield PKCS11Signer(
            session,
            cert_label=keys["label"],
            key_label=keys["label"],
            use_raw_mechanism=True,  # few devices hash elliptic signatures by themselves
        )


def sign(pdf: bytes, signer: Signer, *, field: str, position: str, stamp: bytes, place: str) -> bytes:
    """Return a PDF with one more signature, its stamp (a PDF of one page) below the position of the signer."""
    box, page = _box(pdf, position)
    about = PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", location=place, reason=position
    )
    made = BytesIO()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(stamp)
        file.flush()
        style = StaticStampStyle.from_pdf_file(file.name, border_width=0, background_layout=_WHOLE)
        spec = SigFieldSpec(sig_field_name=field, on_page=page, box=box)
        PdfSigner(about, signer, stamp_style=style, new_field_spec=spec).sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf), strict=False), output=made
        )
    return made.getvalue()


def _box(pdf: bytes, position: str) -> tuple[tuple[int, int, int, int], int]:
    """Return the stamp's box and its page: below the last place where the position stands, else top right of page 1.

    It stands below the stamps that are there already.
    """
    file = text.opened(pdf)
    width, height = STAMP_WIDTH * POINTS_PER_MM, STAMP_HEIGHT * POINTS_PER_MM
    found = text.last_place_of(file, position)
    number = found.page if found else 0
    page = file[number]
    whole = page.get_width(), page.get_height()
    centre = (found.left + found.right) / 2 if found else whole[0]
    left = min(max(centre - width / 2, EDGE), whole[0] - EDGE - width)
    top = _free_top(page, left, left + width, found.bottom - GAP if found else whole[1] - EDGE, height)
    bottom = max(top - height, EDGE)
    return (round(left), round(bottom), round(left + width), round(bottom + height)), number


def _free_top(page: pypdfium2.PdfPage, left: float, right: float, top: float, height: float) -> float:
    """Return the highest top, not above `top`, at which a box of a height touches no stamp."""
    for stamp in sorted(text.stamps_on(page), key=lambda each: -each[3]):
        is_beside = stamp[2] <= left or right <= stamp[0]
        if not is_beside and stamp[1] < top and top - height < stamp[3]:
            top = stamp[1] - GAP
    return top
