"""The page of a commune that is quoted, and the office's page of objections: who gets there, and what she finds."""

import datetime as dt
import re
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from communes.models import Commune, ConveningBody, Role, User
from documents.models import PublishedDocument
from meetings.actions import ask_communes, objections
from meetings.figures.quoted import quoted_of
from meetings.models import Briefing, Consultation, Objection
from reports.models import Period
from tests import factories
from tests.meetings.november import LOW, RANKED, SATURDAY, SICK, compile_again, reword, reword_with_ground, sentence

pytestmark = pytest.mark.once

MONTH = "/bach-thong/meetings/2015-11/"
QUOTED = "/bach-thong/quoted/2015-11/"
MONDAY = factories.moment("2015-11-23", "17:00")
WRONG = "Số thu của xã là 1.150 triệu đồng."
PEOPLE = ("clerk", "signer", "neighbour", "office", "secretary", "stranger")


@pytest.fixture(autouse=True)
def on_the_saturday(settings: Settings) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 21)


@pytest.fixture
def asked(briefing: Briefing, office: User) -> Consultation:
    return ask_communes.open_window(briefing=briefing, until=MONDAY, by=office, at=SATURDAY)


@pytest.fixture
def objection(asked: Consultation, cam_giang: Commune, signer: User) -> Objection:
    told = next(each.text for each in quoted_of(asked.briefing, cam_giang) if each.key == RANKED)
    return objections.raise_objection(
        consultation=asked, commune=cam_giang, key=RANKED, seen=told, text=WRONG, by=signer, at=SATURDAY
    )


@pytest.fixture
def people(clerk: User, signer: User, neighbour: User, office: User, secretary: User, stranger: User) -> list[User]:
    return [clerk, signer, neighbour, office, secretary, stranger]


def html(client: Client, address: str, user: User | None = None) -> str:
    if user is not None:
        client.force_login(user)
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def told(asked: Consultation, commune: Commune, key: str = RANKED) -> dict[str, str]:
    return {"key": key, "seen": next(q.text for q in quoted_of(asked.briefing, commune) if q.key == key)}


# Who gets where. Own commune, another commune, the body's readers, another body, nobody.

READ = {
    QUOTED: (200, 200, 200, 302, 302, 404),
    f"{QUOTED}cam-giang/": (200, 200, 404, 200, 200, 404),
    f"{QUOTED}vi-huong/": (404, 404, 200, 200, 200, 404),
    f"{QUOTED}nowhere/": (404,) * 6,
    "/bach-thong/quoted/2014-01/": (404, 404, 404, 302, 302, 404),
    f"{MONTH}consultation/": (404, 404, 404, 200, 200, 404),
    f"{MONTH}consultation/open/": (404, 404, 404, 302, 403, 404),
}
WRITE = {
    QUOTED + "cam-giang/object/": (200, 200, 404, 403, 403, 404),  # 200: the empty form comes back
    QUOTED + "cam-giang/{pk}/reply/": (200, 200, 404, 403, 403, 404),
    QUOTED + "vi-huong/{pk}/reply/": (404, 404, 404, 403, 403, 404),
    QUOTED + "vi-huong/{pk}/withdraw/": (404, 404, 404, 403, 403, 404),
    QUOTED + "vi-huong/object/": (404, 404, 200, 403, 403, 404),
    MONTH + "consultation/{pk}/answer/": (404, 404, 404, 200, 403, 404),
    MONTH + "consultation/999/answer/": (404, 404, 404, 404, 403, 404),
    MONTH + "consultation/deadline/": (404, 404, 404, 200, 403, 404),
}
STEPS = (*WRITE, QUOTED + "cam-giang/{pk}/withdraw/", MONTH + "consultation/close/")


@pytest.mark.usefixtures("objection")
def test_each_person_reads_what_is_hers(client: Client, people: list[User]) -> None:
    found = {}
    for name, user in zip(PEOPLE, people, strict=True):
        client.force_login(user)
        found[name] = {page: client.get(page).status_code for page in READ}
    assert found == {name: {page: codes[i] for page, codes in READ.items()} for i, name in enumerate(PEOPLE)}


def test_each_person_writes_where_she_may(client: Client, people: list[User], objection: Objection) -> None:
    found = {}
    for name, user in zip(PEOPLE, people, strict=True):
        client.force_login(user)
        found[name] = {page: client.post(page.format(pk=objection.pk)).status_code for page in WRITE}
    assert found == {name: {page: codes[i] for page, codes in WRITE.items()} for i, name in enumerate(PEOPLE)}
    assert (Objection.objects.get(), objection.messages.count()) == (objection, 0)


def test_only_the_office_closes_and_only_the_commune_withdraws(
    client: Client, people: list[User], objection: Objection, asked: Consultation
) -> None:
    close, withdraw = f"{MONTH}consultation/close/", f"{QUOTED}cam-giang/{objection.pk}/withdraw/"
    for user, codes in zip(people, [(404,), (404,), (404, 404), (403,), (403, 403), (404, 404)], strict=True):
        client.force_login(user)
        steps = (close, withdraw) if len(codes) > 1 else (withdraw,) if user.username == "vanphong" else (close,)
        assert tuple(client.post(step).status_code for step in steps) == codes
    objection.refresh_from_db()
    asked.refresh_from_db()
    assert (objection.withdrawn_at, asked.closed_at) == (None, None)
    client.force_login(people[0])
    assert client.post(withdraw).status_code == 302
    client.force_login(people[3])
    assert client.post(close).status_code == 302
    objection.refresh_from_db()
    asked.refresh_from_db()
    assert objection.withdrawn_at
    assert asked.closed_at


def test_nobody_takes_a_step_by_get_and_a_guest_is_led_to_the_login(
    client: Client, objection: Objection, office: User
) -> None:
    steps = [step.format(pk=objection.pk) for step in STEPS]
    for address in (*READ, *steps):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert {client.post(step).status_code for step in steps} == {302}
    client.force_login(office)
    assert {client.get(step).status_code for step in steps} == {405}
    assert {client.post(page).status_code for page in (QUOTED, f"{QUOTED}cam-giang/")} == {405}
    objection.refresh_from_db()
    assert objection.withdrawn_at is None


# What stands on the page.


def test_a_communes_page_says_where_it_stands_and_nothing_of_the_low_one(
    client: Client, asked: Consultation, signer: User, neighbour: User, office: User
) -> None:
    reword_with_ground(
        sentence(asked.briefing, LOW), "Riêng Vi Hương thu ngân sách đạt thấp.", office, "Văn phòng đã đối chiếu."
    )
    own = html(client, QUOTED, signer)
    assert "Được nêu tên (1)" in own
    assert "Đang lấy ý kiến đến 17:00 ngày 23/11/2015." in own
    assert "Xếp thứ 1 trong 2 đơn vị có số liệu: 113,1%." in own
    assert "1.131 triệu đồng" in own
    for trace in ("Vi Hương", "vi-huong", "01975", "400", "đạt thấp"):
        assert trace not in own
    low = html(client, QUOTED, neighbour)
    assert "Nêu tên trong bản nội bộ" in low
    assert "400 triệu đồng" in low
    assert "Riêng Vi Hương" not in low


def test_nothing_of_the_draft_is_shown_before_the_office_asks(
    client: Client, november: Period, signer: User, office: User
) -> None:
    assert "Văn phòng chưa tổng hợp báo cáo tháng 11" in html(client, QUOTED, signer)
    assert "chưa có gì để lấy ý kiến" in html(client, f"{MONTH}consultation/", office)


@pytest.mark.usefixtures("briefing")
def test_a_compiled_draft_is_not_shown_before_the_office_asks(client: Client, signer: User, office: User) -> None:
    page = html(client, QUOTED, signer)
    assert "Văn phòng chưa lấy ý kiến các xã, thị trấn" in page
    assert "113,1%" not in page
    assert "Đang lấy ý kiến" not in html(client, "/bach-thong/", signer)
    page = html(client, f"{MONTH}consultation/", office)
    assert "Chưa lấy ý kiến" in page
    assert client.post(f"{MONTH}consultation/close/").status_code == 404


def test_after_the_end_the_page_says_so_and_keeps_the_thread(
    client: Client, asked: Consultation, objection: Objection, signer: User, settings: Settings
) -> None:
    settings.PORTAL_TODAY = dt.date(2015, 11, 24)
    page = html(client, QUOTED, signer)
    assert "Đã hết hạn góp ý lúc 17:00 ngày 23/11/2015." in page
    assert WRONG in page
    assert "Ghi ý kiến" not in page
    assert "Ý kiến về báo cáo tổng hợp tháng 11" in html(client, "/bach-thong/", signer)
    late = client.post(f"{QUOTED}cam-giang/object/", told(asked, objection.commune, SICK) | {"text": "Ý kiến muộn."})
    words = late.content.decode()
    assert "Ý kiến muộn." in words
    assert words.count("Đã hết hạn góp ý lúc 17:00 ngày 23/11/2015.") == 2
    assert Objection.objects.count() == 1


def test_what_was_typed_comes_back_when_the_sentence_has_changed(
    client: Client, asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    seen = told(asked, cam_giang)
    reword(sentence(asked.briefing), "Cẩm Giàng đạt 113,1% dự toán.", office)
    client.force_login(signer)
    page = client.post(f"{QUOTED}cam-giang/object/", seen | {"text": WRONG}).content.decode()
    assert "vừa thay đổi" in page
    assert WRONG in page
    assert 'value="Cẩm Giàng đạt 113,1% dự toán."' in page
    fresh = {"key": RANKED, "seen": "Cẩm Giàng đạt 113,1% dự toán.", "text": WRONG}
    assert client.post(f"{QUOTED}cam-giang/object/", fresh).status_code == 302
    assert Objection.objects.get().sentence_text == "Cẩm Giàng đạt 113,1% dự toán."


def test_who_acts_for_two_communes_is_led_from_one_to_the_other(
    client: Client, asked: Consultation, signer: User, vi_huong: Commune
) -> None:
    signer.memberships.create(role=Role.CLERK, commune=vi_huong)
    page = html(client, QUOTED, signer)
    assert "Xã Vi Hương được nêu" in page
    assert f'href="{QUOTED}cam-giang/"' in page


def test_another_communes_thread_is_not_on_the_page(client: Client, objection: Objection, neighbour: User) -> None:
    assert WRONG not in html(client, QUOTED, neighbour)


def test_a_page_costs_the_same_however_many_communes_there_are(
    client: Client, asked: Consultation, bach_thong: ConveningBody, signer: User, office: User, objection: Objection
) -> None:
    def cost(address: str, user: User) -> int:
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = ((f"{QUOTED}cam-giang/", signer), (f"{MONTH}consultation/", office), ("/bach-thong/", signer))
    few = [cost(*page) for page in pages]
    for place in range(3):
        commune = factories.make_commune(bach_thong, f"Xã {place}", code=f"0300{place}", slug=f"x{place}", order=20)
        person = factories.make_person(f"x{place}", roles=[Role.CLERK, Role.SIGNER], commune=commune)
        factories.set_plan(commune, "BUD_REV_PLAN", "1000", office)
        factories.make_accepted(
            asked.briefing.period, commune, person, office, {"BUD_REV_YTD": "1100", "LIV_SICK": "0"}
        )
    again = compile_again(asked.briefing, office)
    for commune in Commune.objects.filter(slug__startswith="x"):
        seen = next(each.text for each in quoted_of(again, commune) if each.key == RANKED)
        objections.raise_objection(
            consultation=asked, commune=commune, key=RANKED, seen=seen, text=WRONG, by=office, at=SATURDAY
        )
    assert [cost(*page) for page in pages] == few
    assert few[0] <= 25


# The way of an objection, on its pages.


def test_from_the_question_to_the_publication(
    client: Client, briefing: Briefing, cam_giang: Commune, signer: User, office: User, secretary: User
) -> None:
    page = html(client, f"{MONTH}consultation/open/", office)
    assert 'value="24/11/2015 17:00"' in page
    assert "Cẩm Giàng 113,1%" in page
    assert not Consultation.objects.exists()
    refused = client.post(f"{MONTH}consultation/open/", {"until": "20/11/2015 17:00"}).content.decode()
    assert "phải sau thời điểm hiện tại" in refused
    assert "Đang lấy ý kiến" in html_after(client, f"{MONTH}consultation/open/", {"until": "24/11/2015 17:00"})
    html_after(client, f"{MONTH}consultation/deadline/", {"until": "23/11/2015 17:00"})

    home = html(client, "/bach-thong/", signer)
    assert "Đang lấy ý kiến đến 17:00 ngày 23/11/2015 về báo cáo tổng hợp tháng 11 năm 2015" in home
    assert f'href="{QUOTED}cam-giang/">xã được nêu tên trong 1 câu' in home
    asked = Consultation.objects.get()
    for _ in range(2):
        html_after(client, f"{QUOTED}cam-giang/object/", told(asked, cam_giang) | {"text": WRONG})
    objection = Objection.objects.get()
    assert "Chờ trả lời" in html(client, QUOTED)

    assert "1 ý kiến của các xã, thị trấn</a> về báo cáo tổng hợp tháng 11" in html(client, "/bach-thong/", office)
    row = sentence(briefing)
    assert "1 ý kiến đơn vị" in html(client, f"{MONTH}briefing/")
    assert "Đơn vị có ý kiến, chờ trả lời (1)" in html(client, f"{MONTH}briefing/")
    assert WRONG in html(client, f"{MONTH}briefing/?sentence={row.pk}")
    answer = f"{MONTH}consultation/{objection.pk}/answer/"
    assert "phải nêu lý do" in client.post(answer, {"decision": "keep", "text": ""}).content.decode()
    assert "Chọn một cách trả lời." in client.post(answer, {"text": "Đã sửa."}).content.decode()
    taken = client.post(answer, {"decision": "reword", "text": "Đã sửa câu."})
    assert taken.headers["Location"] == f"{MONTH}briefing/?sentence={row.pk}#nguon"

    assert "Đã trả lời: chấp nhận, sửa câu" in html(client, QUOTED, signer)
    html_after(client, f"{QUOTED}cam-giang/{objection.pk}/reply/", {"text": "Báo cáo cũng cần sửa."})
    client.force_login(office)
    reopened = client.post(answer, {"decision": "reopen", "text": ""})
    assert reopened.headers["Location"] == "/bach-thong/reports/2015-11/cam-giang/review/#mo-lai"
    assert client.get(reopened.headers["Location"]).status_code == 200
    assert "Báo cáo cũng cần sửa." in html(client, f"{QUOTED}cam-giang/", secretary)

    page = html(client, f"{MONTH}publish/", office)
    assert "Đang lấy ý kiến các xã, thị trấn đến 17:00 ngày 23/11/2015." in page
    version = Briefing.objects.get().version
    refused = client.post(f"{MONTH}publish/", {"version": version, "despite": ""}).content.decode()
    assert "Muốn phát hành ngay thì nêu lý do." in refused
    stale = client.post(f"{MONTH}publish/", {"version": version + 1, "despite": "Kịp hội nghị."}).content.decode()
    assert "Kịp hội nghị.</textarea>" in stale
    assert not PublishedDocument.objects.exists()
    html_after(client, f"{MONTH}publish/", {"version": version, "despite": "Kịp hội nghị."})
    assert PublishedDocument.objects.count() == 2
    assert "Lý do: Kịp hội nghị. (vanphong)" in html(client, f"{MONTH}consultation/")

    page = html(client, QUOTED, signer)
    assert "Báo cáo tổng hợp tháng 11 năm 2015 đã phát hành." in page
    assert "Câu lúc đơn vị có ý kiến" in page
    assert "Báo cáo cũng cần sửa." in page
    assert "Được tính trong tổng" not in page


def html_after(client: Client, address: str, typed: Mapping[str, object]) -> str:
    """Post a form that is accepted and return the page that follows."""
    response = client.post(address, typed)
    assert response.status_code == 302, response.content.decode()
    return html(client, response.headers["Location"])
