"""The office enters on a commune's behalf from its paper; the commune confirms or says what is wrong."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from reports.actions import confirm, review, submit
from reports.models import Confirmation, Period, Report, ReportFile, Submission
from reports.permissions import may_confirm
from reports.workflow import CONFIRMABLE, Confirming, ReportStatus, check_confirming
from tests import factories

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
READ = "/bach-thong/reports/2015-11/cam-giang/"


def photo() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    return SimpleUploadedFile("báo cáo.jpg", file.getvalue())


@pytest.mark.parametrize("step", Confirming)
@pytest.mark.parametrize("status", ReportStatus)
def test_only_what_was_handed_in_is_confirmed(step: Confirming, status: ReportStatus) -> None:
    if status in CONFIRMABLE:
        check_confirming(step, status, is_awaited=True, text="Sai số lợn.")
    else:
        with pytest.raises(Refusal, match=status.label):
            check_confirming(step, status, is_awaited=True, text="Sai số lợn.")


@pytest.mark.parametrize(
    ("person", "may"),
    [("clerk", True), ("signer", True), ("office", False), ("secretary", False), ("neighbour", False)],
)
def test_the_commune_alone_confirms(
    request: pytest.FixtureRequest, november: Period, cam_giang: Commune, person: str, *, may: bool
) -> None:
    assert may_confirm(request.getfixturevalue(person), Report(period=november, commune=cam_giang)) is may


def test_the_office_enters_from_a_photo_and_the_commune_confirms(
    client: Client, november: Period, cam_giang: Commune, office: User, clerk: User
) -> None:
    client.force_login(office)
    client.post(EDIT, {"version": "0", "base": "", "source": photo(), "figure:LIV_SICK:": "0"})
    file = ReportFile.objects.get(is_source=True)
    assert file.attachment.name == "báo cáo.jpg"
    assert f"/attachments/{file.attachment.pk}/1.jpg" in client.get(EDIT).content.decode()
    hand_in(Report.objects.get(), office)
    client.force_login(clerk)
    assert f'href="{READ}#nhap-thay">xem và xác nhận</a>' in client.get("/bach-thong/").content.decode()
    assert "Văn phòng nhập thay theo bản “báo cáo.jpg”, chờ xã xác nhận" in client.get(READ).content.decode()
    client.post(f"{READ}confirm/", {"decision": "confirm", "expected": "1"})
    assert Confirmation.objects.get().by == clerk
    assert "xã đã xác nhận" in client.get(READ).content.decode()
    assert "xem và xác nhận" not in client.get("/bach-thong/").content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.update(text="khác")


@pytest.fixture
def entered(november: Period, cam_giang: Commune, office: User) -> Report:
    """Return a report that the office typed and submitted for Cẩm Giàng."""
    report = factories.make_report(november, cam_giang, office, {"LIV_SICK": "0"})
    hand_in(report, office)
    return report


def hand_in(report: Report, office: User, *, awaits_commune: bool = True) -> Submission:
    return submit.submit(
        report=report,
        by=office,
        at=factories.moment("2015-11-12"),
        on_behalf=True,
        awaits_commune=awaits_commune,
        needs_explanations=False,
    )


def test_the_commune_says_what_is_wrong_and_the_office_is_led_to_it(
    client: Client, entered: Report, clerk: User, office: User
) -> None:
    client.force_login(clerk)
    client.post(f"{READ}confirm/", {"decision": "correct", "expected": "1", "text": "Số lợn ốm là 3."})
    client.force_login(office)
    assert f'href="{READ}#nhap-thay">Cẩm Giàng</a>' in client.get("/bach-thong/").content.decode()
    assert "Số lợn ốm là 3." in client.get(f"{READ}review/").content.decode()
    board = client.get("/bach-thong/reports/2015-11/").content.decode()
    assert "nhập thay, đơn vị đề nghị sửa" in board
    entered.refresh_from_db()
    review.return_to_commune(report=entered, reason="Theo xã.", by=office, at=factories.moment("2015-11-13"))
    assert "#nhap-thay" not in client.get("/bach-thong/").content.decode()


def test_a_correction_without_a_word_is_refused_beside_its_box(client: Client, entered: Report, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.post(f"{READ}confirm/", {"decision": "correct", "expected": "1", "text": " "})
    assert "Cần ghi rõ chỗ nào cần sửa." in answer.content.decode()
    assert not Confirmation.objects.exists()
    with pytest.raises(IntegrityError, match="correction_says_what_is_wrong"), transaction.atomic():
        Confirmation.objects.create(
            submission=entered.submissions.get(), decision="correct", at=factories.moment("2015-11-13"), by=clerk
        )


def test_nobody_confirms_a_submission_that_she_has_not_seen(entered: Report, clerk: User, office: User) -> None:
    at = factories.moment("2015-11-13")
    entered.refresh_from_db()
    review.return_to_commune(report=entered, reason="Sửa số lợn.", by=office, at=at)
    hand_in(entered, office)
    with pytest.raises(Refusal, match="vừa được nộp lần 2"):
        confirm.confirm(report=entered, expected_submission=1, by=clerk, at=at)
    confirm.confirm(report=entered, expected_submission=2, by=clerk, at=at)
    with pytest.raises(Refusal, match="đã trả lời"):
        confirm.confirm(report=entered, expected_submission=2, by=clerk, at=at)


def test_what_was_imported_waits_for_nobody(
    client: Client, november: Period, cam_giang: Commune, clerk: User, office: User
) -> None:
    report = factories.make_report(november, cam_giang, office, {"LIV_SICK": "0"})
    hand_in(report, office, awaits_commune=False)
    client.force_login(clerk)
    page = client.get(READ).content.decode()
    assert "Văn phòng nhập thay." in page
    assert "Xác nhận đúng" not in page
    assert "xem và xác nhận" not in client.get("/bach-thong/").content.decode()
    with pytest.raises(Refusal, match="không cần xác nhận"):
        confirm.confirm(report=report, expected_submission=1, by=clerk, at=factories.moment("2015-11-13"))


def test_only_what_is_on_behalf_awaits_the_commune(november: Period, cam_giang: Commune, signer: User) -> None:
    report = factories.make_report(november, cam_giang, signer, {"LIV_SICK": "0"})
    at = factories.moment("2015-11-12")
    with pytest.raises(IntegrityError, match="only_what_is_on_behalf_awaits_commune"):
        submit.submit(report=report, by=signer, at=at, awaits_commune=True, needs_explanations=False)
