"""Shortcomings over the months: since when they come back, and what nobody tells any longer."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.briefing.content import as_dict, for_edition, write_briefing
from meetings.briefing.prose import TextSource
from reports.facts import BriefingFacts, EarlierIssue, IssueFact
from tests.meetings.briefing.auditor import objections
from tests.meetings.briefing.month import BODY, CODES, NOVEMBER, SEVENTEEN, facts_of, sentence, text_of, without
from tests.meetings.briefing.shapes import told_again

SLOW, STEALING = "Giải phóng mặt bằng chậm", "Còn trộm cắp vặt"
CATEGORY, GONE = "shortcomings.construction", "shortcomings.no_longer_told"


def told(
    *names: str, before: dict[int, tuple[str, ...]], text: str = SLOW, category: str = "construction"
) -> BriefingFacts:
    """Return a November in which communes tell a shortcoming, and others told it so many months before."""
    earlier = (
        EarlierIssue(NOVEMBER.plus(-back), CODES[name], category, f"{text}.", 1)
        for back, names_then in before.items()
        for name in names_then
    )
    issues = tuple(IssueFact(CODES[name], "construction", SLOW, "", "", 3) for name in names)
    return replace(facts_of({}), issues=issues, earlier_issues=tuple(earlier))


def test_the_third_month_in_a_row_is_said_and_the_second_is_not() -> None:
    second = told("Hà Vị", "Cao Sơn", before={1: ("Hà Vị",)})
    assert text_of(second, CATEGORY) == "Giải phóng mặt bằng chậm ở một số xã."
    third = told("Hà Vị", "Cao Sơn", before={1: ("Hà Vị",), 2: ("Tú Trĩ",)})
    assert text_of(third, CATEGORY) == (
        "Giải phóng mặt bằng chậm ở một số xã (tồn tại được nêu tháng thứ ba liên tiếp)."
    )


@pytest.mark.parametrize(
    ("months", "words"),
    [(4, "tháng thứ tư liên tiếp"), (5, "tháng thứ năm liên tiếp"), (11, "tháng thứ mười một liên tiếp")],
)
def test_months_are_counted_in_words(months: int, words: str) -> None:
    assert words in text_of(told("Hà Vị", before=dict.fromkeys(range(1, months), ("Hà Vị",))), CATEGORY)


def test_beyond_a_year_nothing_is_counted() -> None:
    whole_year = told("Hà Vị", before=dict.fromkeys(range(1, 12), ("Hà Vị",)))
    assert "được nêu liên tiếp từ mười hai tháng trở lên" in text_of(whole_year, CATEGORY)


def test_another_shortcoming_of_the_category_is_not_the_same_one() -> None:
    other = told("Hà Vị", before={1: ("Hà Vị",), 2: ("Hà Vị",)}, text="Thi công đường chậm")
    assert text_of(other, CATEGORY) == "Giải phóng mặt bằng chậm ở 1 xã."


def test_where_communes_are_named_what_repeats_is_the_shortcoming() -> None:
    facts = replace(
        told("Hà Vị", "Cao Sơn", before={1: ("Tú Trĩ",), 2: ("Tú Trĩ",)}), body=replace(BODY, names_in_criticism=True)
    )
    assert text_of(facts, CATEGORY) == (
        "Giải phóng mặt bằng chậm (Cao Sơn, Hà Vị); tồn tại được nêu tháng thứ ba liên tiếp."
    )


def test_each_month_that_is_claimed_has_a_report_to_show_and_each_commune_its_own_count() -> None:
    facts = told("Hà Vị", "Cao Sơn", before={1: ("Hà Vị", "Tú Trĩ"), 2: ("Tú Trĩ",)})
    sources = [s for s in sentence(write_briefing(facts), CATEGORY).sources if isinstance(s, TextSource)]
    assert [(s.commune, s.month, s.in_a_row) for s in sources] == [
        (CODES["Cao Sơn"], "2015-11", 1),
        (CODES["Hà Vị"], "2015-11", 2),
        (CODES["Hà Vị"], "2015-10", 0),
        (CODES["Tú Trĩ"], "2015-09", 0),
    ]


names = st.sets(st.sampled_from(SEVENTEEN), max_size=3)


@settings(max_examples=80, derandomize=True)
@given(st.sets(st.sampled_from(SEVENTEEN), min_size=1), st.dictionaries(st.integers(1, 11), names))
def test_no_month_is_claimed_that_did_not_have_it(now: set[str], before: dict[int, set[str]]) -> None:
    facts = told(*sorted(now), before={back: tuple(sorted(who)) for back, who in before.items()})
    content = write_briefing(facts)
    assert list(objections(as_dict(content), CODES)) == []
    months = 1
    while before.get(months):
        months += 1
    said = sentence(content, CATEGORY)
    assert ("liên tiếp" in said.text) == (months >= 3)
    for source in said.sources:
        assert isinstance(source, TextSource)
        name = next(name for name, code in CODES.items() if code == source.commune)
        assert all(name in before[back] for back in range(1, source.in_a_row))


def test_what_was_told_last_month_and_by_nobody_now_is_no_longer_told() -> None:
    facts = told("Hà Vị", before={1: ("Cao Sơn", "Tú Trĩ")}, text=STEALING, category="security")
    said = sentence(write_briefing(facts), GONE)
    assert said.text == "So với tháng trước, các xã, thị trấn không còn nêu tồn tại về an ninh trật tự."
    assert {s.commune for s in said.sources} == {CODES["Cao Sơn"], CODES["Tú Trĩ"]}


def test_two_months_ago_is_not_last_month() -> None:
    assert text_of(told("Hà Vị", before={2: ("Cao Sơn",)}, text=STEALING, category="security"), GONE) == ""


def test_a_theme_that_somebody_tells_in_other_words_is_not_over() -> None:
    assert text_of(told("Hà Vị", before={1: ("Cao Sơn",)}, text="Giải ngân chậm"), GONE) == ""


def test_low_revenue_that_the_figures_show_is_not_over() -> None:
    revenue = dict.fromkeys(SEVENTEEN, 900) | {"Hà Vị": 300, "Cao Sơn": 200}
    facts = facts_of({"BUD_REV_YTD": revenue, "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, 1000)})
    earlier = EarlierIssue(NOVEMBER.previous(), CODES["Hà Vị"], "budget", "Thu ngân sách đạt thấp", 1)
    assert text_of(replace(facts, earlier_issues=(earlier,)), GONE) == ""
    fine = facts_of({"BUD_REV_YTD": dict.fromkeys(SEVENTEEN, 900), "BUD_REV_PLAN": dict.fromkeys(SEVENTEEN, 1000)})
    assert "thu ngân sách" in text_of(replace(fine, earlier_issues=(earlier,)), GONE)


@settings(max_examples=100, derandomize=True)
@given(st.sets(st.sampled_from(SEVENTEEN), min_size=1), st.sets(st.sampled_from(SEVENTEEN), max_size=6))
def test_nothing_is_over_while_one_who_told_it_is_silent(tellers: set[str], silent: set[str]) -> None:
    facts = told(before={1: tuple(sorted(tellers))}, text=STEALING, category="security")
    text = text_of(without(facts, *silent), GONE)
    assert bool(text) == (not tellers & silent)
    assert not text or (" có báo cáo không còn nêu" in text) == bool(silent)


def test_the_published_edition_tells_since_when_and_nothing_of_anybody() -> None:
    content = for_edition(write_briefing(told_again()), "published", BODY)
    text = json.dumps(as_dict(content), ensure_ascii=False)
    assert "tháng thứ ba liên tiếp" in text
    assert "không còn nêu tồn tại về" in text
    assert "in_a_row" not in text
    for name in ("Cao Sơn", "Vũ Muộn", "Tú Trĩ", "Đôn Phong", "Hà Vị"):
        assert name not in text
        assert f'"{CODES[name]}"' not in text


def test_where_communes_are_named_for_how_long_each_has_told_it_stays_inside() -> None:
    body = replace(BODY, names_in_criticism=True)
    content = write_briefing(replace(told_again(), body=body))
    assert '"in_a_row": 2' in json.dumps(as_dict(content))
    assert "in_a_row" not in json.dumps(as_dict(for_edition(content, "published", body)))
