"""What a reader of the archive looks for."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from documents.models import DocumentKind, Edition


class ArchiveForm(forms.Form):
    """What a reader of the archive looks for; the address keeps it."""

    q = forms.CharField(
        label="Tìm trong lời văn",
        required=False,
        max_length=200,
        help_text="Gõ có dấu thì tìm đúng dấu, gõ không dấu thì tìm cả hai; cụm từ đặt trong dấu ngoặc kép.",
        widget=forms.TextInput(attrs={"class": "form-control", "type": "search"}),
    )
    month = forms.ChoiceField(label="Tháng", required=False, widget=forms.Select(attrs={"class": "form-select"}))
    kind = forms.ChoiceField(
        label="Loại văn bản",
        required=False,
        choices=[("", "Tất cả"), *DocumentKind.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    edition = forms.ChoiceField(
        label="Bản",
        required=False,
        choices=[("", "Tất cả"), *Edition.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *arguments: Any, months: Sequence[str], has_editions: bool) -> None:
        """Offer the months that there are, and the editions to who may read both."""
        super().__init__(*arguments)
        choices = [(month, f"Tháng {int(month[5:])} năm {month[:4]}") for month in months]
        cast("forms.ChoiceField", self.fields["month"]).choices = [("", "Tất cả"), *choices]
        if not has_editions:
            del self.fields["edition"]
