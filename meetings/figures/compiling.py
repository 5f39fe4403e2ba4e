"""What a compile would make of a briefing, worked out in memory: the compile keeps it, a dry run shows it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing_portal.lib.collecting import no_collecting
from meetings.briefing.content import LOOKED_BACK_AT, Content, as_dict, source_dict, write_briefing
from meetings.briefing.measures import Line
from meetings.briefing.prose import Sentence
from meetings.figures.annex import annex_tables
from meetings.figures.basis import basis_of, meeting_fact
from meetings.models import Briefing, BriefingSentence
from meetings.models.merging import DraftedSentence, Merged, merge
from reports.facts import BriefingFacts, IndicatorFact
from reports.figures import briefing_facts
from reports.models import Period

COLUMNS = (
    "block",
    "section",
    "order",
    "rule",
    "drafted",
    "pending",
    "sources",
    "names",
    "tone",
    "public_text",
    "confirmed",
)
# Of no weight for a reader of the draft.
_UNSEEN = frozenset({"basis", "catalogue", "changes", "narratives", "offers", "orphans"})

State = dict[str, Any]  # the columns of a sentence that a compile may change


@dataclass(frozen=True, slots=True)
class Plan:
    """What a briefing becomes: its sentences in order, those to write, those that go, and what stands beside them.

    `before` holds the sentences as they are kept, by key. `is_changed` says whether a reader of the draft would
    notice anything.
    """

    version: int
    before: Mapping[str, State]
    rows: Sequence[BriefingSentence]
    touched: Sequence[BriefingSentence]
    gone: Sequence[BriefingSentence]
    data: dict[str, Any]
    is_changed: bool

    @property
    def fingerprint(self) -> str:
        """Return what two plans share only where both change the same briefing in the same way."""
        written = {row.key: _state(row) for row in self.touched}
        told = [self.version, written, [row.key for row in self.gone], _seen(self.data), self.data["basis"]]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@no_collecting()
def plan_of(period: Period, briefing: Briefing) -> Plan:
    """Work out what a compile makes of a briefing now (of a new one too); nothing is written."""
    facts = briefing_facts(period, meeting=meeting_fact(period), looked_back_at=LOOKED_BACK_AT)
    content = write_briefing(facts)
    rows = list(briefing.sentences.order_by("block", "order", "pk")) if briefing.pk else []
    before = {row.key: _state(row) for row in rows}
    told = _told(facts, content)
    merged = merge(
        rows,
        [_drafted(sentence) for sentence in content.sentences],
        words={(n.commune, n.section): (" ".join(n.text.split()), n.submission) for n in facts.narratives},
        data=told,
        orphans=briefing.data.get("orphans", ()),
        commented=_commented(briefing),
    )
    data = told | {"offers": merged.offers, "orphans": merged.orphans, "basis": basis_of(period)}
    touched = [row for row in merged.rows if before.get(row.key) != _state(row)]
    is_changed = bool(touched or merged.gone or _seen(data) != _seen(briefing.data))
    data["changes"] = _changes(before, merged) if is_changed else briefing.data.get("changes", [])
    return Plan(briefing.version, before, merged.rows, touched, merged.gone, data, is_changed)


def _drafted(sentence: Sentence) -> DraftedSentence:
    evidence = {
        "block": sentence.block,
        "section": sentence.section,
        "rule": sentence.rule,
        "sources": [source_dict(source) for source in sentence.sources],
        "names": list(sentence.names),
        "tone": sentence.tone,
        "public_text": sentence.public_text,
    }
    return DraftedSentence(sentence.id, sentence.text, evidence)


def _commented(briefing: Briefing) -> set[str]:
    if not briefing.pk:
        return set()
    return set(briefing.sentences.filter(comments__isnull=False).values_list("key", flat=True))


def _state(row: BriefingSentence) -> State:
    return {column: getattr(row, column) for column in COLUMNS}


def _told(facts: BriefingFacts, content: Content) -> dict[str, Any]:
    """Return what a briefing says beside its sentences, as JSON holds it."""
    data: dict[str, Any] = as_dict(replace(content, sections=()))  # the sentences are rows
    written = [{"block": s.block, "code": s.code, "title": s.title} for s in (w.section for w in content.sections)]
    return data | {
        "sections": written,
        "communes": {commune.code: commune.name for commune in facts.communes},
        "ranking_of": {s.id: s.ranking for s in content.sentences if s.ranking},
        "catalogue": [
            _line(indicator) for indicator in facts.indicators
        ],  # a list: PostgreSQL sorts the keys of objects
        "annex": annex_tables(facts),
        "narratives": [
            {"section": n.section, "commune": n.commune, "text": text, "submission": n.submission}
            for n in facts.narratives
            if (text := " ".join(n.text.split()))
        ],
    }


def _line(indicator: IndicatorFact) -> dict[str, str]:
    """Return what a judge of claims needs to know of an indicator."""
    return {name: getattr(indicator, name) for name in ("code", *Line._fields)}


def _seen(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _UNSEEN}


def _changes(before: Mapping[str, State], merged: Merged) -> list[dict[str, str]]:
    """Return the drafts that changed, old beside new; a new sentence has no old text, one that went no new text."""
    old = {key: state["drafted"] for key, state in before.items()}
    new = {row.key: row.pending or row.drafted for row in merged.rows} | {row.key: "" for row in merged.gone}
    told = [{"key": key, "before": old.get(key, ""), "after": text} for key, text in new.items()]
    return [change for change in told if before and change["before"] != change["after"]]
