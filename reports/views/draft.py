"""A report's form as it is shown and sent: the texts that stand, the form around them, what two people typed."""

import json
from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict

from briefing_portal.lib.vietnamese import number_for_input
from communes.models import Commune
from reports import figures
from reports.actions.fill_in import Entries
from reports.checks import Sheet, check
from reports.forms import lists
from reports.forms.fill_in import FigureField, Frame, ReportForm, explanation_name, narrative_name
from reports.forms.merging import Merged, merge
from reports.forms.review import figure_name
from reports.models import Period, Report, ReviewComment, Section
from reports.models.submissions import Decision

ISSUES, PROPOSALS = "issues", "proposals"
LISTS = {ISSUES: ("category", "text", "cause", "remedy"), PROPOSALS: ("text", "addressee")}
SALT = "reports.draft"
Texts = dict[str, str]


@dataclass(slots=True)
class Draft:
    """The whole form of a report: figures and texts, shortcomings, proposals."""

    report: Report
    frame: Frame
    form: ReportForm
    issues: lists.RowForms
    proposals: lists.RowForms
    merged: Merged | None = None

    @property
    def is_valid(self) -> bool:
        """Tell whether everything typed could be read; all is asked, so that all errors are shown."""
        figures_are = self.form.is_valid()
        issues_are = not self.issues.is_bound or self.issues.is_valid()
        proposals_are = not self.proposals.is_bound or self.proposals.is_valid()
        return figures_are and issues_are and proposals_are

    @property
    def clashing_lists(self) -> list[str]:
        """Return the headings of the lists that somebody else changed too."""
        names = {ISSUES: "Tồn tại, hạn chế", PROPOSALS: "Kiến nghị, đề xuất"}
        return [names[name] for name in names if self.merged and name in self.merged.clashes]

    def entries(self) -> Entries:
        """Return what was typed as the action takes it."""
        typed = self.form.entries()
        return Entries(
            figures=typed.figures,
            narratives=typed.narratives,
            explanations=typed.explanations,
            issues=lists.issue_entries(lists.written(self.issues)) if self.issues.is_bound else None,
            proposals=lists.proposal_entries(lists.written(self.proposals)) if self.proposals.is_bound else None,
        )

    def texts(self) -> Texts:
        """Return what was typed, box by box; a list counts as one box."""
        typed = {
            name: str(self.form.data.get(name, "")) for name in self.form.fields if name not in {"version", "base"}
        }
        standing = self.form.initial
        offered = {name: typed[name] if name in self.form.data else str(standing.get(name, "")) for name in typed}
        rows = {ISSUES: self.issues, PROPOSALS: self.proposals}
        typed_lists = {name: _as_text(lists.written(each)) for name, each in rows.items() if each.is_bound}
        return offered | typed_lists

    def show(self) -> None:
        """Put findings and what others saved beside the boxes."""
        self.form.show(check(_with_figures(self.frame.sheet, self.form)))
        if self.merged is None:
            return
        for box in self.form.figure_fields():
            name = figure_name(box.line.key)
            box.line.is_taken = name in self.merged.taken
            box.line.theirs = self.merged.clashes.get(name)


def draft_of(report: Report) -> Draft:
    """Return the form of a report as it stands."""
    return _draft(report, frame_of(report), texts_of(report), report.version)


def sent_draft(report: Report, data: QueryDict) -> Draft:
    """Return the form of a report as it was sent."""
    frame, texts = frame_of(report), texts_of(report)
    form = ReportForm(frame, texts, version=report.version, base="", data=data)
    issues = lists.issue_rows(_as_rows(texts.get(ISSUES, "")), _sent_rows(ISSUES, data))
    proposals = lists.proposal_rows(_as_rows(texts.get(PROPOSALS, "")), _sent_rows(PROPOSALS, data))
    return Draft(report, frame, form, issues, proposals)


def _sent_rows(name: str, data: QueryDict) -> QueryDict | None:
    """Return what was sent where the list is in it; a list that was not sent is left as it stands."""
    return data if f"{name}-TOTAL_FORMS" in data else None


def merged_draft(sent: Draft, report: Report) -> Draft:
    """Return the form after somebody else saved first: what both typed, nothing lost, ready to be saved again."""
    theirs = texts_of(report)
    merged = merge(sent.texts(), base_of(sent.form.cleaned_data["base"]), theirs)
    return _draft(report, sent.frame, merged.texts, report.version, base=theirs, merged=merged)


def _draft(
    report: Report, frame: Frame, texts: Texts, version: int, *, base: Texts | None = None, merged: Merged | None = None
) -> Draft:
    signed = signing.dumps(texts if base is None else base, salt=SALT, compress=True)
    form = ReportForm(frame, texts, version=version, base=signed)
    issues = lists.issue_rows(_as_rows(texts.get(ISSUES, "")), None)
    return Draft(report, frame, form, issues, lists.proposal_rows(_as_rows(texts.get(PROPOSALS, "")), None), merged)


def base_of(signed: str) -> Texts:
    """Return the texts that a form was made from; none where the seal is broken."""
    try:
        found: Texts = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def frame_of(report: Report) -> Frame:
    """Return what a report's form is built around."""
    seasons = {season.code: season.name for season in figures.seasons_of(report.period)}
    comments = open_comments(report) if report.pk else {}
    return Frame(figures.sheet_of(report, None if report.pk else {}), list(Section.objects.all()), seasons, comments)


def open_comments(report: Report) -> dict[str, list[str]]:
    """Return what the office said beside each field when it returned the report last, by the field's name."""
    last = report.submissions.order_by("-number").values("pk")[:1]
    rows = ReviewComment.objects.filter(review__submission__in=last, review__decision=Decision.RETURN)
    comments: dict[str, list[str]] = {}
    for row in rows.select_related("indicator", "season", "section").order_by("pk"):
        if row.indicator is not None:
            name = figure_name((row.indicator.code, row.season.code if row.season else ""))
        else:
            name = narrative_name(row.section.code if row.section else "")
        comments.setdefault(name, []).append(row.text)
    return comments


def texts_of(report: Report) -> Texts:
    """Return what stands in a report, as its boxes hold it; a list is one text."""
    if not report.pk:
        return {}
    texts = {figure_name(key): number_for_input(value) for key, value in figures.figures_of(report).items()}
    narratives = report.narratives.values_list("section__code", "text")
    explanations = report.explanations.values_list("indicator__code", "text")
    texts |= {narrative_name(code): text for code, text in narratives}
    texts |= {explanation_name(code): text for code, text in explanations}
    issues = report.issues.order_by("order", "pk").values_list("category__code", "text", "cause", "remedy")
    proposals = report.proposals.filter(answer="").order_by("order", "pk").values_list(*LISTS[PROPOSALS])
    rows = {ISSUES: issues, PROPOSALS: proposals}
    return texts | {name: _as_text([dict(zip(LISTS[name], row, strict=True)) for row in rows[name]]) for name in LISTS}


def empty_report(period: Period, commune: Commune) -> Report:
    """Return the report that nobody has begun yet, unsaved."""
    return Report(period=period, commune=commune)


def _with_figures(sheet: Sheet, form: ReportForm) -> Sheet:
    return Sheet(sheet.indicators, sheet.seasons, form.figures(), sheet.last_month, sheet.plans, sheet.is_january)


def _as_text(rows: lists.Rows) -> str:
    return json.dumps(rows, ensure_ascii=False, sort_keys=True) if rows else ""


def _as_rows(text: str) -> lists.Rows:
    rows: lists.Rows = json.loads(text) if text else []
    return rows


def box_of(draft: Draft, name: str) -> FigureField | None:
    """Return the box of one figure, if the form has it."""
    box = draft.form.fields.get(name)
    return box if isinstance(box, FigureField) else None
