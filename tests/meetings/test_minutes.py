"""What was said is written down as it is said, by two clerks at once, and stays apart from what was compiled."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, Role, User
from meetings.actions import hold, minutes
from meetings.actions.hold import MeetingEntry
from meetings.actions.minutes import StaleStatement, StatementEntry
from meetings.models import Briefing, Meeting, Statement, StatementKind
from tests import factories
from tests.meetings.november import RANKED, state

AT = factories.moment("2015-11-23", "09:00")
MINUTES = "/bach-thong/meetings/2015-11/1/minutes/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def meeting(briefing: Briefing, office: User) -> Meeting:
    return hold.call(period=briefing.period, entry=MeetingEntry(AT), by=office, at=AT)


@pytest.fixture
def colleague(bach_thong: ConveningBody) -> User:
    return factories.make_person("vanphong-2", roles=[Role.OFFICE], body=bach_thong)


def say(meeting: Meeting, by: User, text: str = "Đề nghị hướng dẫn.", kind: str = "discussion") -> Statement:
    entry = StatementEntry(text, StatementKind(kind), speaker_text="Chủ tịch UBND xã")
    return minutes.write(meeting=meeting, token=uuid4(), entry=entry, by=by, at=AT)


def typed(statement: Statement | None = None, **changed: str) -> dict[str, str]:
    token, version = (str(statement.token), str(statement.version)) if statement else (str(uuid4()), "0")
    return {"token": token, "version": version, "kind": "discussion", "text": "Đề nghị hướng dẫn."} | changed


def test_two_clerks_at_one_statement_do_not_overwrite_one_another(
    meeting: Meeting, office: User, colleague: User
) -> None:
    said = say(meeting, office)
    minutes.change(statement=said, entry=StatementEntry("Chữ của người kia"), expected_version=1, by=colleague, at=AT)
    with pytest.raises(StaleStatement, match="vanphong-2 vừa sửa"):
        minutes.change(statement=said, entry=StatementEntry("Chữ của tôi"), expected_version=1, by=office, at=AT)
    assert Statement.objects.get().text == "Chữ của người kia"


def test_a_form_sent_twice_writes_one_statement(meeting: Meeting, office: User) -> None:
    token = uuid4()
    for text in ("Đề nghị", "Đề nghị hướng dẫn"):
        minutes.write(meeting=meeting, token=token, entry=StatementEntry(text), by=office, at=AT)
    assert Statement.objects.get().text == "Đề nghị hướng dẫn"


def test_statements_are_moved_struck_out_and_restored(meeting: Meeting, office: User) -> None:
    first, second = say(meeting, office, "Một"), say(meeting, office, "Hai")
    minutes.move(statement=second, direction="up", by=office, at=AT)
    minutes.move(statement=second, direction="up", by=office, at=AT)
    minutes.strike(statement=first, by=office, at=AT)
    assert [row.text for row in Statement.objects.standing()] == ["Hai"]
    with pytest.raises(Refusal, match="khôi phục"):
        minutes.change(statement=first, entry=StatementEntry("Ba"), expected_version=2, by=office, at=AT)
    minutes.restore(statement=first, by=office, at=AT)
    assert [row.text for row in Statement.objects.standing()] == ["Hai", "Một"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (StatementEntry("   "), "Chưa có nội dung"),
        (StatementEntry("x" * 20_001), "vượt quá 20000"),
        (StatementEntry("x", speaker_text="y" * 201), "dài quá 200"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(
    meeting: Meeting, office: User, entry: StatementEntry, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        minutes.write(meeting=meeting, token=uuid4(), entry=entry, by=office, at=AT)


def test_another_bodys_commune_is_not_what_a_statement_is_about(meeting: Meeting, office: User, stranger: User) -> None:
    elsewhere = ConveningBody.objects.get(slug="cho-don")
    commune = factories.make_commune(elsewhere, "Nam Cường", code="02077", slug="nam-cuong", order=1)
    with pytest.raises(Refusal, match="không thuộc"):
        minutes.write(meeting=meeting, token=uuid4(), entry=StatementEntry("x", commune=commune), by=office, at=AT)


def test_the_minutes_leave_every_compiled_sentence_as_it_is(
    client: Client, briefing: Briefing, meeting: Meeting, office: User
) -> None:
    before = state(briefing)
    client.force_login(office)
    client.post(f"{MINUTES}write/", typed(about=f"cau:{RANKED}", speaker_text="Lãnh đạo Chi cục Thuế"))
    said = Statement.objects.get()
    assert (said.key, said.speaker_name) == (RANKED, "Lãnh đạo Chi cục Thuế")
    page = client.get(MINUTES).content.decode()
    assert "1 ý kiến" in page
    assert "Lãnh đạo Chi cục Thuế" in page
    assert state(briefing) == before


def test_a_statement_is_saved_as_it_is_typed(client: Client, meeting: Meeting, office: User) -> None:
    client.force_login(office)
    form = typed(text="")
    assert client.post(f"{MINUTES}write/", form, headers=HTMX).status_code == 204
    assert not Statement.objects.exists()
    saved = client.post(f"{MINUTES}write/", form | {"text": "Đề nghị"}, headers=HTMX).content.decode()
    assert "Đã ghi lúc" in saved
    assert 'name="version" value="1"' in saved
    done = client.post(f"{MINUTES}write/", form | {"text": "Đề nghị hỗ trợ", "version": "1", "done": "1"}, headers=HTMX)
    assert done.headers["HX-Redirect"].startswith(MINUTES)
    assert Statement.objects.get().text == "Đề nghị hỗ trợ"


def test_a_stale_save_shows_both_texts_and_keeps_the_typed_one(
    client: Client, meeting: Meeting, office: User, colleague: User
) -> None:
    said = say(meeting, office)
    minutes.change(statement=said, entry=StatementEntry("Chữ của người kia"), expected_version=1, by=colleague, at=AT)
    client.force_login(office)
    whole = client.post(f"{MINUTES}write/", typed(said, text="Chữ của tôi"))
    assert whole.status_code == 409
    for page in (whole.content.decode(), _partly(client, typed(said, text="Chữ của tôi"))):
        assert "Chữ của người kia" in page
        assert "Ghi chữ của tôi thay bản đang lưu" in page
    assert "Chữ của tôi</textarea>" in whole.content.decode()
    client.post(f"{MINUTES}write/", typed(said, text="Chữ của tôi", over="2"))
    assert Statement.objects.get().text == "Chữ của tôi"


def _partly(client: Client, form: dict[str, str]) -> str:
    return client.post(f"{MINUTES}write/", form, headers=HTMX).content.decode()


def test_the_other_clerks_new_words_come_by_themselves(
    client: Client, meeting: Meeting, office: User, colleague: User
) -> None:
    shown, opened = say(meeting, office, "Ý kiến một"), say(meeting, office, "Ý kiến hai")
    client.force_login(office)
    asked = {"shown": [f"{shown.pk}:1", f"{opened.pk}:form"]}
    assert client.get(f"{MINUTES}news/", asked).status_code == 204
    for row, text in ((shown, "Ý kiến một sửa"), (opened, "Ý kiến hai sửa")):
        minutes.change(statement=row, entry=StatementEntry(text), expected_version=1, by=colleague, at=AT)
    say(meeting, colleague, "Ý kiến ba")
    news = client.get(f"{MINUTES}news/", asked).content.decode()
    assert "Ý kiến một sửa" in news
    assert "Ý kiến ba" in news
    assert "Ý kiến hai" not in news  # it stands on her page as a form: a save shows the difference


def test_the_minutes_ask_the_database_as_often_for_one_statement_as_for_many(
    client: Client, meeting: Meeting, office: User, cam_giang: Commune
) -> None:
    client.force_login(office)
    counts = []
    for number in (1, 5):
        for _ in range(number):
            say(meeting, office)
        with CaptureQueriesContext(connection) as queries:
            client.get(MINUTES)
        counts.append(len(queries))
    assert counts[0] == counts[1]
