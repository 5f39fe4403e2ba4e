"""A department's total beside the communes' sum: printed as it was typed, never mixed in, its difference told."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import format_number
from meetings.briefing.content import as_dict, for_edition, write_briefing
from meetings.briefing.measures import Difference, differences
from meetings.briefing.prose import Source
from reports.facts import BriefingFacts, DepartmentFact
from tests.meetings.briefing.month import BODY, SEVENTEEN, facts_of, november, sentence, text_of, without
from tests.meetings.briefing.shapes import FINANCE, TAX, own_total

COLLECTED, REVENUE = "budget.collected", "BUD_REV_YTD"
SUM = Decimal("11200.706")  # November's revenue
# Every sum that a sentence prints, with the sentence.
SAID = {
    REVENUE: COLLECTED,
    "BUD_EXP_YTD": COLLECTED,
    "AGR_WINTER": "crops.winter_and_pest",
    "LIV_VACC": "livestock.vaccination",
    "FOR_PLANT": "forestry.planting",
    "INV_WORKS": "investment.disbursement",
    "NTM_ROAD": "new_rural.criteria",
    "HEA_VISITS": "health.care",
    "SOC_JOBS": "social.policy",
    "MIL_DELIVERED": "defence.conscription",
    "PAR_ADMIT": "party.admissions",
    "ADM_RESOLVED": "administration.dossiers",
}
typed = st.decimals(min_value=0, max_value="99999999999.9999", places=4, allow_nan=False, allow_infinity=False)


def beside(*totals: DepartmentFact) -> BriefingFacts:
    return november(department_figures=totals)


def difference(facts: BriefingFacts) -> Difference:
    found = differences(facts)
    assert len(found) == 1
    return found[0]


def test_the_total_stands_in_brackets_behind_the_sum_with_its_source() -> None:
    said = sentence(write_briefing(beside(own_total(FINANCE, REVENUE, "12800"))), COLLECTED)
    assert (
        "đạt 11.200,7 triệu đồng (theo số liệu của Phòng Tài chính – Kế hoạch: 12.800 triệu đồng), bằng 92,8%"
    ) in said.text
    own = [source for source in said.sources if isinstance(source, Source) and source.department]
    assert [(s.commune, s.indicator, s.month, s.value, s.department) for s in own] == [
        (None, REVENUE, "2015-11", Decimal(12800), FINANCE)
    ]


def test_of_two_departments_each_is_named_with_its_own_total() -> None:
    text = text_of(beside(own_total(FINANCE, REVENUE, "12800"), own_total(TAX, REVENUE, "12790.5")), COLLECTED)
    assert (
        "(theo số liệu của Phòng Tài chính – Kế hoạch: 12.800 triệu đồng; của Chi cục Thuế huyện: 12.790,5 triệu đồng)"
    ) in text


def test_nothing_is_printed_of_an_equal_total_or_of_one_that_the_office_keeps_to_itself() -> None:
    plain = text_of(november(), COLLECTED)
    equal = own_total(FINANCE, REVENUE, str(SUM))
    for total in (own_total(FINANCE, REVENUE, "12800", is_printed=False), equal):
        assert text_of(beside(total), COLLECTED) == plain


def test_a_difference_hidden_by_rounding_is_printed_as_it_was_typed() -> None:
    total = own_total(FINANCE, REVENUE, "11200.7061")
    assert f"(theo số liệu của {FINANCE}: {format_number(total.value)} triệu đồng)" in text_of(beside(total), COLLECTED)


def test_beside_a_total_the_communes_are_counted_where_one_is_missing() -> None:
    facts = without(beside(own_total(FINANCE, REVENUE, "12800")), "Hà Vị")
    assert "triệu đồng (tính trên 16/17 xã, thị trấn; theo số liệu của" in text_of(facts, COLLECTED)


def test_a_season_has_its_own_total() -> None:
    figure = own_total("Phòng Nông nghiệp", "AGR_SOWN", "1750")
    facts = facts_of({"AGR_SOWN": dict.fromkeys(SEVENTEEN, 100)})
    told = replace(facts, department_figures=(figure,))
    assert "được 1.700 ha (theo số liệu của Phòng Nông nghiệp: 1.750 ha)" in text_of(told, "crops.sowing")
    other = replace(facts, department_figures=(replace(figure, season="xuan-2015"),))
    assert text_of(other, "crops.sowing") == text_of(facts, "crops.sowing")


@given(st.sampled_from(sorted(SAID)), typed)
def test_the_printed_total_is_the_typed_one_and_the_communes_sums_stay(code: str, value: Decimal) -> None:
    plain, told = write_briefing(november()), write_briefing(beside(own_total(FINANCE, code, str(value))))
    assert told.totals == plain.totals
    assert told.rankings == plain.rankings
    before, after = sentence(plain, SAID[code]), sentence(told, SAID[code])
    printed = after.text.split(f" (theo số liệu của {FINANCE}: ")
    if len(printed) == 1:
        assert after == before
        assert value == plain.totals[code].value
        return
    figure, rest = printed[1].split(")", maxsplit=1)
    assert figure.split(" ")[0] == format_number(value)
    assert printed[0] + rest == before.text
    assert [s for s in after.sources if not isinstance(s, Source) or not s.department] == list(before.sources)


@given(typed)
def test_the_difference_is_exact(value: Decimal) -> None:
    found = difference(beside(own_total(FINANCE, REVENUE, str(value))))
    assert found.communes.value is not None
    assert found.value == Fraction(value) - found.communes.value
    assert found.share == (Fraction(value) - found.communes.value) / found.communes.value * 100


def test_what_agrees_with_all_communes_is_no_difference_but_with_some_missing_it_is_told() -> None:
    total = own_total(FINANCE, REVENUE, str(SUM))
    assert write_briefing(beside(total)).departments == ()
    lines = write_briefing(without(beside(total), "Hà Vị")).departments
    assert [(line.communes.reported, line.communes.missing) for line in lines] == [(16, 1)]


def test_without_a_commune_s_figure_there_is_a_total_and_no_difference() -> None:
    facts = replace(facts_of({}), department_figures=(own_total(FINANCE, REVENUE, "12800"),))
    found = difference(facts)
    assert (found.value, found.share, found.is_told) == (None, None, True)
    zero = replace(facts_of({REVENUE: {"Hà Vị": 0}}), department_figures=facts.department_figures)
    assert (difference(zero).value, difference(zero).share) == (12800, None)


@pytest.mark.parametrize("code", ["NTM_CRITERIA", "BUD_REV_PLAN", "NO_SUCH"])
def test_only_a_reported_sum_is_compared(code: str) -> None:
    assert differences(beside(own_total(FINANCE, code, "5"))) == ()


def test_the_data_names_the_department_and_what_differs() -> None:
    data = as_dict(write_briefing(beside(own_total(FINANCE, REVENUE, "12800"), own_total(TAX, REVENUE, "0"))))
    assert data["departments"][0] == {  # type: ignore[index]
        "department": FINANCE,
        "slug": "phong",
        "indicator": REVENUE,
        "season": "",
        "value": "12800",
        "communes": {"value": "11200.706", "reported": 17, "missing": 0},
        "printed": True,
        "difference": "1599.294",
        "difference_percent": "14.2785106582",
    }
    sources = [s for s in _sources(data, COLLECTED) if s["commune"] is None]
    assert sources[0] == {
        "commune": None,
        "indicator": REVENUE,
        "month": "2015-11",
        "value": "12800",
        "department": FINANCE,
        "entered": "2015-11-20",
    }


def _sources(data: Mapping[str, object], key: str) -> list[dict[str, object]]:
    sections = data["sections"]
    return next(s["sources"] for section in sections for s in section["sentences"] if s["id"] == key)  # type: ignore[attr-defined]


def test_outside_the_total_stays_beside_the_sums_and_what_is_not_printed_is_the_offices_own() -> None:
    kept = own_total(TAX, "BUD_EXP_YTD", "1", is_printed=False)
    content = for_edition(write_briefing(beside(own_total(FINANCE, REVENUE, "12800"), kept)), "published", BODY)
    assert [line.department for line in content.departments] == [FINANCE]
    revenue = [s for s in sentence(content, COLLECTED).sources if isinstance(s, Source) and s.indicator == REVENUE]
    assert {(s.value, s.department) for s in revenue if s.month == "2015-11"} == {
        (SUM, ""),
        (Decimal(12800), FINANCE),
    }
