"""A board as a heat table: a row for each commune, a column for each indicator, how it stands by shade and by sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .scale import clipped, wrapped
from .shapes import Ink, Line, Look, Picture, Rect, Shape, Triangle, Words

_NAME, _CELL, _ROW, _HEAD_LINE, _HEAD_LINES = 118, 74, 22, 12, 4
_HEAD = _HEAD_LINE * _HEAD_LINES + 8
_LEGEND_STEP, _LEGEND_ROW = (124, 162), 20  # two words a line: what a telephone shows without scrolling


class Level(StrEnum):
    """How a figure stands."""

    REACHED = "reached"
    ABOVE = "above"
    BELOW = "below"
    LEVEL = "level"  # the common level itself: nothing to judge
    NONE = "none"


_SHADES: dict[Level, Look] = {
    Level.REACHED: "dark",
    Level.ABOVE: "mid",
    Level.BELOW: "plain",
    Level.LEVEL: "plain",
    Level.NONE: "open",
}
LEVEL_WORDS = {
    Level.REACHED: "đạt kế hoạch",
    Level.ABOVE: "không kém mức chung",
    Level.BELOW: "kém mức chung",
    Level.LEVEL: "",
    Level.NONE: "chưa có số liệu",
}


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure as it is printed, and how it stands."""

    shown: str
    level: Level


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A commune with a cell for each column."""

    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatFigures:
    """The board; `total` is the row of the common levels, `notes` say what is compared."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    total: HeatRow
    notes: tuple[str, ...] = ()


def heat_picture(figures: HeatFigures) -> Picture:
    """Draw the board with its legend and its row of common levels."""
    rows = (*figures.rows, figures.total)
    floor = _HEAD + _ROW * len(rows)
    width = max(_NAME + _CELL * len(figures.columns), sum(_LEGEND_STEP))
    return Picture(
        key=figures.key,
        title=figures.title,
        description=_told(figures),
        width=width,
        height=floor + 6 + _LEGEND_ROW * 2,
        shapes=(*_heads(figures), *_cells(rows), *_ruled(figures, width), *_legend(floor + 6)),
        columns=("Đơn vị", *figures.columns),
        rows=tuple((row.name, *map(_in_words, row.cells)) for row in rows),
        notes=figures.notes,
    )


def _heads(figures: HeatFigures) -> Iterator[Shape]:
    for place, column in enumerate(figures.columns):
        lines = wrapped(column, _CELL - 4, 10, _HEAD_LINES)
        for number, line in enumerate(lines):
            y = _HEAD - 6 - _HEAD_LINE * (len(lines) - 1 - number)
            yield Words(_NAME + _CELL * place + _CELL // 2, y, line, "axis", "middle")


def _cells(rows: tuple[HeatRow, ...]) -> Iterator[Shape]:
    for number, row in enumerate(rows):
        y = _HEAD + _ROW * number
        yield Words(0, y + 15, clipped(row.name, _NAME - 4), "strong" if row is rows[-1] else "ink")
        for place, cell in enumerate(row.cells):
            yield from _cell(cell, _NAME + _CELL * place, y)


def _cell(cell: HeatCell, x: int, y: int) -> Iterator[Shape]:
    yield Rect(x + 1, y + 1, _CELL - 2, _ROW - 2, _SHADES[cell.level])
    yield from _sign(cell.level, x + 6, y + 7)
    yield Words(x + _CELL - 8, y + 15, cell.shown, _ink(cell.level), "end")


def _ink(level: Level) -> Ink:
    return {Level.REACHED: "inverse", Level.LEVEL: "strong", Level.NONE: "soft"}.get(level, "ink")  # type: ignore[return-value]  # each is an Ink


def _sign(level: Level, x: int, y: int) -> Iterator[Shape]:
    match level:
        case Level.REACHED:
            yield Triangle(x, y, is_up=True, look="hollow")
        case Level.ABOVE:
            yield Triangle(x, y, is_up=True, look="dot")
        case Level.BELOW:
            yield Triangle(x, y, is_up=False, look="dot")


def _ruled(figures: HeatFigures, width: int) -> Iterator[Shape]:
    y = _HEAD + _ROW * len(figures.rows)
    yield Line(0, y, width, y, "rule")


_LEGEND_OF = (Level.REACHED, Level.ABOVE, Level.BELOW, Level.NONE)


def _legend(top: int) -> Iterator[Shape]:
    for place, level in enumerate(_LEGEND_OF):
        x, y = _LEGEND_STEP[0] * (place % 2), top + _LEGEND_ROW * (place // 2)
        yield Rect(x + 1, y + 2, 18, 14, _SHADES[level])
        yield from _sign(level, x + 6, y + 5)
        yield Words(x + 24, y + 13, LEVEL_WORDS[level], "soft")


def _in_words(cell: HeatCell) -> str:
    """Return a cell of the table: its figure and how it stands ("113,1 (đạt kế hoạch)")."""
    if cell.level is Level.NONE:
        return LEVEL_WORDS[cell.level]
    return f"{cell.shown} ({LEVEL_WORDS[cell.level]})" if LEVEL_WORDS[cell.level] else cell.shown


def _told(figures: HeatFigures) -> str:
    levels = [cell.level for row in figures.rows for cell in row.cells]
    return (
        f"{len(figures.rows)} đơn vị, {len(figures.columns)} chỉ tiêu: {levels.count(Level.REACHED)} ô đạt kế hoạch, "
        f"{levels.count(Level.BELOW)} ô kém mức chung, {levels.count(Level.NONE)} ô chưa có số liệu; "
        "số liệu đầy đủ trong bảng."
    )
