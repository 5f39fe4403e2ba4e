"""The drawing room: bars stay in their frame, a missing month is a gap, the order is kept, every picture has a name."""

import itertools
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from documents.rendering.drawing import (
    Bar,
    Point,
    RankingFigures,
    TrendFigures,
    multiples,
    ranking_picture,
    trend_picture,
)
from documents.rendering.drawing.shapes import Circle, Line, Rect

FIGURES = st.decimals(min_value=-(10**9), max_value=10**12, places=2)
JANUARY = Month(2015, 1)


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
