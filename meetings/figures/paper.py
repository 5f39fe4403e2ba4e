"""A briefing as a paper: the header and the four blocks. The same for the screen, the PDF and the DOCX."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.months import Month
from communes.models import ConveningBody
from documents.models import Look, PublishedDocument
from documents.rendering import content
from documents.rendering.content import Heading, Run, Title
from meetings.briefing.measures import ClaimFinding
from meetings.models import Block

from .letterhead import heading
from .sources import SourceTable

Plain = dict[str, Any]
_ROMAN = ("I", "II", "III")
_NO_ITEMS = frozenset({"shortcomings.intro", "shortcomings.no_longer_told"})  # they frame the list of shortcomings


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; one that `holds` together ("Cẩm Giàng 113,1%") isn't broken at the end of a line.

    `doubt` is what is wrong with its words: "unsourced", "contradicted" or nothing.
    """

    text: str
    holds: bool
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence on the page; `mark` says what is open about it, `sources` and `rule` what it stands on (if opened)."""

    key: str
    parts: tuple[Part, ...]
    mark: str = ""
    pk: int | None = None
    is_printed: bool = True
    comments: int = 0
    objections: int = 0
    is_selected: bool = False
    is_item: bool = False
    place: int = 0
    has_sources: bool = False
    sources: SourceTable | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one section: running text behind its title, or (items) a paragraph each."""

    code: str
    title: str
    is_list: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with its number and title; the first has none."""

    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def heading(self) -> str:
        """Return the heading as the screen writes it."""
        return heading(self.number, "-", self.title) if self.title else ""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence to be laid out, where it stands and what it says."""

    block: int
    section: str
    title: str
    text: str
    line: Line


def blocks_of(told: Iterable[Told], month: Month) -> list[PageBlock]:
    """Lay sentences out in their order: a block's heading stands only where something follows it."""
    blocks = []
    numbers = iter(_ROMAN)
    for block, sentences in groupby(told, key=lambda each: each.block):
        head = ("", "") if block == Block.OPENING else (next(numbers), _title(block, month))
        grouped = groupby(sentences, key=lambda each: (each.section, each.title))
        blocks.append(
            PageBlock(*head, tuple(_paragraph(block, *section, [s.line for s in found]) for section, found in grouped))
        )
    return blocks


def _title(block: int, month: Month) -> str:
    following = month.next()
    return {
        Block.ACHIEVEMENTS: f"Kết quả công tác tháng {month.month} năm {month.year}",
        Block.SHORTCOMINGS: "Tồn tại, hạn chế",
        Block.TASKS: f"Nhiệm vụ trọng tâm tháng {following.month} năm {following.year}",
    }[Block(block)]


def _paragraph(block: int, code: str, title: str, lines: Sequence[Line]) -> Paragraph:
    is_sector = block == Block.ACHIEVEMENTS and code != "coverage"
    is_list = block in {Block.SHORTCOMINGS, Block.TASKS}
    items = (replace(line, is_item=code == "shortcomings" and line.key not in _NO_ITEMS) for line in lines)
    return Paragraph(code, title if is_sector else "", is_list, tuple(items))


def parts_of(text: str, names: Iterable[str]) -> tuple[Part, ...]:
    """Cut a text so that a commune and its percentage behind it hold together."""
    alternatives = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    if not alternatives:
        return (Part(text, holds=False),)
    pieces = re.split(rf"((?:{alternatives}) \d[\d.,]*%[,;.:]?)", text)
    return tuple(Part(piece, holds=place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def marked_parts(text: str, names: Sequence[str], findings: Iterable[ClaimFinding]) -> tuple[Part, ...]:
    """Cut a text as `parts_of` does, with the words of its findings as parts of their own."""
    parts: list[Part] = []
    place = 0
    for found in sorted(findings):
        parts += parts_of(text[place : found.start], names)
        words = text[found.start : found.end]
        parts.append(Part(words, holds=True, doubt="contradicted" if found.is_contradicted else "unsourced"))
        place = found.end
    return (*parts, *parts_of(text[place:], names))


def told_of(data: Plain, names: Mapping[str, str], marks: Mapping[str, str]) -> list[Told]:
    """Return the sentences of a briefing.json; `names` are communes by code, `marks` what is open by sentence."""
    return [
        Told(
            section["block"],
            section["code"],
            section["title"],
            sentence["text"],
            Line(sentence["id"], parts_of(sentence["text"], names.values()), marks.get(sentence["id"], "")),
        )
        for section in data["sections"]
        for sentence in section["sentences"]
    ]


def draft_mark(number: int, at: datetime) -> str:
    """Return "DỰ THẢO lần 2, 14:30 ngày 20/11/2015"."""
    return f"DỰ THẢO lần {number}, {moment_in_words(at)}"


def supplement_line(number: int, first: PublishedDocument) -> str:
    """Return the line under the title of a document that corrects an earlier one."""
    moment = moment_in_words(first.published_at)
    return f"(Bản bổ sung lần {number - 1} cho văn bản phát hành lần {first.number} lúc {moment}, mã {first.code})"


def body_of(blocks: Iterable[PageBlock], look: Look) -> list[content.Part]:
    """Return the blocks as the parts of a document."""
    parts: list[content.Part] = []
    for block in blocks:
        if block.title:
            parts.append(Heading(heading(block.number, look.heading_mark, block.title)))
        for paragraph in block.paragraphs:
            parts += _parts_of(paragraph)
    return parts


def _parts_of(paragraph: Paragraph) -> list[content.Part]:
    if paragraph.is_list:
        return [content.Paragraph(tuple(_runs(line)), "item" if line.is_item else "text") for line in paragraph.lines]
    title = [Run(f"{paragraph.title}:", bold=True, italic=True), Run(" ")] if paragraph.title else []
    lines = [[*([Run(" ")] if place else []), *_runs(line)] for place, line in enumerate(paragraph.lines)]
    return [content.Paragraph((*title, *chain.from_iterable(lines)))]


def _runs(line: Line) -> list[Run]:
    """Return a sentence, with what is open about it behind it."""
    runs = [Run(part.text, holds=part.holds) for part in line.parts]
    return [*runs, Run(" "), Run(f"[{line.mark}]", small=True)] if line.mark else runs


def symbol_of(*, is_concluded: bool) -> str:
    """Return the symbol of the paper: it reports before the meeting and gives notice after it."""
    return "TB" if is_concluded else "BC"


def title_of(body: ConveningBody, month: Month, *, is_concluded: bool) -> Title:
    """Return the title of the paper: a report before the meeting, a notice after it."""
    occasion = f"Hội nghị giao ban {body.group_title} tháng {month.month} năm {month.year}"
    if is_concluded:
        return Title("THÔNG BÁO", f"kết quả {occasion}")
    return Title("BÁO CÁO", f"tổng hợp phục vụ {occasion}")
