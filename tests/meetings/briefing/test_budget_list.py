"""The ranked list and the low group: who is named, in what order, with what words."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import write_briefing
from meetings.briefing.prose import Sentence
from reports.facts import BodyFact, BriefingFacts
from tests.meetings.briefing.month import BODY, CODES, NOVEMBER, SEVENTEEN, UNITS, facts_of, sentence, text_of

LIST, LOW = "budget.at_or_above_target", "budget.low"


def revenue(
    shares: dict[str, str], *, body: BodyFact = BODY, month: Month = NOVEMBER, others: str = "80"
) -> BriefingFacts:
    """Return a month in which these communes collected these per cent of 1.000, the others 80 per cent."""
    collected = {name: Decimal(10) * Decimal(shares.get(name, others)) for name in SEVENTEEN}
    plans = dict.fromkeys(SEVENTEEN, 1000)
    return facts_of({"BUD_REV_YTD": collected, "BUD_REV_PLAN": plans}, body=body, month=month)


def test_equal_printed_figures_stand_by_their_exact_value() -> None:
    listed = text_of(revenue({"Mỹ Thanh": "101.47", "Quang Thuận": "101.53"}), LIST)
    assert listed.endswith("như: Quang Thuận 101,5%, Mỹ Thanh 101,5%.")


def test_equal_exact_figures_stand_by_the_bodys_list() -> None:
    facts = revenue({"Mỹ Thanh": "101.5", "Quang Thuận": "101.5", "Vi Hương": "101.5"})
    assert text_of(facts, LIST).endswith("như: Vi Hương 101,5%, Mỹ Thanh 101,5%, Quang Thuận 101,5%.")


def test_equal_places_in_the_list_stand_by_the_alphabet() -> None:
    facts = revenue({"Mỹ Thanh": "101.5", "Đôn Phong": "101.5", "Cẩm Giàng": "101.5", "Dương Phong": "101.5"})
    same_rank = tuple(replace(commune, rank=1) for commune in reversed(facts.communes))
    assert text_of(replace(facts, communes=same_rank), LIST).endswith(
        "như: Cẩm Giàng 101,5%, Dương Phong 101,5%, Đôn Phong 101,5%, Mỹ Thanh 101,5%."
    )


def test_a_commune_just_below_target_never_reached_it() -> None:
    facts = revenue({"Vi Hương": "99.96", "Cẩm Giàng": "100"})
    assert text_of(facts, LIST) == "Có 1 xã thu ngân sách đạt chỉ tiêu giao: Cẩm Giàng 100%."
    all_almost = revenue({}, others="99.96")
    assert text_of(all_almost, LIST) == (
        "Đến thời điểm báo cáo, chưa có xã nào thu ngân sách đạt chỉ tiêu giao cả năm."
    )
    assert "bằng 99,96% dự toán giao" in text_of(all_almost, "budget.collected")


def test_one_above_target() -> None:
    assert text_of(revenue({"Vi Hương": "103.2"}), LIST) == "Có 1 xã thu ngân sách vượt chỉ tiêu giao: Vi Hương 103,2%."
    assert text_of(revenue({"Phủ Thông": "103.2"}), LIST).startswith("Có 1 thị trấn thu ngân sách vượt")


@pytest.mark.parametrize(
    ("count", "words"),
    [(2, "một số xã"), (8, "một số xã"), (9, "đa số các xã, thị trấn"), (16, "đa số các xã, thị trấn")],
)
def test_the_quantity_word_is_true(count: int, words: str) -> None:
    best = [name for name in SEVENTEEN if name != "Phủ Thông"][:count]
    assert f"Thu ngân sách {words} đạt và vượt" in text_of(revenue(dict.fromkeys(best, "101")), LIST)


def test_exactly_half_is_one_half() -> None:
    units = UNITS[1:]
    names = [name for _, name in units]
    collected = {name: 104 if number < 8 else 90 for number, name in enumerate(names)}
    facts = facts_of({"BUD_REV_YTD": collected, "BUD_REV_PLAN": dict.fromkeys(names, 100)}, units=units)
    assert text_of(facts, LIST).startswith("Thu ngân sách một nửa số xã đạt và vượt chỉ tiêu giao như:")


def test_all_above_target() -> None:
    assert text_of(revenue({}, others="104"), LIST).startswith(
        "Thu ngân sách tất cả các xã, thị trấn đạt và vượt chỉ tiêu giao: Phủ Thông 104%,"
    )
    ahead = {"Vi Hương": "110", "Cẩm Giàng": "109", "Hà Vị": "108"}
    assert text_of(revenue(ahead, body=replace(BODY, list_cap=2), others="104"), LIST) == (
        "Thu ngân sách tất cả các xã, thị trấn đạt và vượt chỉ tiêu giao, cao nhất là: Vi Hương 110%, Cẩm Giàng 109%."
    )


def test_that_nobody_reached_the_years_target_is_no_news_in_the_first_half() -> None:
    assert text_of(revenue({}, others="40", month=Month(2015, 6)), LIST) == ""
    assert text_of(revenue({"Vi Hương": "100.2"}, others="40", month=Month(2015, 6)), LIST).startswith("Có 1 xã")
    assert text_of(revenue({}, others="40", month=Month(2015, 7)), LIST).startswith("Đến thời điểm báo cáo, chưa có")


def test_a_word_on_the_whole_says_what_whole() -> None:
    facts = revenue(dict.fromkeys(SEVENTEEN[:10], "101"))
    plans = dict(facts.this_month.values)
    plans["BUD_REV_PLAN", ""] = {c: f for c, f in plans["BUD_REV_PLAN", ""].items() if c != CODES["Quang Thuận"]}
    short = replace(facts, this_month=replace(facts.this_month, values=plans))
    assert "đa số các xã, thị trấn (tính trên 16/17 xã, thị trấn) đạt và vượt" in text_of(short, LIST)


def test_the_list_is_cut_at_the_cap_but_not_within_a_tie() -> None:
    shares = {"Vi Hương": "110", "Cẩm Giàng": "109", "Hà Vị": "108", "Tú Trĩ": "108", "Cao Sơn": "107"}
    listed = text_of(revenue(shares, body=replace(BODY, list_cap=3)), LIST)
    assert listed.endswith("như: Vi Hương 110%, Cẩm Giàng 109%, Tú Trĩ 108%, Hà Vị 108%.")


def test_a_plan_of_zero_or_none_gives_no_percentage_and_no_rank() -> None:
    facts = facts_of(
        {
            "BUD_REV_YTD": dict.fromkeys(SEVENTEEN, 500),
            "BUD_REV_PLAN": {**dict.fromkeys(SEVENTEEN[:15], 400), "Dương Phong": 0},
        }
    )
    content = write_briefing(facts)
    ranked = {line.commune.name for line in content.rankings["BUD_REV_PCT"]}
    assert ranked == set(SEVENTEEN[:15])


def test_another_threshold_is_said_in_the_sentence() -> None:
    body = replace(BODY, list_threshold=Decimal("97.5"))
    facts = revenue({"Vi Hương": "97.5", "Cẩm Giàng": "99", "Hà Vị": "97.49"}, body=body)
    assert text_of(facts, LIST) == (
        "Thu ngân sách một số xã đạt từ 97,5% chỉ tiêu giao trở lên như: Cẩm Giàng 99%, Vi Hương 97,5%."
    )


def test_where_praise_names_nobody_the_claim_stands_alone() -> None:
    listed = sentence(
        write_briefing(revenue({"Vi Hương": "103", "Hà Vị": "101"}, body=replace(BODY, names_in_praise=False))), LIST
    )
    assert listed.text == "Thu ngân sách một số xã đạt và vượt chỉ tiêu giao."
    assert listed.names == ()


def test_the_low_group_is_counted_with_its_bound_and_not_named() -> None:
    low = sentence(write_briefing(revenue({"Vũ Muộn": "64.1", "Cao Sơn": "69.99", "Hà Vị": "70"})), LOW)
    assert low.text == "Một số xã thu ngân sách đạt thấp (dưới 70% dự toán năm)."
    assert (low.block, low.tone, low.names) == (3, "criticism", ())
    assert {s.commune for s in low.sources} == {CODES["Vũ Muộn"], CODES["Cao Sơn"]}


def test_the_low_group_is_named_from_below_where_the_body_wants_it() -> None:
    body = replace(BODY, names_in_criticism=True)
    low = sentence(write_briefing(revenue({"Cao Sơn": "69.98", "Vũ Muộn": "64.1"}, body=body)), LOW)
    assert low.text == ("Một số xã thu ngân sách đạt thấp (dưới 70% dự toán năm): Vũ Muộn 64,1%, Cao Sơn 69,98%.")
    assert low.public_text == "Một số xã thu ngân sách đạt thấp (dưới 70% dự toán năm)."


def test_nobody_is_low_at_the_years_even_pace() -> None:
    for month in range(1, 13):
        pace = str(Fraction(100 * month, 12).__ceil__())
        assert text_of(revenue({}, others=pace, month=Month(2015, month)), LOW) == ""


shares = st.decimals(min_value=0, max_value=600, places=4, allow_nan=False, allow_infinity=False)
months = st.dictionaries(st.sampled_from(SEVENTEEN), shares, min_size=1)
settings_of_lists = st.tuples(st.integers(0, 20), st.sampled_from(["90", "100", "105.5"]))


@given(months, settings_of_lists)
def test_nobody_below_the_threshold_is_ever_named_and_the_order_descends(
    by_name: dict[str, Decimal], chosen: tuple[int, str]
) -> None:
    assume(any(by_name.values()))
    cap, threshold = chosen
    body = replace(BODY, list_cap=cap, list_threshold=Decimal(threshold), minimum_coverage=Decimal(0))
    facts = facts_of({"BUD_REV_YTD": by_name, "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, 100)}, body=body)
    listed = sentence(write_briefing(facts), LIST)
    values = [by_name[name_of(code)] for code in listed.names]
    reached = sorted((v for v in by_name.values() if v >= Decimal(threshold)), reverse=True)
    assert all(value >= Decimal(threshold) for value in values)
    assert values == sorted(values, reverse=True) == reached[: len(values)]
    assert len(values) == len(reached) or (len(values) >= cap and (not cap or reached[len(values)] < values[-1]))
    assert_word_is_true(listed, len(reached), len(by_name))


def name_of(code: str) -> str:
    return dict(UNITS)[code]


def assert_word_is_true(listed: Sentence, count: int, of: int) -> None:
    text = listed.text.lower()
    assert ("chưa có xã nào" in text) == (count == 0)
    assert ("có 1 xã" in text or "có 1 thị trấn" in text) == (count == 1)
    assert ("tất cả" in text) == (1 < count == of)
    assert ("một nửa" in text) == (1 < count < of and 2 * count == of)
    assert ("đa số" in text) == (1 < count < of and 2 * count > of)
    assert ("một số" in text) == (count > 1 and 2 * count < of)


@given(
    by_name=st.dictionaries(st.sampled_from(SEVENTEEN), st.decimals("1", "300", places=2), min_size=1),
    cap=st.integers(0, 20),
    threshold=st.decimals("1", "300", places=1),
)
def test_the_order_of_the_list_never_changes_who_is_in_it(
    by_name: dict[str, Decimal], cap: int, threshold: Decimal
) -> None:
    shares = {name: str(share) for name, share in by_name.items()}
    body = replace(BODY, list_cap=cap, list_threshold=threshold, names_in_criticism=True)
    place = {code: number for number, (code, _) in enumerate(UNITS)}
    by_value, by_list = (
        {each.id: each for each in write_briefing(revenue(shares, body=replace(body, list_order=order))).sentences}
        for order in ("value", "list")
    )
    assert by_value.keys() == by_list.keys()
    for key in (LIST, LOW):
        if key in by_value:
            listed = by_list[key].names
            assert set(listed) == set(by_value[key].names)
            assert list(listed) == sorted(listed, key=place.__getitem__)
            assert by_list[key].public_text == by_value[key].public_text
            assert set(by_list[key].sources) == set(by_value[key].sources)
