"""The lines of a report's form that answer directives: result, evidence in words or a file, a later date and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_date
from documents.models import Attachment
from documents.models.file_kinds import ACCEPTED
from reports.actions.fill_in import TEXT_LIMIT
from reports.checks.directives import ANSWER_LABELS, Typed, carried_words, fault_of, fault_of_new_due
from reports.figures.directives import Line, Told
from reports.forms.fill_in import Others
from reports.forms.uncut import UncutTextarea
from reports.models import AnswerEntry

if TYPE_CHECKING:
    from django.forms import BoundField

STATE, EVIDENCE, FILE, NEW_DUE, REASON = "state", "evidence", "file", "new_due", "reason"
KEPT = (STATE, EVIDENCE, FILE, NEW_DUE, REASON)  # what a draft keeps of an answer, each as a text
UPLOAD, DROP = "upload", "drop"
_INVALID_DAY = "Ngày không đọc được; hãy nhập như 20/01/2016."


def answer_name(directive: int, part: str) -> str:
    """Return the name of a box of the answer to a directive."""
    return f"answer:{directive}:{part}"


@dataclass(slots=True)
class AnswerLine:
    """A directive to be answered with its boxes: `fault` is why it can't be handed in yet, `file` what is kept."""

    line: Line
    month: Month
    today: date
    boxes: Mapping[str, "BoundField"]
    fault: str = ""
    file: Attachment | None = None
    others: dict[str, Others] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """Return where the line stands on the page."""
        return f"viec-{self.line.directive.pk}"

    @property
    def carried(self) -> str:
        """Return for how many months it has come back."""
        return carried_words(self.line.directive.period.as_month, self.month)

    @property
    def is_overdue(self) -> bool:
        """Tell whether the date in force has passed."""
        return self.line.due is not None and self.line.due < self.today

    @property
    def has_more(self) -> bool:
        """Tell whether anything stands in the boxes that are folded away."""
        more = (self.boxes[NEW_DUE], self.boxes[UPLOAD])
        return self.file is not None or any(box.value() or box.errors for box in more)

    @property
    def last(self) -> Told | None:
        """Return what was answered last, in an earlier month."""
        return self.line.told[-1] if self.line.told else None

    @property
    def errors(self) -> list[str]:
        """Return the sentences on what could not be read."""
        return [str(error) for box in self.boxes.values() for error in box.errors]


class AnswersForm(forms.Form):
    """The answers to the directives that a month asks about; `texts` are what the boxes hold before anybody types."""

    def __init__(
        self,
        lines: Sequence[Line],
        texts: Mapping[str, str],
        *,
        month: Month,
        today: date,
        kept: Mapping[str, date | None] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """Offer the boxes of each line; `kept` are the dates that stand already, by the box's name: not asked again."""
        super().__init__(data, initial=dict(texts))
        self.asked, self.month, self.today, self.kept = lines, month, today, kept or {}
        self.attachments: Mapping[str, Attachment] = {}
        for line in lines:
            for part, box in _boxes().items():
                self.fields[answer_name(line.directive.pk, part)] = box
        self.lines = [
            AnswerLine(line, month, today, {part: self[answer_name(line.directive.pk, part)] for part in _boxes()})
            for line in lines
        ]

    def text_names(self) -> list[str]:
        """Return the names of the boxes that a draft keeps."""
        return [answer_name(line.directive.pk, part) for line in self.asked for part in KEPT]

    def text_of(self, name: str) -> str:
        """Return what a box holds: what was sent, or what stood before."""
        return str(self.data[name] if self.is_bound and name in self.data else self.initial.get(name, ""))

    def clean(self) -> None:
        """Refuse a date that can't be proposed any more, and a file that isn't there."""
        for line in self.asked:
            name = answer_name(line.directive.pk, NEW_DUE)
            new_due = self.cleaned_data.get(name)
            if new_due == self.kept.get(name):
                continue
            state = self.cleaned_data.get(answer_name(line.directive.pk, STATE), "")
            if fault := fault_of_new_due(new_due, state, line.due, self.today):
                self.add_error(name, fault)

    def sent(self) -> Iterator[Line]:
        """Yield the lines whose boxes were sent."""
        yield from (line for line in self.asked if answer_name(line.directive.pk, STATE) in self.data)

    def entries(self) -> dict[int, AnswerEntry]:
        """Return what was typed, by the directive; one whose boxes were not sent is left as it stands."""
        return {line.directive.pk: self._entry(line.directive.pk) for line in self.sent()}

    def _entry(self, directive: int) -> AnswerEntry:
        found = {part: self.cleaned_data.get(answer_name(directive, part)) for part in KEPT}
        file = self.attachments.get(str(found[FILE] or ""))
        return AnswerEntry(
            state=found[STATE] or "",
            evidence=found[EVIDENCE] or "",
            attachment=file,
            new_due=found[NEW_DUE],
            reason=found[REASON] or "",
        )

    def show(self, files: Mapping[str, Attachment], others: Mapping[str, Others]) -> None:
        """Put kept files, faults and what somebody else saved beside the boxes."""
        self.attachments = files
        for each in self.lines:
            texts = {part: self.text_of(answer_name(each.line.directive.pk, part)).strip() for part in KEPT}
            each.file = files.get(texts[FILE])
            each.fault = "" if each.errors else fault_of(self._typed(texts, each))
            names = {answer_name(each.line.directive.pk, part): part for part in KEPT}
            each.others = {part: _named(others[name], part, files) for name, part in names.items() if name in others}

    def _typed(self, texts: Mapping[str, str], each: AnswerLine) -> Typed:
        day = _as_day(texts[NEW_DUE])
        return Typed(texts[STATE], texts[EVIDENCE], each.file is not None, day, texts[REASON])

    def wrong_lines(self) -> list[AnswerLine]:
        """Return the lines in which something could not be read."""
        return [each for each in self.lines if each.errors] if self.is_bound else []

    @property
    def left(self) -> int:
        """Return how many lines still lack a complete answer."""
        return sum(bool(each.fault) for each in self.lines)

    @property
    def answered(self) -> int:
        """Return how many lines have a complete answer."""
        return len(self.lines) - self.left


class OneAnswerForm(forms.Form):
    """The answer that the office enters for a department, boxes as in a report."""

    def __init__(self, line: Line, today: date, *args: Any, **kwargs: Any) -> None:
        """Take the boxes of a line."""
        super().__init__(*args, **kwargs)
        self.line, self.today = line, today
        self.fields = {part: box for part, box in _boxes().items() if part not in {FILE, DROP}}

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that isn't one, and a date that can't be proposed."""
        found = self.cleaned_data
        if self.errors:
            return found
        if fault := fault_of_new_due(found[NEW_DUE], found[STATE], self.line.due, self.today):
            self.add_error(NEW_DUE, fault)
        typed = Typed(found[STATE], found[EVIDENCE], bool(found[UPLOAD]), found[NEW_DUE], found[REASON])
        if fault := fault_of(typed):
            self.add_error(None, fault)
        return found

    def entry(self, attachment: Attachment | None) -> AnswerEntry:
        """Return what was typed as the action takes it."""
        found = self.cleaned_data
        return AnswerEntry(found[STATE], found[EVIDENCE], attachment, found[NEW_DUE], found[REASON])


def _named(others: Others, part: str, files: Mapping[str, Attachment]) -> Others:
    """Return what somebody else saved, a file by its name."""
    return replace(others, text=files[others.text].name) if part == FILE and others.text in files else others


def day_text(day: date | None) -> str:
    """Return a date as its box holds it."""
    return format_date(day) if day else ""


def _as_day(text: str) -> date | None:
    try:
        return forms.DateField(required=False).clean(text)  # type: ignore[no-any-return]
    except forms.ValidationError:
        return None


def _boxes() -> dict[str, forms.Field]:
    choices = [("", "Chọn kết quả"), *((state.value, label) for state, label in ANSWER_LABELS.items())]
    return {
        STATE: forms.ChoiceField(
            label="Kết quả", required=False, choices=choices, widget=forms.Select(attrs={"class": "form-select"})
        ),
        EVIDENCE: _text("Việc đã làm, minh chứng"),
        FILE: forms.CharField(required=False, widget=forms.HiddenInput),
        UPLOAD: forms.FileField(
            label="Tệp (PDF, DOCX, XLSX, JPG, PNG; tối đa 10 MB)",
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"class": "form-control", "accept": ACCEPTED}),
        ),
        DROP: forms.BooleanField(
            label="Bỏ tệp này", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
        ),
        NEW_DUE: forms.DateField(
            label="Đề nghị thời hạn mới",
            required=False,
            error_messages={"invalid": _INVALID_DAY},
            widget=forms.DateInput(attrs={"class": "form-control", "autocomplete": "off", "placeholder": "20/01/2016"}),
        ),
        REASON: _text("Lý do, khi chưa hoàn thành"),
    }


def _text(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=TEXT_LIMIT,
        error_messages={"max_length": f"Nội dung quá dài; tối đa {TEXT_LIMIT} ký tự."},
        widget=UncutTextarea(attrs={"rows": 2, "class": "form-control"}),
    )
