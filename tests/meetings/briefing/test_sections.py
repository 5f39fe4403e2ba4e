"""The sectors, sentence by sentence: what is written, with which words, and when nothing is."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import write_briefing
from meetings.briefing.prose import Source
from reports.facts import BriefingFacts, SeasonFact
from tests.meetings.briefing.month import (
    BODY,
    CODES,
    MAIN,
    PLANS,
    SEVENTEEN,
    THIS_MONTH,
    WINTER,
    Numbers,
    facts_of,
    figures,
    november,
    printed,
    sentence,
    text_of,
    without,
)


def harvest(harvested: object, sown: object) -> BriefingFacts:
    """Return a month in which every commune harvested and sowed so much."""
    return facts_of({"AGR_HARVESTED": dict.fromkeys(SEVENTEEN, harvested), "AGR_SOWN": dict.fromkeys(SEVENTEEN, sown)})


HARVEST = "Việc thu hoạch các loại cây trồng vụ mùa đến thời điểm báo cáo đạt {} diện tích."


@pytest.mark.parametrize(
    ("harvested", "words"),
    [("70", "70%"), ("70.1", "trên 70%"), ("75", "75%"), ("99.99", "trên 95%"), ("5", "5%"), ("0.03", "0,03%")],
)
def test_the_harvest_in_steps_of_five(harvested: str, words: str) -> None:
    assert text_of(harvest(harvested, 100), "crops.harvest") == HARVEST.format(words)


def test_a_finished_harvest_is_said_to_be_finished() -> None:
    assert text_of(harvest(80, 80), "crops.harvest") == (
        "Các loại cây trồng vụ mùa đã thu hoạch xong toàn bộ diện tích."
    )


def test_before_the_harvest_sowing_is_told() -> None:
    numbers = {"AGR_SOWN": dict.fromkeys(SEVENTEEN, 50), "AGR_SOWN_PLAN": dict.fromkeys(SEVENTEEN, 80)}
    assert text_of(facts_of(numbers), "crops.sowing") == "Gieo trồng vụ mùa được 850 ha, bằng 62,5% kế hoạch."
    assert text_of(harvest(0, 50), "crops.harvest") == ""
    assert text_of(harvest(1, 50), "crops.sowing") == ""


def test_more_harvested_than_sown_is_not_written() -> None:
    content = write_briefing(harvest(90, 80))
    assert "crops.harvest" not in {s.id for s in content.sentences}
    assert [each.id for each in content.withheld] == ["crops.harvest"]


def test_a_second_open_season_has_its_own_sentence() -> None:
    facts = facts_of({"AGR_HARVESTED": dict.fromkeys(SEVENTEEN, 60), "AGR_SOWN": dict.fromkeys(SEVENTEEN, 80)})
    spring = {("AGR_SOWN", "xuan-2016"): figures({"AGR_SOWN": dict.fromkeys(SEVENTEEN, 12)})["AGR_SOWN", MAIN]}
    both = replace(
        facts,
        seasons=(*facts.seasons, SeasonFact("xuan-2016", "Vụ xuân 2016")),
        this_month=replace(facts.this_month, values={**facts.this_month.values, **spring}),
    )
    assert text_of(both, "crops.sowing.xuan-2016") == "Gieo trồng vụ xuân được 204 ha."
    assert text_of(both, "crops.harvest") == HARVEST.format("75%")


def test_the_harvest_cites_both_areas_of_every_commune_it_rests_on() -> None:
    facts = without(november(), "Vũ Muộn")
    said = sentence(write_briefing(facts), "crops.harvest")
    assert said.rule == "crops_harvest"
    assert said.text.endswith("diện tích (tính trên 16/17 xã, thị trấn).")
    cited = {(s.indicator, s.commune) for s in said.sources if isinstance(s, Source)}
    expected = set(CODES.values()) - {CODES["Vũ Muộn"]}
    assert cited == {(code, commune) for code in ("AGR_HARVESTED", "AGR_SOWN") for commune in expected}
    assert {s.submission for s in said.sources} == {3}


areas = st.dictionaries(
    st.sampled_from(SEVENTEEN), st.tuples(st.decimals(0, 1000, places=1), st.decimals(0, 1000, places=1)), min_size=1
)


@given(areas)
def test_the_harvest_never_claims_more_or_less_than_the_areas_show(by_name: dict[str, tuple[Decimal, Decimal]]) -> None:
    sown = {name: max(pair) for name, pair in by_name.items()}
    harvested = {name: min(pair) for name, pair in by_name.items()}
    above, under = sum(map(Fraction, harvested.values())), sum(map(Fraction, sown.values()))
    assume(above)
    body = replace(BODY, minimum_coverage=Decimal(0))
    text = text_of(facts_of({"AGR_HARVESTED": harvested, "AGR_SOWN": sown}, body=body), "crops.harvest")
    share = above / under * 100
    assert ("xong toàn bộ" in text) == (above == under)
    assert (f"(tính trên {len(sown)}/17 xã, thị trấn)" in text) == (len(sown) < 17)
    if "trên " in text.split("(")[0]:
        bound = int(text.split("đạt trên ")[1].split("%")[0])
        assert bound < share < bound + 5 or (bound < share <= bound + 5 and share == 100)
    elif above != under and share >= 5:
        assert Fraction(text.split("đạt ")[1].split("%")[0]) == share


def test_disease_is_denied_only_when_every_report_denies_it() -> None:
    key = "livestock.disease"
    quiet = {"LIV_SICK": dict.fromkeys(SEVENTEEN, 0)}
    assert text_of(facts_of(quiet), key) == "Không xảy ra dịch bệnh trên đàn vật nuôi."
    silent = {"LIV_SICK": dict.fromkeys(SEVENTEEN[:14], 0)}
    assert text_of(facts_of(silent), key) == "Có 14/17 xã, thị trấn báo cáo không có dịch bệnh trên đàn vật nuôi."


def test_disease_is_told_with_its_communes_animals_and_last_month() -> None:
    numbers = {"LIV_SICK": {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 20, "Hà Vị": 5}}
    last = {"LIV_SICK": {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 30}}
    assert text_of(facts_of(numbers, last_month=last), "livestock.disease") == (
        "Dịch bệnh trên đàn vật nuôi xảy ra ở 2 xã, với 25 con gia súc mắc bệnh, giảm 5 con so với tháng trước."
    )


def test_a_comparison_takes_communes_known_in_both_months_and_says_so() -> None:
    numbers = {"SEC_CRIME": dict.fromkeys(SEVENTEEN, 1)}
    last = {"SEC_CRIME": dict.fromkeys(SEVENTEEN[:15], 2)}
    assert text_of(facts_of(numbers, last_month=last), "security.incidents") == (
        "Trên địa bàn xảy ra 17 vụ phạm pháp hình sự, giảm 15 vụ so với tháng trước (tính trên 15/17 xã, thị trấn)."
    )


def test_neighbouring_clauses_share_one_remark_on_coverage() -> None:
    text = text_of(without(november(), "Vũ Muộn"), "security.incidents")
    assert text.count("(tính trên 16/17 xã, thị trấn)") == 1
    assert "bằng tháng trước (tính trên 16/17 xã, thị trấn)" in text


def test_all_solved_is_said_only_of_all() -> None:
    crimes = {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 2}
    solved = {"SEC_CRIME": crimes, "SEC_SOLVED": crimes}
    assert text_of(facts_of(solved), "security.incidents").endswith(
        "2 vụ phạm pháp hình sự, đã điều tra làm rõ toàn bộ."
    )
    part = {"SEC_CRIME": {**crimes, "Hà Vị": 1}, "SEC_SOLVED": {"Vi Hương": 2}}
    assert "toàn bộ" not in text_of(facts_of(part), "security.incidents")


def test_of_one_nothing_is_said_of_all() -> None:
    one = {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 1}
    solved = facts_of({"SEC_CRIME": one, "SEC_SOLVED": one})
    assert text_of(solved, "security.incidents") == "Trên địa bàn xảy ra 1 vụ phạm pháp hình sự, đã điều tra làm rõ."
    on_time = facts_of({"ADM_RESOLVED": one, "ADM_ONTIME": one})
    assert text_of(on_time, "administration.dossiers") == "Giải quyết 1 hồ sơ thủ tục hành chính, đúng hạn."
    late = facts_of({"INV_WORKS": one, "INV_WORKS_LATE": one})
    assert text_of(late, "investment.disbursement") == "Đang thi công 1 công trình, trong đó 1 công trình chậm tiến độ."
    two = {**one, "Hà Vị": 1}
    all_late = facts_of({"INV_WORKS": two, "INV_WORKS_LATE": two})
    assert text_of(all_late, "investment.disbursement") == "Đang thi công 2 công trình, tất cả đều chậm tiến độ."


def test_more_than_the_whole_is_not_written() -> None:
    one, two = {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 1}, {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 2}
    content = write_briefing(
        facts_of(
            {
                "SEC_CRIME": one,
                "SEC_SOLVED": two,
                "INV_WORKS": one,
                "INV_WORKS_LATE": two,
                "EDU_ENROL": one,
                "EDU_ATTEND": two,
            }
        )
    )
    assert sentence(content, "security.incidents").text == "Trên địa bàn xảy ra 1 vụ phạm pháp hình sự."
    assert sentence(content, "investment.disbursement").text == "Đang thi công 1 công trình."
    assert {each.id: each.reason for each in content.withheld}["education.attendance"] == (
        "Số học sinh đi học chuyên cần: lớn hơn tổng số học sinh, cần rà soát số liệu"
    )


def test_zero_beside_zero_compares_nothing() -> None:
    none = dict.fromkeys(SEVENTEEN[:16], 0)
    facts = facts_of({"SEC_TRAFFIC": {**none, "Quang Thuận": 3}}, last_month={"SEC_TRAFFIC": none})
    assert text_of(facts, "security.incidents") == "Có 3 vụ tai nạn giao thông."


def test_dossiers_on_time() -> None:
    all_in_time = {"ADM_RESOLVED": dict.fromkeys(SEVENTEEN, 3), "ADM_ONTIME": dict.fromkeys(SEVENTEEN, 3)}
    assert text_of(facts_of(all_in_time), "administration.dossiers") == (
        "Giải quyết 51 hồ sơ thủ tục hành chính, tất cả đúng hạn."
    )
    resolved = {**dict.fromkeys(SEVENTEEN, 1000)}
    one_late = {"ADM_RESOLVED": resolved, "ADM_ONTIME": {**resolved, "Vi Hương": 999}}
    assert "trong đó 99,99% đúng hạn" in text_of(facts_of(one_late), "administration.dossiers")


def test_a_town_without_new_rural_criteria_is_counted_out() -> None:
    assert text_of(november(), "new_rural.criteria").startswith(
        "Bình quân mỗi xã đạt 9,5 tiêu chí nông thôn mới, 8 xã đạt số tiêu chí phấn đấu trong năm (tính trên 16/17"
    )


def test_a_month_without_criteria_in_the_catalogue_leaves_the_section_to_the_office() -> None:
    later = replace(november(), indicators=tuple(i for i in november().indicators if i.section != "new_rural"))
    content = write_briefing(later)
    assert [gap.section for gap in content.gaps] == ["new_rural"]


def quiet_month() -> Numbers:
    """Return a month of zeros under the plans of November."""
    return {code: by_name if code in PLANS else dict.fromkeys(by_name, 0) for code, by_name in THIS_MONTH.items()}


def test_a_quiet_month_reads_well() -> None:
    content = write_briefing(facts_of(quiet_month(), month=Month(2015, 12)))
    results = [" ".join(s.text for s in w.sentences) for w in content.sections if w.section.block == 2]
    assert results == [
        "Qua tổng hợp báo cáo của 17/17 xã, thị trấn cho thấy:",
        "Không có diện tích nhiễm sâu bệnh.",
        "Không xảy ra dịch bệnh trên đàn vật nuôi.",
        "Trong tháng không có cháy rừng và vi phạm lâm luật.",
        "Chưa có số thu ngân sách nhà nước trên địa bàn.",
        "Chưa giải ngân vốn đầu tư công so với kế hoạch (24.140 triệu đồng).",
        "Chưa có xã nào đạt tiêu chí nông thôn mới (tính trên 16/17 xã, thị trấn).",
        "Không ghi nhận ca mắc bệnh truyền nhiễm.",
        "Không xảy ra phạm pháp hình sự, tai nạn giao thông, cháy nổ, thiên tai.",
        "Không phát sinh đơn thư.",
    ]
    assert "  " not in printed(content)


def test_too_few_reports_withhold_a_sentence_and_say_why() -> None:
    few = without(november(), *SEVENTEEN[:9])
    content = write_briefing(few)
    said = {s.id for s in content.sentences if s.block == 2}
    assert said == {"coverage"}
    reasons = {each.id: each.reason for each in content.withheld}
    assert reasons["crops.harvest"] == (
        "Diện tích đã thu hoạch trong vụ: mới có số liệu của 8/17 xã, thị trấn, dưới mức 50%"
    )
    enough = write_briefing(without(november(), *SEVENTEEN[:8]))
    assert "crops.harvest" in {s.id for s in enough.sentences}


def test_a_part_with_too_few_reports_is_withheld_from_its_sentence() -> None:
    numbers = {**THIS_MONTH, "AGR_PEST": {"Vi Hương": 4}}
    content = write_briefing(facts_of(numbers))
    said = sentence(content, "crops.winter_and_pest")
    assert "sâu bệnh" not in said.text
    assert [each.id for each in content.withheld] == ["crops.winter_and_pest"]


def test_a_plan_for_some_is_a_share_over_some() -> None:
    numbers = {**THIS_MONTH, "FOR_PLANT_PLAN": dict.fromkeys(SEVENTEEN[:12], 50)}
    assert "bằng " in text_of(facts_of(numbers), "forestry.planting")
    assert "kế hoạch năm (tính trên 12/17 xã, thị trấn)" in text_of(facts_of(numbers), "forestry.planting")
    fewer = {**numbers, "FOR_PLANT": dict.fromkeys(SEVENTEEN[:14], 10)}
    assert text_of(facts_of(fewer), "forestry.planting").startswith(
        "Trồng rừng mới lũy kế 140 ha (tính trên 14/17 xã, thị trấn), "
        "bằng 20% kế hoạch năm (tính trên 12/17 xã, thị trấn);"
    )
    none = {code: by_name for code, by_name in THIS_MONTH.items() if code != "FOR_PLANT_PLAN"}
    assert text_of(facts_of(none), "forestry.planting").startswith("Trồng rừng mới lũy kế 645 ha;")


def test_no_claim_of_zero_where_something_happened() -> None:
    for name in ("FOR_FIRE", "FOR_VIOLATION", "SEC_FIRE", "SEC_TRAFFIC", "HEA_CASES", "ADM_PETITIONS", "LIV_SICK"):
        numbers = {**quiet_month(), name: {**dict.fromkeys(SEVENTEEN, 0), "Vi Hương": 7}}
        content = write_briefing(facts_of(numbers))
        told = [s for s in content.sentences if any(getattr(x, "indicator", "") == name for x in s.sources)]
        assert all("7" in said.text for said in told)
        assert told


def test_winter_crops_have_a_season_of_their_own() -> None:
    assert ("AGR_WINTER", WINTER) in november().this_month.values
    assert text_of(november(), "crops.winter_and_pest").startswith("Cây màu vụ đông đã trồng được 323 ha")
