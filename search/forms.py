"""What a reader looks for; the address keeps it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from briefing_portal.lib.vietnamese.searching import read_query
from communes.models import Commune, ConveningBody, User
from reports.models import Period, Section
from search.figures.asked import Asked, Kind

SELECT = {"class": "form-select form-select-sm"}
Choices = Sequence[tuple[str, str]]


class SearchForm(forms.Form):
    """Words and filters; what the address says wrongly is not looked for."""

    q = forms.CharField(
        label="Từ cần tìm",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search", "data-search-box": True}),
    )
    kind = forms.ChoiceField(label="Tìm trong", required=False, widget=forms.Select(attrs=SELECT))
    first = forms.ChoiceField(label="Từ tháng", required=False, widget=forms.Select(attrs=SELECT))
    last = forms.ChoiceField(label="Đến tháng", required=False, widget=forms.Select(attrs=SELECT))
    commune = forms.CharField(
        required=False, max_length=80, widget=forms.TextInput(attrs={"class": "form-control form-control-sm"})
    )
    section = forms.ChoiceField(label="Lĩnh vực", required=False, widget=forms.Select(attrs=SELECT))

    def __init__(self, body: ConveningBody, data: Any) -> None:
        """Offer the months of the body and the sections of the catalogue."""
        super().__init__(data)
        periods = Period.objects.filter(body=body).newest_first()
        months = [(each.month, f"{each.month[5:]}/{each.month[:4]}") for each in periods]
        self._offer("kind", Kind.choices)
        self._offer("first", months)
        self._offer("last", months)
        self._offer("section", list(Section.objects.order_by("order", "pk").values_list("code", "title")))
        self.fields["commune"].label = body.units_word.capitalize()
        self.body = body

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = [("", "Tất cả"), *choices]  # type: ignore[attr-defined]

    def asked_by(self, user: User) -> Asked:
        """Return what is looked for, and by whom."""
        self.is_valid()
        said = self.cleaned_data
        named = read_query(said.get("commune", ""))
        communes = Commune.objects.visible_to(user).filter(body=self.body).with_phrases(named) if named else None
        return Asked(
            user,
            self.body,
            read_query(said.get("q", "")),
            kind=said.get("kind", ""),
            first=said.get("first", ""),
            last=said.get("last", ""),
            section=said.get("section", ""),
            communes=communes,
        )

    @property
    def filters(self) -> list[forms.BoundField]:
        """Return the boxes beside the words."""
        return [field for field in self if field.name != "q"]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter is set."""
        return any(value for name, value in self.cleaned_data.items() if name != "q")
