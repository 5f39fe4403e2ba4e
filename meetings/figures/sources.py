"""The sources of sentences, as tables for people: a line per commune, a column per indicator and month."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date, format_number
from communes.models import Commune, ConveningBody
from meetings.briefing.measures import LONGEST_MEMORY
from reports.models import Indicator, Season

Plain = dict[str, Any]
_OF_A_LINE = 40  # communes


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called in a month: communes (name and slug), indicators (name, unit, decimals), seasons."""

    communes: Mapping[str, tuple[str, str]]
    indicators: Mapping[str, tuple[str, str, int]]
    seasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """An indicator in a month; `name` also says the season, and whose plan it is, where that tells columns apart."""

    name: str
    unit: str
    month: str
    month_words: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, with the submission (of the commune's report of `month`) or the plan's revision that it is from."""

    text: str
    month: str
    submission: int | None
    revision: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A commune's figures in the order of the columns; None where it has none. A sum has no commune."""

    name: str
    slug: str
    cells: tuple[Cell | None, ...]

    @property
    def named(self) -> str:
        """Return the name as it leads to a figure: a long one with a colon."""
        return f"{self.name}: " if "," in self.name else f"{self.name} "


@dataclass(frozen=True, slots=True)
class Words:
    """What a commune wrote; `when` names an earlier month, `again` says for how many months it has written it."""

    name: str
    slug: str
    text: str
    submission: int | None
    when: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """All that a sentence stands on."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    words: tuple[Words, ...]

    def __bool__(self) -> bool:
        """Tell whether the sentence stands on anything."""
        return bool(self.lines or self.words)


def names_of(body: ConveningBody, month: Month) -> Names:
    """Return the names of a month's communes, of all indicators and of the seasons: three queries."""
    communes = Commune.objects.filter(body=body).existing_in(month).values_list("code", "name", "slug")
    indicators = Indicator.objects.values_list("code", "name", "unit", "decimals")
    return Names(
        {code: (name, slug) for code, name, slug in communes},
        {code: (name, unit, decimals) for code, name, unit, decimals in indicators},
        dict(Season.objects.filter(body=body).values_list("code", "name")),
    )


def sources_of(sentence: Plain) -> list[Plain]:
    """Return what a sentence of briefing.json stands on: figures, then words."""
    return [*sentence["sources"], *sentence.get("words", ())]


def source_table(sources: Sequence[Plain], names: Names) -> SourceTable:
    """Return the sources of one sentence, as briefing.json holds them, as a table."""
    figures = [source for source in sources if "text" not in source]
    keys = list(dict.fromkeys(map(_key, figures)))
    by_origin: dict[tuple[str, str], dict[_Key, Plain]] = {}
    for source in figures:
        by_origin.setdefault(_origin(source, names), {})[_key(source)] = source
    of_one = Counter((key.indicator, key.month, key.assigned_by) for key in keys)
    return SourceTable(
        columns=tuple(
            _column(key, names, tells_season=of_one[key.indicator, key.month, key.assigned_by] > 1) for key in keys
        ),
        lines=tuple(_line(origin, [found.get(key) for key in keys], names) for origin, found in by_origin.items()),
        words=tuple(_words(source, names) for source in sources if "text" in source),
    )


class _Key(NamedTuple):
    """What makes a column."""

    indicator: str
    month: str
    season: str
    assigned_by: str


def _key(source: Plain) -> _Key:
    return _Key(source["indicator"], source["month"], source.get("season", ""), source.get("assigned_by", ""))


def _column(key: _Key, names: Names, *, tells_season: bool) -> Column:
    name, unit, _ = names.indicators.get(key.indicator, (key.indicator, "", 0))
    season = names.seasons.get(key.season, key.season) if tells_season else ""
    told = ", ".join(part for part in (name, season, key.assigned_by) if part)
    return Column(told, unit, key.month, _month_words(key.month))


def _month_words(text: str) -> str:
    month = Month.parse(text)
    return f"tháng {month.month}/{month.year}"


def _origin(source: Plain, names: Names) -> tuple[str, str]:
    """Return who a figure is from, and the slug of a commune: a department says when its total was entered."""
    if "department" in source:
        entered = format_date(date.fromisoformat(source["entered"]))
        return f"{source['department']}, số liệu ngành, nhập ngày {entered}", ""
    return _commune(source["commune"], names)


def _line(origin: tuple[str, str], sources: Iterable[Plain | None], names: Names) -> Line:
    return Line(*origin, tuple(_cell(source, names) if source else None for source in sources))


def _commune(code: str | None, names: Names) -> tuple[str, str]:
    return ("Tổng số", "") if code is None else names.communes.get(code, (code, ""))


def _cell(source: Plain, names: Names) -> Cell:
    decimals = names.indicators.get(source["indicator"], ("", "", 0))[2]
    value = Decimal(source["value"])
    is_sum = source["commune"] is None and "department" not in source
    return Cell(
        format_number(value, decimals if is_sum else None),
        source["month"],
        source.get("submission"),
        source.get("target"),
    )


def _words(source: Plain, names: Names) -> Words:
    name, slug = _speaker(source, names)
    in_a_row = source.get("in_a_row", 0)
    is_earlier = "month" in source and not in_a_row
    when = _month_words(source["month"]) if is_earlier else ""
    return Words(name, slug, source["text"], source.get("submission"), when, _months_in_a_row(in_a_row))


def _speaker(source: Plain, names: Names) -> tuple[str, str]:
    """Return whose words they are, with the slug of a commune."""
    if source["kind"] == "phrase":
        return "Câu mẫu của Văn phòng", ""
    if source["kind"] == "directive" and source["commune"] is None:
        month, _, number = source["about"].partition("/")
        return source.get("department") or f"Nhiệm vụ số {number}, {_month_words(month)}", ""
    return _commune(source["commune"], names)


def _months_in_a_row(count: int) -> str:
    if count >= LONGEST_MEMORY:
        return f"nêu liên tiếp từ {count} tháng trở lên"
    return f"nêu {count} tháng liên tiếp" if count > 1 else ""


def source_lines(table: SourceTable) -> list[str]:
    """Return a table as running lines for the annex of sources: by indicator, then one per commune's words.

    An indicator of more than a line's communes goes on in further lines, a few of paper each: long ones can't be read.
    """
    lines = []
    for place, column in enumerate(table.columns):
        told = [f"{line.named}{_with_origin(cell)}" for line in table.lines if (cell := line.cells[place])]
        head = f"{column.name} ({column.unit}, {column.month_words}): "
        for start in range(0, len(told), _OF_A_LINE):
            end = "." if start + _OF_A_LINE >= len(told) else ";"
            lines.append(f"{head if start == 0 else ''}{'; '.join(told[start : start + _OF_A_LINE])}{end}")
    return lines + [_words_line(words) for words in table.words]


def _words_line(words: Words) -> str:
    who = f"{words.name} ({words.when})" if words.when else words.name
    return f"{who}: “{words.text}”" + (f" ({words.again})" if words.again else "")


def _with_origin(cell: Cell) -> str:
    if cell.submission is not None and cell.submission > 1:
        return f"{cell.text} (lần nộp {cell.submission})"
    if cell.revision is not None and cell.revision > 1:
        return f"{cell.text} (điều chỉnh lần {cell.revision})"
    return cell.text
