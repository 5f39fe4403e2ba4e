"""Lay a fresh draft beside what people made of the last one: three-way, so that no typed word is lost.

Pure over rows in memory: the base is a row's `drafted` text, one side the row's `edited` text, the other the core's
new draft. Compiling twice from the same facts changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .briefings import BriefingSentence, Origin
from .judging import findings_of

Evidence = dict[str, Any]  # the fields of a row that tell what its draft stands on
Words = Mapping[tuple[str, str], tuple[str, int]]  # (commune, section) → a narrative's text and submission number


@dataclass(frozen=True, slots=True)
class DraftedSentence:
    """A sentence as the core drafts it, with the evidence in the columns of a row."""

    key: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Merged:
    """What a briefing's sentences become: rows in the order of the page, and rows that go.

    `offers` holds the evidence of the newer drafts that wait for a choice; `orphans` the keys of kept sentences that
    the figures no longer bear.
    """

    rows: list[BriefingSentence] = field(default_factory=list)
    gone: list[BriefingSentence] = field(default_factory=list)
    offers: dict[str, Evidence] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)


def merge(
    rows: Sequence[BriefingSentence],
    drafts: Sequence[DraftedSentence],
    *,
    words: Words,
    data: Mapping[str, Any],
    orphans: Collection[str] = (),
    commented: Collection[str] = (),
) -> Merged:
    """Return the rows that follow from a fresh draft; `rows` are changed in place, new ones are unsaved.

    `data` is what the fresh briefing says beside its sentences; `orphans` and `commented` are keys: sentences that had
    lost their figures before, and sentences with a leader's comment, which stay.
    """
    by_key = {draft.key: draft for draft in drafts}
    merged = Merged()
    for row in rows:
        draft = by_key.get(row.key) if row.origin == Origin.COMPILED else _chosen_again(row, words)
        if row.origin == Origin.ADDED:
            merged.rows.append(row)
        elif draft is not None:
            _take(row, draft, merged, data)
        else:
            _lose(row, merged, was_lost=row.key in orphans, is_kept=row.key in commented)
    _insert_new(merged.rows, drafts)
    _number(merged.rows)
    return merged


def _take(row: BriefingSentence, draft: DraftedSentence, merged: Merged, data: Mapping[str, Any]) -> None:
    """Let an untouched row follow the draft; what a person edited or chose stays and is offered the newer draft."""
    merged.rows.append(row)
    is_own = bool(row.edited) or row.origin == Origin.CHOSEN
    if is_own and draft.text not in {row.drafted, row.edited}:
        row.pending = draft.text
        merged.offers[row.key] = draft.evidence
        return
    rebase(row, draft.text, draft.evidence)
    if row.origin != Origin.CHOSEN:
        row.confirmed = bool(row.ground) or not findings_of(row, data)


def rebase(row: BriefingSentence, text: str, evidence: Evidence) -> None:
    """Put a row on a new draft with its evidence; what a person typed stays."""
    row.drafted, row.pending = text, ""
    for name, value in evidence.items():
        setattr(row, name, value)


def _lose(row: BriefingSentence, merged: Merged, *, was_lost: bool, is_kept: bool) -> None:
    """Drop a row that the figures no longer bear, unless a person has put something into it."""
    if not (row.edited or row.dropped or is_kept or row.origin == Origin.CHOSEN):
        merged.gone.append(row)
        return
    row.pending = ""
    row.confirmed = row.confirmed and was_lost
    merged.rows.append(row)
    merged.orphans.append(row.key)


def _chosen_again(row: BriefingSentence, words: Words) -> DraftedSentence | None:
    """Return a chosen narrative as its commune tells it now, None where the report no longer counts; a phrase stays."""
    if row.origin != Origin.CHOSEN:
        return None
    source = row.sources[0]
    if source["kind"] == "phrase":
        return DraftedSentence(row.key, row.drafted, {})
    found = words.get((source["commune"], source["about"]))
    if found is None:
        return None
    text, submission = found
    return DraftedSentence(row.key, text, {"sources": [source | {"text": text, "submission": submission}]})


def _insert_new(rows: list[BriefingSentence], drafts: Iterable[DraftedSentence]) -> None:
    """Put each new sentence behind the one that the draft has before it; what people moved stays where it is."""
    known = {row.key for row in rows}
    before: BriefingSentence | None = None
    for draft in drafts:
        if draft.key not in known:
            row = BriefingSentence(key=draft.key, drafted=draft.text, **draft.evidence)
            rows.insert(_place_behind(rows, before, row), row)
        before = next(row for row in rows if row.key == draft.key)


def _place_behind(rows: list[BriefingSentence], before: BriefingSentence | None, new: BriefingSentence) -> int:
    if before is None:
        return 0
    place = rows.index(before) + 1
    if before.section == new.section and before.block == new.block:
        return place
    while place < len(rows) and (rows[place].block, rows[place].section) == (before.block, before.section):
        place += 1
    return place


def _number(rows: list[BriefingSentence]) -> None:
    """Give the rows of each block numbers from 1, keeping their order."""
    rows.sort(key=lambda row: row.block)
    last = dict.fromkeys((row.block for row in rows), 0)
    for row in rows:
        last[row.block] += 1
        row.order = last[row.block]


def is_printed(row: BriefingSentence) -> bool:
    """Tell whether a sentence stands on paper: an unconfirmed one only where a person wrote its words herself."""
    own_words = row.origin != Origin.CHOSEN and bool(row.edited)
    return not row.dropped and (row.confirmed or own_words)


def waits(row: BriefingSentence) -> bool:
    """Tell whether the office has still to choose or to confirm before the briefing can be published."""
    return not row.dropped and (bool(row.pending) or not row.confirmed)
