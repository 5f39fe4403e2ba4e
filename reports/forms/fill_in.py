"""The report's form, built from the catalogue: a row for every figure, a text for every section."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
from django import forms

from briefing_portal.lib.vietnamese import echo_number, read_number
from reports.actions.fill_in import EXPLANATION_LIMIT, TEXT_LIMIT, Entries
from reports.checks import Finding, Sheet
from reports.facts import IndicatorFact, Key
from reports.forms.review import figure_name
from reports.models import Section

PERCENT = 100
MISSING = "missing"  # the rule that speaks on the page of submission, not while the figures are being typed
FIGURE = {"inputmode": "decimal", "autocomplete": "off", "class": "form-control figure-box"}


def narrative_name(code: str) -> str:
    """Return the name of the field for a section's text."""
    return f"narrative:{code}"


def explanation_name(code: str) -> str:
    """Return the name of the field for the sentence on an indicator's warnings."""
    return f"explanation:{code}"


@dataclass(slots=True)
class Share:
    """A percentage beside a figure: of its plan, or of its whole; None where it cannot be worked out."""

    label: str
    value: Decimal | None


@dataclass(slots=True)
class Line:
    """Everything that stands beside one figure's box.

    `theirs` is what somebody else saved meanwhile for a figure that was changed here too; `is_taken` marks a figure
    that was changed by somebody else alone.
    """

    indicator: IndicatorFact
    key: Key
    season: str
    plan: Decimal | None
    last: Decimal | None
    value: Decimal | None = None
    shares: Sequence[Share] = ()
    findings: Sequence[Finding] = ()
    comments: Sequence[str] = ()
    explanation: forms.BoundField | None = None
    theirs: str | None = None
    is_taken: bool = False

    @property
    def echo(self) -> str:
        """Return the figure as it was read, in digits and in words."""
        return "" if self.value is None else echo_number(self.value, self.indicator.unit)

    @property
    def plan_name(self) -> str:
        """Return what a plan beside this figure is called: for the season or for the year."""
        return "Kế hoạch vụ" if self.key[1] else "Kế hoạch năm"


class FigureField(forms.CharField):
    """A figure read by the portal's one reader: a Decimal, None where nothing is typed, or a sentence why not."""

    line: Line

    def __init__(self, indicator: IndicatorFact, **kwargs: Any) -> None:
        """Take at most the indicator's decimals."""
        self.decimals = indicator.decimals
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        """Return the figure that was typed; a question is an error until it is answered."""
        reading = read_number(str(value or ""), decimals=self.decimals)
        if message := reading.error or reading.question:
            raise forms.ValidationError(message)
        return reading.value


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form is built around: the sheet, the sections, the seasons' names, what the office said."""

    sheet: Sheet
    sections: Sequence[Section]
    seasons: Mapping[str, str]
    comments: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def measured(self) -> list[IndicatorFact]:
        """Return the indicators that the commune types."""
        return [indicator for indicator in self.sheet.indicators if indicator.kind == "measured"]

    def line(self, indicator: IndicatorFact, key: Key) -> Line:
        """Return what stands beside a figure before anything is typed."""
        return Line(
            indicator,
            key,
            self.seasons.get(key[1], ""),
            plan=self.sheet.plans.get((indicator.plan, key[1])),
            last=self.sheet.last_month.get(key),
            comments=self.comments.get(figure_name(key), ()),
        )


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
            for key in frame.sheet.keys(indicator):
                self._add_figure(indicator, key)
            self.fields[explanation_name(indicator.code)] = _text("Giải trình", EXPLANATION_LIMIT, rows=2)
        for section in frame.sections:
            self.fields[narrative_name(section.code)] = _text(f"Thuyết minh: {section.title}", TEXT_LIMIT, rows=3)

    def _add_figure(self, indicator: IndicatorFact, key: Key) -> None:
        line, name = self.frame.line(indicator, key), figure_name(key)
        label = f"{indicator.name}, {line.season}" if line.season else indicator.name
        box = forms.TextInput(attrs=FIGURE | {"aria-describedby": f"{name}-beside {name}-said"})
        self.fields[name] = FigureField(indicator, label=label, widget=box)
        self.fields[name].line = line  # type: ignore[attr-defined]

    def figure_fields(self) -> list[FigureField]:
        """Return the figures' fields in the catalogue's order."""
        return [each for each in self.fields.values() if isinstance(each, FigureField)]

    def figures(self) -> dict[Key, Decimal]:
        """Return the figures that could be read: those typed, or those that stood before."""
        values = {each.line.key: self._figure(figure_name(each.line.key)) for each in self.figure_fields()}
        return {key: value for key, value in values.items() if value is not None}

    def _figure(self, name: str) -> Decimal | None:
        if self.is_bound and name in self.data:
            value: Decimal | None = self.cleaned_data.get(name)
            return value
        return read_number(self.initial.get(name, "")).value

    def read_only(self, names: Iterable[str]) -> None:
        """Read these boxes alone; of the others what stood before counts."""
        wanted = set(names)
        for name in list(self.fields):
            if name not in wanted:
                self.fields[name].disabled = True
        self.full_clean()

    def show(self, findings: Iterable[Finding]) -> None:
        """Put figures, shares and findings beside the boxes, and a box for the sentence where there is a warning."""
        by_key, figures = defaultdict(list), self.figures()
        for finding in findings:
            if finding.rule != MISSING:
                by_key[finding.indicator, finding.season].append(finding)
        asked: set[str] = set()
        for box in self.figure_fields():
            line = box.line
            line.value, line.findings = figures.get(line.key), by_key[line.key]
            line.shares = shares_of(self.frame.sheet, figures, line.indicator, line.key)
            name = explanation_name(line.indicator.code)
            needs_words = any(not finding.is_error for finding in line.findings) or self[name].value()
            if needs_words and line.indicator.code not in asked:
                asked.add(line.indicator.code)
                line.explanation = self[name]

    def entries(self) -> Entries:
        """Return what was typed; a box that was not sent is left as it stands."""
        boxes = {figure_name(box.line.key): box.line.key for box in self.figure_fields()}
        narratives = {narrative_name(section.code): section.code for section in self.frame.sections}
        explanations = {explanation_name(indicator.code): indicator.code for indicator in self.frame.measured}
        return Entries(
            figures={key: self.cleaned_data[name] for name, key in boxes.items() if name in self.data},
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
        rows = [
            Field(figure_name(key), template="reports/_figure_row.html")
            for indicator in self.frame.measured
            if indicator.section == section.code
            for key in self.frame.sheet.keys(indicator)
        ]
        text = Field(narrative_name(section.code), template="reports/_narrative_row.html")
        return Fieldset(section.title, *rows, text, css_id=f"phan-{section.code}", template="reports/_panel.html")

    def wrong_fields(self) -> list[forms.BoundField]:
        """Return the fields that could not be read, in the order of the page."""
        return [self[name] for name in self.fields if name in self.errors]


def shares_of(sheet: Sheet, figures: Mapping[Key, Decimal], indicator: IndicatorFact, key: Key) -> list[Share]:
    """Return the percentages that a figure is the numerator of: of its plan, and the catalogue's ratios."""
    value, season = figures.get(key), key[1]
    derived = [i for i in sheet.indicators if i.aggregation == "ratio" and i.numerator == indicator.code]
    wholes = {i.denominator: i.name for i in derived}
    if indicator.plan and (indicator.plan, season) in sheet.plans:
        wholes = {indicator.plan: "So với kế hoạch", **{c: n for c, n in wholes.items() if c != indicator.plan}}
    shares = []
    for code, label in wholes.items():
        whole = sheet.plans.get((code, season), figures.get((code, season)))
        shares.append(Share(label, value / whole * PERCENT if value is not None and whole else None))
    return shares


def _text(label: str, limit: int, *, rows: int) -> forms.CharField:
    too_long = f"Nội dung quá dài; tối đa {limit} ký tự."
    return forms.CharField(
        label=label,
        required=False,
        max_length=limit,
        error_messages={"max_length": too_long},
        # No maxlength on the box: the browser would cut a pasted text without a word.
        widget=_UncutTextarea(attrs={"rows": rows, "class": "form-control"}),
    )


class _UncutTextarea(forms.Textarea):
    """A text area without the maxlength that Django gives it."""

    def use_required_attribute(self, initial: Any) -> bool:
        """Ask for nothing."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context without maxlength."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("maxlength", None)
        return context
