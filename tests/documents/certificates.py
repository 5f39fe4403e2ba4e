"""Certificates and signatures that the tests make themselves: a small office of its own, with elliptic keys."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

PIN = "123456"
AUTHORITY = "Cơ quan chứng thực thử"
FAR = dt.datetime(2010, 1, 1, tzinfo=dt.UTC), dt.datetime(2040, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Identity:
    """A person's certificate with its key, and the certificate that issued it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey
    issuer: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def p12(self, pin: str = PIN) -> bytes:
        lock = serialization.BestAvailableEncryption(pin.encode())
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, [self.issuer], lock)


@cache
def identity(
    name: str = "Nguyễn Thị Văn Thư",
    *,
    issuer: str = AUTHORITY,
    valid: tuple[dt.datetime, dt.datetime] = FAR,
) -> Identity:
    """Return a certificate of a name; an issuer of the same name is itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    above = root(issuer) if issuer != name else None
    subject = _name(name, "Huyện ủy Bạch Thông")
    made = _build(subject, above.certificate.subject if above else subject, key, valid, is_root=False)
    signed = made.sign(above.key if above else key, hashes.SHA256())
    return Identity(signed, key, above.certificate if above else signed)


@cache
def root(name: str) -> Identity:
    """Return a root of trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name, "Ban thử")
    signed = _build(subject, subject, key, FAR, is_root=True).sign(key, hashes.SHA256())
    return Identity(signed, key, signed)


def _name(common: str, organization: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _build(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    valid: tuple[dt.datetime, dt.datetime],
    *,
    is_root: bool,
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )


def sign(pdf: bytes, by: Identity, *, field: str = "Signature1", certify: bool = False) -> bytes:
    """Return a PDF with one more signature, as an office's own tool writes it: behind the bytes that were there."""
    der = by.certificate.public_bytes(serialization.Encoding.DER)
    key = by.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    along = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    along.register(asn1_x509.Certificate.load(by.issuer.public_bytes(serialization.Encoding.DER)))
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(der),
        signing_key=asn1_keys.PrivateKeyInfo.load(key),
        cert_registry=along,
    )
    about = PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", certify=certify
    )
    made = BytesIO()
    PdfSigner(about, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf), strict=False), output=made)
    return made.getvalue()
