"""Block 3: shortcomings by category; and block 4: the directives."""

from dataclasses import replace
from datetime import date

import pytest

from meetings.briefing.content import write_briefing
from meetings.briefing.measures import gist
from meetings.briefing.prose import TextSource
from reports.facts import BriefingFacts, DirectiveFact, IssueFact, ProposalFact
from tests.meetings.briefing.month import (
    BODY,
    CODES,
    DIRECTIVES,
    MEETING,
    SEVENTEEN,
    facts_of,
    november,
    sentence,
    text_of,
    without,
)

SLOW = "Giải phóng mặt bằng chậm"


def told(*issues: tuple[str, str, str], **changes: object) -> BriefingFacts:
    """Return a month in which only these shortcomings were reported: (commune, category, text)."""
    facts = facts_of({})
    return replace(
        facts,
        issues=tuple(IssueFact(CODES[name], category, text, "", "", 3) for name, category, text in issues),
        **changes,  # type: ignore[arg-type]
    )


def test_near_identical_texts_are_one_shortcoming() -> None:
    facts = told(
        ("Hà Vị", "construction", "Giải phóng mặt bằng còn chậm."),
        ("Vi Hương", "construction", SLOW),
        ("Cao Sơn", "construction", "- giải phóng mặt bằng CHẬM; "),
        ("Tú Trĩ", "construction", SLOW),
    )
    said = sentence(write_briefing(facts), "shortcomings.construction")
    assert said.text == "Giải phóng mặt bằng chậm ở một số xã."
    assert {s.commune for s in said.sources} == {CODES[n] for n in ("Hà Vị", "Vi Hương", "Cao Sơn", "Tú Trĩ")}


def test_the_only_town_of_the_district_is_not_told_by_its_kind() -> None:
    said = sentence(write_briefing(told(("Phủ Thông", "construction", SLOW))), "shortcomings.construction")
    assert said.text == said.public_text == "Giải phóng mặt bằng chậm ở 1 xã, thị trấn."
    named = sentence(write_briefing(told(("Phủ Thông", "construction", "Phủ Thông chậm"))), "shortcomings.construction")
    assert named.public_text.startswith("Có 1 xã, thị trấn nêu tồn tại, hạn chế")
    revenue = dict.fromkeys(SEVENTEEN, 900) | {"Phủ Thông": 300}
    low = facts_of({"BUD_REV_YTD": revenue, "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, 1000)})
    assert text_of(low, "budget.low") == "Có 1 xã, thị trấn thu ngân sách đạt thấp (dưới 70% dự toán năm)."
    sick = facts_of({"LIV_SICK": dict.fromkeys(SEVENTEEN, 0) | {"Phủ Thông": 4}})
    assert "xảy ra ở 1 xã, thị trấn, với 4 con" in text_of(sick, "livestock.disease")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thi công đạt tiến độ", "Thi công chưa đạt tiến độ"),
        ("Xã chưa phối hợp với huyện", "Huyện chưa phối hợp với xã"),
        ("Nợ thuế 3 hộ", "Nợ thuế 5 hộ"),
    ],
)
def test_texts_that_say_different_things_stay_apart(one: str, other: str) -> None:
    assert gist(one) != gist(other)


def test_the_most_frequent_wording_is_told_and_no_other_is_invented() -> None:
    facts = told(
        ("Hà Vị", "construction", "Thiếu vốn đối ứng"),
        ("Vi Hương", "construction", SLOW),
        ("Cao Sơn", "construction", SLOW),
    )
    content = write_briefing(facts)
    said = sentence(content, "shortcomings.construction")
    assert said.text == "Giải phóng mặt bằng chậm ở một số xã."
    assert {s.text for s in said.sources if isinstance(s, TextSource)} == {SLOW}
    assert [(g.category, g.reported) for g in content.issues] == [("construction", 3)]


def test_a_commune_that_tells_it_twice_counts_once() -> None:
    facts = told(("Hà Vị", "construction", SLOW), ("Hà Vị", "construction", SLOW + "."))
    assert text_of(facts, "shortcomings.construction") == "Giải phóng mặt bằng chậm ở 1 xã."


def test_categories_stand_in_the_catalogues_order_and_one_needs_no_some() -> None:
    facts = told(("Hà Vị", "security", "Còn trộm cắp vặt"), ("Cao Sơn", "construction", SLOW))
    ids = [s.id for s in write_briefing(facts).sentences if s.block == 3]
    assert ids == ["shortcomings.intro", "shortcomings.construction", "shortcomings.security"]
    assert text_of(facts, "shortcomings.intro").endswith("vẫn còn một số tồn tại như:")
    one = told(("Hà Vị", "security", "Còn trộm cắp vặt"))
    assert text_of(one, "shortcomings.intro") == ("Bên cạnh những kết quả đạt được, trong tháng vẫn còn tồn tại:")


def test_a_text_that_names_a_commune_is_not_read_out() -> None:
    facts = told(("Cao Sơn", "security", "Xã Cao Sơn còn trộm cắp"))
    said = sentence(write_briefing(facts), "shortcomings.security")
    assert said.text == "Có 1 xã nêu tồn tại, hạn chế (an ninh trật tự)."
    other = told(("Cao Sơn", "security", "Xã Cao Sơn còn trộm cắp"), ("Hà Vị", "security", "Còn đánh bạc"))
    assert text_of(other, "shortcomings.security") == "Còn đánh bạc ở 1 xã."


def test_a_long_text_stands_behind_a_colon() -> None:
    facts = told(("Hà Vị", "leadership", "Chỉ đạo chưa sát; nhiều việc chậm"))
    assert text_of(facts, "shortcomings.leadership") == "Tại 1 xã: Chỉ đạo chưa sát; nhiều việc chậm."


def test_where_the_body_names_in_criticism_the_communes_stand_behind() -> None:
    body = replace(BODY, names_in_criticism=True, list_cap=2)
    facts = told(("Hà Vị", "construction", SLOW), ("Vi Hương", "construction", SLOW), body=body)
    said = sentence(write_briefing(facts), "shortcomings.construction")
    assert said.text == "Giải phóng mặt bằng chậm (Vi Hương, Hà Vị)."
    assert said.public_text == "Giải phóng mặt bằng chậm ở một số xã."
    more = told(*((name, "construction", SLOW) for name in ("Hà Vị", "Vi Hương", "Cao Sơn")), body=body)
    assert text_of(more, "shortcomings.construction") == (
        "Giải phóng mặt bằng chậm ở một số xã, như Vi Hương, Cao Sơn."
    )


def test_all_that_reported_are_not_all_communes() -> None:
    everybody = told(*((name, "construction", SLOW) for name in SEVENTEEN))
    assert text_of(everybody, "shortcomings.construction") == "Giải phóng mặt bằng chậm ở tất cả các xã, thị trấn."
    assert text_of(without(everybody, "Hà Vị"), "shortcomings.construction") == (
        "Giải phóng mặt bằng chậm ở tất cả các xã, thị trấn có báo cáo."
    )


def test_low_revenue_is_told_once() -> None:
    content = write_briefing(november())
    assert "shortcomings.budget" not in {s.id for s in content.sentences}
    low = sentence(content, "budget.low")
    assert [s.commune for s in low.sources if isinstance(s, TextSource)] == [CODES["Sỹ Bình"], CODES["Vũ Muộn"]]


def test_without_shortcomings_there_is_no_heading_but_a_gap() -> None:
    content = write_briefing(facts_of({}))
    assert 3 not in {w.section.block for w in content.sections}
    assert "shortcomings" in {gap.section for gap in content.gaps}


def test_proposals_are_counted_by_addressee() -> None:
    facts = replace(
        facts_of({}),
        proposals=(
            ProposalFact(CODES["Hà Vị"], "Hỗ trợ giống ngô", "Phòng Nông nghiệp", 3),
            ProposalFact(CODES["Cao Sơn"], "Sửa đường", "UBND huyện", 3),
            ProposalFact(CODES["Vi Hương"], "Hỗ trợ vắc xin", "Phòng Nông nghiệp", 3),
        ),
    )
    assert text_of(facts, "proposals.counted") == (
        "Có 3 kiến nghị, đề xuất gửi: Phòng Nông nghiệp (2 kiến nghị), UBND huyện (1 kiến nghị)."
    )


def test_proposals_to_one_addressee_need_no_list() -> None:
    facts = facts_of({})
    one = ProposalFact(CODES["Hà Vị"], "Hỗ trợ giống ngô", "Phòng Nông nghiệp", 3)
    assert text_of(replace(facts, proposals=(one,)), "proposals.counted") == (
        "Có 1 kiến nghị, đề xuất gửi Phòng Nông nghiệp."
    )
    nowhere = replace(one, addressee="")
    assert text_of(replace(facts, proposals=(nowhere,)), "proposals.counted") == (
        "Có 1 kiến nghị, đề xuất chưa ghi nơi nhận."
    )


def test_directives_stand_by_sector_under_their_own_numbers() -> None:
    facts = november(
        directives=(
            DirectiveFact("3", "Giữ vững an ninh", "security", (), None),
            DirectiveFact("10", "Thu ngân sách", "budget", (CODES["Hà Vị"], "Chi cục Thuế"), date(2015, 12, 5)),
            DirectiveFact("2", "Chi ngân sách.", "budget", (), None),
            DirectiveFact("1", "Việc khác", "", (), None),
        )
    )
    block = [s for s in write_briefing(facts).sentences if s.block == 4]
    assert [s.text for s in block[1:]] == [
        "2. Chi ngân sách.",
        "10. Thu ngân sách (Hà Vị, Chi cục Thuế; hạn ngày 05 tháng 12 năm 2015).",
        "3. Giữ vững an ninh.",
        "1. Việc khác.",
    ]
    assert [s.id for s in block[1:]] == ["directive.2", "directive.10", "directive.3", "directive.1"]


def test_one_directive_is_not_some() -> None:
    facts = november(directives=DIRECTIVES[:1], meeting=replace(MEETING, chair=""))
    assert text_of(facts, "directives.intro") == (
        "Phát biểu tại hội nghị, đồng chí … – Bí thư Huyện ủy nhấn mạnh các xã, thị trấn cần tập trung thực hiện tốt "
        "nhiệm vụ trọng tâm tháng 12 năm 2015 như sau:"
    )
