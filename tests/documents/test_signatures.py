"""What a file's signatures say: who, when, how far trusted; and that no byte of it can be changed unnoticed."""

import datetime as dt
import io

import pikepdf
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.rendering.pdf import render_pdf
from documents.signing.examining import CHANGED, examine
from documents.signing.report import Examination, Trust, Update
from tests.documents.certificates import AUTHORITY, Identity, identity, root, sign

AT = dt.datetime(2015, 11, 23, 9, tzinfo=dt.UTC)
OLD = dt.datetime(2012, 1, 1, tzinfo=dt.UTC), dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
ROOT = x509.Certificate.load(root(AUTHORITY).certificate.public_bytes(Encoding.DER))
SECRETARY, CHAIR = identity("Đồng chí Thư ký"), identity("Đồng chí Chủ trì")


@pytest.fixture(scope="module")
def paper() -> bytes:
    html = "<p>Số &nbsp; &nbsp; -BC/HU</p><h1>BÁO CÁO</h1><p>Kết quả đạt trên 70% diện tích.</p>"
    return render_pdf(html, title="Báo cáo", identifier="a" * 64, moment=AT)


@pytest.fixture(scope="module")
def signed(paper: bytes) -> bytes:
    return sign(paper, SECRETARY)


def look(pdf: bytes, base: bytes = b"", roots: tuple[x509.Certificate, ...] = (ROOT,)) -> Examination:
    return examine(pdf, base=base, roots=roots, at=AT)


def rewritten(pdf: bytes, words: bytes) -> bytes:
    """Return a PDF with another content of its first page, written behind its bytes as an update."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page, size = file.pages[0], len(pdf)
        number = page.obj.objgen[0]
        entries = {key: value for key, value in page.obj.items() if key != "/Contents"}
        new = pikepdf.Dictionary(entries).unparse(resolved=False)
        count, root_number = int(file.trailer["/Size"]), file.Root.objgen[0]
    start = int(pdf.rsplit(b"startxref", 1)[1].split()[0])
    stream = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (count, len(words), words)
    dictionary = new[:-2] + b" /Contents %d 0 R>>" % count
    body = b"%d 0 obj\n%s\nendobj\n" % (number, dictionary)
    table = b"xref\n%d 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n" % (number, size, count, size + len(body))
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        *(count + 1, root_number, start),
        size + len(body) + len(stream),
    )
    return pdf + body + stream + table + trailer


def test_a_signed_paper_says_who_signed_it_and_that_nothing_else_was_added(paper: bytes, signed: bytes) -> None:
    found = look(signed, paper)
    (signature,) = found.signatures
    assert (signature.signer, signature.organization) == ("Đồng chí Thư ký", "Huyện ủy Bạch Thông")
    assert (signature.issuer, signature.trust, signature.fault) == (AUTHORITY, Trust.TRUSTED, "")
    assert signature.is_good
    assert signature.covers_file
    assert (found.update, found.faults, found.is_scan) == (Update.SIGNATURES, [], False)
    assert found.pages == found.base_pages == (("Số -BC/HU", "BÁO CÁO", "Kết quả đạt trên 70% diện tích."),)


@pytest.mark.parametrize(
    ("by", "trust"),
    [
        (identity("Người lạ", issuer="Nơi khác"), Trust.UNKNOWN),
        (identity("Tự cấp", issuer="Tự cấp"), Trust.SELF_SIGNED),
        (identity("Hết hạn", valid=OLD), Trust.EXPIRED),
    ],
)
def test_an_intact_signature_is_not_called_trusted_for_that(paper: bytes, by: Identity, trust: Trust) -> None:
    found = look(sign(paper, by), paper)
    assert [each.trust for each in found.signatures] == [trust]
    assert found.faults == []
    assert found.signatures[0].is_good == (trust != Trust.EXPIRED)


def test_a_signature_that_certifies_our_paper_is_one_too(paper: bytes) -> None:
    found = look(sign(paper, CHAIR, certify=True), paper)
    assert (found.faults, found.update) == ([], Update.SIGNATURES)


def test_a_second_signer_keeps_the_first_signature_valid(paper: bytes, signed: bytes) -> None:
    both = sign(signed, CHAIR, field="Signature2")
    found = look(both, paper)
    assert [each.signer for each in found.signatures] == ["Đồng chí Thư ký", "Đồng chí Chủ trì"]
    assert [each.covers_file for each in found.signatures] == [False, True]
    assert (found.faults, found.update) == ([], Update.SIGNATURES)
    assert both.startswith(signed)


def test_a_paper_packed_in_object_streams_is_compared_the_same(paper: bytes) -> None:
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as file:
        file.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    ours = packed.getvalue()
    assert b"/ObjStm" in ours
    both = sign(sign(ours, SECRETARY), CHAIR, field="Signature2")
    found = look(both, ours)
    assert (len(found.signatures), found.faults, found.update) == (2, [], Update.SIGNATURES)


@settings(max_examples=30)
@given(data=st.data())
def test_whichever_byte_is_changed_after_signing_it_is_noticed(signed: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(signed) - 1), label="byte")
    bit = data.draw(st.integers(0, 7), label="bit")
    changed = bytearray(signed)
    changed[place] ^= 1 << bit
    assert look(bytes(changed)).faults


def test_a_changed_word_is_named_as_a_change_after_signing(signed: bytes) -> None:
    changed = signed.replace(b"/Title", b"/Titlf", 1)
    assert look(changed).faults == [CHANGED]


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF", b"x" * 40])
def test_bytes_behind_the_signature_are_noticed(signed: bytes, tail: bytes) -> None:
    assert look(signed + tail).faults


def test_a_page_rewritten_after_signing_breaks_the_signature(paper: bytes, signed: bytes) -> None:
    found = look(rewritten(signed, b"0 0 100 100 re f"), paper)
    assert [each.fault for each in found.signatures] == [
        "Có phần ghi thêm vào tệp sau khi ký làm đổi nội dung hoặc không đọc được."
    ]


def test_a_page_rewritten_before_signing_is_not_our_paper_any_more(paper: bytes) -> None:
    found = look(sign(rewritten(paper, b"0 0 100 100 re f"), SECRETARY), paper)
    assert (found.faults, found.update) == ([], Update.CONTENT)


def test_what_is_no_readable_pdf_is_said_in_a_sentence(paper: bytes) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as file:
        file.save(locked, encryption=pikepdf.Encryption(user="1234", owner="5678"))
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as file:
        file.save(opened, encryption=pikepdf.Encryption(user="", owner="5678"))
    assert look(b"%PDF-1.7 and no more").fault == "Tệp này không phải PDF hoặc đã hỏng, không mở được."
    assert look(locked.getvalue()).fault == "Tệp PDF này có mật khẩu; hãy bỏ mật khẩu rồi gửi lại."
    assert look(opened.getvalue()).fault == "Tệp PDF này bị khóa (mã hóa); hãy bỏ khóa rồi gửi lại."


def test_a_pdf_without_a_signature_is_read_all_the_same(paper: bytes) -> None:
    found = look(paper, paper)
    assert (found.signatures, found.faults, found.update) == ((), [], Update.NOTHING)
