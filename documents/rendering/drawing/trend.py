"""A figure over months as a line: a month without a figure is a gap, and no line crosses it. Missing is not zero."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import sort_key

from .scale import Scale, clipped, scale_of, width_of
from .shapes import Anchor, Circle, Line, Picture, Shape, Words

_APART = 2  # months between two figures that are written at their points


@dataclass(frozen=True, slots=True)
class Point:
    """A month's figure, or none; `joins` tells that it goes on from the month before (not after a new season or year).

    One that isn't whole counts fewer communes than report: its dot is hollow.
    """

    month: Month
    value: Decimal | None
    shown: str = "—"
    joins: bool = True
    is_whole: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrendFigures:
    """A figure over months, the oldest first."""

    key: str
    title: str
    points: tuple[Point, ...]
    unit: str = ""
    label: str = ""  # what stands above a small picture

    @property
    def values(self) -> list[Decimal]:
        """Return the figures that there are."""
        return [point.value for point in self.points if point.value is not None]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture; a small one names only its first and its last month."""

    width: int
    height: int
    is_small: bool = False
    left: int = 14
    right: int = 18

    @property
    def top(self) -> int:
        """Return where the scale ends: below the name of a small picture, and a figure above the line."""
        return 34 if self.is_small else 20

    @property
    def floor(self) -> int:
        """Return where the scale begins."""
        return self.height - (18 if self.is_small else 34)


WIDE = Size(360, 190)
SMALL = Size(168, 112, is_small=True)


def trend_picture(figures: TrendFigures, *, size: Size = WIDE, scale: Scale | None = None) -> Picture:
    """Draw a figure over months; on its own scale, or on one that it shares."""
    scale = scale or trend_scale([figures], size)
    places = _places(figures.points, scale, size)
    return Picture(
        key=figures.key,
        title=figures.title,
        description=_told(figures),
        width=size.width,
        height=size.height,
        shapes=(
            *_frame(figures, scale, size),
            *_curve(figures.points, places),
            *_dots(figures.points, places),
            *_figures(figures.points, places, size),
        ),
        columns=("Tháng", f"Giá trị ({figures.unit})" if figures.unit else "Giá trị", "Ghi chú"),
        rows=tuple((_named(point.month), point.shown, point.note) for point in figures.points),
    )


@dataclass(frozen=True, slots=True)
class Multiples:
    """Small pictures on one scale, and all their figures as one table."""

    pictures: tuple[Picture, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def multiples(figures: Sequence[TrendFigures]) -> Multiples:
    """Draw one small picture for each commune on the same scale, in the order of the Vietnamese alphabet."""
    scale = trend_scale(figures, SMALL)
    ordered = sorted(figures, key=lambda each: sort_key(each.label))
    return Multiples(
        tuple(trend_picture(each, size=SMALL, scale=scale) for each in ordered),
        ("Đơn vị", *(_named(point.month) for point in ordered[0].points)) if ordered else (),
        tuple((each.label, *(point.shown for point in each.points)) for each in ordered),
    )


def trend_scale(figures: Sequence[TrendFigures], size: Size) -> Scale:
    """Return the scale that holds all figures, for a size."""
    return scale_of([value for each in figures for value in each.values], size.floor - size.top)


Place = tuple[Decimal, Decimal | None]


def _places(points: Sequence[Point], scale: Scale, size: Size) -> list[Place]:
    """Return where each month's figure lies; a month without one has no height."""
    step = Decimal(size.width - size.left - size.right) / max(len(points) - 1, 1)
    return [
        (size.left + step * place, None if point.value is None else size.floor - scale.at(point.value))
        for place, point in enumerate(points)
    ]


def _frame(figures: TrendFigures, scale: Scale, size: Size) -> Iterator[Shape]:
    zero = size.floor - scale.at(Decimal(0))
    if size.is_small:
        yield Words(0, 11, clipped(figures.label, size.width), "ink")
    if scale.low < 0:
        yield Line(0, size.floor, size.width, size.floor, "grid")
    yield Line(0, zero, size.width, zero, "rule")
    last = len(figures.points) - 1
    for place, (point, (x, _)) in enumerate(zip(figures.points, _places(figures.points, scale, size), strict=True)):
        is_end = place in {0, last}
        if size.is_small and is_end:
            yield Words(0 if not place else size.width, size.height - 5, _named(point.month), "axis", _side(place))
        elif not size.is_small:
            yield Line(x, size.floor, x, size.floor + 3, "rule")
            yield Words(x, size.floor + 15, str(point.month.month), "axis", "middle")
            if point.month.is_january or (not place and not point.month.plus(1).is_january):
                yield Words(x, size.floor + 28, str(point.month.year), "axis", "middle")


def _side(place: int) -> Anchor:
    return "end" if place else "start"


def _curve(points: Sequence[Point], places: Sequence[Place]) -> Iterator[Shape]:
    """Join each month to the one before where both have a figure and the one goes on from the other."""
    for place in range(1, len(points)):
        (x1, y1), (x2, y2) = places[place - 1], places[place]
        if y1 is not None and y2 is not None and points[place].joins:
            yield Line(x1, y1, x2, y2, "curve")


def _dots(points: Sequence[Point], places: Sequence[Place]) -> Iterator[Shape]:
    for point, (x, y) in zip(points, places, strict=True):
        if y is not None:
            yield Circle(x, y, Decimal("2.5"), "dot" if point.is_whole else "hollow")


def _figures(points: Sequence[Point], places: Sequence[Place], size: Size) -> Iterator[Shape]:
    """Write the last figure at its point, and on a wide picture the highest and the lowest too."""
    for place in _written(points, is_small=size.is_small):
        x, y = places[place]
        half = width_of(points[place].shown, 12) / 2
        middle = max(min(x, size.width - half), half)
        if y is not None:
            yield Words(middle, y - 7, points[place].shown, "strong", "middle")


def _written(points: Sequence[Point], *, is_small: bool) -> list[int]:
    valued = [(point.value, place) for place, point in enumerate(points) if point.value is not None]
    if not valued:
        return []
    chosen = [valued[-1][1]]
    for place in [] if is_small else [max(valued)[1], min(valued)[1], valued[0][1]]:
        if all(abs(place - other) > _APART for other in chosen):
            chosen.append(place)
    return chosen


def _named(month: Month) -> str:
    return f"{month.month}/{month.year}"


def _told(figures: TrendFigures) -> str:
    there = [point for point in figures.points if point.value is not None]
    if not there:
        return "Chưa có số liệu của tháng nào."
    first, last = there[0], there[-1]
    gaps = len(figures.points) - len(there)
    told = f"Từ {first.shown} ({_named(first.month)}) đến {last.shown} ({_named(last.month)})"
    return f"{told}; {gaps} tháng chưa có số liệu." if gaps else f"{told}."
