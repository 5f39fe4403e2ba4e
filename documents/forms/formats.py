"""What an office sets about the form of its documents."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from communes.models import ConveningBody
from documents.actions.keep_formats import fault_of_lines, last_change, usual_lines
from documents.models import DocumentKind, FormatProfile
from documents.models.formats import set_otherwise
from documents.models.look import Rule, in_words, rules
from documents.models.wording import RECIPIENTS, SIGNATURE, SIGNED, wording_of


class FormatForm(forms.Form):
    """What an office may set otherwise than a profile has it, and (own kind of body) who signs and who receives."""

    last_seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, body: ConveningBody, profile: FormatProfile, data: QueryDict | None = None) -> None:
        """Offer the choices of the profile's kind of body, with what is in force now."""
        super().__init__(data, initial={"last_seen": last_change(body)})
        self.profile = profile
        kept = set_otherwise(body, profile)
        for rule in rules().values():
            if choices := rule.choices[profile.kind]:
                self.fields[rule.name] = _choice(rule, choices, profile.values[rule.name], kept.get(rule.name))
        self.wording = []
        if profile.kind == body.kind:
            self.wording = [name for kind in SIGNED for name in self._add_wording(body, kind)]

    def _add_wording(self, body: ConveningBody, kind: DocumentKind) -> Iterator[str]:
        found, usual = wording_of(body, kind), usual_lines(body, kind)
        said = ((SIGNATURE, "ai ký", found.signature), (RECIPIENTS, "nơi nhận", found.recipients))
        for part, label, lines in said:
            name = f"{kind}.{part}"
            self.fields[name] = forms.CharField(
                label=f"{kind.label}: {label}",
                required=False,
                initial="\n".join(lines),
                help_text="Mặc định: " + " / ".join(usual[name].splitlines()),
                widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
            )
            yield name

    def clean(self) -> dict[str, Any]:
        """Refuse lines that an office's document can't have; none at all lead back to the usual ones."""
        found: dict[str, Any] = super().clean() or {}
        for name in self.wording:
            text = found.get(name, "")
            if text.strip() and (fault := fault_of_lines(name, text, self.profile.kind)):
                self.add_error(name, fault)
        return found

    @property
    def values(self) -> dict[str, str]:
        """Return the chosen values by name; those of a form that nobody sent are what is in force."""
        names = [name for name in self.fields if name in rules()]
        if not self.is_bound:
            return {name: self.fields[name].initial for name in names}
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def lines(self) -> dict[str, str]:
        """Return the lines of signatures and recipients by name; emptied ones lead back to the usual."""
        return {name: self.cleaned_data[name] for name in self.wording if name in self.cleaned_data}


def _choice(rule: Rule, choices: tuple[str, ...], own: str, kept: str | None) -> forms.ChoiceField:
    offered = choices if own in choices else (own, *choices)
    return forms.ChoiceField(
        label=rule.label,
        choices=[(value, in_words(rule.name, value)) for value in offered],
        initial=kept or own,
        help_text=f"Theo quy định: {in_words(rule.name, own)}",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
