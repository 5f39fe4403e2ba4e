"""Compile the briefing of a month from its accepted reports, beside what people made of the last draft."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.collecting import no_collecting
from communes.models import User
from meetings.briefing.content import LOOKED_BACK_AT, Content, as_dict, source_dict, write_briefing
from meetings.briefing.prose import Sentence
from meetings.figures.annex import annex_tables
from meetings.figures.basis import basis_of, meeting_fact
from meetings.models import Briefing, BriefingSentence
from meetings.models.merging import DraftedSentence, Merged, merge
from reports.facts import BriefingFacts
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
_UNSEEN = frozenset({"basis", "changes", "offers", "orphans"})  # of no weight for a reader of the draft


@no_collecting()
@transaction.atomic
def compile(*, period: Period, by: User, at: datetime) -> Briefing:  # noqa: A001 - the trade's word for this step
    """Compile a period's briefing; from the same facts a second compile changes nothing.

    A sentence that nobody touched follows its figures. One that a person edited or chose keeps her words, with the
    newer draft offered beside it. The draft's number grows when something that a reader sees has changed.
    """
    period.hold(alone=True)
    briefing = _locked(period, by, at)
    facts = briefing_facts(period, meeting=meeting_fact(period), looked_back_at=LOOKED_BACK_AT)
    content = write_briefing(facts)
    rows = list(briefing.sentences.order_by("block", "order", "pk")) if briefing.pk else []
    before = {row.key: _state(row) for row in rows}
    merged = merge(
        rows,
        [_drafted(sentence) for sentence in content.sentences],
        words={(n.commune, n.section): (" ".join(n.text.split()), n.submission) for n in facts.narratives},
        communes={commune.code: commune.name for commune in facts.communes},
        orphans=briefing.data.get("orphans", ()),
        commented=_commented(briefing),
    )
    data = _data(facts, content, merged) | {"basis": basis_of(period)}
    touched = [row for row in merged.rows if before.get(row.key) != _state(row)]
    if touched or merged.gone or _seen(data) != _seen(briefing.data):
        data["changes"] = _changes(before, merged.rows, merged.gone)
        _count_up(briefing, by, at)
    else:
        data["changes"] = briefing.data.get("changes", [])
    _save(briefing, data, touched, merged.gone)
    return briefing


def _locked(period: Period, by: User, at: datetime) -> Briefing:
    found = Briefing.objects.select_for_update().filter(period=period).first()
    return found or Briefing(period=period, compiled_at=at, compiled_by=by)


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


def _state(row: BriefingSentence) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def _data(facts: BriefingFacts, content: Content, merged: Merged) -> dict[str, Any]:
    """Return what a briefing says beside its sentences, as JSON holds it."""
    data: dict[str, Any] = as_dict(replace(content, sections=()))  # the sentences are rows
    written = [{"block": s.block, "code": s.code, "title": s.title} for s in (w.section for w in content.sections)]
    return data | {
        "sections": written,
        "communes": {commune.code: commune.name for commune in facts.communes},
        "ranking_of": {s.id: s.ranking for s in content.sentences if s.ranking},
        "annex": annex_tables(facts),
        "offers": merged.offers,
        "orphans": merged.orphans,
    }


def _seen(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in _UNSEEN}


def _changes(
    before: dict[str, tuple[Any, ...]], rows: Sequence[BriefingSentence], gone: Sequence[BriefingSentence]
) -> list[dict[str, str]]:
    """Return the drafts that changed, old beside new; a new sentence has no old text, one that went no new text."""
    place = COLUMNS.index("drafted")
    changes = [
        {
            "key": row.key,
            "before": before[row.key][place] if row.key in before else "",
            "after": row.pending or row.drafted,
        }
        for row in rows
    ]
    lost = [{"key": row.key, "before": before[row.key][place], "after": ""} for row in gone]
    return [change for change in changes + lost if before and change["before"] != change["after"]]


def _count_up(briefing: Briefing, by: User, at: datetime) -> None:
    briefing.draft_number += 1
    briefing.count_change()
    briefing.compiled_at, briefing.compiled_by = at, by


def _save(
    briefing: Briefing,
    data: dict[str, Any],
    touched: Sequence[BriefingSentence],
    gone: Sequence[BriefingSentence],
) -> None:
    briefing.data = data
    briefing.save()
    for row in touched:
        row.briefing = briefing
    BriefingSentence.objects.filter(pk__in=[row.pk for row in gone]).delete()
    BriefingSentence.objects.bulk_create(row for row in touched if row.pk is None)
    BriefingSentence.objects.bulk_update([row for row in touched if row.pk is not None], COLUMNS)
