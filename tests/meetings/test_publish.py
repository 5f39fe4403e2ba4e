"""Both editions are frozen; outside nobody's weakness can be read in any part of them."""

import datetime as dt
import hashlib
import html
import io
import json
import re
import subprocess
import time
import zipfile

import pikepdf
import pytest
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import BodyKind, Commune, ConveningBody, User
from documents.models import Edition, PublishedDocument
from documents.rendering import pdf
from meetings.actions import arrange, consult, publish
from meetings.figures.document import Occasion, paper_of
from meetings.figures.page import rows_of
from meetings.models import Briefing
from reports.actions import issue_directives
from reports.models import Report
from tests import factories
from tests.documents.pdf_inside import assert_declared_archive, assert_tagged, opened, says
from tests.meetings.november import (
    LOW,
    RANKED,
    SATURDAY,
    compile_again,
    correct,
    reword,
    reword_with_ground,
    sentence,
)
from tests.tampering import lift_protection, run_sql

pytestmark = pytest.mark.once

LATER = factories.moment("2015-11-25", "10:00")


def freeze(briefing: Briefing, office: User) -> dict[str, PublishedDocument]:
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    documents = publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY)
    return {document.edition: document for document in documents}


def data_of(briefing: Briefing, edition: Edition) -> str:
    """Return briefing.json as it would be frozen now, without drawing a PDF."""
    return paper_of(briefing, rows_of(briefing), edition.value, Occasion()).data  # type: ignore[arg-type]


def numbers_of_annexes(briefing: Briefing, edition: Edition) -> list[str]:
    fresh = Briefing.objects.select_related("period__body").get(pk=briefing.pk)
    drawn = paper_of(fresh, rows_of(fresh), edition.value, Occasion())  # type: ignore[arg-type]
    return [annex.number for annex in drawn.document.annexes]


def words_of(pdf: bytes) -> str:
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(told.split())


def inside(pdf: bytes) -> str:
    """Return everything that a PDF holds besides its pages: metadata, outline, names, attachments."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return repr(file.docinfo) + repr(dict(file.Root)) + repr(dict(file.attachments))


def unpacked(office_file: bytes) -> str:
    """Return everything that a DOCX or XLSX holds, part by part, as text; no-break spaces as others."""
    with zipfile.ZipFile(io.BytesIO(office_file)) as parts:
        found = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return html.unescape(found).replace("\u00a0", " ")


def test_both_editions_are_frozen_with_their_hashes_and_the_submissions_used(briefing: Briefing, office: User) -> None:
    documents = freeze(briefing, office)
    assert set(documents) == {"internal", "published"}
    for document in documents.values():
        assert document.sha256 == hashlib.sha256(bytes(document.pdf)).hexdigest()
        assert document.data_sha256 == hashlib.sha256(document.data.encode()).hexdigest()
        assert [(each["commune"], each["number"]) for each in document.submissions] == [("01975", 1), ("02008", 1)]
        assert (document.number, document.supplements) == (1, None)


def test_the_published_edition_names_the_praised_and_nobody_else(briefing: Briefing, office: User) -> None:
    documents = freeze(briefing, office)
    outside = documents["published"]
    printed = bytes(outside.pdf)
    assert not says(printed, "Vi Hương")  # no attachment, bookmark, tag or metadata either
    assert says(bytes(documents["internal"].pdf), "Vi Hương")
    for whole in (words_of(printed), inside(printed), outside.data, outside.title):
        assert "Vi Hương" not in whole
        assert "01975" not in whole
        assert "400" not in re.sub(r"[0-9a-f]{64}", "", whole)
    assert "Cẩm Giàng 113,1%" in words_of(printed)
    assert "Vi Hương" in words_of(bytes(documents["internal"].pdf))
    for name in ("docx", "xlsx"):
        kept = unpacked(bytes(outside.files.get(format=name).content))
        assert "Cẩm Giàng" in kept
        assert "Vi Hương" not in kept
        assert "Vi Hương" in unpacked(bytes(documents["internal"].files.get(format=name).content))


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (BodyKind.STATE, ["Phụ lục I", "Phụ lục II", "Phụ lục III"]),
        (BodyKind.PARTY, ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"]),
    ],
)
def test_several_annexes_are_numbered_in_the_states_form_in_roman(
    briefing: Briefing, kind: BodyKind, numbers: list[str]
) -> None:
    ConveningBody.objects.update(kind=kind)
    assert numbers_of_annexes(briefing, Edition.INTERNAL)[:3] == numbers


@pytest.mark.parametrize("kind", BodyKind)
def test_a_single_annex_has_no_number(briefing: Briefing, kind: BodyKind) -> None:
    ConveningBody.objects.update(kind=kind)
    briefing.data["annex"]["communes"] = []
    briefing.save(update_fields=("data",))
    assert [number for number in numbers_of_annexes(briefing, Edition.INTERNAL) if number] == ["Phụ lục"]


def test_each_edition_is_an_archive_file_with_its_own_data_inside(briefing: Briefing, office: User) -> None:
    for document in freeze(briefing, office).values():
        with opened(bytes(document.pdf)) as file:
            assert_declared_archive(file)
            assert_tagged(file)
            inside = {each.filename: each.get_file().read_bytes() for each in file.attachments.values()}
        assert inside.keys() == {"briefing.json", "briefing.xlsx"}
        assert ("Vi Hương" in unpacked(inside["briefing.xlsx"])) is (document.edition == "internal")
        data = inside["briefing.json"]
        assert data.decode() == document.data
        assert hashlib.sha256(data).hexdigest() == document.data_sha256
        assert document.code in words_of(bytes(document.pdf))


def test_who_has_not_reported_is_counted_outside_and_named_inside(
    reported: object, bach_thong: ConveningBody, briefing: Briefing, office: User
) -> None:
    factories.make_commune(bach_thong, "Dương Phong", code="02014", slug="duong-phong", order=9)
    again = compile_again(briefing, office)
    outside = data_of(again, Edition.PUBLISHED)
    assert "chưa có báo cáo: Dương Phong" in data_of(again, Edition.INTERNAL)
    assert "Dương Phong" not in outside
    assert "2/3 xã, thị trấn" in outside
    covered = {"expected": 3, "accepted": 2, "missing": [], "data_to": "2015-11-30"}
    assert json.loads(outside)["coverage"] == covered
    reports = json.loads(data_of(again, Edition.INTERNAL))["coverage"]["reports"]
    assert sorted((each["code"], each["submission"]) for each in reports) == [("01975", 1), ("02008", 1)]


def test_the_paper_says_what_it_rests_on_and_as_of_when(briefing: Briefing, office: User) -> None:
    for document in freeze(briefing, office).values():
        assert "Số liệu tính đến ngày 30/11/2015, tổng hợp từ 2/2 báo cáo của các xã, thị trấn đã tiếp nhận." in (
            words_of(bytes(document.pdf))
        )


def test_where_the_body_names_in_criticism_both_editions_do(
    briefing: Briefing, bach_thong: ConveningBody, office: User
) -> None:
    bach_thong.names_in_criticism = True
    bach_thong.save()
    documents = freeze(compile_again(briefing, office), office)
    assert "Vi Hương 40%" in words_of(bytes(documents["published"].pdf))


def test_an_edited_shortcoming_that_names_somebody_is_published_in_its_nameless_words(
    briefing: Briefing, office: User
) -> None:
    reword_with_ground(
        sentence(briefing, LOW), "Riêng Vi Hương thu ngân sách đạt thấp.", office, "Văn phòng đã kiểm tra."
    )
    assert "Riêng Vi Hương" in data_of(briefing, Edition.INTERNAL)
    assert "Vi Hương" not in data_of(briefing, Edition.PUBLISHED)


def test_an_added_shortcoming_that_names_somebody_stands_in_the_way(briefing: Briefing, office: User) -> None:
    row = arrange.add(briefing=briefing, section="shortcomings", text="Vi Hương còn chậm.", by=office, at=SATURDAY)
    reword_with_ground(row, "Vi Hương còn rất chậm.", office, "Văn phòng đã kiểm tra.")
    with pytest.raises(Refusal, match="không nêu tên khi phê bình"):
        freeze(briefing, office)


def test_what_waits_for_a_choice_stands_in_the_way(briefing: Briefing, office: User) -> None:
    reword(sentence(briefing), "Cẩm Giàng đạt 131,1%.", office)
    with pytest.raises(Refusal, match="Còn 1 câu đang chờ"):
        freeze(briefing, office)


def test_what_changed_since_the_last_compile_stands_in_the_way(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    entry = issue_directives.DirectiveEntry("Đẩy mạnh thu ngân sách.")
    issue_directives.issue(period=briefing.period, entry=entry, by=office, at=SATURDAY)
    with pytest.raises(Refusal, match="hãy tổng hợp lại"):
        freeze(briefing, office)
    freeze(compile_again(briefing, office), office)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    with pytest.raises(Refusal, match="hãy tổng hợp lại"):
        freeze(briefing, office)


def test_the_leaders_approval_is_waited_for_where_the_body_asks_for_it(
    briefing: Briefing, bach_thong: ConveningBody, office: User, secretary: User
) -> None:
    bach_thong.leader_approval = True
    bach_thong.save()
    with pytest.raises(Refusal, match="chưa duyệt"):
        freeze(briefing, office)
    consult.approve(briefing=briefing, expected_version=1, by=secretary, at=SATURDAY)
    assert len(freeze(briefing, office)) == 2


def test_a_briefing_that_changed_before_the_click_is_not_published(briefing: Briefing, office: User) -> None:
    reword(sentence(briefing), "Cẩm Giàng đạt 113,1%.", office)
    with pytest.raises(Refusal, match="vừa thay đổi"):
        publish.publish(briefing=Briefing.objects.get(), expected_version=1, by=office, at=SATURDAY)
    assert not PublishedDocument.objects.exists()


def test_a_correction_is_a_supplement_that_cites_the_first_and_the_same_again_is_refused(
    briefing: Briefing, office: User
) -> None:
    first = freeze(briefing, office)
    with pytest.raises(Refusal, match="không thay đổi"):
        freeze(briefing, office)
    reword(sentence(briefing), "Cẩm Giàng đạt 113,1% dự toán.", office)
    second = freeze(briefing, office)
    assert {d.number for d in second.values()} == {2}
    assert second["published"].supplements == first["published"]
    for edition, document in second.items():
        note = f"Bản bổ sung lần 1 cho văn bản phát hành lần 1 lúc 09:30 ngày 21/11/2015, mã {first[edition].code}"
        assert note in words_of(bytes(document.pdf))
    assert PublishedDocument.objects.get(pk=first["internal"].pk).sha256 == first["internal"].sha256


def test_the_printed_code_is_the_start_of_the_datas_hash_and_drafts_have_none(briefing: Briefing, office: User) -> None:
    document = freeze(briefing, office)["published"]
    code = document.data_sha256[:20].upper()
    groups = "-".join(code[at : at + 4] for at in range(0, 20, 4))
    words = words_of(bytes(document.pdf))
    assert f"Mã kiểm tra: {groups}" in words
    assert "https://giaoban.bachthong.example/verify/" in words
    assert "DỰ THẢO" not in words
    draft = paper_of(briefing, rows_of(briefing), "internal", Occasion())
    assert draft.context["proof"] is None
    assert draft.context["draft_mark"] == "DỰ THẢO lần 1, 12:00 ngày 20/11/2015"


def bytes_of(documents: dict[str, PublishedDocument]) -> dict[tuple[str, str], bytes]:
    """Return the bytes of all files of the editions."""
    pdfs = {(edition, "pdf"): bytes(document.pdf) for edition, document in documents.items()}
    files = {
        (edition, file.format): bytes(file.content)
        for edition, document in documents.items()
        for file in document.files.all()
    }
    return pdfs | files


def test_the_same_briefing_gives_the_same_bytes_in_another_process_time_zone_and_day(
    briefing: Briefing, office: User, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bytes_of(freeze(briefing, office))
    assert len(first) == 6
    lift_protection()
    run_sql("DELETE FROM documents_publishedfile")
    run_sql("DELETE FROM documents_documenttext")
    run_sql("DELETE FROM documents_publisheddocument")
    pdf._pool.close()  # the next PDF is drawn by another process
    settings.PORTAL_TODAY = dt.date(2015, 12, 24)
    monkeypatch.setenv("PORTAL_TODAY", "2015-12-24")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    again = bytes_of(freeze(briefing, office))
    monkeypatch.undo()
    time.tzset()
    assert again == first


def check_form(data: dict[str, object], edition: str) -> None:
    """Assert the form of briefing.json that design.md, part 5, fixes."""
    text = json.dumps(data)
    assert "null" not in text.replace('"due": null', "").replace('"commune": null', "")
    assert not re.search(r'"value": (?!")', text)
    assert {"body", "month", "version", "edition", "coverage", "totals", "rankings", "sections"} <= set(data)
    assert {"issues", "directives"} <= set(data)
    assert (data["body"], data["month"], data["edition"]) == ("bach-thong", "2015-11", edition)


@pytest.mark.parametrize("edition", list(Edition))
def test_the_data_has_the_fixed_form(briefing: Briefing, office: User, edition: Edition) -> None:
    entry = issue_directives.DirectiveEntry("Đẩy mạnh thu ngân sách.")
    issue_directives.issue(period=briefing.period, entry=entry, by=office, at=SATURDAY)
    reword(sentence(briefing), "Cẩm Giàng đạt 113,1% dự toán.", office)
    again = compile_again(briefing, office)
    data = json.loads(data_of(again, edition))
    check_form(data, edition.value)
    assert [section["block"] for section in data["sections"]] == sorted(s["block"] for s in data["sections"])
    assert {1, 2, 3, 4} == {section["block"] for section in data["sections"]}
    told = {each["id"]: each for section in data["sections"] for each in section["sentences"]}
    ranked = told[RANKED]
    assert ranked["rule"] == "budget_at_or_above_target"
    assert ranked["text"] == ranked["edited"] == "Cẩm Giàng đạt 113,1% dự toán."
    assert {source["indicator"] for source in ranked["sources"]} == {"BUD_REV_YTD", "BUD_REV_PLAN"}
    assert data["rankings"]["BUD_REV_PCT"][0] == {
        "code": "02008",
        "name": "Cẩm Giàng",
        "value": "113.1",
        "rank": 1,
    }
    assert data["totals"]["BUD_REV_YTD"] == {"value": "1531", "reported": 2, "missing": 0}
    assert data["directives"] == [{"number": "1", "text": "Đẩy mạnh thu ngân sách.", "addressees": [], "due": None}]
    assert told["directive.1"]["text"] == "1. Đẩy mạnh thu ngân sách."


def test_what_the_machine_drafted_is_the_offices_own_matter(briefing: Briefing, office: User) -> None:
    reword(sentence(briefing), "Cẩm Giàng đạt 113,1% dự toán.", office)
    inner, outer = (
        {s["id"]: s for section in json.loads(data_of(briefing, e))["sections"] for s in section["sentences"]}[RANKED]
        for e in Edition
    )
    assert inner["drafted"].endswith("thu ngân sách vượt chỉ tiêu giao: Cẩm Giàng 113,1%.")
    assert outer["drafted"] == outer["text"]


def test_the_pdf_says_what_the_data_says(briefing: Briefing, office: User) -> None:
    document = freeze(briefing, office)["internal"]
    words = words_of(bytes(document.pdf))
    for section in json.loads(document.data)["sections"]:
        for told in section["sentences"]:
            assert told["text"] in words


def test_late_figures_do_not_reach_what_was_published(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    before = freeze(briefing, office)["internal"].data
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    compile_again(briefing, office)
    assert PublishedDocument.objects.get(edition="internal").data == before
