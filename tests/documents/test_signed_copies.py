"""The office hands out the unsigned paper and files what comes back: our bytes signed, the same words, or a scan."""

import datetime as dt
import io
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from communes.models import ConveningBody, User
from documents.models import DocumentKind, Finding, PublishedDocument, ReceivedCopy, SignedCopy
from documents.rendering.pdf import render_pdf
from documents.signing import limited
from tests import factories
from tests.documents.certificates import identity, sign
from tests.documents.conftest import PAPER

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("in_process")]
CLERK = identity("Đồng chí Văn thư")
FILLED = PAPER.replace("Số &nbsp; &nbsp; -BC/HU", "Số 145-BC/HU").replace("ngày &nbsp; &nbsp; tháng", "ngày 23 tháng")


def word_made(html: str = FILLED) -> bytes:
    """Return a paper as another program would print it: other type, other lines, other bytes."""
    style = "<style>@page { size: A5 } body { font-size: 18px; line-height: 2 }</style>"
    at = factories.moment("2015-11-23", "16:00")
    return render_pdf(style + html, title="Van ban.docx", identifier="0" * 64, moment=at)


def scanned() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(made, "PDF")
    return made.getvalue()


def hand_in(client: Client, paper: PublishedDocument, pdf: bytes, **typed: str) -> str:
    file = SimpleUploadedFile("da-ky.pdf", pdf, content_type="application/pdf")
    address = f"/bach-thong/documents/{paper.pk}/signed/"
    response = client.post(address, {"pdf": file, "number": "145", "dated": "23/11/2015", **typed}, follow=True)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def file_with(client: Client, paper: PublishedDocument, **typed: str) -> str:
    address = f"/bach-thong/documents/{paper.pk}/signed/received/"
    response = client.post(address, {"number": "145-BC/HU", "dated": "23/11/2015", **typed}, follow=True)
    return " ".join(response.content.decode().split())


@pytest.fixture
def at_office(client: Client, office: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    client.force_login(office)
    return client


def test_our_file_comes_back_signed_and_is_filed_byte_for_byte(
    at_office: Client, paper: PublishedDocument, signer: User
) -> None:
    signed = sign(bytes(paper.pdf), CLERK)
    told = hand_in(at_office, paper, signed)
    assert "Đã lưu bản đã ký số 145-BC/HU." in told
    assert "Đúng tệp đã phát hành, từng byte" in told
    assert "Đồng chí Văn thư" in told
    copy = SignedCopy.objects.get()
    assert (copy.finding, copy.number, copy.dated) == (Finding.OURS, "145-BC/HU", dt.date(2015, 11, 23))
    at_office.force_login(signer)
    page = f"/bach-thong/documents/{paper.pk}/signed/1/"
    assert "Mở bản đã ký" in at_office.get(page).content.decode()
    assert at_office.get(f"{page}document.pdf").content == signed
    assert at_office.get(f"/bach-thong/documents/{paper.pk}/document.pdf").content == bytes(paper.pdf)


def test_the_same_words_in_other_bytes_are_filed_with_number_and_day_read_from_them(
    at_office: Client, paper: PublishedDocument
) -> None:
    told = hand_in(at_office, paper, sign(word_made(), CLERK))
    assert "lời văn giống hệt bản phát hành" in told
    assert SignedCopy.objects.get().differences == []


def test_words_that_differ_are_shown_and_somebody_stands_for_them(
    at_office: Client, paper: PublishedDocument, office: User
) -> None:
    other = FILLED.replace("trên 70%", "trên 90%").replace("BÍ THƯ</p>", "BÍ THƯ</p><p>Hoàng Thu Trang</p>")
    told = hand_in(at_office, paper, sign(word_made(other), CLERK))
    assert "1 chỗ khác" in told
    assert "70%</del>" in told
    assert "90%</ins>" in told
    assert "Hoàng Thu Trang" in told
    assert not SignedCopy.objects.exists()
    assert "Hãy xác nhận bằng một câu." in file_with(at_office, paper, vouched="")
    told = file_with(at_office, paper, vouched="Đồng chí Bí thư sửa số này khi ký.")
    assert "Đồng chí Bí thư sửa số này khi ký." in told
    copy = SignedCopy.objects.get()
    assert (copy.finding, copy.filed_by, len(copy.differences)) == (Finding.SAME_TEXT, office, 1)
    assert not ReceivedCopy.objects.exists()


def test_a_scan_is_filed_when_somebody_vouches_by_name(at_office: Client, paper: PublishedDocument) -> None:
    told = hand_in(at_office, paper, scanned())
    assert "Các trang là ảnh" in told
    told = file_with(at_office, paper, vouched="Tôi đã so với bản giấy có dấu.")
    assert "“Tôi đã so với bản giấy có dấu.”" in told
    assert SignedCopy.objects.get().finding == Finding.SCAN


def test_the_number_in_the_file_is_the_number_that_is_filed(at_office: Client, paper: PublishedDocument) -> None:
    told = hand_in(at_office, paper, sign(word_made(), CLERK), number="146", dated="24/11/2015")
    assert "Trong tệp ghi số 145-BC/HU" in told
    assert "Trong tệp ghi ngày 23/11/2015" in told
    assert 'value="146"' in told
    assert "Đã lưu bản đã ký số 145-BC/HU." in file_with(at_office, paper)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"number": "145-TB/HU"}, "Có phải “145-BC/HU” không?"),
        ({"number": "1O5"}, "Không đọc được số “1O5”"),
        ({"number": ""}, "Hãy ghi số văn bản."),
        ({"dated": "31/11/2015"}, "Hãy ghi ngày văn bản như 23/11/2015."),
        ({"dated": "23/10/2015"}, "trước cả tháng của văn bản"),
        ({"dated": "23/11/3015"}, "Ngày văn bản chưa đến"),
    ],
)
def test_a_number_or_day_that_is_unclear_is_asked_about_and_the_file_is_kept(
    at_office: Client, paper: PublishedDocument, typed: dict[str, str], asked: str
) -> None:
    assert asked in hand_in(at_office, paper, sign(bytes(paper.pdf), CLERK), **typed)
    assert not SignedCopy.objects.exists()
    assert "Đã lưu bản đã ký số 145-BC/HU." in file_with(at_office, paper)


def test_what_cannot_be_the_signed_paper_is_refused_in_a_sentence(at_office: Client, paper: PublishedDocument) -> None:
    ours = bytes(paper.pdf)
    signed = sign(ours, CLERK)
    changed = bytearray(signed)
    changed[len(ours) // 2] ^= 1
    old = dt.datetime(2012, 1, 1, tzinfo=dt.UTC), dt.datetime(2014, 1, 1, tzinfo=dt.UTC)
    for pdf, said in (
        (b"PK\x03\x04 word", "Tệp này không phải PDF."),
        (b"%PDF-1.7 nothing", "không phải PDF hoặc đã hỏng"),
        (ours, "chưa có chữ ký số nào"),
        (word_made(), "Tệp này chưa có chữ ký số."),
        (bytes(changed), "Nội dung tệp đã bị sửa sau khi ký."),
        (sign(ours, identity("Cũ", valid=old)), "chứng thư đã hết hạn (hiệu lực đến 01/01/2014)"),
        (sign(word_made("<p>Một văn bản khác hẳn về việc khác hẳn.</p>"), CLERK), "không phải văn bản này"),
        (b"%PDF-" + bytes(21 << 20), "lớn hơn 20 MB"),
    ):
        assert said in hand_in(at_office, paper, pdf)
    assert not ReceivedCopy.objects.exists()
    assert not SignedCopy.objects.exists()


def test_a_wrong_filing_is_replaced_with_a_reason_and_stays(at_office: Client, paper: PublishedDocument) -> None:
    first, second = sign(bytes(paper.pdf), CLERK), sign(bytes(paper.pdf), identity("Đồng chí Khác"))
    hand_in(at_office, paper, first)
    assert "Tệp này đã được lưu" in hand_in(at_office, paper, first, reason="Gửi lại lần nữa.")
    assert "Hãy nêu lý do thay bản đã lưu." in hand_in(at_office, paper, second)
    told = hand_in(at_office, paper, second, reason="Bản trước ký nhầm người.")
    assert "Bản trước ký nhầm người." in told
    assert [bytes(copy.pdf) for copy in SignedCopy.objects.order_by("place")] == [first, second]
    old = at_office.get(f"/bach-thong/documents/{paper.pk}/signed/1/").content.decode()
    assert "Bản này đã được thay" in old


def test_a_number_is_given_to_one_paper_a_year(at_office: Client, paper: PublishedDocument, office: User) -> None:
    hand_in(at_office, paper, sign(bytes(paper.pdf), CLERK))
    later = factories.make_documents(paper.body, office, number=2, html=PAPER)["published"]
    told = hand_in(at_office, later, sign(bytes(later.pdf), CLERK))
    assert "Số 145-BC/HU đã ghi cho văn bản khác" in told


def test_the_notices_of_two_meetings_of_a_month_never_share_a_number(
    at_office: Client, bach_thong: ConveningBody, office: User
) -> None:
    first, second = (
        factories.make_documents(bach_thong, office, kind=DocumentKind.NOTICE, session=session, html=PAPER)
        for session in (1, 2)
    )
    told = hand_in(at_office, first["published"], sign(bytes(first["published"].pdf), CLERK))
    assert "Đã lưu bản đã ký số 145-BC/HU." in told
    told = hand_in(at_office, first["internal"], sign(bytes(first["internal"].pdf), CLERK))
    assert "Đã lưu bản đã ký số 145-BC/HU." in told, "editions of one paper share its number"
    told = hand_in(at_office, second["published"], sign(bytes(second["published"].pdf), CLERK))
    assert "Số 145-BC/HU đã ghi cho văn bản khác" in told


def test_only_the_office_files_and_a_stranger_finds_nothing(
    client: Client, paper: PublishedDocument, secretary: User, signer: User, stranger: User
) -> None:
    for person, status in ((secretary, 403), (signer, 403), (stranger, 404)):
        client.force_login(person)
        assert client.get(f"/bach-thong/documents/{paper.pk}/signed/").status_code == status


def bomb() -> bytes:
    """Return a small PDF whose one page unpacks to 200 MB."""
    made = io.BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page().Contents = file.make_stream(
            zlib.compress(b" " * 200_000_000), Filter=pikepdf.Name.FlateDecode
        )
        file.save(made, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return made.getvalue()


def test_a_file_that_eats_time_or_memory_ends_its_own_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    at, small = factories.moment("2015-11-23"), bomb()
    assert len(small) < 1_000_000
    with pytest.raises(limited.NotDone, match="quá phức tạp"):
        limited.examine(small, at=at, limits=limited.Limits(memory_mib=200))
    with pytest.raises(limited.NotDone, match="quá 0,01 giây"):
        limited.examine(small, at=at, limits=limited.Limits(seconds=0.01))


def test_a_process_of_its_own_reads_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = limited.examine(sign(scanned(), CLERK), at=factories.moment("2015-11-23"))
    assert found.is_scan
    assert [each.signer for each in found.signatures] == ["Đồng chí Văn thư"]
