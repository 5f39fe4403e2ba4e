"""Signing in the portal, for bodies that want it: one signer after the other, nothing of their keys kept."""

import datetime as dt
import io
import logging

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from communes.models import User
from documents.models import Finding, PortalSignature, PublishedDocument, SignedCopy, SigningPlan
from documents.signing.examining import examine
from documents.signing.report import Update
from documents.signing.text import last_place_of, opened
from tests import factories
from tests.documents.certificates import PIN, Identity, identity

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("in_process")]
SECRETARY, CHAIR = identity("Đồng chí Thư ký"), identity("Đồng chí Chủ trì")
OLD = dt.datetime(2012, 1, 1, tzinfo=dt.UTC), dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
POSITIONS = ("T/M BAN THƯỜNG VỤ", "BÍ THƯ")


@pytest.fixture
def signing(client: Client, paper: PublishedDocument, office: User) -> str:
    """Turn portal signing on, lay down two signers, and return the address of the page."""
    paper.body.portal_signing = True
    paper.body.save()
    client.force_login(office)
    address = f"/bach-thong/documents/{paper.pk}/sign/"
    plan(client, address)
    return address


def plan(client: Client, address: str, **typed: str) -> str:
    asked = {"number": "145", "dated": "23/11/2015", "positions": "\n".join(POSITIONS)} | typed
    return " ".join(client.post(f"{address}plan/", asked, follow=True).content.decode().split())


def sign(client: Client, address: str, by: Identity | bytes, place: int = 1, pin: str = PIN) -> str:
    file = SimpleUploadedFile("khoa.p12", by if isinstance(by, bytes) else by.p12())
    response = client.post(address, {"place": place, "p12": file, "pin": pin}, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_two_signers_in_order_make_the_signed_copy(client: Client, paper: PublishedDocument, signing: str) -> None:
    assert "Đến lượt người ký tiếp theo" in sign(client, signing, SECRETARY)
    assert not SignedCopy.objects.exists()
    assert "lưu bản đã ký số 145-BC/HU" in sign(client, signing, CHAIR, place=2)
    copy = SignedCopy.objects.get()
    assert (copy.finding, copy.number, copy.is_portal_signed) == (Finding.OURS, "145-BC/HU", True)
    first, last = PortalSignature.objects.order_by("place")
    assert bytes(copy.pdf) == bytes(last.pdf)
    assert bytes(last.pdf).startswith(bytes(first.pdf))
    assert bytes(first.pdf).startswith(bytes(paper.pdf))
    found = examine(bytes(copy.pdf), base=bytes(paper.pdf), roots=(), at=dt.datetime.now(dt.UTC))
    assert [each.signer for each in found.signatures] == ["Đồng chí Thư ký", "Đồng chí Chủ trì"]
    assert (found.faults, found.update) == ([], Update.SIGNATURES)


def test_the_stamp_stands_below_the_position_of_its_signer(
    client: Client, paper: PublishedDocument, signing: str
) -> None:
    sign(client, signing, SECRETARY)
    signed = bytes(PortalSignature.objects.get().pdf)
    place = last_place_of(opened(signed), POSITIONS[0])
    assert place is not None
    with pikepdf.open(io.BytesIO(signed)) as file:
        (stamp,) = file.pages[place.page].Annots
        left, bottom, right, top = (float(side) for side in stamp.Rect)
    assert left < (place.left + place.right) / 2 < right
    assert bottom < top <= place.bottom


def test_what_cannot_sign_is_said_in_a_sentence_and_nothing_is_lost(client: Client, signing: str) -> None:
    for by, pin, place, said in (
        (SECRETARY, "654321", 1, "Mã PIN không đúng"),
        (b"no key at all", PIN, 1, "không phải tệp chứng thư PKCS#12"),
        (identity("Hết hạn", valid=OLD), PIN, 1, "Chứng thư của Hết hạn đã hết hạn ngày 01/01/2014"),
        (CHAIR, PIN, 2, "Chưa đến lượt vị trí này"),
        (bytes(300_000), PIN, 1, "quá lớn"),
        (SECRETARY, "", 1, "Hãy nhập mã PIN."),
    ):
        assert said in sign(client, signing, by, place, pin)
    assert not PortalSignature.objects.exists()
    assert SigningPlan.objects.count() == 1


def test_one_person_signs_in_one_place(client: Client, signing: str) -> None:
    sign(client, signing, SECRETARY)
    assert "đã ký văn bản này" in sign(client, signing, SECRETARY, place=2)
    assert "Chưa đến lượt vị trí này" in sign(client, signing, CHAIR, place=1)


def test_neither_key_nor_pin_is_kept_or_logged(client: Client, signing: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    pin, wrong = "pin-of-the-secretary", "a-wrong-pin"
    sign(client, signing, SECRETARY.p12(pin), pin=wrong)
    told = sign(client, signing, SECRETARY.p12(pin), pin=pin)
    kept = repr([list(model.objects.values()) for model in (SigningPlan, PortalSignature)])
    for said in (told, caplog.text, kept):
        assert pin not in said
        assert wrong not in said


def test_the_order_laid_down_anew_begins_anew(client: Client, signing: str) -> None:
    sign(client, signing, SECRETARY)
    assert POSITIONS[0] not in plan(client, signing, positions="BÍ THƯ")
    assert "lưu bản đã ký số 145-BC/HU" in sign(client, signing, SECRETARY)
    assert "Hãy nêu lý do thay bản đã lưu" in plan(client, signing)
    assert "Có phải “146-BC/HU” không?" in plan(client, signing, number="146-TB/HU", reason="Ký nhầm người.")


def test_an_order_ends_when_a_signed_copy_comes_from_outside(
    client: Client, paper: PublishedDocument, office: User, signing: str
) -> None:
    factories.make_signed_copy(paper, office, at=dt.datetime.now(dt.UTC))
    assert "đã có bản đã ký lưu sau khi lập thứ tự này" in sign(client, signing, SECRETARY)


def test_portal_signing_is_off_until_the_office_turns_it_on(
    client: Client, paper: PublishedDocument, office: User, signer: User, stranger: User
) -> None:
    address = f"/bach-thong/documents/{paper.pk}/sign/"
    client.force_login(office)
    assert client.get(address).status_code == 403
    paper.body.portal_signing = True
    paper.body.save()
    for person, status in ((office, 200), (signer, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status
