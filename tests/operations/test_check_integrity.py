"""What was kept is found changed when a byte of it is."""

import hashlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from communes.models import Commune, User
from documents.actions import publish
from documents.models import Edition, PublishedDocument
from reports.models import Period, Submission
from tests import factories
from tests.factories import moment


@pytest.fixture
def submission(november: Period, cam_giang: Commune, office: User) -> Submission:
    report = factories.make_accepted(november, cam_giang, office, office, {"BUD_REV_YTD": "1357.2"})
    return report.submissions.get()


@pytest.fixture
def document(submission: Submission, office: User) -> PublishedDocument:
    cited = {"commune": "02008", "number": submission.number, "sha256": submission.sha256}
    (document,) = publish.publish(
        subject=publish.Subject(submission.report.period.body, "2015-11", "Thông báo"),
        number=1,
        editions=[publish.EditionContent(Edition.INTERNAL, b"%PDF-1.7 bytes", '{"month":"2015-11"}')],
        submissions=[cited],
        by=office,
        at=moment("2015-11-23"),
    )
    return document


def check() -> str:
    out = StringIO()
    call_command("check_integrity", stdout=out)
    return out.getvalue()


def test_what_nobody_touched_is_sound(document: PublishedDocument) -> None:
    assert check() == "Đã kiểm tra 1 lần nộp, 1 văn bản đã phát hành.\n"


def test_a_changed_figure_in_a_submission_is_named(submission: Submission) -> None:
    changed = submission.snapshot.replace("1357.2", "1357.3")
    Submission.objects.update(snapshot=changed)
    with pytest.raises(CommandError, match=r"Huyện ủy Bạch Thông: Cẩm Giàng, tháng 11 năm 2015, lần 1: .*SHA-256"):
        check()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"pdf": b"%PDF-1.7 bytez"}, "tệp PDF không khớp"), ({"data": '{"month":"2015-12"}'}, "dữ liệu không khớp")],
)
def test_a_changed_byte_of_a_document_is_named(
    document: PublishedDocument, change: dict[str, object], sentence: str
) -> None:
    PublishedDocument.objects.update(**change)
    with pytest.raises(CommandError, match=rf"Thông báo \(Bản nội bộ\), lần 1: {sentence}"):
        check()


def test_a_submission_changed_together_with_its_hash_no_longer_is_the_one_that_a_document_rests_on(
    document: PublishedDocument,
) -> None:
    forged = '{"month":"2015-11"}'
    Submission.objects.update(snapshot=forged, sha256=hashlib.sha256(forged.encode()).hexdigest())
    with pytest.raises(CommandError, match="không còn lần nộp 1 của 02008 mà văn bản dựa vào"):
        check()


def test_every_mismatch_is_named(document: PublishedDocument) -> None:
    Submission.objects.update(snapshot="{}")
    PublishedDocument.objects.update(pdf=b"", data="")
    with pytest.raises(CommandError, match="3 chỗ không khớp"):
        check()
