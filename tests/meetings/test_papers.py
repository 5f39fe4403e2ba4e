"""Invitation, minutes and notice of a meeting: what they say, who reads them, and that they are frozen."""

import datetime as dt
import html
import io
import re
import uuid
from typing import Any

import docx
import pytest
from django.test import Client
from django.utils.html import strip_tags
from docx.oxml.ns import qn

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from documents.models import DocumentKind, PublishedDocument
from documents.models.files import FileFormat
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.paper import Paper
from meetings.actions import draw_conclusions, hold, invite, minutes, publish_paper
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.actions.hold import AgendaEntry, MeetingEntry
from meetings.actions.minutes import StatementEntry
from meetings.figures.meeting_papers import Printing, paper_of_meeting
from meetings.models import Meeting, Presence, StatementKind
from operations.checks import check_integrity
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Period, Section
from tests import factories

pytestmark = pytest.mark.once

BEFORE = factories.moment("2015-11-20")
HELD = factories.moment("2015-11-23", "08:00")
AFTER = factories.moment("2015-11-23", "14:00")
PAPERS = "/bach-thong/meetings/2015-11/1/papers/"
NOTICE, MINUTES, INVITATION = DocumentKind.NOTICE, DocumentKind.MINUTES, DocumentKind.INVITATION


@pytest.fixture
def meeting(november: Period, cam_giang: Commune, vi_huong: Commune, office: User) -> Meeting:
    """Two communes were invited, Vi Hương's chairman didn't come; two statements, three conclusions."""
    entry = MeetingEntry(
        HELD,
        "Hội trường Huyện ủy",
        "Hoàng Thu Trang – Bí thư Huyện ủy",
        secretary="Nguyễn Thị Lan – Phó Chánh Văn phòng",
        agenda=[AgendaEntry("Báo cáo tổng hợp", dt.time(8, 0), "Văn phòng Huyện ủy"), AgendaEntry("Kết luận")],
    )
    held = hold.call(period=november, entry=entry, by=office, at=BEFORE)
    invite.invite_usual(meeting=held, by=office, at=BEFORE)
    rows = {row.name: row for row in held.attendances.all()}
    absent = invite.Mark(Presence.ABSENT, "đi công tác")
    marks = {row.pk: invite.Mark(Presence.PRESENT) for row in rows.values()}
    invite.mark(meeting=held, marks=marks | {rows["Chủ tịch UBND xã Vi Hương"].pk: absent}, by=office, at=HELD)
    say(held, office, "Đề nghị huyện sửa đập Khuổi Xỏm.", speaker=rows["Bí thư Đảng ủy xã Cẩm Giàng"])
    say(held, office, "Kết quả thu đạt 93,5%.", kind=StatementKind.REPORT, speaker_text="Chánh Văn phòng")
    budget = Section.objects.get(code="budget")
    late = DirectiveEntry("Rà soát nợ đọng thuế", budget, communes=[vi_huong], due_on=dt.date(2015, 12, 20))
    office_of_fields = factories.make_department(november.body, "Phòng Nông nghiệp", "nong-nghiep")
    every = DirectiveEntry("Làm đất vụ đông", None, departments=[office_of_fields])
    entries = (
        ConclusionEntry("Tăng cường thu ngân sách.", budget, late),
        ConclusionEntry("Làm đất vụ đông kịp thời vụ.", None, every),
        ConclusionEntry("Biểu dương các xã vượt chỉ tiêu.", budget, None, no_task=True),
        ConclusionEntry("Tổ chức tốt kỳ họp HĐND.", None, DirectiveEntry("Tổ chức tốt kỳ họp HĐND.", None)),
    )
    draw_conclusions.draw(meeting=held, entries=entries, by=office, at=HELD)
    hold.conclude(meeting=held, by=office, at=AFTER)
    return Meeting.objects.select_related("period__body").get(pk=held.pk)


def say(meeting: Meeting, office: User, text: str, **more: Any) -> None:
    entry = StatementEntry(text, **more)
    minutes.write(meeting=meeting, token=uuid.uuid4(), entry=entry, by=office, at=HELD)


def paper_of(meeting: Meeting, kind: DocumentKind) -> Paper:
    return paper_of_meeting(meeting, kind, Printing())


def text_of(paper: Paper) -> str:
    """Return what the page says, in one line."""
    page = render_document(TEMPLATE, paper.context)
    return " ".join(html.unescape(strip_tags(page[page.index("<article") :])).split())


def publish(meeting: Meeting, kind: DocumentKind, office: User) -> PublishedDocument:
    seen = paper_of(meeting, kind).data_sha256
    return publish_paper.publish_paper(meeting=meeting, kind=kind, seen=seen, by=office, at=AFTER)


def in_order(told: str, *parts: str) -> None:
    places = [told.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_the_notice_tells_by_sector_whom_the_chair_charges_until_when(meeting: Meeting) -> None:
    told = text_of(paper_of(meeting, NOTICE))
    in_order(
        told,
        "-TB/HU",
        "THÔNG BÁO",
        "kết luận của đồng chí Bí thư Huyện ủy tại Hội nghị giao ban Khối xã, thị trấn tháng 11 năm 2015",
        "Sáng ngày 23 tháng 11 năm 2015, tại Hội trường Huyện ủy, Thường trực Huyện ủy tổ chức",
        "1- Thu, chi ngân sách",
        "Tăng cường thu ngân sách.",
        "- Giao xã Vi Hương: rà soát nợ đọng thuế; thời hạn: ngày 20 tháng 12 năm 2015.",
        "Biểu dương các xã vượt chỉ tiêu.",
        "2- Nội dung chung",
        "Làm đất vụ đông kịp thời vụ. - Giao Phòng Nông nghiệp thực hiện.",
        "Lưu Văn phòng Huyện ủy.",
        "T/L BAN THƯỜNG VỤ",
        "CHÁNH VĂN PHÒNG",
    )


def test_the_minutes_keep_their_three_layers_apart_and_have_two_signers(meeting: Meeting) -> None:
    told = text_of(paper_of(meeting, MINUTES))
    in_order(
        told,
        "-BB/HU",
        "BIÊN BẢN",
        "Người ghi biên bản: Nguyễn Thị Lan – Phó Chánh Văn phòng.",
        "Vắng mặt: Chủ tịch UBND xã Vi Hương (đi công tác).",
        "I- Báo cáo trình Hội nghị",
        "Chánh Văn phòng: Kết quả thu đạt 93,5%.",
        "II- Ý kiến phát biểu, thảo luận",
        "Bí thư Đảng ủy xã Cẩm Giàng: Đề nghị huyện sửa đập Khuổi Xỏm.",
        "III- Kết luận của chủ trì Hội nghị",
        "1. Tăng cường thu ngân sách.",
        "3. Biểu dương các xã vượt chỉ tiêu.",
        "Hội nghị kết thúc hồi … giờ … cùng ngày.",
        "NGƯỜI GHI BIÊN BẢN Nguyễn Thị Lan",
        "CHỦ TRÌ HỘI NGHỊ Hoàng Thu Trang",
    )
    assert "Nơi nhận" not in told


def test_the_invitation_says_who_when_where_and_what_about(meeting: Meeting) -> None:
    told = text_of(paper_of(meeting, INVITATION))
    in_order(
        told,
        "-GM/HU",
        "GIẤY MỜI",
        "dự Hội nghị giao ban Khối xã, thị trấn tháng 11 năm 2015",
        "Thường trực Huyện ủy trân trọng kính mời:",
        "- Bí thư Đảng ủy, Chủ tịch UBND các xã, thị trấn.",
        "- 08 giờ 00: Báo cáo tổng hợp (Văn phòng Huyện ủy);",
        "- Kết luận.",
        "Thời gian: 08 giờ 00, ngày 23 tháng 11 năm 2015.",
        "Địa điểm: Hội trường Huyện ủy.",
        "Như trên,",
    )


def test_word_says_what_the_page_says_under_the_rules_of_every_day(meeting: Meeting) -> None:
    for day, top in (("2015-11-23", 25), ("2019-01-15", 20), ("2026-06-01", 20)):
        meeting.held_at = factories.moment(day)
        for kind in (NOTICE, MINUTES, INVITATION):
            paper = paper_of(meeting, kind)
            opened = docx.Document(io.BytesIO(paper.docx(moment=AFTER, author="Huyện ủy")))
            words = "".join(node.text or "" for node in opened.element.body.iter(qn("w:t")))
            assert plain("DỰ THẢO" + words) == plain(text_of(paper))
            margin = opened.sections[0].top_margin
            assert margin is not None
            assert round(margin.mm) == top


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words).casefold()


def test_a_published_notice_is_read_by_the_communes_as_pdf_and_in_word(
    client: Client, meeting: Meeting, office: User, signer: User
) -> None:
    document = publish(meeting, NOTICE, office)
    client.force_login(signer)
    pdf = client.get(f"/bach-thong/documents/{document.pk}/document.pdf")
    word = client.get(f"/bach-thong/documents/{document.pk}/document.docx")
    assert bytes(pdf.content) == bytes(document.pdf)
    opened = docx.Document(io.BytesIO(word.content))
    assert document.code in "".join(node.text or "" for node in opened.element.body.iter(qn("w:t")))
    assert client.get(f"/verify/{document.code}/").status_code == 200
    assert check_integrity().mismatches == ()
    month = client.get("/bach-thong/meetings/2015-11/published/").content.decode()
    assert f"/bach-thong/documents/{document.pk}/document.docx" in month, "she finds it before any summary is published"


def test_the_page_of_a_paper_says_whether_it_came_back_signed(
    client: Client, meeting: Meeting, office: User, signer: User
) -> None:
    notice, kept = publish(meeting, NOTICE, office), publish(meeting, MINUTES, office)
    client.force_login(office)
    for kind, document in (("notice", notice), ("minutes", kept)):
        page = client.get(f"{PAPERS}{kind}/").content.decode()
        assert "Chưa ký" in page
        assert f'href="/bach-thong/documents/{document.pk}/signed/"' in page
        factories.make_signed_copy(document, office)
        page = client.get(f"{PAPERS}{kind}/").content.decode()
        assert "Chưa ký" not in page
        assert "Số 145-BC/HU ngày 23/11/2015" in page
        assert f'href="/bach-thong/documents/{document.pk}/signed/1/document.pdf"' in page
    client.force_login(signer)
    page = client.get("/bach-thong/meetings/2015-11/published/").content.decode()
    assert "Số 145-BC/HU ngày 23/11/2015" in page
    assert f'href="/bach-thong/documents/{notice.pk}/signed/1/document.pdf"' in page
    assert f"/bach-thong/documents/{kept.pk}/" not in page


def test_a_reader_is_not_asked_to_see_to_the_signature(
    client: Client, meeting: Meeting, office: User, secretary: User
) -> None:
    document = publish(meeting, NOTICE, office)
    client.force_login(secretary)
    page = client.get(f"{PAPERS}notice/").content.decode()
    assert document.code in page
    assert "Chưa ký" not in page


def test_the_minutes_stay_inside(client: Client, meeting: Meeting, office: User, signer: User) -> None:
    document = publish(meeting, MINUTES, office)
    client.force_login(signer)
    for address in (f"{PAPERS}minutes/", f"{PAPERS}minutes.pdf", f"{PAPERS}minutes.docx", f"{PAPERS}notice/"):
        assert client.get(address).status_code == 404
    for name in ("pdf", "docx"):
        assert client.get(f"/bach-thong/documents/{document.pk}/document.{name}").status_code == 404
    assert client.get(f"{PAPERS}invitation/").status_code == 200, "her commune is invited"


def test_a_stranger_finds_no_paper(client: Client, meeting: Meeting, stranger: User) -> None:
    client.force_login(stranger)
    for kind in ("notice", "minutes", "invitation", "decision"):
        assert client.get(f"{PAPERS}{kind}/").status_code == 404


def test_the_office_publishes_from_the_page_and_only_what_it_saw(
    client: Client, meeting: Meeting, office: User, secretary: User
) -> None:
    client.force_login(secretary)
    assert client.post(f"{PAPERS}notice/publish/", {"seen": ""}).status_code == 403
    client.force_login(office)
    assert (
        "Nội dung vừa thay đổi" in client.post(f"{PAPERS}notice/publish/", {"seen": "x"}, follow=True).content.decode()
    )
    seen = client.get(f"{PAPERS}notice/").context["seen"]
    page = client.post(f"{PAPERS}notice/publish/", {"seen": seen}, follow=True).content.decode()
    assert "Đã phát hành thông báo kết luận." in page
    assert PublishedDocument.objects.get().files.get().format == FileFormat.DOCX


def test_the_same_notice_is_not_published_twice_and_another_one_is_a_supplement(meeting: Meeting, office: User) -> None:
    first = publish(meeting, NOTICE, office)
    with pytest.raises(Refusal, match="không thay đổi"):
        publish(meeting, NOTICE, office)
    entry = ConclusionEntry("Giữ gìn vệ sinh môi trường.", None, None, no_task=True)
    draw_conclusions.draw(meeting=meeting, entries=[entry], by=office, at=AFTER)
    second = publish(meeting, NOTICE, office)
    assert (second.number, second.supplements) == (2, first)
    assert second.code != first.code


def test_each_meeting_of_a_month_has_a_notice_of_its_own(meeting: Meeting, office: User) -> None:
    publish(meeting, NOTICE, office)
    entry = MeetingEntry(factories.moment("2015-11-27", "14:00"), "Phòng họp số 2", "Bí thư Huyện ủy")
    other = hold.call(period=meeting.period, entry=entry, by=office, at=AFTER)
    told = ConclusionEntry("Tập trung khắc phục hậu quả rét.", None, None, no_task=True)
    draw_conclusions.draw(meeting=other, entries=[told], by=office, at=AFTER)
    other = hold.conclude(meeting=other, by=office, at=factories.moment("2015-11-27", "17:00"))
    second = publish(Meeting.objects.select_related("period__body").get(pk=other.pk), NOTICE, office)
    assert (second.session, second.number, second.supplements) == (2, 1, None)
    assert check_integrity().mismatches == ()


def test_what_is_not_ready_is_not_published(november: Period, office: User, bach_thong: ConveningBody) -> None:
    bare = hold.call(period=november, entry=MeetingEntry(None, "", ""), by=office, at=BEFORE)
    bare = Meeting.objects.select_related("period__body").get(pk=bare.pk)
    for kind, reason in ((NOTICE, "chưa kết thúc"), (MINUTES, "chưa kết thúc"), (INVITATION, "Chưa có thời gian")):
        with pytest.raises(Refusal, match=reason):
            publish(bare, kind, office)
        assert "…" in text_of(paper_of(bare, kind)), "the draft can be read all the same"
    assert not PublishedDocument.objects.exists()
