"""The office enters on a commune's behalf from its paper; the commune confirms or says what is wrong."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from reports.models import Confirmation, Period, Report, ReportFile
from reports.permissions import may_confirm
from reports.workflow import CONFIRMABLE, Confirming, ReportStatus, check_confirming

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
        check_confirming(step, status, on_behalf=True, text="Sai số lợn.")
    else:
        with pytest.raises(Refusal, match=status.label):
            check_confirming(step, status, on_behalf=True, text="Sai số lợn.")


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
    report = Report.objects.get()
    client.post(f"{READ}submit/", {"version": str(report.version)})
    if not report.submissions.exists():  # what the rules still ask for is not this test's matter
        from reports.actions import submit
        from tests import factories

        at = factories.moment("2015-11-12")
        submit.submit(report=report, by=office, at=at, on_behalf=True, needs_explanations=False)
    client.force_login(clerk)
    assert "Văn phòng nhập thay theo bản “báo cáo.jpg”, chờ xã xác nhận" in client.get(READ).content.decode()
    client.post(f"{READ}confirm/", {"decision": "confirm", "expected": "1"})
    assert Confirmation.objects.get().by == clerk
    assert "xã đã xác nhận" in client.get(READ).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.update(text="khác")
