"""The report's form, built from the catalogue: a row for every figure, a text for every section."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms

from briefing_portal.lib.vietnamese import echo_number, format_date, number_for_input, read_number
from reports.actions.fill_in import EXPLANATION_LIMIT, TEXT_LIMIT, Entries
from reports.checks import (
    Finding,
    Note,
    Sheet,
    check,
    check_narratives,
    notes_of,
    nothing_happened,
    stock_again,
)
from reports.facts import AssignedPlan, IndicatorFact, Key
from reports.forms.review import figure_name
from reports.forms.shares import Share, shares_of
from reports.forms.uncut import UncutTextarea
from reports.models import Section

MISSING = "missing"  # the rule that speaks on the page of submission, not while the figures are being typed
FIGURE = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control figure-box"}


def narrative_name(code: str) -> str:
    """Return the name of the field for a section's text."""
    return f"narrative:{code}"


def explanation_name(code: str) -> str:
    """Return the name of the field for the sentence on an indicator's warnings."""
    return f"explanation:{code}"


def as_of_name(key: Key) -> str:
    """Return the name of the box for the day that a figure is of, where it isn't the month's."""
    return ":".join(("asof", *key))


@dataclass(frozen=True, slots=True)
class Others:
    """What somebody else saved in a box meanwhile; `is_taken` where the box was not changed here."""

    by: str
    text: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the boxes: what figures are judged against, every plan, the office's words by field."""

    sheet: Sheet
    plans: Mapping[Key, Sequence[AssignedPlan]]
    comments: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Line:
    """Everything that stands beside one figure's box."""

    indicator: IndicatorFact
    key: Key
    season: str
    is_required: bool
    plans: Sequence[AssignedPlan] = ()
    last: Decimal | None = None
    value: Decimal | None = None
    shares: Sequence[Share] = ()
    findings: Sequence[Finding] = ()
    comments: Sequence[str] = ()
    explanation: forms.BoundField | None = None
    others: Others | None = None
    as_of_name: str = ""
    as_of: str = ""
    as_of_errors: Sequence[str] = ()
    is_proposed: bool = False
    is_offered: bool = False

    @property
    def echo(self) -> str:
        """Return the figure as it was read, in digits and in words."""
        return "" if self.value is None else echo_number(self.value, self.indicator.unit)

    @property
    def plan_name(self) -> str:
        """Return what a plan beside this figure is called: for the season or for the year."""
        return "Kế hoạch vụ" if self.key[1] else "Kế hoạch năm"

    @property
    def is_part(self) -> bool:
        """Tell whether the figure is named as a part of the one above it."""
        return self.indicator.name.startswith("Trong đó")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a section is: figures typed of figures asked, and how many of them are wrong."""

    section: Section
    filled: int
    asked: int
    wrong: int


class FigureField(forms.CharField):
    """A figure read by the portal's one reader: a Decimal, None where nothing is typed, or a sentence why not."""

    def __init__(self, line: Line, **kwargs: Any) -> None:
        """Take at most the indicator's decimals."""
        self.line = line
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """Return the figure that was typed; a question is an error until it is answered."""
        reading = read_number(str(value or ""), decimals=self.line.indicator.decimals)
        if message := reading.error or reading.question:
            raise forms.ValidationError(message)
        return reading.value


class DayField(forms.DateField):
    """The day that a figure is of, where it is earlier than the month's last day of data."""

    def __init__(self, label: str, data_to: date) -> None:
        """Take a day up to the month's last one."""
        self.data_to = data_to
        invalid = "Ngày không đọc được; hãy nhập như 10/11/2015."
        super().__init__(label=label, required=False, error_messages={"invalid": invalid})

    def clean(self, value: Any) -> date | None:
        """Return the day; None where it is the month's own."""
        day: date | None = super().clean(value)
        if day is not None and day > self.data_to:
            raise forms.ValidationError(
                f"Số liệu của kỳ này tính đến {format_date(self.data_to)}; không ghi ngày sau đó."
            )
        return None if day == self.data_to else day


class TextField(forms.CharField):
    """A section's text or an explanation; `comments` are the office's, `others` what somebody else saved.

    `findings` are its claims that the figures contradict, `notes` its numbers that are none of the figures.
    """

    comments: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    notes: Sequence[Note] = ()
    others: Others | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form is built around: what the month asks for, the sections, the seasons' names."""

    sheet: Sheet
    sections: Sequence[Section]
    seasons: Mapping[str, str]
    data_to: date

    @property
    def measured(self) -> list[IndicatorFact]:
        """Return the indicators that the commune types."""
        return [indicator for indicator in self.sheet.indicators if indicator.kind == "measured"]

    def lines(self, indicator: IndicatorFact) -> list[Line]:
        """Return a line for each season that an indicator is asked for; the first is the required one."""
        keys = self.sheet.keys(indicator)
        return [
            Line(indicator, key, self.seasons.get(key[1], ""), is_required=indicator.required and key == keys[0])
            for key in keys
        ]


class ReportForm(forms.Form):
    """All that stands in a report but its lists; `texts` are what the boxes hold before anything is typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.CharField(widget=forms.HiddenInput, strip=False, required=False)

    def __init__(
        self, frame: Frame, texts: Mapping[str, str], *, version: int, base: str, data: Mapping[str, str] | None = None
    ) -> None:
        """Build the fields in the order of the catalogue."""
        super().__init__(data, initial={**texts, "version": version, "base": base})
        self.frame = frame
        for indicator in frame.measured:
            for line in frame.lines(indicator):
                self._add_figure(line)
            self.fields[explanation_name(indicator.code)] = _text("Giải trình", EXPLANATION_LIMIT, rows=2)
        for section in frame.sections:
            self.fields[narrative_name(section.code)] = _text(f"Thuyết minh: {section.title}", TEXT_LIMIT, rows=3)

    def _add_figure(self, line: Line) -> None:
        name = figure_name(line.key)
        label = f"{line.indicator.name}, {line.season}" if line.season else line.indicator.name
        box = forms.TextInput(attrs=FIGURE | {"aria-describedby": f"{name}-beside {name}-said"})
        self.fields[name] = FigureField(line, label=label, widget=box)
        line.as_of_name = as_of_name(line.key)
        # Seventy boxes for days that nobody types would double the form: a day that is there has its field.
        if self.text_of(line.as_of_name).strip():
            self.fields[line.as_of_name] = DayField(f"{label}, ngày của số liệu", self.frame.data_to)

    def clean(self) -> None:
        """Refuse a day without the figure that it is of."""
        for box in self.figure_fields():
            name = figure_name(box.line.key)
            has_day = bool(self.cleaned_data.get(box.line.as_of_name))
            if has_day and name in self.data and name not in self.errors and self.cleaned_data.get(name) is None:
                self.add_error(name, "Đã ghi ngày nhưng chưa có số liệu; hãy nhập số hoặc xóa ngày.")

    def figure_fields(self) -> list[FigureField]:
        """Return the figures' fields in the catalogue's order."""
        return [each for each in self.fields.values() if isinstance(each, FigureField)]

    def figures(self) -> dict[Key, Decimal]:
        """Return the figures that could be read: those typed, or those that stood before."""
        values = {each.line.key: self._figure(figure_name(each.line.key)) for each in self.figure_fields()}
        return {key: value for key, value in values.items() if value is not None}

    def narratives(self) -> dict[str, str]:
        """Return the texts of the sections, as sent or as they stood before."""
        texts = {section.code: self.text_of(narrative_name(section.code)) for section in self.frame.sections}
        return {code: text for code, text in texts.items() if text.strip()}

    def _figure(self, name: str) -> Decimal | None:
        if self.is_bound and name in self.data:
            value: Decimal | None = self.cleaned_data.get(name)
            return value
        return read_number(self.initial.get(name, "")).value

    def text_of(self, name: str) -> str:
        """Return what a box holds: what was sent, or what stood before."""
        return str(self.data[name] if self.is_bound and name in self.data else self.initial.get(name, ""))

    def read_only(self, names: Iterable[str]) -> None:
        """Read these boxes alone; of the others what stood before counts."""
        others = self.fields.keys() - set(names)
        for name in others:
            self.fields[name].disabled = True
        self.full_clean()
        for name in others:
            self.fields[name].disabled = False

    def show(self, beside: Beside) -> None:
        """Put plans, shares, findings and the office's words beside the boxes."""
        sheet = beside.sheet
        by_key = defaultdict(list)
        for finding in check(sheet):
            if finding.rule != MISSING:
                by_key[finding.indicator, finding.season].append(finding)
        for box in self.figure_fields():
            line = box.line
            line.value, line.last = sheet.figures.get(line.key), sheet.last_month.get(line.key)
            line.plans = beside.plans.get((line.indicator.plan, line.key[1]), ())
            line.findings, line.comments = by_key[line.key], beside.comments.get(figure_name(line.key), ())
            line.shares = shares_of(sheet, line.key, line.value, line.plans)
            line.as_of = self.text_of(line.as_of_name)
            line.as_of_errors = [str(e) for e in self.errors.get(line.as_of_name) or ()]
        self._show_last_month(sheet)
        self._show_words(sheet, beside.comments)
        self._ask_for_explanations()

    def _show_last_month(self, sheet: Sheet) -> None:
        """Put beside each box what last month offers: a stock in it as a proposal, and all else for who asks."""
        stocks, quiet = stock_again(sheet), nothing_happened(sheet)
        for box in self.figure_fields():
            line = box.line
            line.is_proposed, line.is_offered = line.key in stocks, line.key in quiet
            if line.is_offered:
                box.widget.attrs["data-quiet"] = number_for_input(quiet[line.key])
            box.widget.attrs["placeholder"] = " "  # the page's style tells by it that a box is empty
            if line.is_proposed:
                box.widget.attrs["placeholder"] = number_for_input(stocks[line.key])
                box.widget.attrs["aria-describedby"] += f" {figure_name(line.key)}-proposed"

    def _show_words(self, sheet: Sheet, comments: Mapping[str, Sequence[str]]) -> None:
        """Put the office's words beside a section's text, and what its figures say to it."""
        findings, notes = check_narratives(sheet), notes_of(sheet)
        for section in self.frame.sections:
            name = narrative_name(section.code)
            box = self.fields[name]
            if isinstance(box, TextField):
                box.comments = comments.get(name, ())
                box.findings = [finding for finding in findings if finding.section == section.code]
                box.notes = [note for note in notes if note.section == section.code]

    def _ask_for_explanations(self) -> None:
        """Put a box for the sentence below the first figure of an indicator that has a warning, or has its sentence."""
        asked: set[str] = set()
        warned = {f.indicator for box in self.figure_fields() for f in box.line.findings if not f.is_error}
        for box in self.figure_fields():
            code, name = box.line.indicator.code, explanation_name(box.line.indicator.code)
            if code not in asked and (code in warned or self.text_of(name)):
                asked.add(code)
                box.line.explanation = self[name]

    def show_others(self, others: Mapping[str, Others]) -> None:
        """Put what somebody else saved meanwhile beside the boxes, by their names."""
        days = {box.line.as_of_name: box.line for box in self.figure_fields()}
        for name, each in others.items():
            if name in days:
                days[name].others = each
            box = self.fields.get(name)
            if isinstance(box, FigureField):
                box.line.others = each
            elif isinstance(box, TextField):
                box.others = each

    def entries(self) -> Entries:
        """Return what was typed; a box that was not sent is left as it stands."""
        boxes = {figure_name(box.line.key): box.line.key for box in self.figure_fields()}
        narratives = {narrative_name(section.code): section.code for section in self.frame.sections}
        explanations = {explanation_name(indicator.code): indicator.code for indicator in self.frame.measured}
        return Entries(
            figures={key: self.cleaned_data[name] for name, key in boxes.items() if name in self.data},
            days={key: self.cleaned_data.get(name) for key in boxes.values() if (name := as_of_name(key)) in self.data},
            narratives={code: self.cleaned_data[name] for name, code in narratives.items() if name in self.data},
            explanations={code: self.cleaned_data[name] for name, code in explanations.items() if name in self.data},
        )

    @property
    def helper(self) -> FormHelper:
        """Return the layout: a panel a section, its figures, then its text."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout("version", "base", *(self._panel(section) for section in self.frame.sections))
        return helper

    def _panel(self, section: Section) -> Fieldset:
        boxes = [box for box in self.figure_fields() if box.line.indicator.section == section.code]
        rows = [Field(figure_name(box.line.key), template="reports/_figure_row.html") for box in boxes]
        text = Field(narrative_name(section.code), template="reports/_narrative_row.html")
        panel = Fieldset(section.title, *rows, text, css_id=f"phan-{section.code}", template="reports/_panel.html")
        panel.section = section
        panel.has_stocks = any(box.line.is_proposed for box in boxes)
        panel.has_flows = any(box.line.is_offered and not box.line.is_proposed for box in boxes)
        return panel

    def progress(self) -> list[Progress]:
        """Return how far each section is."""
        found = []
        for section in self.frame.sections:
            boxes = [box for box in self.figure_fields() if box.line.indicator.section == section.code]
            names = [figure_name(box.line.key) for box in boxes]
            wrong = sum(any(f.is_error for f in box.line.findings) for box in boxes)
            unread = [name for name in (*names, narrative_name(section.code)) if name in self.errors]
            filled = sum(box.line.value is not None for box in boxes)
            found.append(Progress(section, filled, len(boxes), wrong + len(unread)))
        return found

    def documents(self) -> list[str]:
        """Return the documents that the plans beside the boxes come from, each once."""
        return list(dict.fromkeys(p.document for box in self.figure_fields() for p in box.line.plans if p.document))

    def wrong_fields(self) -> list[forms.BoundField]:
        """Return the fields that could not be read, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]


def _text(label: str, limit: int, *, rows: int) -> TextField:
    too_long = f"Nội dung quá dài; tối đa {limit} ký tự."
    return TextField(
        label=label,
        required=False,
        max_length=limit,
        error_messages={"max_length": too_long},
        # No maxlength on the box: the browser would cut a pasted text without a word.
        widget=UncutTextarea(attrs={"rows": rows, "class": "form-control"}),
    )
