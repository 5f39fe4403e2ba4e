"""What people see of the meeting, and what they do there."""

import datetime as dt
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from communes.models import Commune, ConveningBody, User
from documents.models import PublishedDocument
from meetings.actions import arrange, compile_month, publish
from meetings.models import Attendance, Briefing, Meeting
from reports.models import Directive, Period
from tests import factories
from tests.meetings.november import FRIDAY, LOW, RANKED, SATURDAY, reword, reword_with_ground, sentence

pytestmark = pytest.mark.once

MONTH = "/bach-thong/meetings/2015-11/"


@pytest.fixture(autouse=True)
def on_the_day_after_the_meeting(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 24)


def html(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def place_of(key: str) -> int:
    """Return the place of a sentence in the latest published edition."""
    data = json.loads(PublishedDocument.objects.filter(edition="published").latest("number").data)
    keys = [each["id"] for section in data["sections"] for each in section["sentences"]]
    return keys.index(key) + 1


def meeting_form(**changed: str) -> dict[str, str]:
    return {
        "held_on": "23/11/2015",
        "held_time": "08:00",
        "place": "Hội trường",
        "chair": "Hoàng Thu Trang",
        "agenda-TOTAL_FORMS": "2",
        "agenda-INITIAL_FORMS": "0",
        "agenda-0-starts_at": "08:00",
        "agenda-0-text": "Trình bày báo cáo tổng hợp",
        "agenda-1-text": "",
    } | changed


@pytest.mark.usefixtures("cam_giang")
def test_a_new_meeting_invites_the_usual_people_where_that_is_ticked(
    client: Client, november: Period, bach_thong: ConveningBody, office: User
) -> None:
    bach_thong.standard_attendance = "Thường trực HĐND huyện\nBí thư Đảng ủy các xã, thị trấn"
    bach_thong.save()
    client.force_login(office)
    assert "Mời theo thành phần thường lệ" in html(client, MONTH)
    assert not Meeting.objects.exists()
    client.post(f"{MONTH}call/", meeting_form(invites_usual="on"))
    invited = {row.name for row in Attendance.objects.select_related("commune", "department")}
    assert {"Thường trực HĐND huyện", "Bí thư Đảng ủy xã Cẩm Giàng", "Chủ tịch UBND xã Cẩm Giàng"} <= invited


def test_the_office_writes_the_meeting_down_and_concludes_it_in_two_steps(
    client: Client, briefing: Briefing, office: User
) -> None:
    client.force_login(office)
    client.post(f"{MONTH}call/", meeting_form())
    meeting = Meeting.objects.get()
    assert (meeting.place, [item.text for item in meeting.agenda.all()]) == (
        "Hội trường",
        ["Trình bày báo cáo tổng hợp"],
    )
    assert "Kết luận Hội nghị giao ban Khối xã, thị trấn tháng 11 năm 2015?" in html(client, f"{MONTH}1/conclude/")
    meeting.refresh_from_db()
    assert meeting.concluded_at is None
    client.post(f"{MONTH}1/conclude/", {"step": "conclude"})
    client.post(f"{MONTH}1/conclude/", {"step": "conclude"})
    assert sentence(briefing, "opening.meeting").text.startswith("Sáng ngày 23 tháng 11 năm 2015")
    client.post(f"{MONTH}1/conclude/", {"step": "take-back"})
    assert "dự kiến tổ chức" in sentence(briefing, "opening.meeting").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"held_time": ""}, "Ghi cả ngày và giờ họp"),
        ({"held_on": "32/11/2015"}, "held_on_error"),
        ({"held_on": "01/01/0001"}, "hãy xem lại năm"),
        ({"ends_time": "07:30"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"online_link": "http://hop.example"}, "phải bắt đầu bằng https://"),
    ],
)
def test_a_meeting_typed_wrongly_comes_back_whole(
    client: Client, november: Period, office: User, changed: dict[str, str], said: str
) -> None:
    client.force_login(office)
    page = client.post(f"{MONTH}call/", meeting_form(**changed)).content.decode()
    assert said in page
    assert "Hoàng Thu Trang" in page
    assert "Trình bày báo cáo tổng hợp" in page
    assert not Meeting.objects.exists()


def test_directives_are_issued_changed_and_withdrawn_under_their_number(
    client: Client, november: Period, cam_giang: Commune, office: User
) -> None:
    client.force_login(office)
    typed = {"text": "Đẩy mạnh thu ngân sách.", "due_on": "25/12/2015"}
    client.post(f"{MONTH}directives/issue/", typed)
    client.post(f"{MONTH}directives/issue/", {"text": "Tiêm phòng gia súc.", "communes": [cam_giang.pk]})
    client.post(f"{MONTH}directives/1/change/", typed | {"text": "Hoàn thành thu ngân sách."})
    client.post(f"{MONTH}directives/2/withdraw/")
    client.post(f"{MONTH}directives/issue/", {"text": "Chăm sóc rừng trồng."})
    told = list(Directive.objects.order_by("number").values_list("number", "text", "to_all_communes"))
    assert told == [
        (1, "Hoàn thành thu ngân sách.", True),
        (2, "Tiêm phòng gia súc.", False),
        (3, "Chăm sóc rừng trồng.", True),
    ]
    assert Directive.objects.get(number=2).withdrawn_at is not None


def test_a_directive_due_in_the_past_is_refused_in_a_sentence_and_comes_back(
    client: Client, november: Period, office: User
) -> None:
    client.force_login(office)
    typed = {"text": "Đẩy mạnh thu ngân sách.", "due_on": "01/11/2015"}
    page = client.post(f"{MONTH}directives/issue/", typed).content.decode()
    assert "không được trước ngày hôm nay" in page
    assert "Đẩy mạnh thu ngân sách." in page
    assert not Directive.objects.exists()


def test_the_draft_is_printed_with_its_number_and_a_sentence_opens_its_sources(
    client: Client, briefing: Briefing, office: User
) -> None:
    client.force_login(office)
    page = html(client, f"{MONTH}briefing/")
    assert "DỰ THẢO lần 1, 12:00 ngày 20/11/2015" in page
    assert '<span class="figure-phrase">Cẩm Giàng 113,1%.</span>' in page
    row = sentence(briefing)
    opened = html(client, f"{MONTH}briefing/?sentence={row.pk}")
    assert '<a href="/bach-thong/reports/2015-11/cam-giang/submissions/1/">1.131</a>' in opened
    assert "giá trị chưa làm tròn" in opened


def test_htmx_is_given_the_panel_alone(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    response = client.get(f"{MONTH}briefing/?sentence={sentence(briefing).pk}", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<aside class="briefing-panel"')
    assert response.headers["Vary"].startswith("HX-Request")


def test_a_leader_sees_no_office_buttons_and_may_comment(client: Client, briefing: Briefing, secretary: User) -> None:
    client.force_login(secretary)
    page = html(client, f"{MONTH}briefing/?sentence={sentence(briefing).pk}")
    assert "Ghi câu sửa" not in page
    assert "Tổng hợp lại" not in page
    assert "Gửi ý kiến" in page


def test_who_saves_second_sees_both_texts_and_can_save_again(client: Client, briefing: Briefing, office: User) -> None:
    before = sentence(briefing)
    reword(sentence(briefing), "Câu của người thứ nhất.", office)
    client.force_login(office)
    typed = {"text": "Câu của người thứ hai.", "expected": before.text, "seen_draft": before.drafted}
    response = client.post(f"{MONTH}briefing/sentences/{before.pk}/reword/", typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "vừa được người khác sửa" in page
    assert "Câu của người thứ hai." in page
    assert "Câu của người thứ nhất." in page
    assert sentence(briefing).text == "Câu của người thứ nhất."
    again = typed | {"expected": "Câu của người thứ nhất."}
    assert client.post(f"{MONTH}briefing/sentences/{before.pk}/reword/", again).status_code == 302
    assert sentence(briefing).text == "Câu của người thứ hai."


def test_markup_in_a_sentence_is_printed_as_it_was_typed(client: Client, briefing: Briefing, office: User) -> None:
    reword_with_ground(sentence(briefing), "<script>alert(1)</script> <b>đạt</b>", office, "Văn phòng đã kiểm tra.")
    client.force_login(office)
    page = html(client, f"{MONTH}briefing/?sentence={sentence(briefing).pk}")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_office_fills_adds_moves_and_drops_on_the_page(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    assert "An ninh chính trị, trật tự an toàn xã hội – 2 thuyết minh của xã" in html(client, f"{MONTH}briefing/")
    client.post(f"{MONTH}briefing/choose/", {"section": "security", "commune": "02008"})
    assert "[nhận định của Văn phòng, chờ xác nhận]" in html(client, f"{MONTH}briefing/")
    client.post(f"{MONTH}briefing/add/", {"section": "culture", "text": "Tổ chức tốt Ngày hội Đại đoàn kết."})
    row = sentence(briefing)
    client.post(f"{MONTH}briefing/sentences/{row.pk}/move/", {"direction": "up"})
    client.post(f"{MONTH}briefing/sentences/{row.pk}/drop/")
    page = html(client, f"{MONTH}briefing/")
    assert "Tổ chức tốt Ngày hội Đại đoàn kết." in page
    assert "Câu đã bỏ (1)" in page
    client.post(f"{MONTH}briefing/sentences/{row.pk}/bring-back/")
    assert not sentence(briefing).dropped


def test_an_obstacle_is_said_beside_the_dead_button(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    arrange.choose(briefing=briefing, section="security", commune="02008", by=office, at=SATURDAY)
    page = html(client, f"{MONTH}publish/")
    assert "Còn 1 câu đang chờ Văn phòng chọn hoặc xác nhận." in page
    assert re.search(r"<button[^>]*disabled", page)
    client.post(f"{MONTH}publish/", {"version": Briefing.objects.get().version})
    assert not PublishedDocument.objects.exists()


def test_publishing_serves_the_frozen_bytes(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    page = html(client, f"{MONTH}publish/")
    assert "Cẩm Giàng 113,1%" in page
    client.post(f"{MONTH}publish/", {"version": briefing.version})
    document = PublishedDocument.objects.get(edition="published")
    response = client.get(f"/bach-thong/documents/{document.pk}/document.pdf")
    assert response.content == bytes(document.pdf)
    assert response.headers["Content-Disposition"].startswith("inline;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    data = client.get(f"/bach-thong/documents/{document.pk}/briefing.json")
    assert json.loads(data.content)["edition"] == "published"


@pytest.fixture
def published(briefing: Briefing, office: User) -> list[PublishedDocument]:
    fresh = Briefing.objects.select_related("period__body").get()
    return publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY)


@pytest.mark.usefixtures("published")
def test_the_secretary_reads_the_published_summary_and_opens_any_report(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    page = html(client, f"{MONTH}published/?size=rat-lon&cau={place_of(LOW)}")
    assert "reading-rat-lon" in page
    assert "Bản nội bộ, phát hành 09:30 ngày 21/11/2015" in page
    assert "/bach-thong/reports/2015-11/vi-huong/submissions/1/" in page


@pytest.mark.usefixtures("published")
def test_a_communes_people_read_the_published_edition_and_open_their_own_report_alone(
    client: Client, clerk: User, neighbour: User
) -> None:
    link = "/bach-thong/reports/2015-11/cam-giang/submissions/1/"
    client.force_login(clerk)
    own = html(client, f"{MONTH}published/?cau={place_of(RANKED)}")
    assert link in own
    assert "Vi Hương" not in own
    client.force_login(neighbour)
    assert link not in html(client, f"{MONTH}published/?cau={place_of(RANKED)}")


def test_before_the_first_publication_a_commune_is_told_so_and_a_leader_sees_the_draft(
    client: Client, briefing: Briefing, clerk: User, secretary: User
) -> None:
    client.force_login(clerk)
    assert "Văn phòng chưa phát hành" in html(client, MONTH)
    client.force_login(secretary)
    assert "DỰ THẢO lần 1" in html(client, f"{MONTH}published/")


def test_a_month_without_a_briefing_says_what_is_missing(
    client: Client, november: Period, secretary: User, office: User
) -> None:
    client.force_login(secretary)
    assert "chưa tổng hợp báo cáo" in html(client, f"{MONTH}published/")
    assert "Chưa tổng hợp lần nào" in html(client, f"{MONTH}briefing/")
    client.force_login(office)
    client.post(f"{MONTH}compile/")
    assert "0/0" in html(client, f"{MONTH}briefing/")


def test_a_clerks_home_says_what_is_to_be_done_and_what_was_ordered(
    client: Client, november: Period, clerk: User, office: User
) -> None:
    client.force_login(office)
    client.post(f"{MONTH}directives/issue/", {"text": "Đẩy mạnh thu ngân sách."})
    client.force_login(clerk)
    page = html(client, "/bach-thong/")
    assert "Chưa nhập số liệu tháng này." in page
    assert 'href="/bach-thong/reports/2015-11/cam-giang/edit/"' in page
    assert "Đẩy mạnh thu ngân sách." in page
    assert "Việc của Văn phòng" not in page


@pytest.mark.usefixtures("vi_huong")
def test_the_offices_home_says_what_waits_and_who_is_missing(
    client: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    client.force_login(office)
    page = html(client, "/bach-thong/")
    assert 'href="/bach-thong/reports/2015-11/cam-giang/review/"' in page
    assert "Chưa nộp: Vi Hương." in page


@pytest.mark.usefixtures("published")
def test_the_secretarys_home_leads_to_the_latest_summary(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    assert f'href="{MONTH}published/"' in html(client, "/bach-thong/")


def test_several_roles_stack_on_one_home(
    client: Client, november: Period, clerk: User, bach_thong: ConveningBody
) -> None:
    clerk.memberships.create(role="office", body=bach_thong)
    client.force_login(clerk)
    page = html(client, "/bach-thong/")
    assert "Việc của Văn phòng" in page
    assert "Báo cáo xã Cẩm Giàng" in page


def report_of(period: Period, number: int, office: User) -> None:
    body = period.body
    commune = factories.make_commune(body, f"Xã {number}", code=f"9{number}", slug=f"xa-{number}", order=number)
    factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
    factories.make_accepted(period, commune, office, office, {"BUD_REV_YTD": "1100"})


def queries_of(client: Client, period: Period, office: User) -> int:
    briefing = compile_month.compile(period=period, by=office, at=FRIDAY)
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{MONTH}briefing/?sentence={sentence(briefing).pk}")
    return len(asked)


def test_the_briefings_page_asks_the_database_the_same_however_many_communes(
    client: Client, november: Period, office: User
) -> None:
    client.force_login(office)
    report_of(november, 1, office)
    with_one = queries_of(client, november, office)
    for number in range(2, 7):
        report_of(november, number, office)
    assert queries_of(client, november, office) == with_one <= 41


@pytest.mark.usefixtures("published")
def test_a_sentence_of_the_published_page_opens_in_its_place(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    place = place_of(RANKED)
    asked = {"HX-Request": "true"}
    opened = client.get(f"{MONTH}published/?cau={place}", headers=asked).content.decode()
    assert opened.count("<div") == opened.count("</div>")
    assert f'id="cau-{place}"' in opened
    assert "1.131" in opened
    closed = client.get(f"{MONTH}published/?dong={place}", headers=asked).content.decode()
    assert "1.131" not in closed
    assert "Cẩm Giàng 113,1%" in closed


def test_a_second_session_is_written_down_once_the_first_is_concluded(
    client: Client, november: Period, office: User
) -> None:
    client.force_login(office)
    client.post(f"{MONTH}call/", meeting_form())
    refused = client.post(f"{MONTH}call/", meeting_form(place="Trực tuyến", held_time="14:00")).content.decode()
    assert "Phiên 1 chưa kết luận" in refused
    assert "Trực tuyến" in refused
    client.post(f"{MONTH}1/conclude/", {"step": "conclude"})
    client.post(f"{MONTH}call/", meeting_form(place="Trực tuyến", held_time="14:00"))
    assert list(Meeting.objects.order_by("number").values_list("place", flat=True)) == ["Hội trường", "Trực tuyến"]


def test_a_new_directive_is_said_to_wait_for_the_next_compile(client: Client, briefing: Briefing, office: User) -> None:
    client.force_login(office)
    assert "chưa theo thông tin mới nhất" not in html(client, MONTH)
    client.post(f"{MONTH}directives/issue/", {"text": "Đẩy mạnh thu ngân sách."})
    assert "chưa theo thông tin mới nhất" in html(client, MONTH)
    client.post(f"{MONTH}compile/")
    assert "chưa theo thông tin mới nhất" not in html(client, MONTH)


def test_words_against_the_figures_are_marked_and_confirmed_with_a_ground(
    client: Client, briefing: Briefing, office: User
) -> None:
    row = reword(sentence(briefing, "budget.collected"), "Thu ngân sách đạt và vượt dự toán giao.", office)
    client.force_login(office)
    page = client.get(f"{MONTH}briefing/?sentence={row.pk}").content.decode()
    assert '<mark class="claim is-contradicted">đạt và vượt dự toán</mark>' in page
    assert "nhưng số liệu là 76,6%" in page
    words = {"expected": row.text, "ground": "Công văn số 125 của Chi cục Thuế"}
    client.post(reverse("meetings:sentence_confirm", args=("bach-thong", briefing.period.as_month, row.pk)), words)
    page = client.get(f"{MONTH}briefing/?sentence={row.pk}").content.decode()
    assert "Công văn số 125 của Chi cục Thuế" in page
    assert "<mark" not in page
    data = client.get(f"{MONTH}briefing.json").json()
    [said] = [s for part in data["sections"] for s in part["sentences"] if s["id"] == "budget.collected"]
    assert (said["ground"], said["confirmed"]["by"]) == ("Công văn số 125 của Chi cục Thuế", str(office))
    assert '"ground"' not in client.get(f"{MONTH}briefing.json?edition=published").content.decode()
