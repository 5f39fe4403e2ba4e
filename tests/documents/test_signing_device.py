"""A signing device at the server, played by SoftHSM: the key never leaves it."""

import datetime as dt
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from pkcs11 import Attribute, CertificateType, ObjectClass
from pytest_django import Settings

from documents.rendering.pdf import render_pdf
from documents.signing import limited
from documents.signing.report import Update
from tests.documents.certificates import PIN, Identity, identity

MODULE = next(map(str, Path("/usr/lib").glob("**/libsofthsm2.so")), "")
CHAIR = identity("Đồng chí Chủ trì")
AT = dt.datetime(2015, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Put the chair's key on a device with a PIN."""
    (tmp_path / "tokens").mkdir()
    conf = tmp_path / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(conf))
    _put(CHAIR, tmp_path / "key.pem")
    settings.SIGNING_PKCS11_MODULE = MODULE
    settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_LABEL = "vanphong", "ky"


def _put(owner: Identity, file: Path) -> None:
    key = owner.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(key)
    util, token = "softhsm2-util", ("vanphong", "--pin", PIN)
    made = (util, "--init-token", "--free", "--label", *token, "--so-pin", "13579135")
    subprocess.run(made, check=True, capture_output=True)
    brought = (util, "--import", str(file), "--label", "ky", "--id", "01", "--token", *token)
    subprocess.run(brought, check=True, capture_output=True)
    lib = pkcs11.lib(MODULE)
    lib.reinitialize()
    with lib.get_token(token_label="vanphong").open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: "ky",
                Attribute.ID: b"\x01",
                Attribute.SUBJECT: owner.certificate.subject.public_bytes(),
                Attribute.VALUE: owner.certificate.public_bytes(serialization.Encoding.DER),
            }
        )


@pytest.mark.usefixtures("device")
def test_the_device_signs_and_a_wrong_pin_or_no_device_is_said_in_a_sentence(settings: Settings) -> None:
    with pytest.raises(limited.NotDone, match="Mã PIN không đúng"):
        limited.holder_of(limited.Keys("000000"))
    keys = limited.Keys(PIN)
    assert limited.holder_of(keys).signer == "Đồng chí Chủ trì"
    paper, stamp = (render_pdf(f"<p>{text}</p>", title="", identifier="a" * 64, moment=AT) for text in ("BÍ THƯ", "x"))
    made, found = limited.sign(paper, keys, limited.Wish("Ky", "BÍ THƯ", ""), stamp=stamp, base=paper, at=AT)
    assert made.startswith(paper)
    assert ([each.signer for each in found.signatures], found.faults) == (["Đồng chí Chủ trì"], [])
    assert found.update == Update.SIGNATURES
    settings.SIGNING_PKCS11_TOKEN = "other"
    with pytest.raises(limited.NotDone, match="Không mở được thiết bị ký"):
        limited.holder_of(keys)
