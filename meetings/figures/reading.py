"""A published document as its readers open it: from the frozen data alone."""

import json
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_share_of_target
from documents.models import PublishedDocument

from . import paper
from .annex import BUDGET_SHARE
from .rules import rule_in_words
from .sources import Names, names_of, source_table, sources_of

Plain = dict[str, Any]


def reading_of(document: PublishedDocument, own: Collection[str] | None, opened: int | None) -> Plain:
    """Return a document's blocks and its ranking; the sentence at the place `opened` (from 1) shows its sources.

    `own` are the codes of the communes whose reports the reader may open; None for all of them.
    """
    data: Plain = json.loads(document.data)
    month = Month.parse(document.month)
    names = _openable(names_of(document.body, month), own)
    sentences = [sentence for section in data["sections"] for sentence in section["sentences"]]
    called = {code: name for code, (name, _) in names.communes.items()}
    told = [
        replace(each, line=_line(each.line, sentence, place, names if place == opened else None))
        for place, (each, sentence) in enumerate(zip(paper.told_of(data, called, {}), sentences, strict=True), start=1)
    ]
    return {
        "title": data["title"],
        "coverage": data["coverage"],
        "blocks": paper.blocks_of(told, month),
        "lines": {each.line.place: each.line for each in told},
        "ranking": [
            line | {"shown": format_share_of_target(Decimal(line["value"]))}
            for line in data["rankings"].get(BUDGET_SHARE, [])
        ],
    }


def _line(line: paper.Line, sentence: Plain, place: int, names: Names | None) -> paper.Line:
    """Return a line with its place, and with what stands behind it where it is opened."""
    line = replace(line, place=place, has_sources=bool(sources_of(sentence)))
    if names is None:
        return line
    return replace(line, sources=source_table(sources_of(sentence), names), rule=rule_in_words(sentence["rule"]))


def _openable(names: Names, own: Collection[str] | None) -> Names:
    if own is None:
        return names
    communes = {code: (name, slug if code in own else "") for code, (name, slug) in names.communes.items()}
    return replace(names, communes=communes)
