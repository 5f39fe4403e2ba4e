"""Answers to directives as a report's readers see them: as they stand, or as a submission kept them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField

from briefing_portal.lib.differences import Piece, mark_words
from documents.models import Attachment
from reports.checks.directives import ANSWER_LABELS
from reports.facts import AnswerState
from reports.figures.directives import Told
from reports.forms.review import ReviewForm, remark_name, verdict_name
from reports.models import DirectiveVerdict
from reports.models.snapshots import directive_key, directive_name, plain_answer, said_text

from .changes import Snapshot
from .review_sheet import Reading

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """An answer to a directive; `marked` shows what changed since the submission before, where anything did."""

    plain: Plain
    file: Attachment | None = None
    marked: Sequence[Piece] = ()
    verdict: DirectiveVerdict | None = None
    verdict_box: BoundField | None = None
    remark_box: BoundField | None = None

    @property
    def name(self) -> str:
        """Return which directive it answers: "Nhiệm vụ số 3, hội nghị tháng 11 năm 2015"."""
        return directive_name(self.plain)

    @property
    def state(self) -> str:
        """Return the result in words."""
        return ANSWER_LABELS[AnswerState(self.plain["state"])]

    @property
    def awaits_a_word(self) -> bool:
        """Tell whether the office should say something: it is done, another date is asked for, or boxes hold words."""
        typed = any(box is not None and (box.value() or box.errors) for box in (self.verdict_box, self.remark_box))
        asks = self.plain["state"] == AnswerState.DONE or bool(self.plain["new_due"])
        return typed or (asks and self.verdict is None)

    @property
    def due(self) -> date | None:
        """Return the directive's date."""
        return _day(self.plain["due"])

    @property
    def new_due(self) -> date | None:
        """Return the date that is proposed."""
        return _day(self.plain["new_due"])


def said_answers(reading: Reading, form: ReviewForm | None) -> list[SaidAnswer]:
    """Return the answers of a report as they stand, with the boxes for verdicts where a form has them."""
    before = {directive_key(plain): said_text(plain) for plain in (reading.before or {}).get("answers", ())}
    return [_said(told, before, form) for told in reading.answers]


def plain_answers(snapshot: Snapshot) -> list[SaidAnswer]:
    """Return the answers that a submission kept; one from before directives were answered has none."""
    return [SaidAnswer(plain) for plain in snapshot.get("answers", ())]


def _said(told: Told, before: Mapping[str, str], form: ReviewForm | None) -> SaidAnswer:
    plain, pk = plain_answer(told.row), told.row.pk
    old, now = before.get(directive_key(plain)), said_text(plain)
    has_boxes = form is not None and verdict_name(pk) in form.fields
    return SaidAnswer(
        plain,
        file=told.row.attachment,
        marked=mark_words(old, now) if old is not None and old != now else (),
        verdict=told.verdict,
        verdict_box=form[verdict_name(pk)] if form and has_boxes else None,
        remark_box=form[remark_name(pk)] if form and has_boxes else None,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
