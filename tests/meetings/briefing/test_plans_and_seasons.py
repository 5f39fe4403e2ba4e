"""More than one plan, more than one date: whose plan, which year, which season, and as of when."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.measures import change_on_year, sum_of_seasons
from reports.facts import BriefingFacts, Figure, MonthFigures
from tests.meetings.briefing.month import CODES, NOVEMBER, SEVENTEEN, facts_of, figures, text_of
from tests.meetings.briefing.shapes import everywhere, plans_seasons_and_dates

PLAN = ("BUD_REV_PLAN", "")
COLLECTED = {"BUD_REV_YTD": everywhere(60), "BUD_REV_PLAN": everywhere(100)}
NOT_DONE = "Thu ngân sách nhà nước trên địa bàn lũy kế đạt 1.020 triệu đồng"


def plans(value: object, *names: str) -> dict[str, Figure]:
    return {CODES[name]: Figure(Decimal(str(value)), None, None, 1) for name in names or SEVENTEEN}


def year_ago(value: object, *names: str) -> MonthFigures:
    then = dict.fromkeys(names or SEVENTEEN, value)
    return MonthFigures(NOVEMBER.same_month_last_year(), frozenset(), figures({"BUD_REV_YTD": then}))


def test_two_plans_give_two_percentages_in_one_sentence_each_with_who_assigned_it() -> None:
    assigned = {PLAN: {"HĐND huyện": plans(120), "tỉnh giao": plans(100)}}
    assert text_of(replace(facts_of(COLLECTED), assigned=assigned), "budget.collected") == (
        f"{NOT_DONE}, bằng 50% dự toán HĐND huyện giao, bằng 60% dự toán tỉnh giao."
    )


def test_a_plan_of_few_communes_says_on_how_many_it_rests_and_one_of_too_few_is_withheld() -> None:
    assigned = {PLAN: {"HĐND giao": plans(50, *SEVENTEEN[:10]), "tỉnh giao": plans(100)}}
    facts = replace(facts_of(COLLECTED), assigned=assigned)
    assert text_of(facts, "budget.collected") == (
        f"{NOT_DONE}, bằng 120% dự toán HĐND giao (tính trên 10/17 xã, thị trấn), bằng 60% dự toán tỉnh giao."
    )
    few = {PLAN: {"HĐND giao": plans(50, *SEVENTEEN[:3]), "tỉnh giao": plans(100)}}
    assert text_of(replace(facts, assigned=few), "budget.collected") == f"{NOT_DONE}, bằng 60% dự toán tỉnh giao."


def test_the_list_of_communes_says_whose_target_they_reached_where_there_are_two() -> None:
    numbers = {"BUD_REV_YTD": everywhere(60), "BUD_REV_PLAN": {**everywhere(100), "Cao Sơn": 50}}
    first = plans(100) | plans(50, "Cao Sơn")
    facts = replace(facts_of(numbers), assigned={PLAN: {"HĐND giao": first, "tỉnh giao": plans(100)}})
    key = "budget.at_or_above_target"
    assert text_of(facts, key) == "Có 1 xã thu ngân sách vượt chỉ tiêu HĐND giao: Cao Sơn 120%."
    assert text_of(facts_of(numbers), key) == "Có 1 xã thu ngân sách vượt chỉ tiêu giao: Cao Sơn 120%."


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (50, "tăng 20% so với cùng kỳ năm trước"),
        (80, "giảm 25% so với cùng kỳ năm trước"),
        (60, "bằng cùng kỳ năm trước"),
        ("59.9999", "tăng 0,0002% so với cùng kỳ năm trước"),
        (0, "tăng 1.020 triệu đồng so với cùng kỳ năm trước"),
    ],
)
def test_an_increase_is_worded_as_one_and_a_decrease_as_one(before: object, words: str) -> None:
    facts = replace(facts_of(COLLECTED), last_year=year_ago(before))
    assert text_of(facts, "budget.collected") == f"{NOT_DONE}, bằng 60% dự toán giao, {words}."


def test_a_comparison_takes_the_communes_that_have_the_figure_in_both_years() -> None:
    facts = replace(facts_of(COLLECTED), last_year=year_ago(50, *SEVENTEEN[:12]))
    assert text_of(facts, "budget.collected").endswith(
        "bằng 60% dự toán giao, tăng 20% so với cùng kỳ năm trước (tính trên 12/17 xã, thị trấn)."
    )
    few = replace(facts, last_year=year_ago(50, *SEVENTEEN[:3]))
    assert "cùng kỳ" not in text_of(few, "budget.collected")


def test_another_month_of_last_year_is_no_year_ago() -> None:
    wrong = replace(year_ago(50), month=Month(2014, 10))
    assert change_on_year(replace(facts_of(COLLECTED), last_year=wrong), "BUD_REV_YTD") is None


def test_what_the_facts_do_not_hold_is_not_compared_silently() -> None:
    with pytest.raises(ValueError, match="BUD_EXP_YTD"):
        change_on_year(facts_of(COLLECTED), "BUD_EXP_YTD")


def test_a_winter_season_that_reaches_into_january_counts_in_the_year_before() -> None:
    facts = plans_seasons_and_dates()
    winter = replace(facts, month=Month(2017, 1), seasons=facts.seasons[1:])
    main = replace(winter, closed_seasons=(*facts.closed_seasons, facts.seasons[0]))
    sown = {("AGR_SOWN", "mua-2016"): facts.this_month.of("AGR_SOWN", "mua-2016")}
    year = sum_of_seasons(replace(main, closed_figures={**facts.closed_figures, **sown}))
    assert year is not None
    assert (year.crop_year, [part.season.code for part in year.parts]) == (2016, ["xuan-2016", "mua-2016", "dong-2016"])


def test_a_season_without_figures_lets_nobody_speak_of_the_year() -> None:
    assert sum_of_seasons(replace(plans_seasons_and_dates(), closed_figures={})) is None


@given(st.sets(st.sampled_from(SEVENTEEN), min_size=1))
def test_the_sum_of_seasons_takes_the_communes_that_have_each_of_them(names: set[str]) -> None:
    facts = plans_seasons_and_dates()
    spring = ("AGR_SOWN", "xuan-2016")
    some = {CODES[name]: facts.closed_figures[spring][CODES[name]] for name in names}
    year = sum_of_seasons(replace(facts, closed_figures={spring: some}))
    assert year is not None
    assert set(year.communes) == set(some)
    assert year.value == sum(part.value for part in year.parts)


def dated(*days: date | None) -> BriefingFacts:
    """Return a month whose first communes count consultations as of these days."""
    facts = replace(facts_of({"HEA_VISITS": everywhere(2)}), data_to=date(2015, 11, 14))
    found = dict(facts.this_month.of("HEA_VISITS"))
    for name, day in zip(SEVENTEEN, days, strict=False):
        found[CODES[name]] = found[CODES[name]]._replace(as_of=day)
    return replace(facts, this_month=replace(facts.this_month, values={("HEA_VISITS", ""): found}))


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([date(2015, 11, 5)] * 17, " (số liệu đến ngày 05/11/2015)"),
        ([date(2015, 11, 5)] * 2, " (trong đó số liệu của 2 xã, thị trấn tính đến ngày 05/11/2015)"),
        (
            [date(2015, 11, 9), date(2015, 11, 5)],
            " (trong đó số liệu của 2 xã, thị trấn tính đến sớm nhất là ngày 05/11/2015)",
        ),
        ([date(2015, 11, 14)] * 17, ""),
        ([], ""),
    ],
)
def test_figures_of_an_earlier_day_say_so(days: list[date | None], words: str) -> None:
    assert text_of(dated(*days), "health.care") == f"Khám và chữa bệnh cho 34 lượt người{words}."
