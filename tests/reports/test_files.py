"""Files beside a report: how many, how large, of whom; kept with each submission."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from documents.actions import attach
from documents.models import Attachment
from reports.actions import keep_files, submit
from reports.models import Period, Report, ReportEvent, ReportFile, Section
from tests import factories

EDIT = "/bach-thong/reports/2015-11/cam-giang/edit/"
READ = "/bach-thong/reports/2015-11/cam-giang/"
AT = factories.moment("2015-11-10")
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def report(november: Period, cam_giang: Commune, clerk: User) -> Report:
    return factories.make_report(november, cam_giang, clerk, {"LIV_SICK": "0"})


def kept(commune: Commune, by: User, name: str = "biên bản.pdf", content: bytes = PDF) -> Attachment:
    return attach.keep(body=commune.body, commune=commune, name=name, content=content, by=by, at=AT)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_file_is_put_beside_a_section_and_taken_off_again(client: Client, report: Report, clerk: User) -> None:
    client.force_login(clerk)
    sent = {"version": "1", "base": "", "files": SimpleUploadedFile("đơn.pdf", PDF), "files-section": "security"}
    client.post(EDIT, sent)
    file = ReportFile.objects.get()
    assert (file.section and file.section.code, file.is_source) == ("security", False)
    assert "đơn.pdf" in page(client, READ)
    client.post(EDIT, {"version": "1", "base": "", "files-drop": str(file.pk)})
    assert not ReportFile.objects.exists()
    assert Attachment.objects.count() == 1  # a submission may have had it


def test_a_refused_file_is_said_beside_its_box_and_the_figures_typed_stay(
    client: Client, report: Report, clerk: User
) -> None:
    client.force_login(clerk)
    program = SimpleUploadedFile("bao cao.pdf", b"MZ\x90\x00")
    answer = client.post(EDIT, {"version": "1", "base": "", "files": program, "figure:LIV_SICK:": "7"})
    shown = answer.content.decode()
    assert "Không nhận ra nội dung của tệp “bao cao.pdf”" in shown
    assert 'aria-describedby="files-faults"' in shown
    assert 'value="7"' in shown


def test_a_commune_sends_no_source_and_takes_off_no_file_of_another(
    client: Client, report: Report, clerk: User, november: Period, vi_huong: Commune, neighbour: User
) -> None:
    other = factories.make_report(november, vi_huong, neighbour)
    theirs = keep_files.add(report=other, attachment=kept(vi_huong, neighbour), by=neighbour, at=AT)
    client.force_login(clerk)
    source = SimpleUploadedFile("ảnh.pdf", PDF)
    client.post(EDIT, {"version": "1", "base": "", "source": source, "files-drop": str(theirs.pk)})
    assert list(ReportFile.objects.all()) == [theirs]


def test_another_communes_file_is_not_put_beside_a_report(report: Report, vi_huong: Commune, clerk: User) -> None:
    with pytest.raises(Refusal, match="không phải của đơn vị"):
        keep_files.add(report=report, attachment=kept(vi_huong, clerk), by=clerk, at=AT)


def test_a_file_more_than_there_may_be_is_refused(
    report: Report, cam_giang: Commune, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_files, "MOST_FILES", 2)
    for name in ("1.pdf", "2.pdf"):
        keep_files.add(report=report, attachment=kept(cam_giang, clerk, name), by=clerk, at=AT)
    with pytest.raises(Refusal, match="đã kèm 2 tệp"):
        keep_files.add(report=report, attachment=kept(cam_giang, clerk), by=clerk, at=AT)


def test_files_together_stay_below_their_limit(
    report: Report, cam_giang: Commune, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_files, "MOST_BYTES", 2 * len(PDF))
    for name in ("1.pdf", "2.pdf", "2.pdf"):  # the same once more takes no room
        keep_files.add(report=report, attachment=kept(cam_giang, clerk, name), by=clerk, at=AT)
    with pytest.raises(Refusal, match="thì vượt quá"):
        keep_files.add(report=report, attachment=kept(cam_giang, clerk), by=clerk, at=AT)


def test_a_source_must_be_one_that_can_be_looked_at(report: Report, cam_giang: Commune, office: User) -> None:
    with pytest.raises(Refusal, match="phải xem được"):
        keep_files.add(report=report, attachment=kept(cam_giang, office), is_source=True, by=office, at=AT)
    assert not ReportEvent.objects.filter(kind=keep_files.SOURCE_ATTACHED).exists()


def test_a_source_is_of_the_whole_report(report: Report, cam_giang: Commune, office: User) -> None:
    file, section = kept(cam_giang, office), Section.objects.get(code="security")
    with pytest.raises(IntegrityError, match="source_is_of_the_whole_report"), transaction.atomic():
        ReportFile.objects.create(
            report=report, attachment=file, section=section, is_source=True, added_at=AT, added_by=office
        )


def test_a_submission_keeps_its_files_when_the_report_has_lost_them(
    client: Client, report: Report, cam_giang: Commune, clerk: User, signer: User
) -> None:
    file = keep_files.add(report=report, attachment=kept(cam_giang, clerk), by=clerk, at=AT)
    submit.submit(report=report, by=signer, at=AT, needs_explanations=False)
    with pytest.raises(Refusal, match="không kèm hay bỏ tệp được"):
        keep_files.take_off(file=file, by=clerk, at=AT)
    submit.withdraw(report=report, by=signer, at=AT)
    keep_files.take_off(file=file, by=clerk, at=AT)
    client.force_login(clerk)
    assert "biên bản.pdf" not in page(client, READ)
    assert "biên bản.pdf" in page(client, f"{READ}submissions/1/")
