"""What is found: a few of every kind, or a page of one; each with the words around what was looked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page, Paginator

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese.searching import Phrase, Piece, extract

from .asked import Asked, Kind
from .sources import SOURCES, Rows, Source, Told

OF_A_KIND = 5  # shown where all kinds are
ON_A_PAGE = 20
IN_A_FILE = 10_000  # more is nobody's list to read


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, its title and its words marked."""

    title: Sequence[Piece]
    month: Month | None
    extract: Sequence[Piece]
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of a kind: how many in all, and those that are shown."""

    kind: Kind
    count: int
    hits: Sequence[Hit]
    page: Page[Any] | None = None

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
    """Yield everything that was found, as far as a file holds it."""
    return islice(_all_told(asked), IN_A_FILE)


def _all_told(asked: Asked) -> Iterator[tuple[Kind, Told]]:
    for source in SOURCES:
        rows = source.found(asked)
        if rows is not None:
            yield from ((source.kind, source.tell(row, asked.body)) for row in rows[:IN_A_FILE])


def _group(source: Source, rows: Rows, asked: Asked, number: str) -> Group:
    pages = Paginator(rows, ON_A_PAGE if asked.kind else OF_A_KIND)
    page = pages.get_page(number if asked.kind else 1)
    hits = [_hit(source.tell(row, asked.body), asked.phrases) for row in page.object_list]
    return Group(source.kind, pages.count, hits, page if asked.kind else None)


def _hit(told: Told, phrases: Sequence[Phrase]) -> Hit:
    month = Month.parse(told.month) if told.month else None
    return Hit(extract(told.title, phrases), month, extract(told.text, phrases), told.address)
