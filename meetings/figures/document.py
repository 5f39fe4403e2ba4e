"""Everything that the template of the briefing's paper is filled with, for either edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from briefing_portal.lib.clock import OFFICE_TIME, moment_in_words
from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import capitalize_first, format_date, format_share_of_target
from communes.models import ConveningBody
from documents.models import PublishedDocument
from documents.rendering.proof import proof_of
from meetings.briefing.content import Edition
from meetings.models import Briefing, BriefingSentence
from reports.models.snapshots import canonical, sha256_of

from . import paper
from .annex import BUDGET_SHARE
from .editions import edition_data
from .marks import marks_of
from .rules import rule_in_words
from .sources import Names, names_of, source_lines, source_table, sources_of

Plain = dict[str, Any]
TEMPLATE = "documents/briefing.html"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a paper is printed: as a draft, or as the document of a number; a correction cites the first."""

    is_draft: bool = True
    number: int = 1
    first: PublishedDocument | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is drawn: the data it says, canonical, its hash, and the template's context."""

    title: str
    data: str
    data_sha256: str
    context: Plain


def paper_of(briefing: Briefing, rows: Sequence[BriefingSentence], edition: Edition, occasion: Occasion) -> Paper:
    """Return the paper of an edition as the briefing stands."""
    body, month = briefing.period.body, briefing.period.as_month
    data = edition_data(briefing, rows, edition)
    names = names_of(body, month)
    communes: dict[str, str] = briefing.data["communes"]
    marks = marks_of(briefing, rows) if occasion.is_draft else {}
    text = canonical(data)
    digest = sha256_of(text)
    context = {
        "title": data["title"],
        "draft_mark": paper.draft_mark(briefing.draft_number, changed_at(briefing, rows)) if occasion.is_draft else "",
        "blocks": paper.blocks_of(paper.told_of(data, communes, marks), month),
        "annexes": _numbered([*_commune_tables(briefing, data, edition), briefing.data["annex"]["totals"]]),
        "source_notes": _source_notes(data, names) if edition == "internal" else [],
        "proof": None if occasion.is_draft else proof_of(digest),
        "coverage": _coverage(data["coverage"], body),
        "supplement": paper.supplement_line(occasion.number, occasion.first) if occasion.first else "",
        **head_of(briefing, body),
    }
    return Paper(data["title"], text, digest, context)


def _coverage(coverage: Plain, body: ConveningBody) -> str:
    """Return the line on what the paper rests on: "Số liệu tính đến ngày 14/11/2015, tổng hợp từ 17/17 báo cáo…"."""
    until = format_date(date.fromisoformat(coverage["data_to"]))
    reports = f"{coverage['accepted']}/{coverage['expected']} báo cáo của các {body.units_word} đã tiếp nhận"
    return f"Số liệu tính đến ngày {until}, tổng hợp từ {reports}."


def head_of(briefing: Briefing, body: ConveningBody) -> Plain:
    """Return the paper's header, title and signature, as the meeting stood when the briefing was compiled."""
    meeting = briefing.data["basis"]["meeting"] or {"concluded": False, "held_at": None}
    month = briefing.period.as_month
    signed_in = Month.parse(meeting["held_at"][:7]) if meeting["held_at"] else month
    return paper.head_of(body, month, is_concluded=meeting["concluded"], signed_in=signed_in)


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


def _numbered(tables: Sequence[Plain]) -> list[Plain]:
    return [
        table | {"number": f"Phụ lục {place}" if len(tables) > 1 else "Phụ lục", "reference": ""}
        for place, table in enumerate(tables, start=1)
    ]


def _source_notes(data: Plain, names: Names) -> list[Plain]:
    """Return the annex of sources: per sentence how it was arrived at, from which figures, on which ground."""
    return [
        {
            "text": sentence["text"],
            "rule": rule_in_words(sentence["rule"]),
            "lines": source_lines(table),
            "ground": _ground(sentence),
        }
        for section in data["sections"]
        for sentence in section["sentences"]
        if (table := source_table(sources_of(sentence), names)) or "ground" in sentence
    ]


def _ground(sentence: Plain) -> str:
    """Return the ground that the office confirmed a sentence with, who gave it and when."""
    if "ground" not in sentence:
        return ""
    by, at = sentence["confirmed"]["by"], datetime.fromisoformat(sentence["confirmed"]["at"])
    ground = sentence["ground"].rstrip(".")
    return f"{ground} ({by} xác nhận lúc {moment_in_words(at)})."
