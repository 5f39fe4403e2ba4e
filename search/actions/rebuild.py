"""Fold anew the words by which things are found; needed only where something wrote past the portal's own ways."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from briefing_portal.lib.searched import COLUMNS, Searched
from communes.models import Commune
from documents.models import DocumentText, PublishedDocument
from meetings.models import BriefingSentence, Conclusion, Meeting, Statement
from reports.models import Directive, Report, ReportText, Section, Submission
from reports.models.words import words_of

OF_THEIR_OWN = (Commune, Directive, BriefingSentence, Meeting, Conclusion, Statement)  # rows that say their words
AT_ONCE = 500
WORDS = ("place", "section_id", "title", "of", "text", *COLUMNS)


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Bring every kept word to what is said now; return how many rows were wrong, by their kind's name."""
    wrong = {str(model._meta.verbose_name): _fold(model._default_manager.all()) for model in OF_THEIR_OWN}
    wrong[str(DocumentText._meta.verbose_name)] = _documents()
    sections = list(Section.objects.order_by("order", "pk"))
    wrong[str(ReportText._meta.verbose_name)] = sum(_report(*each, sections) for each in _last_snapshots())
    return wrong


def _fold(rows: "QuerySet[Any]") -> int:
    """Fold the rows of a model; write those whose words had been others."""
    changed: list[Searched] = [row for row in rows.iterator(chunk_size=AT_ONCE) if row.fold_words()]
    rows.bulk_update(changed, COLUMNS, batch_size=AT_ONCE)
    return len(changed)


def _documents() -> int:
    kept = DocumentText.objects.in_bulk()
    wrong = 0
    for document in PublishedDocument.objects.defer("pdf").order_by("pk").iterator(chunk_size=20):
        fresh, old = DocumentText.of(document), kept.get(document.pk)
        fresh.fold_words()
        if old is None or _columns(old, ("text", *COLUMNS)) != _columns(fresh, ("text", *COLUMNS)):
            fresh.save(force_insert=old is None, force_update=old is not None)
            wrong += 1
    return wrong


def _last_snapshots() -> Iterator[tuple[int, str | None]]:
    last = Submission.objects.filter(report=OuterRef("pk")).order_by("-number").values("snapshot")[:1]
    reports = Report.objects.annotate(last=Subquery(last)).order_by("pk")
    yield from reports.values_list("pk", "last").iterator(chunk_size=AT_ONCE)


def _report(pk: int, snapshot: str | None, sections: list[Section]) -> int:
    """Bring a report's words to what was last handed in; return how many rows were put in place of wrong ones."""
    fresh = words_of(pk, json.loads(snapshot), sections) if snapshot else []
    for row in fresh:
        row.fold_words()
    kept = ReportText.objects.filter(report=pk)
    if [_columns(row, WORDS) for row in kept.order_by("place")] == [_columns(row, WORDS) for row in fresh]:
        return 0
    deleted, _ = kept.delete()
    ReportText.objects.bulk_create(fresh)
    return max(deleted, len(fresh))


def _columns(row: Searched, names: tuple[str, ...]) -> list[Any]:
    return [getattr(row, name) for name in names]
