"""The briefing as a document, for either edition: its text, its annexes, what it is checked by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from briefing_portal.lib.clock import OFFICE_TIME, moment_in_words
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import capitalize_first, format_date, format_share_of_target
from communes.models import BodyKind, ConveningBody
from documents.models import DocumentKind, Look, PublishedDocument
from documents.models.formats import look_of
from documents.models.wording import wording_of
from documents.rendering.content import Annex, Document, Header, Heading, Part, Title, annex_from, ended, text
from documents.rendering.paper import Paper
from documents.rendering.paper import paper as printed
from documents.rendering.proof import proof_of
from meetings.briefing.content import Edition
from meetings.models import Briefing, BriefingSentence
from reports.models.snapshots import canonical, sha256_of

from . import paper
from .annex import BUDGET_SHARE
from .editions import edition_data
from .letterhead import header_of, signature_of
from .marks import marks_of
from .rules import rule_in_words
from .sources import Names, names_of, source_lines, source_table, sources_of

Plain = dict[str, Any]
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a paper is printed: as a draft, or as the document of a number; a correction cites the first."""

    is_draft: bool = True
    number: int = 1
    first: PublishedDocument | None = None


def paper_of(briefing: Briefing, rows: Sequence[BriefingSentence], edition: Edition, occasion: Occasion) -> Paper:
    """Return the paper of an edition as the briefing stands."""
    body, month = briefing.period.body, briefing.period.as_month
    data = edition_data(briefing, rows, edition)
    names = names_of(body, month)
    marks = marks_of(briefing, rows) if occasion.is_draft else {}
    canonical_data = canonical(data)
    digest = sha256_of(canonical_data)
    look = look_of_paper(briefing)
    document = Document(
        title=data["title"],
        header=_header_of(briefing, look),
        heading=title_of(briefing),
        body=_body(data, briefing.data["communes"], marks, month, look, body),
        signature=signature_of(wording_of(body, DocumentKind.SUMMARY)),
        annexes=_annexes(briefing, data, edition, names),
        draft_mark=paper.draft_mark(briefing.draft_number, changed_at(briefing, rows)) if occasion.is_draft else "",
        supplement=paper.supplement_line(occasion.number, occasion.first) if occasion.first else "",
        proof=None if occasion.is_draft else proof_of(digest),
    )
    return printed(document, look, canonical_data, digest)


def _body(
    data: Plain, communes: dict[str, str], marks: dict[str, str], month: Month, look: Look, body: ConveningBody
) -> tuple[Part, ...]:
    """Return the blocks, and behind the end of the text what the paper rests on."""
    blocks = paper.blocks_of(paper.told_of(data, communes, marks), month)
    return (*ended(paper.body_of(blocks, look), look), text(_coverage(data["coverage"], body), "coverage"))


def _annexes(briefing: Briefing, data: Plain, edition: Edition, names: Names) -> tuple[Annex, ...]:
    """Return the tables, and inside the sources of the sentences."""
    tables = _numbered([*_commune_tables(briefing, data, edition), briefing.data["annex"]["totals"]], briefing)
    sources = _sources(data, names) if edition == "internal" else ()
    return (*map(annex_from, tables), *sources)


def _coverage(coverage: Plain, body: ConveningBody) -> str:
    """Return the line on what the paper rests on: "Số liệu tính đến ngày 14/11/2015, tổng hợp từ 17/17 báo cáo…"."""
    until = format_date(date.fromisoformat(coverage["data_to"]))
    reports = f"{coverage['accepted']}/{coverage['expected']} báo cáo của các {body.units_word} đã tiếp nhận"
    return f"Số liệu tính đến ngày {until}, tổng hợp từ {reports}."


def look_of_paper(briefing: Briefing) -> Look:
    """Return the rules of form that the paper follows: those of the meeting's day, else of the period's last."""
    meeting = briefing.data["basis"]["meeting"]
    held_at = meeting["held_at"] if meeting else None
    return look_of(briefing.period.body, date.fromisoformat(held_at[:10]) if held_at else briefing.period.data_to)


def title_of(briefing: Briefing) -> Title:
    """Return the paper's title, as the meeting stood when the briefing was compiled."""
    return paper.title_of(briefing.period.body, briefing.period.as_month, is_concluded=_is_concluded(briefing))


def _is_concluded(briefing: Briefing) -> bool:
    meeting = briefing.data["basis"]["meeting"]
    return bool(meeting and meeting["concluded"])


def _header_of(briefing: Briefing, look: Look) -> Header:
    """Return the paper's header; number and day are left open: they are given when it is signed."""
    meeting = briefing.data["basis"]["meeting"]
    held_at = meeting["held_at"] if meeting else None
    signed_in = Month.parse(held_at[:7]) if held_at else briefing.period.as_month
    return header_of(briefing.period.body, look, paper.symbol_of(is_concluded=_is_concluded(briefing)), signed_in)


def changed_at(briefing: Briefing, rows: Sequence[BriefingSentence]) -> datetime:
    """Return when the briefing was last compiled or edited, in office time."""
    return max([briefing.compiled_at, *(row.changed_at for row in rows if row.changed_at)]).astimezone(OFFICE_TIME)


def _commune_tables(briefing: Briefing, data: Plain, edition: Edition) -> list[Plain]:
    """Return the tables by commune; outside, where not everybody may be named, the ranking of those in praise."""
    body = briefing.period.body
    if edition == "internal" or (body.names_in_praise and body.names_in_criticism):
        tables: list[Plain] = briefing.data["annex"]["communes"]
        return tables
    ranking = data["rankings"].get(BUDGET_SHARE)
    return [_praise_table(body, ranking)] if ranking else []


def _praise_table(body: ConveningBody, ranking: Sequence[Plain]) -> Plain:
    rows = [
        {
            "is_total": False,
            "cells": [
                {"text": str(place), "kind": "order"},
                {"text": line["name"], "kind": "name"},
                {"text": format_share_of_target(Decimal(line["value"])).removesuffix("%"), "kind": "number"},
            ],
        }
        for place, line in enumerate(ranking, start=1)
    ]
    return {
        "title": "Thu ngân sách của các đơn vị được biểu dương",
        "is_wide": False,
        "columns": [
            {"label": "TT", "unit": "", "kind": "order"},
            {"label": capitalize_first(body.units_word), "unit": "", "kind": "name"},
            {"label": "Thu ngân sách so với dự toán giao", "unit": "%", "kind": "number"},
        ],
        "rows": rows,
        "notes": [],
    }


def _numbered(tables: Sequence[Plain], briefing: Briefing) -> list[Plain]:
    """Return annexes with numbers, the State's in Roman (Nghị định 30/2020/NĐ-CP, Annex I); a single one has none."""
    is_state = briefing.period.body.kind == BodyKind.STATE
    numbers = [_ROMAN[place] if is_state else str(place + 1) for place in range(len(tables))]
    return [
        table | {"number": f"Phụ lục {number}" if len(tables) > 1 else "Phụ lục", "reference": ""}
        for number, table in zip(numbers, tables, strict=True)
    ]


_SOURCES = "Nguồn số liệu của từng câu"
_WHERE_FROM = "(Số liệu lấy từ báo cáo đã tiếp nhận, lần nộp thứ nhất và chỉ tiêu giao lần đầu, trừ nơi có ghi khác)"


def _sources(data: Plain, names: Names) -> tuple[Annex, ...]:
    """Return the annex of sources: per sentence how it was arrived at, on which ground, from which figures."""
    told = [
        (sentence, table)
        for section in data["sections"]
        for sentence in section["sentences"]
        if (table := source_table(sources_of(sentence), names)) or "ground" in sentence
    ]
    parts: list[Part] = []
    for place, (sentence, table) in enumerate(told, start=1):
        rule, ground = rule_in_words(sentence["rule"]), _ground(sentence)
        parts.append(Heading(f"{place}. {sentence['text']}", level=3))
        parts += [text(f"Cách tính: {rule}", "source-rule")] if rule else []
        parts += [text(f"Căn cứ của Văn phòng: {ground}", "source-rule")] if ground else []
        parts += [text(line, "source-line") for line in source_lines(table)]
    return (Annex(_SOURCES, reference=_WHERE_FROM, parts=tuple(parts)),) if parts else ()


def _ground(sentence: Plain) -> str:
    """Return the ground that the office confirmed a sentence with, who gave it and when."""
    if "ground" not in sentence:
        return ""
    by, at = sentence["confirmed"]["by"], datetime.fromisoformat(sentence["confirmed"]["at"])
    ground = sentence["ground"].rstrip(".")
    return f"{ground} ({by} xác nhận lúc {moment_in_words(at)})."
