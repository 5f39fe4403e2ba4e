"""How a briefing quotes one commune: the sentences that name it or count it, as the published edition words them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from briefing_portal.lib.vietnamese import format_number, format_share_of_target
from communes.models import Commune
from meetings.models import Briefing, BriefingSentence

from .editions import content_of
from .rules import rule_in_words
from .sources import Names, Words, names_of, source_table

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure of the commune that a sentence counts: a value of its report, or (`is_plan`) a plan set for it."""

    name: str
    unit: str
    month: str
    value: str
    is_plan: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The commune's place in the ranking behind a sentence that names it, among `ranked` communes."""

    rank: int
    ranked: int
    value: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence that quotes the commune; `text` is the published edition's.

    `is_named` says whether that text names the commune, `is_named_inside` whether the internal edition does.
    """

    key: str
    text: str
    rule: str
    is_named: bool
    is_named_inside: bool
    figures: tuple[OwnFigure, ...]
    words: tuple[Words, ...]
    place: Place | None


def quoted_of(briefing: Briefing, commune: Commune) -> list[Quoted]:
    """Return the sentences that name or count a commune, in the order of the page, with its own figures alone."""
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    told = {sentence.id: sentence.text for sentence in content_of(briefing, rows, "published").sentences}
    names = names_of(briefing.period.body, briefing.period.as_month)
    found = (_quoted(briefing, row, told[row.key], commune, names) for row in rows if row.key in told)
    return [each for each in found if each.is_named or each.is_named_inside or each.figures or each.words]


@dataclass(frozen=True, slots=True)
class Mentions:
    """In how many sentences of the published edition a commune is named, and in how many it is counted beside."""

    named: int
    counted: int


def mentions_of(briefing: Briefing) -> dict[str, Mentions]:
    """Return how often each commune (by its code) is quoted, as `quoted_of` counts it, for all of them at once."""
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    told = {sentence.id: sentence.text for sentence in content_of(briefing, rows, "published").sentences}
    called: Mapping[str, str] = briefing.data["communes"]
    named, counted = Counter[str](), Counter[str]()
    for row in rows:
        if row.key in told:
            outside = named_in(told[row.key], called)
            sources = {source["commune"] for source in row.sources if source["commune"]}
            named.update(outside)
            counted.update((sources | named_in(row.text, called)) - outside)
    return {code: Mentions(named[code], counted[code]) for code in {*named, *counted}}


def _quoted(briefing: Briefing, row: BriefingSentence, text: str, commune: Commune, names: Names) -> Quoted:
    called: Mapping[str, str] = briefing.data["communes"]
    own = [source for source in row.sources if source["commune"] == commune.code]
    is_named, is_named_inside = (commune.code in named_in(words, called) for words in (text, row.text))
    return Quoted(
        key=row.key,
        text=text,
        rule=rule_in_words(row.rule),
        is_named=is_named,
        is_named_inside=is_named_inside,
        figures=_figures(own, names),
        words=source_table([source for source in own if "text" in source], names).words,
        place=_place(briefing.data, row.key, commune, names) if is_named or is_named_inside else None,
    )


def named_in(text: str, communes: Mapping[str, str]) -> frozenset[str]:
    """Return the codes of the communes (names by code) that a text names; of overlapping names the longest counts."""
    if not communes:
        return frozenset()
    by_name = {name.casefold(): code for code, name in communes.items()}
    longest_first = sorted(map(re.escape, communes.values()), key=len, reverse=True)
    found = re.findall(rf"\b(?:{'|'.join(longest_first)})\b", text, re.IGNORECASE)
    return frozenset(by_name[name.casefold()] for name in found)


def _figures(own: Sequence[Plain], names: Names) -> tuple[OwnFigure, ...]:
    table = source_table([source for source in own if "text" not in source], names)
    cells = table.lines[0].cells if table.lines else ()
    return tuple(
        OwnFigure(column.name, column.unit, column.month_words, cell.text, is_plan=cell.revision is not None)
        for column, cell in zip(table.columns, cells, strict=True)
        if cell
    )


def _place(data: Plain, key: str, commune: Commune, names: Names) -> Place | None:
    indicator = data["ranking_of"].get(key, "")
    lines = data["rankings"].get(indicator, [])
    own = next((line for line in lines if line["code"] == commune.code), None)
    if own is None:
        return None
    _, unit, decimals = names.indicators.get(indicator, ("", "", 0))
    value = Decimal(own["value"])
    shown = format_share_of_target(value) if unit == "%" else f"{format_number(value, decimals)} {unit}"
    return Place(own["rank"], len(lines), shown)
