"""The drawing room: bars stay in their frame, a missing month is a gap, the order is kept, every picture has a name."""

import itertools
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from documents.rendering.drawing import (
    Bar,
    FlowFigures,
    FlowMonth,
    HeatCell,
    HeatFigures,
    HeatRow,
    Level,
    Point,
    RankingFigures,
    TrendFigures,
    flow_picture,
    heat_picture,
    multiples,
    ranking_picture,
    trend_picture,
)
from documents.rendering.drawing.heat import LEVEL_WORDS
from documents.rendering.drawing.scale import width_of
from documents.rendering.drawing.shapes import Circle, Line, Picture, Rect, Triangle, Words

FIGURES = st.decimals(min_value=-(10**9), max_value=10**12, places=2)
JANUARY = Month(2015, 1)
TELEPHONE = 286  # what 360 pixels leave between the edges of a panel
LEVELS = st.lists(st.lists(st.sampled_from(Level), min_size=3, max_size=3), min_size=1, max_size=8)
COUNTS = st.lists(st.tuples(*[st.integers(0, 500)] * 3), min_size=1, max_size=12)


def trend(values: list[Decimal | None], label: str = "") -> TrendFigures:
    points = (Point(JANUARY.plus(place), value, str(value)) for place, value in enumerate(values))
    return TrendFigures("dien-bien", "Thu ngân sách", tuple(points), label=label)


@given(st.lists(FIGURES, min_size=1, max_size=20), st.one_of(st.none(), FIGURES))
def test_no_bar_leaves_the_frame_and_the_order_is_kept(values: list[Decimal], mark: Decimal | None) -> None:
    bars = tuple(Bar(f"Xã {place}", value, str(value)) for place, value in enumerate(values))
    picture = ranking_picture(RankingFigures("xep-thu", "Thu ngân sách", bars, mark))
    drawn = [shape for shape in picture.shapes if isinstance(shape, Rect)]
    assert all(rect.width >= 0 and rect.x >= 0 and rect.x + rect.width <= picture.width for rect in drawn)
    assert [rect.y for rect in drawn] == sorted(rect.y for rect in drawn)
    assert [row[1] for row in picture.rows] == [bar.name for bar in bars]


@given(st.lists(st.one_of(st.none(), FIGURES), min_size=2, max_size=12))
def test_no_line_crosses_a_month_without_a_figure(values: list[Decimal | None]) -> None:
    picture = trend_picture(trend(values))
    dots = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    curves = [shape for shape in picture.shapes if isinstance(shape, Line) and shape.look == "curve"]
    assert len(dots) == sum(value is not None for value in values)
    neighbours = itertools.pairwise(values)
    assert len(curves) == sum(a is not None and b is not None for a, b in neighbours)
    assert all(0 <= dot.cy <= picture.height for dot in dots)


def board(levels: list[list[Level]]) -> Picture:
    rows = [
        HeatRow(f"Xã {place}", tuple(HeatCell(f"{place}{column}", level) for column, level in enumerate(row)))
        for place, row in enumerate(levels)
    ]
    total = HeatRow("Mức chung", tuple(HeatCell("90", Level.LEVEL) for _ in levels[0]))
    return heat_picture(HeatFigures("bang", "Bảng chung", ("Thu", "Chi", "Rừng"), tuple(rows), total))


def marks_in(picture: Picture, cell: Rect) -> list[tuple[bool, str]]:
    """Return the signs that stand in a cell: whether each points up, and its look."""
    found = [shape for shape in picture.shapes if isinstance(shape, Triangle)]
    return [
        (sign.is_up, sign.look)
        for sign in found
        if cell.x <= sign.x <= cell.x + cell.width and cell.y <= sign.y <= cell.y + cell.height
    ]


@given(LEVELS)
def test_the_board_has_a_cell_for_each_figure_and_says_each_level_without_colour(levels: list[list[Level]]) -> None:
    picture = board(levels)
    cells = [shape for shape in picture.shapes if isinstance(shape, Rect)][: 3 * len(levels)]
    by_level: dict[Level, set[str]] = {}
    for cell, level in zip(cells, itertools.chain(*levels), strict=True):
        by_level.setdefault(level, set()).add(f"{marks_in(picture, cell)} {cell.look == 'open'}")
    assert all(len(said) == 1 for said in by_level.values())
    assert len({said for each in by_level.values() for said in each}) == len(by_level)


@given(LEVELS)
def test_the_table_beside_the_board_says_what_the_board_says_in_its_order(levels: list[list[Level]]) -> None:
    picture = board(levels)
    assert [row[0] for row in picture.rows] == [*(f"Xã {place}" for place in range(len(levels))), "Mức chung"]
    for place, (row, told) in enumerate(zip(levels, picture.rows, strict=False)):
        for column, level in enumerate(row):
            said = told[column + 1]
            assert ("chưa có số liệu" in said) is (level is Level.NONE)
            assert said.startswith(f"{place}{column}") is (level is not Level.NONE)
            assert ("đạt kế hoạch" in said) is (level is Level.REACHED)
            assert ("(kém mức chung)" in said) is (level is Level.BELOW)


@given(LEVELS)
def test_nothing_of_the_board_leaves_its_frame_and_a_telephone_shows_its_whole_legend(
    levels: list[list[Level]],
) -> None:
    picture = board(levels)
    assert all(0 <= each.x <= picture.width for each in picture.shapes if isinstance(each, Rect | Words | Triangle))
    assert all(0 <= each.y <= picture.height for each in picture.shapes if isinstance(each, Rect | Words | Triangle))
    words = set(LEVEL_WORDS.values())
    legend = [each for each in picture.shapes if isinstance(each, Words) and each.text in words]
    assert len(legend) == 4
    assert all(each.x + width_of(each.text, 11) <= TELEPHONE for each in legend)


@given(COUNTS)
def test_the_flow_draws_each_count_once_from_the_floor_and_the_greater_never_shorter(
    counts: list[tuple[int, int, int]],
) -> None:
    months = tuple(FlowMonth(JANUARY.plus(place), each) for place, each in enumerate(counts))
    kinds = ("Giao mới", "Hoàn thành", "Quá hạn")
    picture = flow_picture(FlowFigures("nhiem-vu", "Nhiệm vụ", kinds, months))
    bars = [shape for shape in picture.shapes if isinstance(shape, Rect)][: -len(kinds)]  # the last are the legend's
    drawn = [(count, kind) for month in counts for kind, count in enumerate(month) if count]
    assert len(bars) == len(drawn)
    assert len({bar.y + bar.height for bar in bars}) <= 1
    heights = sorted(zip((count for count, _ in drawn), (bar.height for bar in bars), strict=True))
    assert all(low <= high for (_, low), (_, high) in itertools.pairwise(heights))
    looks: dict[int, set[str]] = {}
    for (_, kind), bar in zip(drawn, bars, strict=True):
        looks.setdefault(kind, set()).add(bar.look)
        assert bar.x >= 0
        assert bar.x + bar.width <= picture.width
        assert bar.y >= 0
    assert sum(map(len, looks.values())) == len(set().union(*looks.values())) == len(looks)
    assert [row[1:] for row in picture.rows] == [tuple(map(str, month)) for month in counts]


def test_a_year_is_written_where_it_begins_and_two_years_never_collide() -> None:
    december = TrendFigures("d", "Thu", tuple(Point(Month(2014, 12).plus(place), Decimal(1)) for place in range(12)))
    march = TrendFigures("d", "Thu", tuple(Point(Month(2014, 3).plus(place), Decimal(1)) for place in range(12)))
    years = [
        [shape.text for shape in trend_picture(each).shapes if isinstance(shape, Words) and len(shape.text) == 4]
        for each in (december, march)
    ]
    assert years == [["2015"], ["2014", "2015"]]


def test_the_communes_stand_in_the_vietnamese_order() -> None:
    names = ["Đôn Phong", "Dương Phong", "Cẩm Giàng", "Ân"]
    drawn = multiples([trend([Decimal(1), None], name) for name in names])
    assert [row[0] for row in drawn.rows] == ["Ân", "Cẩm Giàng", "Dương Phong", "Đôn Phong"]


def test_a_picture_has_a_name_escapes_its_words_and_needs_no_style() -> None:
    svg = str(ranking_picture(RankingFigures("xep-thu", "<b>Thu</b>", (Bar("A & B", Decimal(1), "1"),))).svg)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "xep-thu-title xep-thu-desc"
    assert "<b>" not in svg
    assert "style" not in svg
