"""The report's lists: shortcomings and proposals, a few rows each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import BaseFormSet

from reports.actions.fill_in import IssueEntry, ProposalEntry
from reports.forms.merging import MergedRows
from reports.models import IssueCategory

if TYPE_CHECKING:
    RowForms = BaseFormSet[Any]
else:
    RowForms = BaseFormSet

MOST_ROWS = 60
EMPTY_ROWS = 1
LONGEST = 5_000  # characters


def _area(label: str, *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows, "class": "form-control"}),
    )


class RowForm(forms.Form):
    """A row of a list; `is_theirs` marks one that somebody else added meanwhile."""

    is_theirs = False


class IssueForm(RowForm):
    """A shortcoming with its theme, cause and remedy; a row without text is left out."""

    category = forms.ChoiceField(label="Nhóm", required=False, widget=forms.Select(attrs={"class": "form-select"}))
    text = _area("Tồn tại, hạn chế")
    cause = _area("Nguyên nhân", rows=1)
    remedy = _area("Biện pháp khắc phục", rows=1)

    def __init__(self, *args: Any, categories: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the catalogue's themes."""
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", "Chọn nhóm"), *categories]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for the theme of a written shortcoming, and for the text of a row that has more."""
        found = self.cleaned_data
        if found.get("text") and not found.get("category"):
            self.add_error("category", "Chọn nhóm của tồn tại này.")
        if not found.get("text") and (found.get("cause") or found.get("remedy")):
            self.add_error("text", "Ghi tồn tại, hạn chế trước nguyên nhân và biện pháp.")
        return found


class ProposalForm(RowForm):
    """A proposal and to whom; a row without text is left out."""

    text = _area("Kiến nghị, đề xuất")
    addressee = forms.CharField(
        label="Gửi đến",
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the text of a row that has an addressee."""
        if self.cleaned_data.get("addressee") and not self.cleaned_data.get("text"):
            self.add_error("text", "Ghi nội dung kiến nghị.")
        return self.cleaned_data


Rows = list[dict[str, str]]
IssueFormSet = forms.formset_factory(IssueForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
ProposalFormSet = forms.formset_factory(ProposalForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def issue_rows(initial: Rows, data: Mapping[str, str] | None) -> RowForms:
    """Return the rows for shortcomings, with an empty one to write into."""
    categories = list(IssueCategory.objects.values_list("code", "title"))
    return IssueFormSet(data, initial=initial, prefix="issues", form_kwargs={"categories": categories})


def proposal_rows(initial: Rows, data: Mapping[str, str] | None) -> RowForms:
    """Return the rows for proposals, with an empty one to write into."""
    return ProposalFormSet(data, initial=initial, prefix="proposals")


def mark_added(rows: RowForms, merged: MergedRows) -> None:
    """Mark the rows that somebody else added meanwhile: the last of those that hold something."""
    end = len(merged.rows)
    for row in rows.forms[end - merged.added : end]:
        row.is_theirs = True


def written(rows: RowForms) -> Rows:
    """Return the rows of a sent list that hold a text."""
    found = ({name: each.cleaned_data.get(name, "") for name in each.fields} for each in rows.forms)
    return [row for row in found if row["text"]]


def issue_entries(rows: Rows) -> tuple[IssueEntry, ...]:
    """Return shortcomings as the action takes them."""
    return tuple(IssueEntry(**row) for row in rows)


def proposal_entries(rows: Rows) -> tuple[ProposalEntry, ...]:
    """Return proposals as the action takes them."""
    return tuple(ProposalEntry(**row) for row in rows)
