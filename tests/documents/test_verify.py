"""Whoever holds a paper learns whether it is genuine, without an account, and nothing of what it says."""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from communes.models import ConveningBody, User
from documents.models import PublishedDocument
from documents.rendering.pdf import render_pdf
from documents.rendering.reading import identifier_of, page_count
from tests import factories
from tests.documents.certificates import identity, sign
from tests.tampering import lift_protection, run_sql

Documents = dict[str, PublishedDocument]


pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def documents(bach_thong: ConveningBody, office: User) -> Documents:
    return factories.make_documents(bach_thong, office)


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return re.sub(r"\s+", " ", response.content.decode())


def compare(client: Client, content: bytes, code: str = "") -> str:
    file = SimpleUploadedFile("van-ban.pdf", content, content_type="application/pdf")
    response = client.post("/verify/file/", {"file": file, "code": code})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_stranger_types_the_code_of_a_paper_and_learns_that_it_is_genuine(
    client: Client, documents: Documents
) -> None:
    document = documents["published"]
    typed = document.code.lower().replace("-", " ")
    told = page(client, f"/verify/?code={typed}")
    for said in ("Văn bản thật", "Thông báo", "Huyện ủy Bạch Thông", "14:30 ngày 23/11/2015", document.sha256):
        assert said in told
    assert "<dt>Số trang</dt> <dd>1</dd>" in told
    assert "bản bổ sung" not in told


def test_of_an_internal_paper_only_that_it_is_internal_is_said(client: Client, documents: Documents) -> None:
    document = documents["internal"]
    told = page(client, f"/verify/{document.code}/")
    assert "Văn bản thật" in told
    assert "bản nội bộ" in told
    for kept in ("Thông báo", "Huyện ủy", "23/11/2015", document.sha256):
        assert kept not in told


def test_an_old_paper_names_its_supplement_and_the_supplement_its_first(
    client: Client, documents: Documents, bach_thong: ConveningBody, office: User
) -> None:
    supplement = factories.make_documents(bach_thong, office, number=2)["published"]
    old = page(client, f"/verify/{documents['published'].code}/")
    assert "Đã có bản bổ sung lần 1 ngày 24/11/2015" in old
    assert supplement.code in old
    new = page(client, f"/verify/{supplement.code}/")
    assert "bản bổ sung lần 1 cho văn bản phát hành ngày 23/11/2015" in new
    assert "Đã có bản bổ sung" not in new


@pytest.mark.usefixtures("documents")
def test_an_unknown_code_is_told_what_to_do(client: Client) -> None:
    told = page(client, "/verify/0000-1111-2222-3333-4444/")
    assert "Không tìm thấy văn bản có mã này" in told
    assert "DỰ THẢO" in told


def test_the_beginning_of_a_code_finds_nothing(client: Client, documents: Documents) -> None:
    short = documents["published"].code[:-1]
    told = page(client, f"/verify/{short}/")
    assert "Mã phải đủ 20 ký tự" in told
    assert f'value="{short}"' in told
    assert "Văn bản thật" not in told


def test_the_same_file_is_recognized_with_and_without_its_code(client: Client, documents: Documents) -> None:
    document = documents["published"]
    for code in ("", document.code):
        told = compare(client, bytes(document.pdf), code)
        assert "đúng từng byte" in told
        assert "Văn bản thật" in told


def test_one_other_byte_is_another_file(client: Client, documents: Documents) -> None:
    document = documents["published"]
    changed = bytes(document.pdf)[:-1] + b"?"
    assert "Tệp này khác bản đã phát hành" in compare(client, changed, document.code)
    alone = compare(client, changed)
    assert "Không tìm thấy văn bản nào trùng" in alone
    assert "Văn bản thật" not in alone


def test_the_file_of_another_edition_is_not_the_paper_of_this_code(client: Client, documents: Documents) -> None:
    told = compare(client, bytes(documents["internal"].pdf), documents["published"].code)
    assert "Tệp này khác bản đã phát hành" in told


def test_a_signed_file_says_who_signed_and_one_changed_byte_that_it_was_changed(
    client: Client, documents: Documents
) -> None:
    signed = sign(bytes(documents["published"].pdf), identity("Đồng chí Văn thư"))
    told = compare(client, signed)
    for said in (
        "với chữ ký số ghi thêm; nội dung không đổi",
        "Đồng chí Văn thư",
        "Nguyên vẹn, tin cậy",
        "Văn bản thật",
    ):
        assert said in told
    broken = bytearray(signed)
    broken[1000] ^= 1
    told = compare(client, bytes(broken))
    for said in ("Tệp không còn nguyên vẹn", "Không còn giá trị", "Nội dung tệp đã bị sửa sau khi ký."):
        assert said in told
    assert "Văn bản thật" not in told


def test_a_strangers_signed_file_is_judged_too(client: Client, documents: Documents) -> None:
    own = render_pdf("<p>Giấy mời</p>", title="", identifier="b" * 64, moment=documents["published"].published_at)
    told = compare(client, sign(own, identity("Ai đó", issuer="Ai đó")))
    for said in ("Ai đó", "Nguyên vẹn, tự cấp", "không cơ quan nào xác nhận", "Không tìm thấy văn bản nào trùng"):
        assert said in told


def test_a_filed_copy_is_recognized_and_its_number_told_with_the_code(
    client: Client, documents: Documents, office: User
) -> None:
    document = documents["published"]
    signed = sign(bytes(document.pdf), identity("Đồng chí Văn thư"))
    factories.make_signed_copy(document, office, pdf=signed)
    assert "bản đã ký mà Văn phòng lưu: số 145-BC/HU ngày 23/11/2015" in compare(client, signed)
    assert "145-BC/HU ngày 23/11/2015" in page(client, f"/verify/{document.code}/")
    factories.make_signed_copy(document, office, place=2)
    told = compare(client, signed)
    assert "Văn phòng đã thay bản này" in told
    assert "Văn bản thật" not in told


@pytest.mark.parametrize(("content", "said"), [(b"PK..", "không phải PDF"), (b"", "Tệp này trống")])
@pytest.mark.usefixtures("documents")
def test_what_is_no_pdf_is_refused_in_words(client: Client, content: bytes, said: str) -> None:
    assert said in compare(client, content)


@pytest.mark.usefixtures("db")
def test_a_file_beyond_twenty_megabytes_is_refused_and_one_beyond_all_measure_not_even_read(client: Client) -> None:
    assert "lớn hơn 20 MB" in compare(client, b"%PDF-" + bytes(21 << 20))
    file = SimpleUploadedFile("a.pdf", bytes(33 << 20))
    assert client.post("/verify/file/", {"file": file}).status_code == 413


def test_no_uploaded_file_is_kept(client: Client, documents: Documents, tmp_path: Path, settings: Settings) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    compare(client, b"%PDF-" + bytes(4 << 20))
    assert list(tmp_path.rglob("*")) == []


def test_a_file_is_sent_with_the_forms_own_token_only(documents: Documents) -> None:
    careful = Client(enforce_csrf_checks=True)
    file = SimpleUploadedFile("a.pdf", bytes(documents["published"].pdf))
    assert careful.post("/verify/file/", {"file": file}).status_code == 403


def test_a_paper_whose_kept_bytes_changed_is_not_called_genuine(client: Client, documents: Documents) -> None:
    lift_protection()
    run_sql("UPDATE documents_publisheddocument SET data = '{}'")
    told = page(client, f"/verify/{documents['published'].code}/")
    assert "không còn nguyên vẹn" in told
    assert "Văn bản thật" not in told


def test_a_pdf_is_read_back(documents: Documents) -> None:
    document = documents["published"]
    with pikepdf.open(io.BytesIO(document.pdf)) as file:
        assert page_count(bytes(document.pdf)) == len(file.pages) == 1
    assert identifier_of(bytes(document.pdf)) == document.data_sha256
    with pytest.raises(ValueError, match="not a PDF"):
        page_count(b"%PDF-1.7 bytes")
