"""What was kept is found changed when a byte of it is."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from communes.models import Commune, User
from documents.actions import attach
from documents.models import PublishedDocument
from reports.actions import keep_files, submit
from reports.models import Period, Submission
from tests import factories
from tests.tampering import lift_protection, run_sql

DOCUMENTS = "UPDATE documents_publisheddocument SET"
PUBLISHED = r"Huyện ủy Bạch Thông: Thông báo \(Bản phát hành\), lần 1: "


@pytest.fixture
def submission(november: Period, cam_giang: Commune, office: User) -> Submission:
    report = factories.make_accepted(november, cam_giang, office, office, {"BUD_REV_YTD": "1357.2"})
    return report.submissions.get()


@pytest.fixture
def documents(submission: Submission, office: User) -> dict[str, PublishedDocument]:
    cited = {"commune": "02008", "number": submission.number, "sha256": submission.sha256}
    return factories.make_documents(submission.report.period.body, office, submissions=[cited])


@pytest.fixture
def document(documents: dict[str, PublishedDocument]) -> PublishedDocument:
    lift_protection()
    return documents["published"]


def check() -> str:
    out = StringIO()
    call_command("check_integrity", stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("documents")
def test_what_nobody_touched_is_sound() -> None:
    assert check() == "Đã kiểm tra 1 lần nộp, 2 văn bản đã phát hành, 0 bản đã ký.\n"


def test_one_changed_byte_of_a_submission_is_named(submission: Submission) -> None:
    lift_protection()
    run_sql("UPDATE reports_submission SET snapshot = replace(snapshot, '1357.2', '1357.3')")
    with pytest.raises(CommandError, match=r"Huyện ủy Bạch Thông: Cẩm Giàng, tháng 11 năm 2015, lần 1: .*SHA-256"):
        check()


def test_a_file_that_a_submission_names_and_nobody_has_any_more_is_named(
    november: Period, cam_giang: Commune, signer: User
) -> None:
    report, at = factories.make_report(november, cam_giang, signer), factories.moment("2015-11-10")
    file = attach.keep(
        body=cam_giang.body, commune=cam_giang, name="biên bản.pdf", content=b"%PDF-1.7\n%%EOF", by=signer, at=at
    )
    keep_files.add(report=report, attachment=file, by=signer, at=at)
    submit.submit(report=report, by=signer, at=at, needs_explanations=False)
    check()
    lift_protection()
    run_sql("UPDATE documents_attachment SET name = 'khác.pdf'")
    with pytest.raises(CommandError, match=r"^1 chỗ không khớp:\n.*lần 1: không còn tệp “biên bản.pdf” đã nộp cùng.$"):
        check()


def test_one_changed_byte_of_a_pdf_is_named(document: PublishedDocument) -> None:
    pdf = bytes(document.pdf)
    middle = len(pdf) // 2
    flipped = pdf[:middle] + bytes([pdf[middle] ^ 1]) + pdf[middle + 1 :]
    run_sql(f"{DOCUMENTS} pdf = %s WHERE id = %s", flipped, document.pk)
    with pytest.raises(CommandError, match=rf"^1 chỗ không khớp:\n{PUBLISHED}tệp PDF không khớp"):
        check()


def test_one_changed_byte_of_the_data_is_named(document: PublishedDocument) -> None:
    run_sql(f"{DOCUMENTS} data = replace(data, 'bach-thong', 'bach-thonh') WHERE id = %s", document.pk)
    with pytest.raises(CommandError, match=rf"^1 chỗ không khớp:\n{PUBLISHED}dữ liệu không khớp"):
        check()


def test_data_changed_together_with_its_hash_no_longer_is_what_the_pdf_carries(document: PublishedDocument) -> None:
    forged = '{"month":"2015-11"}'
    digest = hashlib.sha256(forged.encode()).hexdigest()
    run_sql(f"{DOCUMENTS} data = %s, data_sha256 = %s WHERE id = %s", forged, digest, document.pk)
    with pytest.raises(CommandError, match=rf"^1 chỗ không khớp:\n{PUBLISHED}mã của tệp PDF không phải mã của dữ liệu"):
        check()


def test_a_pdf_changed_together_with_its_hash_no_longer_carries_the_datas_hash(document: PublishedDocument) -> None:
    forged = b"%PDF-1.7 bytes"
    run_sql(f"{DOCUMENTS} pdf = %s, sha256 = %s WHERE id = %s", forged, hashlib.sha256(forged).hexdigest(), document.pk)
    with pytest.raises(CommandError, match=rf"^1 chỗ không khớp:\n{PUBLISHED}mã của tệp PDF"):
        check()


@pytest.mark.usefixtures("document")
def test_a_submission_changed_together_with_its_hash_no_longer_is_the_one_that_a_document_rests_on() -> None:
    forged = '{"month":"2015-11"}'
    digest = hashlib.sha256(forged.encode()).hexdigest()
    run_sql("UPDATE reports_submission SET snapshot = %s, sha256 = %s", forged, digest)
    with pytest.raises(CommandError, match="không còn lần nộp 1 của 02008 mà văn bản dựa vào"):
        check()


def test_a_changed_citation_is_named(document: PublishedDocument, submission: Submission) -> None:
    run_sql(f"{DOCUMENTS} submissions = %s WHERE id = %s", forged_citation(submission), document.pk)
    with pytest.raises(CommandError, match=rf"^1 chỗ không khớp:\n{PUBLISHED}không còn lần nộp 1 của 02008"):
        check()


def forged_citation(submission: Submission) -> str:
    last = "0" if submission.sha256[-1] != "0" else "1"
    return f'[{{"commune": "02008", "number": 1, "sha256": "{submission.sha256[:-1]}{last}"}}]'


@pytest.mark.usefixtures("document")
def test_a_deleted_submission_is_missed_by_the_documents_that_rest_on_it() -> None:
    forget_submission(1)
    with pytest.raises(CommandError, match=r"^2 chỗ không khớp:(\n.*không còn lần nộp 1 của 02008.*){2}$"):
        check()


def forget_submission(number: int) -> None:
    """Delete a submission with what points at it, as a thorough hand would."""
    run_sql("DELETE FROM reports_reportevent")
    run_sql("DELETE FROM reports_review")
    run_sql("DELETE FROM reports_submission WHERE number = %s", number)


def test_a_deleted_submission_on_which_no_document_rests_leaves_a_gap(
    november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    from tests.meetings.november import correct

    report = factories.make_accepted(november, cam_giang, signer, office, {"BUD_REV_YTD": "1"})
    correct(report, {"BUD_REV_YTD": "2"}, signer, office)
    lift_protection()
    forget_submission(1)
    with pytest.raises(CommandError, match="Cẩm Giàng, tháng 11 năm 2015: thiếu lần nộp, chỉ còn 1 trong 2 lần"):
        check()


def test_a_deleted_edition_is_missed(document: PublishedDocument) -> None:
    run_sql("DELETE FROM documents_documenttext WHERE document_id = %s", document.pk)
    run_sql("DELETE FROM documents_publisheddocument WHERE id = %s", document.pk)
    with pytest.raises(CommandError, match="tháng 2015-11: thiếu văn bản, chỉ còn 1 bản"):
        check()


def test_a_supplement_that_no_longer_cites_the_first_is_named(
    documents: dict[str, PublishedDocument], office: User
) -> None:
    factories.make_documents(documents["published"].body, office, number=2)
    lift_protection()
    run_sql(f"{DOCUMENTS} supplements_id = NULL WHERE number = 2 AND edition = 'published'")
    with pytest.raises(CommandError, match=r"\(Bản phát hành\), lần 2: không dẫn văn bản phát hành lần đầu"):
        check()


@pytest.mark.usefixtures("document")
def test_every_mismatch_is_named() -> None:
    run_sql("UPDATE reports_submission SET snapshot = '{}'")
    run_sql(f"{DOCUMENTS} pdf = %s, data = ''", b"")
    with pytest.raises(CommandError, match="5 chỗ không khớp"):
        check()


def test_one_changed_byte_of_a_signed_copy_and_a_copy_that_is_gone_are_named(
    document: PublishedDocument, office: User
) -> None:
    factories.make_signed_copy(document, office)
    factories.make_signed_copy(document, office, place=2, pdf=b"%PDF-signed again")
    run_sql("UPDATE documents_signedcopy SET pdf = %s WHERE place = 2", b"%PDF-sigmed again")
    with pytest.raises(CommandError, match=r"bản đã ký 145-BC/HU.*, lần lưu 2: tệp PDF không khớp"):
        check()
    run_sql("DELETE FROM documents_signedcopy WHERE place = 1")
    with pytest.raises(CommandError, match="thiếu bản đã ký, chỉ còn 1 trong 2 lần lưu"):
        check()
