"""What the office does with the briefing's sentences, one at a time."""

import pytest

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from meetings.actions import arrange, consult, edit
from meetings.figures.editions import content_of
from meetings.figures.marks import marks_of
from meetings.figures.page import rows_of
from meetings.models import Block, Briefing, BriefingSentence
from meetings.models.judging import findings_of
from meetings.models.merging import waits
from reports.actions import issue_directives
from reports.models import Report
from tests.meetings.november import (
    FRIDAY,
    LOW,
    RANKED,
    SATURDAY,
    compile_again,
    correct,
    reword,
    reword_with_ground,
    sentence,
    state,
    texts,
)

OWN = "Thu ngân sách của Cẩm Giàng đạt khá, 113,1%."


def printed(briefing: Briefing) -> dict[str, str]:
    return {s.id: s.text for s in content_of(briefing, rows_of(briefing), "internal").sentences}


def test_an_edited_sentence_survives_the_next_compile_and_keeps_its_draft(briefing: Briefing, office: User) -> None:
    reword(sentence(briefing), OWN, office)
    row = sentence(compile_again(briefing, office))
    assert row.text == OWN
    assert row.drafted.endswith("Cẩm Giàng 113,1%.")
    assert row.changed_by == office


def test_the_office_chooses_between_its_words_and_a_newer_draft(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    reword(sentence(briefing), OWN, office)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    row = sentence(compile_again(briefing, office))
    assert row.text == OWN
    assert "Cẩm Giàng 120%" in row.pending
    edit.restore(sentence=row, expected=row.text, seen_draft=row.newest_draft, by=office, at=SATURDAY)
    taken = sentence(briefing)
    assert (taken.edited, taken.pending) == ("", "")
    assert "Cẩm Giàng 120%" in taken.text
    assert [source["value"] for source in taken.sources] == ["1200", "1000"]


def test_who_keeps_her_words_beside_new_figures_has_to_stand_for_the_old_number(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    reword(sentence(briefing), OWN, office)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    row = sentence(compile_again(briefing, office))
    edit.keep_own(sentence=row, expected=row.text, seen_draft=row.newest_draft, by=office, at=SATURDAY)
    kept = sentence(briefing)
    briefing.refresh_from_db()
    assert marks_of(briefing, [kept]) == {RANKED: "trái với số liệu: 113,1%"}
    ground = "Theo báo cáo đã nộp lần 1."
    edit.confirm(sentence=kept, expected=kept.text, ground=ground, by=office, at=SATURDAY)
    assert not waits(sentence(briefing))


def test_the_second_writer_is_told_and_nothing_is_overwritten(briefing: Briefing, office: User) -> None:
    before = sentence(briefing)
    reword(sentence(briefing), OWN, office)
    with pytest.raises(edit.StaleSentence) as refused:
        reword(before, "Câu của người thứ hai.", office)
    assert refused.value.current == OWN
    assert sentence(briefing).text == OWN


def test_a_choice_made_on_a_draft_that_changed_meanwhile_is_refused(
    briefing: Briefing, office: User, signer: User, cam_giang: Commune
) -> None:
    reword(sentence(briefing), OWN, office)
    seen = sentence(briefing)
    correct(Report.objects.get(commune=cam_giang), {"BUD_REV_YTD": "1200"}, signer, office)
    compile_again(briefing, office)
    with pytest.raises(edit.StaleSentence):
        edit.restore(sentence=seen, expected=seen.text, seen_draft=seen.newest_draft, by=office, at=SATURDAY)


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "x" * (edit.LONGEST + 1)])
def test_an_empty_and_an_endless_sentence_are_refused(briefing: Briefing, office: User, text: str) -> None:
    with pytest.raises(Refusal):
        reword(sentence(briefing), text, office)


def test_a_new_number_is_marked_until_the_office_stands_for_it(briefing: Briefing, office: User) -> None:
    row = reword(sentence(briefing), "Cẩm Giàng đạt 131,1%.", office)
    assert marks_of(briefing, [row]) == {RANKED: "trái với số liệu: 131,1%"}
    assert printed(briefing)[RANKED] == "Cẩm Giàng đạt 131,1%."
    with pytest.raises(Refusal, match="ghi căn cứ"):
        edit.confirm(sentence=row, expected=row.text, by=office, at=SATURDAY)
    row = edit.confirm(sentence=row, expected=row.text, ground="Công văn của Chi cục Thuế.", by=office, at=SATURDAY)
    assert marks_of(briefing, [row]) == {}
    assert (row.ground, row.confirmed_by, row.confirmed_at) == ("Công văn của Chi cục Thuế.", office, SATURDAY)


def test_a_ground_is_of_its_words_and_goes_with_them(briefing: Briefing, office: User) -> None:
    row = reword_with_ground(sentence(briefing), "Cẩm Giàng đạt 131,1%.", office, "Công văn của Chi cục Thuế.")
    row = reword(row, "Cẩm Giàng đạt 132,1%.", office)
    assert (row.ground, row.confirmed) == ("", False)
    assert waits(row)


def test_a_claim_that_the_figures_contradict_keeps_the_sentence_waiting(briefing: Briefing, office: User) -> None:
    collected = "budget.collected"
    row = reword(sentence(briefing, collected), "Thu ngân sách đạt và vượt dự toán giao.", office)
    assert waits(row)
    [found] = findings_of(row, briefing.data)
    assert found.sentence == "Trái với số liệu: ghi “đạt và vượt dự toán” nhưng số liệu là 76,6%."


def test_typing_the_draft_again_is_no_edit(briefing: Briefing, office: User) -> None:
    reword(sentence(briefing), OWN, office)
    row = sentence(briefing)
    assert reword(row, row.drafted, office).edited == ""


def test_a_dropped_sentence_stays_dropped_and_can_be_brought_back(briefing: Briefing, office: User) -> None:
    arrange.drop(sentence=sentence(briefing), by=office, at=SATURDAY)
    compile_again(briefing, office)
    assert RANKED not in printed(briefing)
    arrange.bring_back(sentence=sentence(briefing), by=office, at=SATURDAY)
    assert RANKED in printed(briefing)


def test_sentences_move_inside_their_section_and_stay_there(briefing: Briefing, office: User) -> None:
    arrange.move(sentence=sentence(briefing), up=True, by=office, at=SATURDAY)
    compile_again(briefing, office)
    order = [key for key in printed(briefing) if key.startswith("budget") and key != LOW]
    assert order == [RANKED, "budget.collected"]
    with pytest.raises(Refusal, match="đầu mục"):
        arrange.move(sentence=sentence(briefing), up=True, by=office, at=SATURDAY)


def test_the_offices_own_sentence_stands_at_the_end_of_its_section_and_stays(briefing: Briefing, office: User) -> None:
    added = arrange.add(briefing=briefing, section="culture", text="Tổ chức tốt Ngày hội.", by=office, at=SATURDAY)
    compile_again(briefing, office)
    keys = list(printed(briefing))
    assert keys.index(RANKED) < keys.index(added.key) < keys.index(LOW)
    assert added.block == Block.ACHIEVEMENTS


def test_an_added_number_waits_for_confirmation(briefing: Briefing, office: User) -> None:
    added = arrange.add(briefing=briefing, section="culture", text="Có 25 đội văn nghệ.", by=office, at=SATURDAY)
    assert waits(added)


def test_a_narrative_fills_an_empty_section_once_the_office_confirms_it(
    briefing: Briefing, office: User, cam_giang: Commune
) -> None:
    gap = next(gap for gap in briefing.data["gaps"] if gap["section"] == "security")
    assert [each["commune"] for each in gap["candidates"]] == ["01975", "02008"]
    row = arrange.choose(briefing=briefing, section="security", commune="02008", by=office, at=SATURDAY)
    assert row.key not in printed(briefing)
    edit.confirm(sentence=row, expected=row.text, by=office, at=SATURDAY)
    compile_again(briefing, office)
    assert printed(briefing)[row.key] == "Tình hình an ninh tại Cẩm Giàng ổn định."
    assert sentence(briefing, row.key).sources[0]["submission"] == 1


def test_a_narrative_that_is_not_in_the_accepted_reports_cannot_be_chosen(briefing: Briefing, office: User) -> None:
    with pytest.raises(Refusal, match="tổng hợp lại"):
        arrange.choose(briefing=briefing, section="culture", commune="02008", by=office, at=SATURDAY)


def test_a_directive_is_worded_where_it_is_issued(briefing: Briefing, office: User) -> None:
    entry = issue_directives.DirectiveEntry("Đẩy mạnh thu ngân sách.")
    issue_directives.issue(period=briefing.period, entry=entry, by=office, at=SATURDAY)
    row = sentence(compile_again(briefing, office), "directive.1")
    with pytest.raises(Refusal, match="trang Hội nghị"):
        reword(row, "Câu khác.", office)
    with pytest.raises(Refusal, match="trang Hội nghị"):
        arrange.drop(sentence=row, by=office, at=SATURDAY)


def test_a_leaders_comment_is_kept_until_the_office_resolves_it(
    briefing: Briefing, office: User, secretary: User
) -> None:
    said = consult.comment(sentence=sentence(briefing), text="Nêu rõ hơn.", by=secretary, at=SATURDAY)
    assert next(row for row in rows_of(briefing) if row.key == RANKED).open_comments == 1  # type: ignore[attr-defined]
    consult.resolve(comment=said, by=office, at=SATURDAY)
    consult.resolve(comment=said, by=secretary, at=FRIDAY)
    said.refresh_from_db()
    assert said.resolved_by == office


def test_the_leader_approves_only_what_she_saw_and_only_where_the_body_asks_for_it(
    briefing: Briefing, office: User, secretary: User
) -> None:
    with pytest.raises(Refusal, match="không đặt bước"):
        consult.approve(briefing=briefing, expected_version=1, by=secretary, at=SATURDAY)
    body = briefing.period.body
    body.leader_approval = True
    body.save()
    reword(sentence(briefing), OWN, office)
    with pytest.raises(Refusal, match="đã thay đổi"):
        consult.approve(briefing=briefing, expected_version=1, by=secretary, at=SATURDAY)
    approved = consult.approve(briefing=briefing, expected_version=2, by=secretary, at=SATURDAY)
    assert approved.approved_by == secretary
    reword(sentence(briefing), f"{OWN} Cần phát huy.", office)
    assert Briefing.objects.get().approved_at is None


def test_every_change_counts_a_version_and_touches_no_other_sentence(briefing: Briefing, office: User) -> None:
    others = [row for row in state(briefing) if row["key"] != RANKED]
    reword(sentence(briefing), OWN, office)
    assert [row for row in state(briefing) if row["key"] != RANKED] == others
    assert Briefing.objects.get().version == 2
    assert BriefingSentence.objects.filter(changed_by__isnull=False).count() == 1
    assert texts(briefing)[RANKED] == OWN
