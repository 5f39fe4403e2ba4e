"""A ranking as bars: one below the other in the order given, each with its name and its figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .scale import Scale, clipped, scale_of, width_of
from .shapes import Line, Picture, Rect, Shape, Words

WIDTH = 360
_ROW, _BAR, _TOP, _SPACE = 20, 13, 18, 6
_LONGEST_NAME = 130


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of the ranking, as it is printed; one that has reached what is asked is dark."""

    name: str
    value: Decimal
    shown: str
    has_reached: bool = False
    rank: int = 0


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """A ranking; `mark` is a figure that bars are seen against, with its word ("kế hoạch").

    `longest` is the greatest figure of the whole ranking, where this is a part of it.
    """

    key: str
    title: str
    bars: tuple[Bar, ...]
    mark: Decimal | None = None
    mark_label: str = ""
    unit: str = ""
    longest: Decimal | None = None


def ranking_picture(figures: RankingFigures) -> Picture:
    """Draw a ranking: bars begin at zero, the mark is a dashed line across them."""
    left = min(max((width_of(bar.name) for bar in figures.bars), default=Decimal(0)), Decimal(_LONGEST_NAME)) + _SPACE
    right = max((width_of(bar.shown) for bar in figures.bars), default=Decimal(0)) + _SPACE
    scale = _scale(figures, WIDTH - left - right)
    height = _TOP + _ROW * len(figures.bars) + 2
    return Picture(
        key=figures.key,
        title=figures.title,
        description=_told(figures),
        width=WIDTH,
        height=height,
        shapes=(*_bars(figures, scale, left), *_mark(figures, scale, left, height)),
        columns=("Xếp thứ", "Đơn vị", _with_unit("Giá trị", figures.unit)),
        rows=tuple((str(bar.rank), bar.name, bar.shown) for bar in figures.bars),
    )


def _scale(figures: RankingFigures, length: Decimal) -> Scale:
    """Return the scale with the longest bar as long as it: bars have their figures, and no axis."""
    values = [bar.value for bar in figures.bars]
    values += [each for each in (figures.mark, figures.longest) if each is not None]
    scale = scale_of(values, length)
    return scale if scale.low else Scale(scale.low, max(values, default=scale.high) or scale.high, length)


def _bars(figures: RankingFigures, scale: Scale, left: Decimal) -> Iterator[Shape]:
    zero = scale.at(Decimal(0))
    for place, bar in enumerate(figures.bars):
        y, end = _TOP + _ROW * place, scale.at(bar.value)
        base = y + _BAR - 2
        yield Words(0, base, clipped(bar.name, left - _SPACE))
        yield Rect(left + min(zero, end), y, abs(end - zero), _BAR, "dark" if bar.has_reached else "mid")
        yield Words(WIDTH, base, bar.shown, "strong" if bar.has_reached else "ink", "end")


def _mark(figures: RankingFigures, scale: Scale, left: Decimal, height: int) -> Iterator[Shape]:
    if figures.mark is None:
        return
    x = left + scale.at(figures.mark)
    wide = width_of(figures.mark_label, 11)
    yield Line(x, _TOP - 4, x, height, "mark")
    yield Words(max(min(x, WIDTH - wide / 2), wide / 2), _TOP - 7, figures.mark_label, "soft", "middle")


def _told(figures: RankingFigures) -> str:
    if not figures.bars:
        return "Chưa có số liệu."
    first, last = figures.bars[0], figures.bars[-1]
    return (
        f"{len(figures.bars)} đơn vị, từ {first.name} ({first.shown}) đến {last.name} ({last.shown}); "
        "số liệu đầy đủ trong bảng."
    )


def _with_unit(label: str, unit: str) -> str:
    return f"{label} ({unit})" if unit else label
