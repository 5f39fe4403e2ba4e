"""A report as its reviewer reads it: each figure beside plan, last month, findings and what was said about it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.forms import BoundField

from briefing_portal.lib.differences import Piece, mark_words
from reports import figures
from reports.checks import Finding, Note, Sheet, check, notes_of
from reports.facts import IndicatorFact, Key
from reports.figures.directives import Told
from reports.forms.review import ReviewForm, figure_name, section_name
from reports.models import Report, ReviewComment, Section, Submission
from reports.workflow import ReportStatus

from . import changes

PERCENT = 100
HANDED_IN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
Comments = Mapping[str, Sequence[ReviewComment]]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `percent` is of the plan, `before` stood in the submission before if `has_changed`."""

    indicator: IndicatorFact
    season: str
    value: Decimal | None
    last: Decimal | None
    as_of: date | None = None
    plan: Decimal | None = None
    before: Decimal | None = None
    has_changed: bool = False
    findings: Sequence[Finding] = ()
    explanation: str = ""
    earlier: Sequence[ReviewComment] = ()
    box: BoundField | None = None

    @property
    def is_derived(self) -> bool:
        """Tell whether the figure is worked out from others."""
        return self.indicator.kind == "derived"

    @property
    def change(self) -> Decimal | None:
        """Return by how much the figure rose since last month, where both are there."""
        return None if self.value is None or self.last is None else self.value - self.last

    @property
    def percent(self) -> Decimal | None:
        """Return the share of the plan that is reached; none without a plan."""
        return self.value / self.plan * PERCENT if self.value is not None and self.plan else None

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to look at: no figure now or before, no finding, no word."""
        words = self.explanation or self.earlier or (self.box is not None and self.box.value())
        return self.value is None and self.last is None and not (self.has_changed or self.findings or words)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report: its figures, what the commune wrote, what the office said about it.

    `blank` names the figures that were never reported; `marked` is the text with its changes marked, if any. `doubts`
    are the text's claims that the figures contradict, `notes` its numbers that are none of the figures.
    """

    section: Section
    rows: Sequence[Row]
    blank: Sequence[str]
    narrative: str
    marked: Sequence[Piece]
    earlier: Sequence[ReviewComment]
    box: BoundField | None
    doubts: Sequence[Finding] = ()
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reviewer reads of a report; `before` is what it said when it was handed in the time before, if ever.

    `seasons` are names by code, the texts stand by the code of their section or indicator, the comments by the name
    of their field.
    """

    report: Report
    sheet: Sheet
    findings: Sequence[Finding]
    submissions: Sequence[Submission]
    earlier: Submission | None
    before: changes.Snapshot | None
    seasons: Mapping[str, str]
    narratives: Mapping[str, str]
    explanations: Mapping[str, str]
    comments: Comments
    days: Mapping[Key, date]
    answers: Sequence[Told] = ()

    @property
    def number(self) -> int:
        """Return the number of the latest submission, 0 where there is none."""
        return self.submissions[-1].number if self.submissions else 0

    @property
    def keys(self) -> list[Key]:
        """Return the places of the figures that the commune typed or could have typed."""
        typed = (indicator for indicator in self.sheet.indicators if indicator.kind == "measured")
        return [key for indicator in typed for key in self.sheet.keys(indicator)]


def read(report: Report) -> Reading:
    """Return what the reviewer of a report reads."""
    sheet = figures.sheet_of(report)
    submissions = list(report.submissions.select_related("submitted_by").order_by("number"))
    handed_in = submissions[:-1] if report.state in HANDED_IN else submissions
    earlier = handed_in[-1] if handed_in else None
    return Reading(
        report=report,
        sheet=sheet,
        findings=check(sheet),
        submissions=submissions,
        earlier=earlier,
        before=json.loads(earlier.snapshot) if earlier else None,
        seasons={season.code: season.name for season in figures.seasons_of(report.period)},
        narratives=dict(report.narratives.values_list("section__code", "text")),
        explanations=dict(report.explanations.values_list("indicator__code", "text")),
        comments=_comments(report),
        days=figures.days_of(report),
        answers=figures.answers_of(report),
    )


def parts_of(reading: Reading, form: ReviewForm | None) -> list[Part]:
    """Return the sections of a report with what belongs to each; empty ones are left out."""
    rows = defaultdict(list)
    for row in _rows(reading, form):
        rows[row.indicator.section].append(row)
    parts = [_part(section, rows[section.code], reading, form) for section in Section.objects.all()]
    return [part for part in parts if part.rows or part.blank or part.narrative or part.marked]


def _part(section: Section, rows: Sequence[Row], reading: Reading, form: ReviewForm | None) -> Part:
    text, name = reading.narratives.get(section.code, ""), section_name(section.code)
    old = reading.before["narratives"].get(section.code, "") if reading.before else text
    return Part(
        section=section,
        rows=[row for row in rows if not row.is_blank],
        blank=[row.indicator.name for row in rows if row.is_blank and not row.is_derived],
        narrative=text,
        marked=mark_words(old, text) if old != text else (),
        earlier=reading.comments.get(name, ()),
        box=form[name] if form else None,
        doubts=[finding for finding in reading.findings if finding.section == section.code],
        notes=[note for note in notes_of(reading.sheet) if note.section == section.code],
    )


def _rows(reading: Reading, form: ReviewForm | None) -> Iterator[Row]:
    sheet = reading.sheet
    before = changes.values_of(reading.before) if reading.before else sheet.figures
    typed = {indicator.code for indicator in sheet.indicators if indicator.kind == "measured"}
    for indicator in sheet.indicators:
        for key in sheet.keys(indicator):
            if indicator.code in typed:
                yield _typed_row(reading, form, indicator, key, before.get(key))
            elif indicator.aggregation == "ratio" and indicator.denominator in typed:
                value, last = (_ratio(month, indicator, key[1]) for month in (sheet.figures, sheet.last_month))
                yield Row(indicator, reading.seasons.get(key[1], ""), value, last)


def _typed_row(
    reading: Reading, form: ReviewForm | None, indicator: IndicatorFact, key: Key, before: Decimal | None
) -> Row:
    sheet, name = reading.sheet, figure_name(key)
    return Row(
        indicator,
        reading.seasons.get(key[1], ""),
        value=sheet.figures.get(key),
        last=sheet.last_month.get(key),
        as_of=reading.days.get(key),
        plan=sheet.plans.get((indicator.plan, key[1])),
        before=before,
        has_changed=before != sheet.figures.get(key),
        findings=[finding for finding in reading.findings if (finding.indicator, finding.season) == key],
        explanation=reading.explanations.get(indicator.code, ""),
        earlier=reading.comments.get(name, ()),
        box=form[name] if form else None,
    )


def _ratio(typed: Mapping[Key, Decimal], indicator: IndicatorFact, season: str) -> Decimal | None:
    """Return a derived percentage, where both its parts were typed."""
    part, whole = typed.get((indicator.numerator, season)), typed.get((indicator.denominator, season))
    return part / whole * PERCENT if part is not None and whole else None


def _comments(report: Report) -> dict[str, list[ReviewComment]]:
    """Return what the office has said about each figure and section so far, by the name of its field."""
    rows = ReviewComment.objects.filter(review__submission__report=report).order_by("pk")
    found = defaultdict(list)
    for comment in rows.select_related("indicator", "season", "section", "review__submission"):
        if comment.indicator is not None:
            name = figure_name((comment.indicator.code, comment.season.code if comment.season else ""))
        else:
            name = section_name(comment.section.code if comment.section else "")
        found[name].append(comment)
    return found
