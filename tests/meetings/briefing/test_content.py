"""The briefing as data, and its two editions."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from meetings.briefing.content import Content, as_dict, decimal_text, for_edition, write_briefing
from meetings.briefing.prose import Source
from tests.meetings.briefing.month import (
    BODY,
    CODES,
    INDICATORS,
    NARRATIVES,
    SEVENTEEN,
    THIS_MONTH,
    facts_of,
    november,
    sentence,
    without,
)
from tests.meetings.briefing.shapes import plans_seasons_and_dates

NAMED = {"Cẩm Giàng", "Vi Hương", "Dương Phong", "Quang Thuận", "Mỹ Thanh"}


def published(content: Content, **settings: bool) -> Content:
    """Return the published edition under these settings."""
    return for_edition(content, "published", replace(BODY, **settings))  # type: ignore[arg-type]


def test_the_data_has_the_form_of_the_contract() -> None:
    data = as_dict(write_briefing(without(november(), "Vũ Muộn")))
    text = json.dumps(data, ensure_ascii=False)
    assert json.loads(text) == data
    assert data["coverage"] == {"expected": 17, "accepted": 16, "missing": [{"code": "01981", "name": "Vũ Muộn"}]}
    assert data["totals"]["BUD_REV_YTD"] == {"value": "10957.126", "reported": 16, "missing": 1}  # type: ignore[index]
    assert data["rankings"]["BUD_REV_PCT"][0] == {  # type: ignore[index]
        "code": "02008",
        "name": "Cẩm Giàng",
        "value": "113.1",
        "rank": 1,
    }
    assert list(data["totals"]) == [i.code for i in INDICATORS]  # type: ignore[call-overload]
    assert "null" not in text.replace('"due": null', "")


def test_plans_are_totals_too_and_ratios_have_ten_decimals() -> None:
    totals = write_briefing(november()).totals
    assert totals["BUD_REV_PLAN"] == (Decimal(12070), 17, 0)
    assert decimal_text(totals["AGR_HARVEST_PCT"].value or Decimal(0)) == "72.5882352941"


def test_what_nobody_reported_has_no_value() -> None:
    data = as_dict(write_briefing(facts_of({})))
    assert data["totals"]["FOR_FIRE"] == {"reported": 0, "missing": 17}  # type: ignore[index]
    assert data["rankings"] == {}


@pytest.mark.parametrize(
    ("value", "text"),
    [("113.1000", "113.1"), ("1E+3", "1000"), ("0.000", "0"), ("-0.0", "0"), ("-2.50", "-2.5"), ("1e-7", "0.0000001")],
)
def test_decimals_are_plain_digits(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_every_sentence_with_a_figure_has_sources() -> None:
    content = write_briefing(november())
    said = [s for s in content.sentences if s.block in {2, 3} and s.id not in {"coverage", "shortcomings.intro"}]
    assert all(s.sources for s in said)


def test_a_source_says_the_submission_or_the_plans_revision() -> None:
    data = as_dict(write_briefing(november()))
    sentences = [s for section in data["sections"] for s in section["sentences"]]  # type: ignore[attr-defined]
    ranked = next(s for s in sentences if s["rule"] == "budget_at_or_above_target")
    assert ranked["sources"][0] == {
        "commune": "02008",
        "indicator": "BUD_REV_YTD",
        "month": "2015-11",
        "value": "1357.2",
        "submission": 3,
    }
    assert ranked["sources"][5]["target"] == 1
    assert ranked["text"] == ranked["drafted"]


def test_a_section_without_a_figure_is_a_gap_with_the_communes_words() -> None:
    numbers = {code: by_name for code, by_name in THIS_MONTH.items() if not code.startswith("PAR_")}
    content = write_briefing(replace(facts_of(numbers), narratives=NARRATIVES))
    gap = next(gap for gap in content.gaps if gap.section == "party")
    assert (gap.title, [n.text for n in gap.candidates]) == ("Xây dựng Đảng", ["Sinh hoạt chi bộ đúng kỳ."])
    assert all(written.sentences for written in content.sections)


def test_the_internal_edition_holds_everything() -> None:
    content = write_briefing(november())
    assert for_edition(content, "internal", BODY) is content


def test_the_published_edition_tells_nobody_weak() -> None:
    content = published(write_briefing(without(november(), "Hà Vị")))
    text = json.dumps(as_dict(content), ensure_ascii=False)
    for name in set(SEVENTEEN) - NAMED:
        assert name not in text
        assert f'"{CODES[name]}"' not in text
    assert all(name in text for name in NAMED)
    assert [line.commune.name for line in content.rankings["BUD_REV_PCT"]] == [
        "Cẩm Giàng",
        "Vi Hương",
        "Dương Phong",
        "Quang Thuận",
        "Mỹ Thanh",
    ]
    assert list(content.rankings) == ["BUD_REV_PCT"]


def test_published_totals_rest_on_sums() -> None:
    content = published(write_briefing(november()))
    harvest = sentence(content, "crops.harvest")
    assert {(s.commune, s[1]) for s in harvest.sources} == {(None, "AGR_HARVESTED"), (None, "AGR_SOWN")}


def test_who_may_not_be_praised_by_name_is_not() -> None:
    content = published(write_briefing(november()), names_in_praise=False)
    text = json.dumps(as_dict(content), ensure_ascii=False)
    assert not any(name in text for name in SEVENTEEN)
    assert sentence(content, "budget.at_or_above_target").text == ("Thu ngân sách một số xã đạt và vượt chỉ tiêu giao.")


def test_where_both_may_be_named_only_the_offices_own_matter_goes() -> None:
    body = replace(BODY, names_in_criticism=True)
    content = write_briefing(replace(without(november(), "Hà Vị"), body=body))
    shown = published(content, names_in_criticism=True)
    assert shown.rankings == content.rankings
    assert [c.name for c in shown.coverage.missing] == ["Hà Vị"]
    assert shown.gaps == shown.withheld == ()


def test_outside_the_plans_of_two_assigners_and_the_figures_of_two_seasons_are_not_added_together() -> None:
    content = write_briefing(plans_seasons_and_dates())
    inside = {said.id: said.sources for said in content.sentences}
    sums = [(said.id, s) for said in published(content).sentences for s in said.sources if isinstance(s, Source)]
    assert {s.assigned_by for _, s in sums if s.indicator == "BUD_REV_PLAN"} >= {"tỉnh giao", "HĐND giao"}
    for key, total in sums:
        same = [s for s in inside[key] if isinstance(s, Source) and s[1:3] + s[6:8] == total[1:3] + total[6:8]]
        assert total.commune is not None or total.value == sum(s.value for s in same)
