"""Counts of several kinds by month, as bars beside one another: one empty, one full, one hatched."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefing_portal.lib.months import Month

from .scale import Scale, scale_of, width_of
from .shapes import Line, Look, Picture, Rect, Shape, Words

_LOOKS: tuple[Look, ...] = ("plain", "dark", "hatched")
_STEP, _BAR, _GAP, _LEFT, _TOP, _HEIGHT = 58, 15, 2, 2, 16, 110
_FLOOR = _TOP + _HEIGHT


@dataclass(frozen=True, slots=True)
class FlowMonth:
    """A month's counts in the order of the kinds."""

    month: Month
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FlowFigures:
    """Counts by month, the oldest first; up to three kinds."""

    key: str
    title: str
    kinds: tuple[str, ...]
    months: tuple[FlowMonth, ...]


def flow_picture(figures: FlowFigures) -> Picture:
    """Draw the counts of each month beside one another, each with its number above; the legend is below."""
    scale = scale_of([Decimal(count) for month in figures.months for count in month.counts], _HEIGHT)
    scale = Scale(scale.low, max(_most(figures), Decimal(1)), scale.length)
    legend = sum(28 + int(width_of(kind, 11)) for kind in figures.kinds)
    width = max(2 * _LEFT + _STEP * len(figures.months), legend)
    return Picture(
        key=figures.key,
        title=figures.title,
        description=_told(figures),
        width=width,
        height=_FLOOR + 46,
        shapes=(*_bars(figures, scale), Line(0, _FLOOR, width, _FLOOR, "rule"), *_months(figures), *_legend(figures)),
        columns=("Tháng", *figures.kinds),
        rows=tuple((_named(each.month), *map(str, each.counts)) for each in figures.months),
    )


def _most(figures: FlowFigures) -> Decimal:
    return Decimal(max((count for month in figures.months for count in month.counts), default=0))


def _bars(figures: FlowFigures, scale: Scale) -> Iterator[Shape]:
    inset = (_STEP - len(figures.kinds) * (_BAR + _GAP)) // 2
    for place, month in enumerate(figures.months):
        for order, (count, look) in enumerate(zip(month.counts, _LOOKS, strict=False)):
            x, height = _LEFT + _STEP * place + inset + order * (_BAR + _GAP), scale.at(Decimal(count))
            if count:
                yield Rect(x, _FLOOR - height, _BAR, height, look)
                yield Words(x + Decimal(_BAR) / 2, _FLOOR - height - 4, str(count), "soft", "middle")


def _months(figures: FlowFigures) -> Iterator[Shape]:
    for place, month in enumerate(figures.months):
        yield Words(_LEFT + _STEP * place + _STEP // 2, _FLOOR + 15, _named(month.month), "axis", "middle")


def _legend(figures: FlowFigures) -> Iterator[Shape]:
    x = 0
    for kind, look in zip(figures.kinds, _LOOKS, strict=False):
        yield Rect(x + 1, _FLOOR + 28, 12, 12, look)
        yield Words(x + 18, _FLOOR + 38, kind, "soft")
        x += 28 + int(width_of(kind, 11))


def _named(month: Month) -> str:
    return f"{month.month}/{month.year}"


def _told(figures: FlowFigures) -> str:
    totals = [sum(each.counts[place] for each in figures.months) for place in range(len(figures.kinds))]
    told = ", ".join(f"{kind.lower()} {total}" for kind, total in zip(figures.kinds, totals, strict=True))
    return f"{len(figures.months)} tháng, cộng lại: {told}; số liệu từng tháng trong bảng."
