"""The briefing on the screen: the paper with its open places, and what stands behind one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from briefing_portal.lib.differences import beside
from communes.models import BodyKind
from meetings.briefing.measures import ClaimFinding
from meetings.models import Briefing, BriefingSentence, SentenceComment
from meetings.models.briefings import Origin
from meetings.models.judging import findings_of
from meetings.models.merging import is_printed, waits

from . import paper
from .consultation import Thread, consultation_of, threads_of
from .departments import differences_of
from .document import changed_at, title_of
from .editions import open_gaps, page_sections
from .marks import mark_of
from .offers import offer_of, phrases_of
from .recompiling import Choice, choices_of
from .rules import rule_in_words
from .sources import SourceTable, names_of, source_table

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SentencePanel:
    """One sentence with all that its reader may ask: how, from what, who changed it, what was said to it."""

    sentence: BriefingSentence
    rule: str
    sources: SourceTable
    mark: str
    parts: Sequence[paper.Part]
    findings: Sequence[ClaimFinding]
    comments: Sequence[SentenceComment]
    threads: Sequence[Thread]
    choice: Choice | None
    is_edited: bool
    is_directive: bool
    is_chosen: bool
    is_waiting: bool
    is_first: bool
    is_last: bool


def rows_of(briefing: Briefing) -> list[BriefingSentence]:
    """Return all sentences in the order of the page, each with its number of open comments (`open_comments`)."""
    counted = Count("comments", filter=Q(comments__resolved_at=None))
    rows = briefing.sentences.select_related("changed_by", "confirmed_by").annotate(open_comments=counted)
    return list(rows.order_by("block", "order", "pk"))


def page_of(
    briefing: Briefing,
    rows: Sequence[BriefingSentence],
    selected: BriefingSentence | None,
    objections: Mapping[str, int],
) -> Plain:
    """Return the whole paper as the screen shows it: also sentences that are not confirmed yet.

    `objections` counts those that wait for an answer, by the sentence's key.
    """
    body, month = briefing.period.body, briefing.period.as_month
    titles = {section.code: section.title for section in page_sections()}
    found = {row.key: [] if row.confirmed else findings_of(row, briefing.data) for row in rows}
    told = [
        paper.Told(
            row.block,
            row.section,
            titles.get(row.section, ""),
            row.text,
            paper.Line(
                key=row.key,
                parts=_parts(briefing, row, found[row.key]),
                mark=mark_of(briefing, row, found[row.key]),
                pk=row.pk,
                is_printed=is_printed(row),
                comments=getattr(row, "open_comments", 0),
                objections=objections.get(row.key, 0),
                is_selected=row == selected,
            ),
        )
        for row in rows
        if not row.dropped
    ]
    return {
        "blocks": paper.blocks_of(told, month),
        "draft_mark": paper.draft_mark(briefing.draft_number, changed_at(briefing, rows)),
        "heading": title_of(briefing),
        "is_party": body.kind == BodyKind.PARTY,
    }


def _parts(briefing: Briefing, row: BriefingSentence, found: Sequence[ClaimFinding]) -> tuple[paper.Part, ...]:
    """Return a sentence in parts; words that its figures don't bear are marked until the office has confirmed them."""
    return paper.marked_parts(row.text, list(briefing.data["communes"].values()), [] if row.confirmed else found)


def panel_of(briefing: Briefing, rows: Sequence[BriefingSentence], row: BriefingSentence) -> SentencePanel:
    """Return what stands behind a sentence."""
    names = names_of(briefing.period.body, briefing.period.as_month)
    consultation = consultation_of(briefing)
    found = findings_of(row, briefing.data)
    section = [each for each in rows if (each.block, each.section) == (row.block, row.section) and not each.dropped]
    return SentencePanel(
        sentence=row,
        rule=rule_in_words(row.rule) if row.origin == Origin.COMPILED else row.get_origin_display(),
        sources=source_table(row.sources, names),
        mark=mark_of(briefing, row, found),
        parts=_parts(briefing, row, found),
        findings=found,
        comments=list(row.comments.select_related("by", "resolved_by").order_by("at", "pk")),
        threads=threads_of(consultation, key=row.key) if consultation else [],
        choice=next(iter(choices_of([row])), None),
        is_edited=bool(row.edited) and row.origin != Origin.ADDED,
        is_directive=row.rule == "directive",
        is_chosen=row.origin == Origin.CHOSEN,
        is_waiting=waits(row),
        is_first=bool(section) and row == section[0],
        is_last=bool(section) and row == section[-1],
    )


def overview_of(briefing: Briefing, rows: Sequence[BriefingSentence], objections: Mapping[str, int]) -> Plain:
    """Return what the office has still to do with the whole page, and what the page leaves out."""
    data = briefing.data
    return {
        "coverage": data["coverage"],
        "waiting": [row for row in rows if waits(row)],
        "commented": [row for row in rows if getattr(row, "open_comments", 0) and not row.dropped],
        "objected": [row for row in rows if row.key in objections],
        "dropped": [row for row in rows if row.dropped],
        "gaps": _gaps(briefing, rows),
        "withheld": data["withheld"],
        "differences": differences_of(briefing),
        "changes": [_change(change) for change in data["changes"]],
        "choices": choices_of(rows),
        "sections": page_sections(),
    }


def _gaps(briefing: Briefing, rows: Sequence[BriefingSentence]) -> list[Plain]:
    """Return the sections without a sentence, each with what the office may choose for it."""
    gaps = open_gaps(briefing.data, rows)
    if not gaps:
        return []
    names, phrases = names_of(briefing.period.body, briefing.period.as_month), phrases_of(briefing)
    return [
        gap | {"offer": offer_of(briefing, rows, gap["section"], names, phrases.get(gap["section"], ()))}
        for gap in gaps
    ]


def _change(change: Plain) -> Plain:
    before, after = beside(change["before"], change["after"])
    return {"before": before, "after": after}
