"""A directive as it is typed."""

from typing import Any

from django import forms

from communes.models import Commune
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Directive, Period, Section

from .controls import CONTROL, DAY


class DirectiveForm(forms.Form):
    """A directive: what, in which sector, who, until when; nobody chosen means all communes."""

    text = forms.CharField(label="Nội dung nhiệm vụ", widget=forms.Textarea(attrs=CONTROL | {"rows": 3}))
    section = forms.ModelChoiceField(
        label="Lĩnh vực",
        queryset=Section.objects.order_by("order", "pk"),
        required=False,
        empty_label="Nhiệm vụ chung",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    due_on = forms.DateField(label="Thời hạn", required=False, widget=forms.DateInput(attrs=DAY))
    citation = forms.CharField(label="Căn cứ", required=False, max_length=200, widget=forms.TextInput(attrs=CONTROL))

    def __init__(self, period: Period, *args: Any, **kwargs: Any) -> None:
        """Offer the communes of the month and the departments of its body."""
        super().__init__(*args, **kwargs)
        communes = Commune.objects.filter(body=period.body).existing_in(period.as_month)
        self.fields["communes"] = forms.ModelMultipleChoiceField(
            label=f"Giao cho {period.body.units_word}",
            help_text="Không chọn đơn vị nào: giao cho tất cả.",
            queryset=communes,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["departments"] = forms.ModelMultipleChoiceField(
            label="Giao cho phòng, ban, ngành",
            queryset=period.body.departments.order_by("order", "pk"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def entry(self) -> DirectiveEntry:
        """Return the directive as it was typed."""
        typed = self.cleaned_data
        return DirectiveEntry(
            text=typed["text"],
            section=typed["section"],
            communes=list(typed["communes"]),
            departments=list(typed["departments"]),
            due_on=typed["due_on"],
            citation=typed["citation"],
        )


def directive_initial(directive: Directive) -> dict[str, Any]:
    """Return what a directive's form begins with."""
    return {
        "text": directive.text,
        "section": directive.section_id,
        "due_on": directive.due_on,
        "citation": directive.citation,
        "communes": list(directive.communes.all()),
        "departments": list(directive.departments.all()),
    }
