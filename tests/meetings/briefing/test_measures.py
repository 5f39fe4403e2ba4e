"""Sums, ratios, rankings and comparisons over communes."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from meetings.briefing.content import write_briefing
from meetings.briefing.measures import (
    Quantity,
    Step,
    Trend,
    add_up,
    all_confirm_zero,
    change,
    commune_ratios,
    exact_decimal,
    has_enough_communes,
    is_at_least,
    low_revenue_bound,
    month_part,
    quantity,
    ranking,
    ratio_of_sums,
    rounded,
    step_reached,
    total,
    trend,
    truncated,
)
from tests.meetings.briefing.month import CODES, SEVENTEEN, facts_of, november, without

figures = st.decimals(min_value=0, max_value="99999999999.9999", places=4, allow_nan=False, allow_infinity=False)
by_commune = st.dictionaries(st.sampled_from(SEVENTEEN), figures)


def test_missing_is_not_zero() -> None:
    whole = total(facts_of({"FOR_FIRE": {"Vi Hương": 0, "Hà Vị": 2}}), "FOR_FIRE")
    assert (whole.value, whole.reported, whole.missing, whole.zeros) == (2, 2, 15, 1)
    nobody = total(facts_of({}), "FOR_FIRE")
    assert (nobody.value, nobody.reported, nobody.missing) == (None, 0, 17)


def test_an_indicator_that_the_month_does_not_ask_for_has_no_total() -> None:
    assert total(november(), "NO_SUCH").value is None


def test_a_ratio_takes_only_communes_with_both_parts() -> None:
    facts = facts_of(
        {
            "BUD_REV_YTD": {"Vi Hương": 90, "Hà Vị": 1000, "Cao Sơn": 10},
            "BUD_REV_PLAN": {"Vi Hương": 100, "Cao Sơn": 100, "Tú Trĩ": 700},
        }
    )
    ratio = ratio_of_sums(facts, "BUD_REV_YTD", "BUD_REV_PLAN")
    assert ratio.value == 50
    assert ratio.communes == (CODES["Vi Hương"], CODES["Cao Sơn"])
    assert total(facts, "BUD_REV_PCT").missing == 15


def test_a_ratio_is_never_the_mean_of_percentages() -> None:
    facts = facts_of({"AGR_HARVESTED": {"Vi Hương": 10, "Hà Vị": 10}, "AGR_SOWN": {"Vi Hương": 10, "Hà Vị": 90}})
    assert total(facts, "AGR_HARVEST_PCT").value == 20


def test_a_ratio_over_nothing_has_no_value() -> None:
    facts = facts_of({"EDU_ATTEND": {"Vi Hương": 0}, "EDU_ENROL": {"Vi Hương": 0}})
    assert total(facts, "EDU_ATTEND_PCT").value is None
    assert commune_ratios(facts, "EDU_ATTEND", "EDU_ENROL") == {}


def test_a_mean_and_a_count() -> None:
    facts = facts_of(
        {"NTM_CRITERIA": {"Vi Hương": 9, "Hà Vị": 10, "Cao Sơn": 10}, "LIV_SICK": {"Vi Hương": 3, "Hà Vị": 0}}
    )
    assert total(facts, "NTM_CRITERIA").value == Fraction(29, 3)
    assert total(facts, "LIV_OUTBREAK").value == 1
    assert total(facts, "LIV_OUTBREAK").reported == 2


def test_ties_share_a_rank_and_the_next_one_is_skipped() -> None:
    shares = {"Vi Hương": 3, "Hà Vị": 2, "Cao Sơn": 2, "Tú Trĩ": 1}
    facts = facts_of({"SOC_POOR": shares, "SOC_HOUSEHOLDS": dict.fromkeys(shares, 7)})
    places = ranking(facts, "SOC_POOR_PCT")
    assert [(place.commune.name, place.rank) for place in places] == [
        ("Tú Trĩ", 1),
        ("Cao Sơn", 2),
        ("Hà Vị", 2),
        ("Vi Hương", 4),
    ]


def test_the_months_part_is_this_minus_last_month_where_both_are_known() -> None:
    facts = facts_of(
        {"BUD_REV_YTD": {"Vi Hương": 100, "Hà Vị": 70}}, last_month={"BUD_REV_YTD": {"Vi Hương": 80, "Cao Sơn": 9}}
    )
    part = month_part(facts, "BUD_REV_YTD")
    assert part is not None
    assert (part.value, part.communes) == (20, (CODES["Vi Hương"],))


def test_in_january_the_months_part_is_the_figure_itself() -> None:
    facts = facts_of(
        {"BUD_REV_YTD": {"Vi Hương": 100}},
        last_month={"BUD_REV_YTD": {"Vi Hương": 900}},
        month=Month(2016, 1),
    )
    part = month_part(facts, "BUD_REV_YTD")
    assert part is not None
    assert part.value == 100


def test_in_january_a_year_to_date_figure_has_nothing_to_be_compared_with() -> None:
    collected, crimes = {"BUD_REV_YTD": {"Vi Hương": 100}}, {"SEC_CRIME": {"Vi Hương": 1}}
    facts = facts_of({**collected, **crimes}, last_month={**collected, **crimes}, month=Month(2016, 1))
    assert change(facts, "BUD_REV_YTD") is None
    assert change(facts, "SEC_CRIME") is not None


def test_without_last_month_there_is_no_part_and_no_comparison() -> None:
    facts = facts_of({"BUD_REV_YTD": {"Vi Hương": 100}})
    assert month_part(facts, "BUD_REV_YTD") is None
    assert change(facts, "BUD_REV_YTD") is None


def test_zero_is_confirmed_only_when_every_accepted_report_says_so() -> None:
    quiet = facts_of({"FOR_FIRE": dict.fromkeys(SEVENTEEN, 0)})
    silent = facts_of({"FOR_FIRE": dict.fromkeys(SEVENTEEN[1:], 0)})
    assert all_confirm_zero(quiet, total(quiet, "FOR_FIRE"))
    assert not all_confirm_zero(silent, total(silent, "FOR_FIRE"))
    late = without(quiet, "Vi Hương")
    assert all_confirm_zero(late, total(late, "FOR_FIRE"))


def test_minimum_coverage_counts_expected_communes() -> None:
    facts = november()
    assert not has_enough_communes(facts, 8)
    assert has_enough_communes(facts, 9)


@pytest.mark.parametrize(("month", "bound"), [(1, 5), (6, 40), (11, 70), (12, 80)])
def test_low_revenue_is_a_fifth_behind_the_years_pace(month: int, bound: int) -> None:
    assert low_revenue_bound(Month(2015, month)) == bound


def test_trends_are_exact() -> None:
    assert trend(Fraction(1), Fraction(1)) is Trend.SAME
    assert trend(Fraction("1.0001"), Fraction(1)) is Trend.UP
    assert trend(Fraction(0), Fraction(1)) is Trend.DOWN


@given(st.integers(1, 4000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_exactly_one_quantity_word_is_true_of_a_count(counted: tuple[int, int]) -> None:
    count, of = counted
    true_words = {
        Quantity.NONE: count == 0,
        Quantity.ONE: count == 1,
        Quantity.SOME: count > 1 and count < Fraction(of, 2),
        Quantity.HALF: count > 1 and count != of and count == Fraction(of, 2),
        Quantity.MOST: of > count > Fraction(of, 2) and count > 1,
        Quantity.ALL: count == of and count > 1,
    }
    assert [word for word, is_true in true_words.items() if is_true] == [quantity(count, of)]


@given(st.fractions(min_value=0, max_value=200))
def test_a_step_is_the_greatest_multiple_of_five_below(value: Fraction) -> None:
    step = step_reached(value)
    if step is None:
        assert value < 5 or value > 100
    elif step.is_exact:
        assert value == step.bound
    else:
        assert step.bound < value < step.bound + 5
        assert step.bound % 5 == 0


def test_steps_at_their_edges() -> None:
    assert step_reached(Fraction(70)) == Step(70, is_exact=True)
    assert step_reached(Fraction(70) + Fraction(1, 10**15)) == Step(70, is_exact=False)
    assert step_reached(Fraction(100)) == Step(100, is_exact=True)


@given(by_commune, by_commune)
def test_totals_are_exact_whatever_the_callers_precision(top: dict[str, Decimal], bottom: dict[str, Decimal]) -> None:
    with localcontext() as context:
        context.prec = 5
        facts = facts_of({"BUD_REV_YTD": top, "BUD_REV_PLAN": bottom})
        content = write_briefing(facts)
        places = ranking(facts, "BUD_REV_PCT")
    both = [name for name in SEVENTEEN if name in top and name in bottom]
    line = content.totals["BUD_REV_YTD"]
    expected = sum((Fraction(value) for value in top.values()), Fraction())
    assert (line.value is None) == (not top)
    assert line.value is None or Fraction(line.value) == expected
    assert content.totals["BUD_REV_PCT"].reported == len(both)
    exact = {CODES[n]: Fraction(top[n]) / Fraction(bottom[n]) * 100 for n in both if bottom[n]}
    assert {place.commune.code: place.value for place in places} == exact
    assert [p.value for p in places] == sorted(exact.values(), reverse=True)


@given(by_commune, st.sets(st.sampled_from(SEVENTEEN)))
def test_communes_without_figures_change_no_figure(top: dict[str, Decimal], silent: set[str]) -> None:
    told = {name: value for name, value in top.items() if name not in silent}
    plans = dict.fromkeys(told, Decimal(7))
    units = tuple((CODES[name], name) for name in SEVENTEEN if name in told) or ((CODES["Vi Hương"], "Vi Hương"),)
    few = total(facts_of({"BUD_REV_YTD": told, "BUD_REV_PLAN": plans}, units=units), "BUD_REV_PCT")
    many = total(facts_of({"BUD_REV_YTD": told, "BUD_REV_PLAN": plans}), "BUD_REV_PCT")
    assert few.value == many.value
    assert few.communes == many.communes


@given(st.fractions(min_value=0, max_value=10**6), st.decimals(0, 10**6, places=4), st.integers(0, 10))
def test_decimals_stand_on_the_right_side_of_every_bound(value: Fraction, bound: Decimal, decimals: int) -> None:
    assert is_at_least(value, bound) == (truncated(value) >= bound)
    assert abs(Fraction(rounded(value, decimals)) - value) <= Fraction(1, 2 * 10**decimals)


@given(st.lists(figures))
def test_sums_are_exact(values: list[Decimal]) -> None:
    assert Fraction(exact_decimal(Fraction(add_up(values)))) == sum(map(Fraction, values), Fraction())
