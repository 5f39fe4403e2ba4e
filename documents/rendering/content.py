"""What a document says, in the order in which it says it: one tree that the page, the PDF and the DOCX are made of.

How it looks is nothing of the tree: that is the look (documents/models/look.py) and its renderers, html.py and docx.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from briefing_portal.lib.vietnamese import format_date_long
from documents.models import Look
from documents.models.look import OPEN
from documents.rendering.proof import Proof

Kind = Literal["order", "name", "number", "text"]
# "text" is the body; "item" stands behind a dash; the rest is smaller or in the middle, as its name says.
Style = Literal["text", "item", "centered", "coverage", "source-rule", "source-line"]
_PRINTED_NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; one that `holds` ("Cẩm Giàng 113,1%") isn't broken at the end of a line."""

    text: str
    bold: bool = False
    italic: bool = False
    holds: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 carries "I-", level 2 "1-"; level 3 is a run of bold text of its own."""

    tag: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    tag: ClassVar[str] = "paragraph"
    runs: tuple[Run, ...]
    style: Style = "text"

    @property
    def text(self) -> str:
        """Return the words without their type."""
        return "".join(run.text for run in self.runs)


Part = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    label: str
    unit: str = ""
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as it is printed."""

    text: str
    kind: Kind = "text"

    @property
    def value(self) -> Decimal | None:
        """Return the figure that a numeric cell prints ("1.357,2"); None for words, a dash or "16/17"."""
        if self.kind not in {"number", "order"} or not _PRINTED_NUMBER.fullmatch(self.text):
            return None
        return Decimal(self.text.replace(".", "").replace(",", "."))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on a page of its own: a table with its notes, or (parts) text."""

    title: str
    number: str = ""
    reference: str = ""
    is_wide: bool = False
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """Who issues the document, its number and its date, both left open for the pen."""

    upper_body: str
    issuing_body: str
    number_line: str
    place_and_date: str


@dataclass(frozen=True, slots=True)
class Title:
    """What kind of document it is and what it is about; whom it addresses ("Kính gửi"), if anybody."""

    type_name: str
    subject: str
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: on whose behalf (a line each: "T/L BAN THƯỜNG VỤ"), the position, the name or "" for a pen."""

    authority: tuple[str, ...]
    position: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a document: one signer beside the recipients, or two signers beside one another."""

    signers: tuple[Signer, ...]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document."""

    title: str
    header: Header
    heading: Title
    body: tuple[Part, ...]
    signature: Signature
    annexes: tuple[Annex, ...] = field(default=())
    draft_mark: str = ""
    supplement: str = ""
    proof: Proof | None = None


def text(words: str, style: Style = "text") -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph((Run(words),), style)


def place_and_date(place: str, day: date) -> str:
    """Return the line of place and date, the day left open: "Bạch Thông, ngày      tháng 11 năm 2015"."""
    return f"{place}, ngày{OPEN}{format_date_long(day)[len('ngày 00 ') :]}"


def annex_from(table: Mapping[str, Any]) -> Annex:
    """Return a table that was kept as plain data (title, is_wide, columns, rows, notes) as an annex."""
    return Annex(
        title=table["title"],
        number=table.get("number", ""),
        reference=table.get("reference", ""),
        is_wide=table["is_wide"],
        columns=tuple(Column(each["label"], each["unit"], each["kind"]) for each in table["columns"]),
        rows=tuple(
            Row(tuple(Cell(cell["text"], cell["kind"]) for cell in row["cells"]), row["is_total"])
            for row in table["rows"]
        ),
        notes=tuple(table["notes"]),
    )


def ended(parts: Iterable[Part], look: Look) -> tuple[Part, ...]:
    """Return the body with the mark that ends it: the Party's full stop, or the State's "./."."""
    *before, last = parts
    if not isinstance(last, Paragraph) or not last.runs or look.end_of_text == ".":
        return (*before, last)
    words = last.runs[-1]
    closing = Run(words.text.rstrip(". ") + look.end_of_text, words.bold, words.italic, words.holds, words.small)
    return (*before, Paragraph((*last.runs[:-1], closing), last.style))
