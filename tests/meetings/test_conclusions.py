"""The chair's words become numbered conclusions, and directives only where the office confirms them."""

import datetime as dt
import re
from collections.abc import Mapping
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from meetings.actions import draw_conclusions, hold, minutes
from meetings.actions.draw_conclusions import ConclusionEntry, StaleConclusion
from meetings.actions.hold import MeetingEntry
from meetings.actions.minutes import StatementEntry
from meetings.models import Conclusion, Meeting, Statement, StatementKind
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Directive, Period
from tests import factories

AT = factories.moment("2015-11-23", "11:00")
CONCLUSIONS = "/bach-thong/meetings/2015-11/1/conclusions/"
CHAIR = (
    "Các xã, thị trấn hoàn thành thu ngân sách trước ngày 20/12; giao Vi Hương báo cáo chậm nhất 30/11/2015; "
    "tiếp tục giữ vững an ninh trật tự."
)
THU = ConclusionEntry("Thu ngân sách.", task=DirectiveEntry("Thu ngân sách.", due_on=dt.date(2015, 12, 20)))
NO_TASK = ConclusionEntry("Hội nghị thống nhất báo cáo.", no_task=True)


@pytest.fixture
def meeting(november: Period, vi_huong: Commune, cam_giang: Commune, office: User, settings: Settings) -> Meeting:
    settings.PORTAL_TODAY = dt.date(2015, 11, 23)
    return hold.call(period=november, entry=MeetingEntry(AT), by=office, at=AT)


@pytest.fixture
def words(meeting: Meeting, office: User) -> Statement:
    entry = StatementEntry(CHAIR, StatementKind.CHAIR, speaker_text="Bí thư Huyện ủy")
    return minutes.write(meeting=meeting, token=uuid4(), entry=entry, by=office, at=AT)


def draw(meeting: Meeting, by: User, *entries: ConclusionEntry, source: Statement | None = None) -> list[Conclusion]:
    return draw_conclusions.draw(meeting=meeting, entries=entries, source=source, by=by, at=AT)


def form(*pieces: Mapping[str, object], statement: Statement | None = None) -> dict[str, object]:
    posted: dict[str, object] = {"conclusion-TOTAL_FORMS": len(pieces), "conclusion-INITIAL_FORMS": len(pieces)}
    for number, piece in enumerate(pieces):
        posted |= {f"conclusion-{number}-{name}": value for name, value in piece.items()}
    return posted | ({"statement": statement.pk} if statement else {})


def test_one_sentence_becomes_conclusions_with_one_key(meeting: Meeting, words: Statement, office: User) -> None:
    draw(meeting, office, NO_TASK)
    drawn = draw(meeting, office, THU, NO_TASK, source=words)
    assert [(each.number, each.key) for each in drawn] == [(2, 2), (3, 2)]
    directive = Directive.objects.get()
    assert list(drawn[0].directives.all()) == [directive]
    assert "Kết luận số 2" in directive.citation
    assert not drawn[1].directives.exists()


def test_a_second_click_draws_nothing_twice(meeting: Meeting, words: Statement, office: User) -> None:
    for source in (words, None):
        seen = Conclusion.objects.count()
        drawn = {"meeting": meeting, "entries": [THU], "by": office, "at": AT, "source": source, "seen": seen}
        draw_conclusions.draw(**drawn)  # type: ignore[arg-type]
        with pytest.raises(StaleConclusion, match=f"số {seen + 1} "):
            draw_conclusions.draw(**drawn)  # type: ignore[arg-type]
    assert Directive.objects.count() == 2


def test_a_refused_directive_leaves_no_conclusion(meeting: Meeting, office: User) -> None:
    past = ConclusionEntry("Thu.", task=DirectiveEntry("Thu.", due_on=dt.date(2015, 11, 1)))
    with pytest.raises(Refusal, match="trước ngày hôm nay"):
        draw(meeting, office, NO_TASK, past)
    assert not Conclusion.objects.exists()


def test_an_addressee_outside_the_body_is_refused(meeting: Meeting, office: User, stranger: User) -> None:
    elsewhere = ConveningBody.objects.get(slug="cho-don")
    commune = factories.make_commune(elsewhere, "Nam Cường", code="02077", slug="nam-cuong", order=1)
    with pytest.raises(Refusal, match="không thuộc"):
        draw(meeting, office, ConclusionEntry("Thu.", task=DirectiveEntry("Thu.", communes=[commune])))
    assert not Directive.objects.exists()


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (ConclusionEntry("Thu."), "Chọn giao nhiệm vụ"),
        (ConclusionEntry(" ", no_task=True), "Chưa có nội dung"),
        (ConclusionEntry("Thu.", task=DirectiveEntry("Thu."), no_task=True), "hãy rút nhiệm vụ trước"),
    ],
)
def test_the_clerk_says_whether_a_task_arises(meeting: Meeting, office: User, entry: ConclusionEntry, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        draw(meeting, office, entry)


def test_the_database_refuses_a_number_taken_twice(meeting: Meeting, office: User) -> None:
    (drawn,) = draw(meeting, office, NO_TASK)
    drawn.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        drawn.save(force_insert=True)
    second = Meeting.objects.get()
    second.pk, second.uid = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save(force_insert=True)


def test_a_changed_conclusion_changes_its_directive_only_where_that_is_said(meeting: Meeting, office: User) -> None:
    (drawn,) = draw(meeting, office, THU)
    words_alone = ConclusionEntry("Thu hết các khoản.")
    changed = draw_conclusions.change(conclusion=drawn, entry=words_alone, expected_version=1, by=office, at=AT)
    assert Directive.objects.get().text == "Thu ngân sách."
    both = ConclusionEntry("Thu hết các khoản.", task=DirectiveEntry("Thu hết các khoản."))
    draw_conclusions.change(conclusion=changed, entry=both, expected_version=2, by=office, at=AT)
    assert Directive.objects.get().text == "Thu hết các khoản."
    with pytest.raises(StaleConclusion):
        draw_conclusions.change(conclusion=changed, entry=both, expected_version=2, by=office, at=AT)


def test_a_withdrawn_conclusion_keeps_its_number_and_its_directive_unless_that_goes_too(
    meeting: Meeting, office: User
) -> None:
    first, second = draw(meeting, office, THU, THU)
    for conclusion, goes in ((first, False), (second, True)):
        draw_conclusions.withdraw(
            conclusion=conclusion, withdraws_directives=goes, expected_version=1, by=office, at=AT
        )
    assert [each.withdrawn_at is not None for each in Directive.objects.order_by("number")] == [False, True]
    assert draw(meeting, office, NO_TASK)[0].number == 3
    assert [each.number for each in Conclusion.objects.standing()] == [3]


def test_what_the_words_say_is_proposed_and_nothing_is_issued(
    client: Client, words: Statement, vi_huong: Commune, office: User
) -> None:
    client.force_login(office)
    page = client.get(CONCLUSIONS, {"statement": words.pk}).content.decode()
    assert "Đọc thấy nơi nhận: “Các xã, thị trấn”" in page
    assert 'value="20/12/2015"' in page
    assert 'value="30/11/2015"' in page
    assert "Câu không nói giao cho ai." in page
    ticked = re.findall(r'name="conclusion-(\d)-communes" value="(\d+)"[^>]* checked', page)
    assert ticked == [("1", str(vi_huong.pk))]
    assert not Directive.objects.exists()


def test_confirmed_conclusions_issue_their_directives(
    client: Client, words: Statement, vi_huong: Commune, office: User
) -> None:
    client.force_login(office)
    pieces = (
        {"text": "Thu ngân sách.", "task": "issue", "to": "all", "due_on": "20/12/2015"},
        {"text": "Báo cáo.", "task": "issue", "to": "some", "communes": [vi_huong.pk], "due_on": "30/11/2015"},
        {"text": "Giữ vững an ninh.", "task": "none"},
        {"text": ""},
    )
    done = client.post(f"{CONCLUSIONS}draw/", form(*pieces, statement=words), follow=True).content.decode()
    assert "Đã lập kết luận số 1, 2, 3; giao nhiệm vụ số 1, 2." in done
    assert list(Directive.objects.order_by("number").values_list("to_all_communes", flat=True)) == [True, False]
    assert {conclusion.source for conclusion in Conclusion.objects.all()} == {words}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due_on": "20/11/2015"}, "Thời hạn đã qua"),
        ({"due_on": "31/11/2015"}, "due_on_error"),
        ({"task": ""}, "Chọn giao nhiệm vụ"),
        ({"to": ""}, "Chọn giao cho tất cả"),
        ({"to": "some"}, "Chọn ít nhất một đơn vị"),
        ({"to": "some", "communes": "999999"}, "999999"),
    ],
)
def test_a_conclusion_typed_wrongly_comes_back_whole(
    client: Client, meeting: Meeting, office: User, changed: dict[str, str], said: str
) -> None:
    client.force_login(office)
    piece = {"text": "Thu ngân sách Nhà nước.", "task": "issue", "to": "all"} | changed
    page = client.post(f"{CONCLUSIONS}draw/", form(piece)).content.decode()
    assert said in page
    assert "Thu ngân sách Nhà nước." in page
    assert not Conclusion.objects.exists()


def test_a_conclusion_is_changed_and_withdrawn_on_its_page(client: Client, meeting: Meeting, office: User) -> None:
    draw(meeting, office, THU)
    client.force_login(office)
    page = client.get(f"{CONCLUSIONS}1/change/").content.decode()
    assert "Giữ nguyên nhiệm vụ số 1 đã giao" in page
    client.post(f"{CONCLUSIONS}1/change/", {"text": "Thu đủ.", "task": "keep", "version": "1"})
    assert (Conclusion.objects.get().text, Directive.objects.get().text) == ("Thu đủ.", "Thu ngân sách.")
    client.post(f"{CONCLUSIONS}1/withdraw/", {"version": "2", "directives": "1"})
    assert Directive.objects.get().withdrawn_at is not None
    assert client.get(f"{CONCLUSIONS}1/change/").status_code == 404


def test_a_statement_that_conclusions_stand_on_is_not_struck_out(
    meeting: Meeting, words: Statement, office: User
) -> None:
    draw(meeting, office, NO_TASK, source=words)
    with pytest.raises(Refusal, match="rút kết luận"):
        minutes.strike(statement=words, by=office, at=AT)
