"""The communes are asked before publication: the window, objections, answers, and what is kept."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody, User
from meetings.actions import arrange, ask_communes, objections, publish
from meetings.figures.consultation import commune_notices, open_points, proposed_until, threads_of, waiting_by_month
from meetings.figures.quoted import named_in, quoted_of
from meetings.models import Briefing, Consultation, EarlyPublication, Objection, ObjectionMessage
from meetings.models.consultations import Decision
from reports.models import Report
from tests import factories
from tests.meetings.november import (
    LOW,
    RANKED,
    SATURDAY,
    SICK,
    compile_again,
    correct,
    reword_with_ground,
    sentence,
)

MONDAY = factories.moment("2015-11-23", "17:00")
SECOND = dt.timedelta(seconds=1)
WRONG = "Số thu của xã là 1.150 triệu đồng."


@pytest.fixture
def asked(briefing: Briefing, office: User) -> Consultation:
    return ask_communes.open_window(briefing=briefing, until=MONDAY, by=office, at=SATURDAY)


def told(briefing: Briefing, commune: Commune) -> dict[str, str]:
    return {each.key: each.text for each in quoted_of(briefing, commune)}


def objecting(
    asked: Consultation,
    commune: Commune,
    by: User,
    *,
    key: str = RANKED,
    text: str = WRONG,
    seen: str | None = None,
    at: dt.datetime = SATURDAY,
) -> Objection:
    now_told = told(Briefing.objects.select_related("period__body").get(pk=asked.briefing_id), commune)
    seen = now_told.get(key, "") if seen is None else seen
    return objections.raise_objection(consultation=asked, commune=commune, key=key, seen=seen, text=text, by=by, at=at)


def answering(objection: Objection, office: User, decision: Decision, text: str = "") -> ObjectionMessage:
    return objections.answer(objection=objection, decision=decision, text=text, by=office, at=SATURDAY)


def states(asked: Consultation) -> list[str]:
    return [thread.state for thread in threads_of(asked)]


# What a commune is shown.


def test_a_commune_is_shown_where_it_is_named_and_where_it_is_counted(briefing: Briefing, cam_giang: Commune) -> None:
    quoted = {each.key: each for each in quoted_of(briefing, cam_giang)}
    ranked = quoted[RANKED]
    assert ranked.is_named
    assert ranked.place is not None
    assert (ranked.place.rank, ranked.place.ranked, ranked.place.value) == (1, 2, "113,1%")
    assert [(figure.value, figure.is_plan) for figure in ranked.figures] == [("1.131", False), ("1.000", True)]
    assert not quoted[SICK].is_named
    assert quoted[SICK].place is None
    assert [figure.value for figure in quoted[SICK].figures] == ["0"]


def test_a_low_commune_learns_of_itself_and_nobody_else_does(
    briefing: Briefing, office: User, cam_giang: Commune, vi_huong: Commune
) -> None:
    assert not next(each for each in quoted_of(briefing, vi_huong) if each.key == LOW).is_named_inside
    reword_with_ground(
        sentence(briefing, LOW), "Riêng Vi Hương thu ngân sách đạt thấp.", office, "Văn phòng đã đối chiếu."
    )
    low = next(each for each in quoted_of(briefing, vi_huong) if each.key == LOW)
    assert (low.is_named, low.is_named_inside) == (False, True)
    assert "Vi Hương" not in low.text
    assert [figure.value for figure in low.figures] == ["400", "1.000"]
    everything = repr(quoted_of(briefing, cam_giang))
    assert "Vi Hương" not in everything
    assert "400" not in everything
    assert LOW not in told(briefing, cam_giang)


def test_where_the_body_names_in_criticism_the_sentence_names_the_commune(
    briefing: Briefing, bach_thong: ConveningBody, vi_huong: Commune, office: User
) -> None:
    bach_thong.names_in_criticism = True
    bach_thong.save()
    again = compile_again(briefing, office)
    low = next(each for each in quoted_of(again, vi_huong) if each.key == LOW)
    assert low.is_named
    assert "Vi Hương" in low.text


def test_a_name_that_the_office_typed_counts_and_a_dropped_sentence_does_not(
    briefing: Briefing, office: User, cam_giang: Commune, vi_huong: Commune
) -> None:
    reword_with_ground(
        sentence(briefing, SICK), "Cẩm Giàng và các xã khác không có dịch bệnh.", office, "Văn phòng đã đối chiếu."
    )
    assert next(each for each in quoted_of(briefing, cam_giang) if each.key == SICK).is_named
    assert not next(each for each in quoted_of(briefing, vi_huong) if each.key == SICK).is_named
    arrange.drop(sentence=sentence(briefing, SICK), by=office, at=SATURDAY)
    assert SICK not in told(briefing, cam_giang)


def test_of_overlapping_names_the_longest_counts() -> None:
    communes = {"1": "Quang", "2": "Quang Thuận", "3": "Sĩ Bình"}
    assert named_in("Riêng xã quang thuận đạt thấp.", communes) == {"2"}
    assert named_in("Quang và Sĩ Bình, Quang Thuận.", communes) == {"1", "2", "3"}
    assert named_in("Quanghị, Sĩ  Bình", communes) == frozenset()
    assert named_in("Quang", {}) == frozenset()


# The window.


def test_the_end_that_is_proposed_leaves_out_saturday_and_sunday() -> None:
    thursday, friday = factories.moment("2015-11-19", "10:00"), factories.moment("2015-11-20", "23:30")
    assert proposed_until(thursday, 2) == MONDAY
    assert proposed_until(friday, 1) == MONDAY
    assert proposed_until(SATURDAY, 1) == MONDAY
    assert proposed_until(friday.astimezone(dt.UTC), 0) == MONDAY


def test_an_objection_is_taken_until_the_last_second_and_not_at_the_end_itself(
    asked: Consultation, cam_giang: Commune, signer: User
) -> None:
    with pytest.raises(Refusal, match="Đã hết hạn góp ý lúc 17:00 ngày 23/11/2015"):
        objecting(asked, cam_giang, signer, at=MONDAY)
    assert objecting(asked, cam_giang, signer, at=MONDAY - SECOND).text == WRONG


def test_a_closed_window_takes_nothing_and_an_extended_one_opens_again(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    ask_communes.close(consultation=asked, by=office, at=SATURDAY)
    with pytest.raises(Refusal, match="đã kết thúc lấy ý kiến lúc 09:30 ngày 21/11/2015"):
        objecting(asked, cam_giang, signer)
    later = ask_communes.set_deadline(consultation=asked, until=MONDAY + SECOND, at=SATURDAY)
    assert later.is_open(MONDAY)
    assert objecting(asked, cam_giang, signer, at=MONDAY).text == WRONG


def test_the_end_lies_ahead_and_a_briefing_is_opened_once(asked: Consultation, office: User) -> None:
    with pytest.raises(Refusal, match="phải sau thời điểm hiện tại"):
        ask_communes.set_deadline(consultation=asked, until=SATURDAY, at=SATURDAY)
    with pytest.raises(Refusal, match="đã được lấy ý kiến"):
        ask_communes.open_window(briefing=asked.briefing, until=MONDAY, by=office, at=SATURDAY)


def test_an_ended_window_keeps_its_own_end_when_it_is_closed_again(asked: Consultation, office: User) -> None:
    assert ask_communes.close(consultation=asked, by=office, at=MONDAY).closed_at is None


# Objections.


def test_sent_twice_an_objection_stands_once(asked: Consultation, cam_giang: Commune, signer: User) -> None:
    first = objecting(asked, cam_giang, signer)
    assert objecting(asked, cam_giang, signer, text=f"  {WRONG} ") == first
    with pytest.raises(Refusal, match="đã có ý kiến về câu này"):
        objecting(asked, cam_giang, signer, text="Ý kiến khác.")
    assert Objection.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " \n "}, "Chưa có nội dung"),
        ({"text": "a" * 2001}, "dài quá 2000"),
        ({"key": LOW, "seen": "Vi Hương đạt 40%."}, "không còn nêu tên hay tính số liệu"),
        ({"key": "nothing", "seen": ""}, "không còn nêu tên hay tính số liệu"),
        ({"seen": "Câu cũ."}, "vừa thay đổi"),
    ],
)
def test_what_cannot_be_an_objection_is_refused(
    asked: Consultation, cam_giang: Commune, signer: User, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        objecting(asked, cam_giang, signer, **changed)  # type: ignore[arg-type]  # texts alone are changed
    assert not Objection.objects.exists()


def test_an_objection_is_withdrawn_until_it_is_answered_and_may_be_written_anew(
    asked: Consultation, cam_giang: Commune, signer: User, clerk: User, office: User
) -> None:
    first = objecting(asked, cam_giang, signer)
    objections.withdraw(objection=first, by=clerk, at=SATURDAY)
    objections.withdraw(objection=first, by=signer, at=MONDAY)
    first.refresh_from_db()
    assert (first.withdrawn_at, first.withdrawn_by) == (SATURDAY, clerk)
    with pytest.raises(Refusal, match="đã rút"):
        answering(first, office, Decision.KEEP, "Đúng theo báo cáo.")
    second = objecting(asked, cam_giang, signer)
    answering(second, office, Decision.KEEP, "Đúng theo báo cáo.")
    with pytest.raises(Refusal, match="không rút được"):
        objections.withdraw(objection=second, by=signer, at=SATURDAY)
    assert states(asked) == ["Đã rút", "Đã trả lời: giữ nguyên, nêu lý do"]


def test_office_and_commune_take_turns_and_the_commune_only_in_the_window(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    first = objecting(asked, cam_giang, signer)
    with pytest.raises(Refusal, match="chưa trả lời"):
        objections.reply(objection=first, text="Đề nghị sớm trả lời.", by=signer, at=SATURDAY)
    answering(first, office, Decision.KEEP, "Đúng theo báo cáo.")
    assert answering(first, office, Decision.KEEP, "Đúng theo báo cáo.").number == 1
    with pytest.raises(Refusal, match="đã được trả lời"):
        answering(first, office, Decision.REWORD)
    objections.reply(objection=first, text="Báo cáo ghi nhầm.", by=signer, at=SATURDAY)
    objections.reply(objection=first, text="Báo cáo ghi nhầm.", by=signer, at=SATURDAY)
    assert states(asked) == ["Chờ trả lời"]
    answering(first, office, Decision.REOPEN)
    with pytest.raises(Refusal, match="hết hạn"):
        objections.reply(objection=first, text="Xin cảm ơn.", by=signer, at=MONDAY)
    assert states(asked) == ["Đã trả lời: chấp nhận, mở lại báo cáo của đơn vị"]
    assert [message.number for message in ObjectionMessage.objects.all()] == [1, 2, 3]


def test_the_office_answers_after_the_end_too_and_keeping_needs_a_reason(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    first = objecting(asked, cam_giang, signer)
    with pytest.raises(Refusal, match="phải nêu lý do"):
        answering(first, office, Decision.KEEP, "  ")
    ask_communes.close(consultation=asked, by=office, at=SATURDAY)
    assert answering(first, office, Decision.REWORD).text == ""


# What is kept, and what stands before publication.


def test_a_thread_outlives_the_sentence_a_new_compile_and_the_publication(
    asked: Consultation, vi_huong: Commune, neighbour: User, office: User
) -> None:
    before = told(asked.briefing, vi_huong)[LOW]
    first = objecting(asked, vi_huong, neighbour, key=LOW)
    answering(first, office, Decision.REOPEN, "Xã sửa lại báo cáo.")
    correct(Report.objects.get(commune=vi_huong), {"BUD_REV_YTD": "1100"}, neighbour, office)
    again = compile_again(asked.briefing, office)
    assert not again.sentences.filter(key=LOW).exists()  # nobody is low any more
    [thread] = threads_of(asked, commune=vi_huong)
    assert thread.sentence is None
    assert (thread.objection.sentence_text, thread.objection.text) == (before, WRONG)
    fresh = Briefing.objects.select_related("period__body").get()
    publish.publish(briefing=fresh, expected_version=fresh.version, by=office, at=SATURDAY, despite="Kịp hội nghị.")
    [thread] = threads_of(asked, commune=vi_huong)
    assert [message.text for message in thread.messages] == ["Xã sửa lại báo cáo."]


def test_an_unanswered_objection_stands_before_publication_unless_the_office_gives_a_reason(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    objecting(asked, cam_giang, signer)
    fresh = Briefing.objects.select_related("period__body").get()
    assert open_points(fresh, SATURDAY) == [
        "Còn 1 ý kiến của các xã, thị trấn chưa được trả lời.",
        "Đang lấy ý kiến các xã, thị trấn đến 17:00 ngày 23/11/2015.",
    ]
    assert len(open_points(fresh, MONDAY)) == 1
    for despite, said in (("", "Còn 1 ý kiến .* nêu lý do"), (" ", "nêu lý do"), ("a" * 1001, "dài quá")):
        with pytest.raises(Refusal, match=said):
            publish.publish(briefing=fresh, expected_version=1, by=office, at=SATURDAY, despite=despite)
    publish.publish(briefing=fresh, expected_version=1, by=office, at=SATURDAY, despite="Kịp hội nghị. ")
    kept = EarlyPublication.objects.get()
    assert (kept.number, kept.reason, kept.by) == (1, "Kịp hội nghị.", office)
    asked.refresh_from_db()
    assert (asked.closed_at, asked.closed_by) == (SATURDAY, office)


def test_when_all_is_answered_and_over_publication_needs_no_reason(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    answering(objecting(asked, cam_giang, signer), office, Decision.KEEP, "Đúng theo báo cáo.")
    objections.withdraw(objection=objecting(asked, cam_giang, signer, key=SICK), by=signer, at=SATURDAY)
    fresh = Briefing.objects.select_related("period__body").get()
    publish.publish(briefing=fresh, expected_version=1, by=office, at=MONDAY)
    assert not EarlyPublication.objects.exists()


def test_an_objection_that_comes_while_the_paper_is_drawn_is_not_passed_over(
    asked: Consultation, cam_giang: Commune, signer: User, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_communes.set_deadline(consultation=asked, until=MONDAY, at=SATURDAY)
    draw = publish._draw

    def drawn_slowly(*words: object) -> object:
        Objection.objects.get_or_create(
            consultation=asked,
            commune=cam_giang,
            key=RANKED,
            defaults={"sentence_text": "Câu.", "text": WRONG, "at": SATURDAY, "by": signer},
        )
        return draw(*words)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(publish, "_draw", drawn_slowly)
    with pytest.raises(Refusal, match="Còn 1 ý kiến"):
        publish.publish(briefing=asked.briefing, expected_version=1, by=office, at=MONDAY)


def test_the_first_pages_say_what_is_asked_and_what_waits(
    asked: Consultation, bach_thong: ConveningBody, cam_giang: Commune, vi_huong: Commune, signer: User, office: User
) -> None:
    [notice] = commune_notices(cam_giang, SATURDAY)
    assert (notice["is_open"], notice["named"]) == (True, 1)
    assert commune_notices(vi_huong, SATURDAY)[0]["named"] == 0
    assert [each["is_open"] for each in commune_notices(cam_giang, MONDAY)] == [False]
    assert waiting_by_month(bach_thong) == []
    first = objecting(asked, cam_giang, signer)
    assert [(each["period"].month, each["count"]) for each in waiting_by_month(bach_thong)] == [("2015-11", 1)]
    answering(first, office, Decision.REWORD)
    assert waiting_by_month(bach_thong) == []


# What the database itself refuses.


def test_the_database_keeps_the_windows_promises(asked: Consultation) -> None:
    for broken in ({"until": asked.opened_at}, {"closed_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="consultation_"), transaction.atomic():
            Consultation.objects.update(**broken)


def test_the_database_keeps_an_objections_promises(asked: Consultation, cam_giang: Commune, signer: User) -> None:
    first = objecting(asked, cam_giang, signer)
    for broken in ({"text": ""}, {"withdrawn_at": SATURDAY}):
        with pytest.raises(IntegrityError, match="objection_"), transaction.atomic():
            Objection.objects.update(**broken)
    first.pk = None
    first._state.adding = True
    with pytest.raises(IntegrityError, match="objection"), transaction.atomic():
        first.save()


def test_the_database_keeps_a_threads_promises(
    asked: Consultation, cam_giang: Commune, signer: User, office: User
) -> None:
    first = objecting(asked, cam_giang, signer)
    said = {"side": "office", "decision": "keep", "text": "Đúng.", "at": SATURDAY, "by": office}
    first.messages.create(number=1, **said)
    for broken in (
        {"number": 1},
        {"number": 2, "decision": ""},
        {"number": 2, "side": "commune"},
        {"number": 2, "text": ""},
    ):
        with pytest.raises(IntegrityError, match=r"objection_?message"), transaction.atomic():
            first.messages.create(**(said | broken))
    with pytest.raises(IntegrityError, match="early_publication"), transaction.atomic():
        asked.early_publications.create(number=1, reason="", at=SATURDAY, by=office)
    asked.early_publications.create(number=1, reason="Gấp.", at=SATURDAY, by=office)
    with pytest.raises(IntegrityError, match="early"), transaction.atomic():
        asked.early_publications.create(number=1, reason="Gấp.", at=SATURDAY, by=office)
