"""Twelve months of a figure: where the line begins anew, what is written at it, who is among the weakest."""

from dataclasses import replace

import pytest

from briefing_portal.lib.months import Month
from documents.rendering.drawing import Level, Point
from meetings.briefing.measures import ranking
from meetings.figures.pictures import body_trend, heat_of, standard_of, trend_of
from reports.facts import BriefingFacts
from tests.meetings.briefing.month import INDICATORS, NOVEMBER, SEVENTEEN, facts_of
from tests.meetings.briefing.shapes import everywhere

DECEMBER, JANUARY, FEBRUARY = Month(2015, 12), Month(2016, 1), Month(2016, 2)
BY_CODE = {each.code: each for each in INDICATORS}
BUDGET = {"BUD_REV_YTD": everywhere(60), "BUD_REV_PLAN": everywhere(100)}
HARVEST = {"AGR_HARVESTED": everywhere(60), "AGR_SOWN": everywhere(100)}


def point_of(months: dict[Month, BriefingFacts], month: Month, code: str) -> Point:
    drawn = trend_of(months, month, BY_CODE[code], "dien-bien", "")
    return next(point for point in drawn.points if point.month == month)


def in_season(facts: BriefingFacts, season: str) -> BriefingFacts:
    """Return the facts as of a month whose first season is another."""
    indicators = tuple(replace(each, season=season) if each.season else each for each in facts.indicators)
    values = {(code, season if of else ""): given for (code, of), given in facts.this_month.values.items()}
    return replace(facts, indicators=indicators, this_month=replace(facts.this_month, values=values))


def test_a_sum_since_january_begins_anew_in_january_and_nowhere_else() -> None:
    months = {month: facts_of(BUDGET, month=month) for month in (NOVEMBER, DECEMBER, JANUARY, FEBRUARY)}
    joins = {month: point_of(months, month, "BUD_REV_PCT").joins for month in months}
    assert joins == {NOVEMBER: False, DECEMBER: True, JANUARY: False, FEBRUARY: True}


def test_a_figure_of_the_day_goes_on_over_new_year() -> None:
    poor = {"SOC_POOR": everywhere(14), "SOC_HOUSEHOLDS": everywhere(100)}
    months = {month: facts_of(poor, month=month) for month in (DECEMBER, JANUARY)}
    assert point_of(months, JANUARY, "SOC_POOR_PCT").joins


def test_a_new_season_begins_anew() -> None:
    same = {month: facts_of(HARVEST, month=month) for month in (NOVEMBER, DECEMBER)}
    assert point_of(same, DECEMBER, "AGR_HARVEST_PCT").joins
    sown_anew = same | {DECEMBER: in_season(same[DECEMBER], "xuan-2016")}
    assert point_of(sown_anew, DECEMBER, "AGR_HARVEST_PCT").shown == "60"
    assert not point_of(sown_anew, DECEMBER, "AGR_HARVEST_PCT").joins


def test_a_month_that_was_not_opened_is_a_gap_with_its_reason() -> None:
    point = point_of({NOVEMBER: facts_of(BUDGET)}, DECEMBER, "BUD_REV_PCT")
    assert (point.value, point.shown, point.note) == (None, "—", "chưa mở kỳ báo cáo")


def test_a_month_of_few_communes_says_of_how_many() -> None:
    few = {code: dict.fromkeys(SEVENTEEN[:3], 60) for code in BUDGET}
    point = point_of({NOVEMBER: facts_of(few)}, NOVEMBER, "BUD_REV_PCT")
    assert (point.is_whole, point.note) == (False, "tính trên 3/17 xã, thị trấn")


def test_the_title_of_a_mean_says_so_and_its_figures_are_bare() -> None:
    picture = body_trend({NOVEMBER: facts_of({"NTM_CRITERIA": everywhere(10)})}, NOVEMBER, BY_CODE["NTM_CRITERIA"])
    assert picture.title == "Số tiêu chí nông thôn mới đạt (bình quân), 12 tháng đến tháng 11 năm 2015"
    assert picture.rows[-1] == ("11/2015", "10", "")


@pytest.mark.parametrize(
    ("code", "shares", "levels"),
    [
        # of three communes with plans of 100: 100 reached; 80 and 60 lie above and below 80 (their sum over sum)
        ("BUD_REV_PCT", (100, 80, 60), (Level.REACHED, Level.ABOVE, Level.BELOW)),
        ("SOC_POOR_PCT", (30, 20, 10), (Level.BELOW, Level.ABOVE, Level.ABOVE)),
    ],
)
def test_a_figure_is_seen_against_the_plan_then_against_the_common_level(
    code: str, shares: tuple[int, ...], levels: tuple[Level, ...]
) -> None:
    indicator = BY_CODE[code]
    names = SEVENTEEN[:3]
    given = {
        indicator.numerator: dict(zip(names, shares, strict=True)),
        indicator.denominator: dict.fromkeys(names, 100),
    }
    facts = facts_of(given)
    found = {place.commune.name: standard_of(facts, indicator).level_of(place.value) for place in ranking(facts, code)}
    assert tuple(found[name] for name in names) == levels


def test_the_board_says_what_is_compared_with_what_and_where_low_is_good() -> None:
    poor = {"SOC_POOR": everywhere(14), "SOC_HOUSEHOLDS": everywhere(100)}
    (picture,) = heat_of(facts_of(BUDGET | poor))
    assert picture.notes == (
        "Mỗi ô được so với mức chung ở dòng cuối của cột: cộng số của các đơn vị rồi mới tính tỷ lệ.",
        "“Đạt kế hoạch”: từ đủ 100% kế hoạch trở lên, dù mức chung là bao nhiêu.",
        "Càng thấp càng tốt: Tỷ lệ hộ nghèo.",
    )
    (budget_alone,) = heat_of(facts_of(BUDGET))
    assert not any("thấp" in note for note in budget_alone.notes)
