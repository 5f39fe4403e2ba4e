"""What a signature's own bytes must look like, so that no byte of a file stands outside of every check.

A signature covers the whole file but for the hole in which it stands itself. A reader skips much of what may be changed
in there: the padding, the case of its digits, certificates that nobody needs. Here all of it is looked at.
"""

import re

from asn1crypto import cms, parser, x509
from cryptography import x509 as certificates
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

_NULL = b"\x05\x00"
BROKEN = "Các byte của chữ ký số đã bị sửa hoặc hỏng."


def fault_of_hole(pdf: bytes, byte_range: list[int]) -> str:
    """Return what is wrong with the place that a signature leaves uncovered; empty where nothing is."""
    if len(byte_range) != 4 or byte_range[0] != 0:
        return BROKEN
    hole = pdf[byte_range[1] : byte_range[2]]
    if not re.fullmatch(rb"<(?:[0-9a-f]+|[0-9A-F]+)>", hole) or len(hole) % 2:
        return BROKEN
    content = bytes.fromhex(hole[1:-1].decode())
    return "" if _is_plain(content) else BROKEN


def _is_plain(content: bytes) -> bool:
    """Tell whether a signature is one DER value with zeros behind it, each part of the form that its standard says."""
    try:
        message = cms.ContentInfo.load(content)
        encoded = message.dump()
        _walk(encoded)
        signed = message["content"]
        return not content[len(encoded) :].strip(b"\0") and _is_consistent(signed) and _certificates_hold(signed)
    except (ValueError, TypeError, KeyError):
        return False


def _walk(encoded: bytes) -> None:
    """Go through nested values; ValueError where one doesn't fill its parent to the last byte."""
    while encoded:
        kind, is_nested, tag, header, inside, trailer = parser.parse(encoded)
        if (kind, tag) == (0, 0):
            raise ValueError("an end without a beginning")
        if is_nested:
            _walk(inside)
        encoded = encoded[len(header) + len(inside) + len(trailer) :]


def _is_consistent(signed: cms.SignedData) -> bool:
    """Tell whether versions and algorithms say what RFC 5652, 5.1 and 5.3, has them say."""
    signers = signed["signer_infos"]
    if len(signers) != 1:
        return False
    signer = signers[0]
    by_key = signer["sid"].name == "subject_key_identifier"
    attached = signed["encap_content_info"]["content_type"].native != "data"
    hashes = [*signed["digest_algorithms"], signer["digest_algorithm"]]
    return (
        signer["version"].native == ("v3" if by_key else "v1")
        and signed["version"].native == ("v3" if by_key or attached else "v1")
        and len({each["algorithm"].native for each in hashes}) == 1
        and all(each["parameters"].dump() in {b"", _NULL} for each in hashes)
    )


def _certificates_hold(signed: cms.SignedData) -> bool:
    """Tell whether the certificates form one chain: each was signed by its issuer where that one comes along.

    One that neither signs nor has issued another has no business here, unless its bytes were changed; nor has one that
    names no other key as its issuer's (RFC 5280, 4.2.1.1: its own root) and yet isn't signed by itself.
    """
    along = [each.chosen for each in signed["certificates"] if each.name == "certificate"]
    by_subject = {each.subject.dump(): each for each in along}
    issuers = {each.issuer.dump() for each in along if not each.self_issued}
    signer = signed["signer_infos"][0]["sid"]
    for each in along:
        issuer = by_subject.get(each.issuer.dump())
        if issuer is not None and not _signed_by(each, issuer):
            return False
        is_signer = _is_named(each, signer)
        if not is_signer and (each.subject.dump() not in issuers or (issuer is None and _is_root(each))):
            return False
    return any(_is_named(each, signer) for each in along)


def _is_root(certificate: x509.Certificate) -> bool:
    above = certificate.authority_key_identifier
    return above is None or above.native["key_identifier"] in {None, certificate.key_identifier}


def _is_named(certificate: x509.Certificate, signer: cms.SignerIdentifier) -> bool:
    if signer.name == "subject_key_identifier":
        return bool(certificate.key_identifier == signer.chosen.native)
    named = signer.chosen
    return bool(
        named["issuer"].dump() == certificate.issuer.dump()
        and named["serial_number"].native == certificate.serial_number
    )


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        loaded = certificates.load_der_x509_certificate(certificate.dump())
        loaded.verify_directly_issued_by(certificates.load_der_x509_certificate(issuer.dump()))
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
