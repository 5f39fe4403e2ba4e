"""A report's form as it is shown and sent: the texts that stand, the form around them, what two people typed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.core import signing
from django.http import QueryDict

from briefing_portal.lib.asked import KEY_DIGITS, number_in
from briefing_portal.lib.vietnamese import format_date, normalize_text, number_for_input
from communes.models import Commune
from documents.models import Attachment
from reports import figures
from reports.actions.fill_in import Entries
from reports.forms import lists
from reports.forms.answers import EVIDENCE, FILE, NEW_DUE, REASON, STATE, AnswersForm, answer_name, day_text
from reports.forms.fill_in import (
    Beside,
    FigureField,
    Frame,
    Others,
    ReportForm,
    as_of_name,
    explanation_name,
    narrative_name,
)
from reports.forms.merging import MergedRows, merge, merge_rows
from reports.forms.review import figure_name
from reports.models import DirectiveAnswer, Period, Report, ReviewComment, Section
from reports.views.files import FilesPanel

ISSUES, PROPOSALS = "issues", "proposals"
LISTS = {ISSUES: ("category", "text", "cause", "remedy"), PROPOSALS: ("text", "addressee")}
SALT = "reports.draft"
CHOSEN = "chosen"  # names of the boxes in which somebody else's text is wanted
Texts = dict[str, str]


@dataclass(slots=True)
class Draft:
    """The whole form of a report: figures and texts, shortcomings, proposals, answers to directives.

    `others` is what somebody else saved meanwhile, by the box; `rows` the same by the list.
    """

    report: Report
    frame: Frame
    form: ReportForm
    issues: lists.RowForms
    proposals: lists.RowForms
    answers: AnswersForm
    others: dict[str, Others] = field(default_factory=dict)
    rows: dict[str, MergedRows] = field(default_factory=dict)
    files: FilesPanel | None = None
    is_merged: bool = False
    taken: Texts = field(default_factory=dict)  # the boxes that a button filled from last month's figures

    @property
    def is_valid(self) -> bool:
        """Tell whether everything typed could be read; all is asked, so that all errors are shown."""
        figures_are = self.form.is_valid()
        issues_are = not self.issues.is_bound or self.issues.is_valid()
        proposals_are = not self.proposals.is_bound or self.proposals.is_valid()
        answers_are = not self.answers.is_bound or self.answers.is_valid()
        files_are = self.files is None or not self.files.are_refused
        return figures_are and issues_are and proposals_are and answers_are and files_are

    def entries(self) -> Entries:
        """Return what was typed as the action takes it."""
        return replace(
            self.form.entries(),
            issues=lists.issue_entries(lists.written(self.issues)) if self.issues.is_bound else None,
            proposals=lists.proposal_entries(lists.written(self.proposals)) if self.proposals.is_bound else None,
            answers=self.answers.entries() if self.answers.is_bound else {},
        )

    def texts(self) -> Texts:
        """Return what was sent, box by box, as it would be kept; a list counts as one box."""
        names = [*self.form.fields, *(box.line.as_of_name for box in self.form.figure_fields())]
        names += self.answers.text_names()
        sent = {name: normalize_text(self.form.data[name]) for name in names if name in self.form.data}
        rows = {ISSUES: self.issues, PROPOSALS: self.proposals}
        sent_lists = {name: _as_text(lists.written(each)) for name, each in rows.items() if each.is_bound}
        return {name: text for name, text in sent.items() if name not in {"version", "base"}} | sent_lists

    def show(self) -> None:
        """Put plans, shares, findings, the office's words and what others saved beside the boxes."""
        if self.form.is_bound:
            self._lay_over(texts_of(self.report))
        report = self.report
        beside = Beside(
            figures.judged(report, self.frame.sheet, self.form.figures(), self.form.narratives()),
            figures.assigned_plans(report.commune, report.period.as_month),
            open_comments(report) if report.pk else {},
        )
        self.form.show(beside)
        self.form.show_others(self.others)
        self.answers.show(files_of(report, self.answers, self.others), self.others)
        for name, rows in ((ISSUES, self.issues), (PROPOSALS, self.proposals)):
            if name in self.rows:
                lists.mark_added(rows, self.rows[name])

    def _lay_over(self, standing: Texts) -> None:
        """Lay what was sent over what stands: a box or a list that was not sent shows what stands."""
        self.form.initial = {**standing, **self.form.initial}
        self.answers.initial = {**standing, **self.answers.initial}
        if not self.issues.is_bound:
            self.issues = lists.issue_rows(_as_rows(standing.get(ISSUES, "")), None)
        if not self.proposals.is_bound:
            self.proposals = lists.proposal_rows(_as_rows(standing.get(PROPOSALS, "")), None)


def draft_of(report: Report, today: date) -> Draft:
    """Return the form of a report as it stands; a later date for a directive can't be proposed before today."""
    texts = texts_of(report)
    return _draft(report, frame_of(report), texts, _answers(report, texts, today), base=texts)


def sent_draft(report: Report, data: QueryDict, today: date) -> Draft:
    """Return the form of a report as it was sent."""
    frame, data = frame_of(report), with_chosen(data)
    form = ReportForm(frame, {}, version=report.version, base="", data=data)
    issues = lists.issue_rows([], _sent_rows(ISSUES, data))
    answers = _answers(report, {}, today, data)
    answers.attachments = files_of(report, answers, {})
    return Draft(report, frame, form, issues, lists.proposal_rows([], _sent_rows(PROPOSALS, data)), answers)


def _answers(report: Report, texts: Texts, today: date, data: QueryDict | None = None) -> AnswersForm:
    lines, month = figures.asked_of(report.period, report.commune), report.period.as_month
    rows = report.answers.all() if report.pk and lines else ()
    kept = {answer_name(row.directive_id, NEW_DUE): row.new_due for row in rows}
    return AnswersForm(lines, texts, month=month, today=today, kept=kept, data=data)


def files_of(report: Report, answers: AnswersForm, others: Mapping[str, Others]) -> dict[str, Attachment]:
    """Return the commune's files that answers name, here or by others, by their keys as the boxes hold them."""
    boxes = [name for name in answers.text_names() if name.endswith(f":{FILE}")]
    names = {answers.text_of(name) for name in boxes} | {others[name].text for name in boxes if name in others}
    keys = [key for name in names if (key := number_in(name, KEY_DIGITS)) is not None]
    found = Attachment.objects.filter(commune=report.commune, pk__in=keys).select_related("body").without_bytes()
    return {str(file.pk): file for file in found} if keys else {}


def with_chosen(data: QueryDict) -> QueryDict:
    """Return what was sent, with the other's text in the boxes where that was chosen; the form began from it."""
    chosen = [name for name in data.getlist(CHOSEN) if ":" in name]
    theirs = base_of(data.get("base", "")) if chosen else {}
    if not theirs:
        return data
    copy = data.copy()
    for name in chosen:
        copy[name] = theirs.get(name, "")
    return copy


def _sent_rows(name: str, data: QueryDict) -> QueryDict | None:
    """Return what was sent where the list is in it; a list that was not sent is left as it stands."""
    return data if f"{name}-TOTAL_FORMS" in data else None


def merged_draft(sent: Draft, report: Report) -> Draft | None:
    """Return the form after somebody else saved first: what both typed, nothing lost, ready to be saved again.

    None where all that was sent is saved already: the same form came twice.
    """
    mine, base, theirs = sent.texts(), base_of(sent.form.cleaned_data["base"]), texts_of(report)
    merged = merge(mine, base, theirs)
    rows = {
        name: merge_rows(*(_as_rows(side.get(name, "")) for side in (mine if name in mine else base, base, theirs)))
        for name in LISTS
    }
    texts = merged.texts | {name: _as_text(each.rows) for name, each in rows.items()}
    if all(text == theirs.get(name, "") for name, text in texts.items()) and not merged.taken:
        return None
    again = AnswersForm(
        sent.answers.asked, texts, month=sent.answers.month, today=sent.answers.today, kept=sent.answers.kept
    )
    draft = _draft(report, sent.frame, texts, again, base=theirs)
    by = str(report.changed_by)
    draft.others = {name: Others(by, theirs.get(name, ""), is_taken=True) for name in merged.taken}
    draft.others |= {name: Others(by, text, is_taken=False) for name, text in merged.clashes.items()}
    draft.rows, draft.is_merged = rows, True
    return draft


def _draft(report: Report, frame: Frame, texts: Texts, answers: AnswersForm, *, base: Texts) -> Draft:
    form = ReportForm(frame, texts, version=report.version, base=new_base(base))
    issues = lists.issue_rows(_as_rows(texts.get(ISSUES, "")), None)
    return Draft(report, frame, form, issues, lists.proposal_rows(_as_rows(texts.get(PROPOSALS, "")), None), answers)


def new_base(texts: Texts) -> str:
    """Return the texts that a form is made from, sealed."""
    return signing.dumps(texts, salt=SALT, compress=True)


def base_of(signed: str) -> Texts:
    """Return the texts that a form was made from; none where the seal is broken."""
    try:
        found: Texts = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return {}
    return found


def frame_of(report: Report) -> Frame:
    """Return what a report's form is built around."""
    seasons = figures.seasons_of(report.period)
    sections = list(Section.objects.all())
    return Frame(
        figures.empty_sheet(report.period, seasons),
        sections,
        {season.code: season.name for season in seasons},
        report.period.data_to,
    )


def open_comments(report: Report) -> dict[str, list[str]]:
    """Return what the office said beside each field of the last submission, by the field's name."""
    last = report.submissions.order_by("-number").values("pk")[:1]
    rows = ReviewComment.objects.filter(review__submission__in=last)
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
    texts |= {as_of_name(key): format_date(day) for key, day in figures.days_of(report).items()}
    narratives = report.narratives.values_list("section__code", "text")
    explanations = report.explanations.values_list("indicator__code", "text")
    texts |= {narrative_name(code): text for code, text in narratives}
    texts |= {explanation_name(code): text for code, text in explanations}
    issues = report.issues.order_by("order", "pk").values_list("category__code", "text", "cause", "remedy")
    texts |= {
        answer_name(row.directive_id, part): text
        for row in report.answers.all()
        for part, text in _texts_of_answer(row).items()
    }
    proposals = report.proposals.filter(answers__isnull=True).order_by("order", "pk").values_list(*LISTS[PROPOSALS])
    rows = {ISSUES: issues, PROPOSALS: proposals}
    return texts | {name: _as_text([dict(zip(LISTS[name], row, strict=True)) for row in rows[name]]) for name in LISTS}


def _texts_of_answer(row: DirectiveAnswer) -> Texts:
    texts = {
        STATE: row.state,
        EVIDENCE: row.evidence,
        FILE: str(row.attachment_id or ""),
        NEW_DUE: day_text(row.new_due),
        REASON: row.reason,
    }
    return {part: text for part, text in texts.items() if text}


def empty_report(period: Period, commune: Commune) -> Report:
    """Return the report that nobody has begun yet, unsaved."""
    return Report(period=period, commune=commune)


def _as_text(rows: Sequence[Mapping[str, str]]) -> str:
    rows = [{name: normalize_text(text) for name, text in row.items()} for row in rows]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True) if rows else ""


def _as_rows(text: str) -> lists.Rows:
    rows: lists.Rows = json.loads(text) if text else []
    return rows


def box_of(draft: Draft, name: str) -> FigureField | None:
    """Return the box of one figure, if the form has it."""
    box = draft.form.fields.get(name)
    return box if isinstance(box, FigureField) else None
