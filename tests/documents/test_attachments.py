"""Evidence files: what they are by their bytes, who may fetch them, how they are handed over."""

import io
import itertools
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from documents.actions import attach
from documents.models import Attachment
from documents.models.file_kinds import LARGEST_ATTACHMENT, FileKind, clean_name, kind_of
from operations.checks import check_integrity
from tests import factories
from tests.tampering import lift_protection, run_sql

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 20


def package(*members: str) -> bytes:
    """Return a ZIP of empty members, as Word and Excel write theirs."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for member in ("[Content_Types].xml", *members):
            made.writestr(member, "<x/>")
    return file.getvalue()


DOCX, XLSX = package("word/document.xml"), package("xl/workbook.xml")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "biên bản.pdf", FileKind.PDF),
        (PDF, "BIEN BAN.PDF", FileKind.PDF),
        (PDF, "bien ban", FileKind.PDF),
        (PNG, "anh.png", FileKind.PNG),
        (JPG, "anh.jpg", FileKind.JPG),
        (JPG, "anh.jpeg", FileKind.JPG),
        (DOCX, "to trinh.docx", FileKind.DOCX),
        (XLSX, "danh sach.xlsx", FileKind.XLSX),
    ],
)
def test_a_file_is_what_its_bytes_are(content: bytes, name: str, kind: FileKind) -> None:
    assert kind_of(content, name) is kind


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.pdf", "trống"),
        (b"MZ\x90\x00 chuong trinh", "bao cao.pdf", "Không nhận ra nội dung"),
        (b"<html><script>alert(1)</script>", "anh.png", "Không nhận ra nội dung"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.svg", "Không nhận ra nội dung"),
        (b"GIF89a" + b"\x00" * 30, "anh.gif", "Không nhận ra nội dung"),
        (PNG, "bien ban.pdf", "không đúng như tên: nội dung là PNG"),
        (DOCX, "so lieu.xlsx", "không đúng như tên: nội dung là DOCX"),
        (PDF, "chay.exe", "không đúng như tên: nội dung là PDF"),
        (package("so-lieu.txt"), "so lieu.xlsx", "Không nhận ra nội dung"),
        (package("word/document.xml", "xl/workbook.xml"), "hai.docx", "Không nhận ra nội dung"),
        (package("word/document.xml", "word/vbaProject.bin"), "to trinh.docx", "có macro"),
        (DOCX[:60], "to trinh.docx", "bị hỏng"),
        (b"PK\x03\x04" + b"\x00" * 40, "to trinh.docx", "bị hỏng"),
        (PDF + b" " * LARGEST_ATTACHMENT, "lon.pdf", "lớn hơn 10 MB"),
    ],
    ids=itertools.count(),
)
def test_what_is_not_taken_is_refused_in_a_sentence(content: bytes, name: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        kind_of(content, name)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Thư mục\\biên bản.pdf", "biên bản.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        (".pdf", "pdf.pdf"),
        ("", "tep.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_name_is_kept_that_any_disk_takes(name: str, kept: str) -> None:
    assert clean_name(name, FileKind.PDF) == kept


@pytest.fixture
def evidence(cam_giang: Commune, signer: User) -> Attachment:
    at = factories.moment("2015-12-10")
    return attach.keep(body=cam_giang.body, commune=cam_giang, name="biên bản.pdf", content=PDF, by=signer, at=at)


@pytest.mark.parametrize(
    ("person", "status"),
    [("signer", 200), ("clerk", 200), ("office", 200), ("secretary", 200), ("neighbour", 404), ("stranger", 404)],
)
def test_a_file_is_handed_to_whoever_may_see_its_commune_and_to_nobody_else(
    client: Client, evidence: Attachment, request: pytest.FixtureRequest, person: str, status: int
) -> None:
    client.force_login(request.getfixturevalue(person))
    answer = client.get(f"/bach-thong/attachments/{evidence.pk}/")
    assert answer.status_code == status
    if status == 200:
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Content-Type"] == "application/pdf"
    assert Client().get(f"/bach-thong/attachments/{evidence.pk}/").status_code == 302


def test_a_bodys_own_file_is_for_its_office(
    client: Client, bach_thong: ConveningBody, office: User, clerk: User
) -> None:
    at = factories.moment("2015-12-10")
    own = attach.keep(body=bach_thong, commune=None, name="a.png", content=PNG, by=office, at=at)
    for person, status in ((office, 200), (clerk, 404)):
        client.force_login(person)
        assert client.get(f"/bach-thong/attachments/{own.pk}/").status_code == status


def test_the_same_file_sent_twice_is_kept_once(evidence: Attachment, cam_giang: Commune, clerk: User) -> None:
    at = factories.moment("2015-12-11")
    again = attach.keep(body=cam_giang.body, commune=cam_giang, name="biên bản.pdf", content=PDF, by=clerk, at=at)
    assert again.pk == evidence.pk
    assert evidence.is_intact


def test_the_database_itself_keeps_a_file_as_it_came(evidence: Attachment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.update(name="khác.pdf")
    with pytest.raises(TypeError):
        evidence.save()


def test_bytes_that_somebody_changed_past_the_portal_are_found(evidence: Attachment) -> None:
    assert check_integrity().mismatches == ()
    lift_protection()
    run_sql("UPDATE documents_attachment SET data = %s", b"%PDF-1.7 other")
    (told,) = check_integrity().mismatches
    assert "tệp “biên bản.pdf”" in told
