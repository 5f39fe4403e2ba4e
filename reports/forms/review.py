"""The office's word on a report: a comment beside a figure or a section, a decision, a reason."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from reports.actions.review import FieldComment
from reports.facts import Key

ACCEPT, RETURN, BEGIN = "accept", "return", "begin"
COMMENT = {"rows": 2, "class": "form-control form-control-sm"}
LONGEST = 2_000  # characters of a comment or a reason


def figure_name(key: Key) -> str:
    """Return the name of the field for a comment beside a figure."""
    return ":".join(("figure", *key))


def section_name(code: str) -> str:
    """Return the name of the field for a comment beside a section's text."""
    return f"section:{code}"


class ReviewForm(forms.Form):
    """A decision on the submission that the reviewer saw, with a reason and comments per field."""

    decision = forms.ChoiceField(choices=[(each, each) for each in (ACCEPT, RETURN, BEGIN)])
    expected = forms.IntegerField()
    reason = forms.CharField(
        label="Lý do, lời nhắn",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
    )

    def __init__(self, keys: Iterable[Key], sections: Iterable[str], *args: Any, **kwargs: Any) -> None:
        """Offer a comment beside each figure and each section."""
        super().__init__(*args, **kwargs)
        self.places = {figure_name(key): {"indicator": key[0], "season": key[1]} for key in keys}
        self.places |= {section_name(code): {"section": code} for code in sections}
        for name in self.places:
            box = forms.Textarea(attrs=COMMENT | {"aria-label": "Ý kiến của Văn phòng"})
            self.fields[name] = forms.CharField(required=False, max_length=LONGEST, widget=box)

    @property
    def comments(self) -> list[FieldComment]:
        """Return the comments that were written."""
        return [FieldComment(text=text, **self.places[name]) for name, text in self._written()]

    @property
    def has_words(self) -> bool:
        """Tell whether the reviewer has written anything."""
        return bool(self.cleaned_data["reason"] or self.comments)

    def _written(self) -> Iterator[tuple[str, str]]:
        for name in self.places:
            if text := self.cleaned_data[name]:
                yield name, text


class ReopenForm(forms.Form):
    """Why an accepted report is opened again."""

    reason = forms.CharField(
        label="Lý do mở lại",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control", "id": "id_reopen_reason"}),
    )
