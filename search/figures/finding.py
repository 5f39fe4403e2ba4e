"""What is found: a few of every kind, or a page of one; each with the words around what was looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese.searching import Phrase, Piece, extract

from .asked import Asked, Kind
from .sources import SOURCES, Rows, Source, Told

OF_A_KIND = 5  # shown where all kinds are
ON_A_PAGE = 20
MOST = 1_000  # of a kind: more is nobody's list to read, and counting it takes long


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, its title and its words marked."""

    title: Sequence[Piece]
    month: Month | None
    extract: Sequence[Piece]
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind: how many, at most MOST, and those that are shown; `is_cut` where there are more."""

    kind: Kind
    count: int
    is_cut: bool
    hits: Sequence[Hit]
    page: Page[int] | None = None

    @property
    def has_more(self) -> bool:
        """Tell whether there is more than is shown."""
        return self.count > len(self.hits)


def find(asked: Asked, number: str = "") -> list[Group]:
    """Return the kinds in which something was found; of one that is asked for, page `number`."""
    found = ((source, source.found(asked)) for source in SOURCES)
    groups = [_group(source, rows, asked, number) for source, rows in found if rows is not None]
    return [group for group in groups if group.count]


def told_of(asked: Asked) -> Iterator[tuple[Kind, Told]]:
    """Yield everything that was found, at most MOST of a kind."""
    for source in SOURCES:
        rows = source.found(asked)
        if rows is not None:
            yield from ((source.kind, source.tell(row, asked.body)) for row in rows[:MOST])


def _group(source: Source, rows: Rows, asked: Asked, number: str) -> Group:
    """Look for the keys once, then fetch what is shown."""
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    pages = Paginator(keys[:MOST], ON_A_PAGE if asked.kind else OF_A_KIND)
    page = pages.get_page(number if asked.kind else 1)
    hits = [
        _hit(source.tell(row, asked.body), asked.phrases) for row in _in_order(source, asked, list(page.object_list))
    ]
    return Group(source.kind, pages.count, len(keys) > MOST, hits, page if asked.kind else None)


def _in_order(source: Source, asked: Asked, keys: Sequence[int]) -> list[Any]:
    rows = source.visible(asked.user, asked.body).in_bulk(keys) if keys else {}
    return [rows[key] for key in keys if key in rows]


def _hit(told: Told, phrases: Sequence[Phrase]) -> Hit:
    month = Month.parse(told.month) if told.month else None
    return Hit(extract(told.title, phrases), month, extract(told.text, phrases), told.address)
