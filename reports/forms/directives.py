"""What is looked for among directives and proposals, and what the office says to them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from communes.models import Commune, Department
from reports.actions.judge_answers import VerdictEntry
from reports.forms.review import given_verdicts, verdict_fields
from reports.models import DirectiveAnswer, Period, Section
from reports.models.answers import GIVEN

DIRECTIVES, PROPOSALS = "directive", "proposal"
KINDS = ((DIRECTIVES, "Nhiệm vụ được giao"), (PROPOSALS, "Kiến nghị của đơn vị"))
STATES = (
    ("left", "Chưa xong"),
    ("open", "Đang thực hiện, chờ trả lời"),
    ("reported", "Có đơn vị chờ công nhận"),
    ("overdue", "Quá hạn"),
    ("done", "Đã xong"),
    ("withdrawn", "Đã thu hồi"),
)
AGES = (("1", "Đến 1 tháng"), ("2", "2 tháng"), ("3", "Từ 3 tháng"))
JUDGE = "ket-luan"  # the id of the form of verdicts
SELECT = {"class": "form-select form-select-sm"}


class DirectiveFilter(forms.Form):
    """What the list shows: kind, commune or department, section, state, months since it was issued."""

    kind = forms.ChoiceField(label="Loại", required=False, widget=forms.Select(attrs=SELECT))
    unit = forms.ChoiceField(label="Đơn vị", required=False, widget=forms.Select(attrs=SELECT))
    section = forms.ChoiceField(label="Lĩnh vực", required=False, widget=forms.Select(attrs=SELECT))
    state = forms.ChoiceField(label="Tình trạng", required=False, widget=forms.Select(attrs=SELECT))
    age = forms.ChoiceField(label="Thời gian", required=False, widget=forms.Select(attrs=SELECT))

    def __init__(
        self, communes: Sequence[Commune], departments: Sequence[Department], *args: Any, **kwargs: Any
    ) -> None:
        """Offer the communes and departments that the reader may see."""
        super().__init__(*args, **kwargs)
        units = [*((c.slug, c.name) for c in communes), *((d.slug, d.name) for d in departments)]
        self._offer("kind", KINDS)
        self._offer("unit", units)
        self._offer("section", list(Section.objects.values_list("code", "title")))
        self._offer("state", STATES)
        self._offer("age", AGES)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", "Tất cả"), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        """Return what is looked for; what the address says wrongly is not looked for."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class VerdictsForm(forms.Form):
    """The verdicts on the last answers of a directive's addressees."""

    def __init__(self, answers: Sequence[DirectiveAnswer], *args: Any, **kwargs: Any) -> None:
        """Offer a verdict beside each answer."""
        super().__init__(*args, **kwargs)
        self.answers = answers
        for answer in answers:
            self.fields |= verdict_fields(answer)
        for field in self.fields.values():
            field.widget.attrs["form"] = JUDGE  # the boxes stand among other forms of the page

    @property
    def verdicts(self) -> list[VerdictEntry]:
        """Return what was said."""
        return given_verdicts(self, self.answers)


class MonthForm(forms.Form):
    """The month in which an answer is given."""

    period = forms.ModelChoiceField(
        label="Kỳ",
        queryset=Period.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, periods: Sequence[Period], *args: Any, **kwargs: Any) -> None:
        """Offer these months, the latest first."""
        super().__init__(*args, **kwargs)
        queryset = Period.objects.filter(pk__in=[period.pk for period in periods]).newest_first()
        self.fields["period"].queryset = queryset  # type: ignore[attr-defined]


class ProposalAnswerForm(forms.Form):
    """The office's answer to a proposal; lengths and gaps are the action's to refuse."""

    state = forms.ChoiceField(
        label="Kết quả",
        required=False,
        choices=[(each.value, each.label) for each in GIVEN],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )
    text = forms.CharField(
        label="Nội dung trả lời",
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)
