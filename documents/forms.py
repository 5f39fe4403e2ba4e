"""What whoever holds a paper gives to have it checked, and what an office sets about the form of its documents."""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict

from communes.models import ConveningBody
from documents.actions.keep_formats import fault_of_lines, last_change, usual_lines
from documents.models import DocumentKind, FormatProfile
from documents.models.codes import read_code
from documents.models.formats import set_otherwise
from documents.models.look import Rule, in_words, rules
from documents.models.wording import RECIPIENTS, SIGNATURE, SIGNED, wording_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_FILE = 20 * 1024 * 1024  # bytes


class CodeForm(forms.Form):
    """The code on a paper, as a person types it."""

    code = forms.CharField(
        label="Mã kiểm tra in trên văn bản",
        max_length=120,
        help_text="20 ký tự gồm chữ số và chữ A đến F; viết hoa, viết thường, dấu cách, dấu gạch đều được.",
        error_messages={"required": "Hãy nhập mã in cạnh ô vuông ở cuối văn bản."},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Return the code's digits; refuse what is no code."""
        digits = read_code(self.cleaned_data["code"])
        if digits is None:
            raise forms.ValidationError("Mã phải đủ 20 ký tự, chỉ gồm chữ số 0–9 và chữ A–F; hãy xem lại trên văn bản.")
        return digits


class FileForm(forms.Form):
    """A PDF file, of which only the hash is kept for the answer."""

    code = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    file = forms.FileField(
        label="Tệp PDF",
        help_text="Tối đa 20 MB. Tệp chỉ được so rồi bỏ, không lưu lại.",
        error_messages={"required": "Hãy chọn tệp PDF cần đối chiếu.", "empty": "Tệp này trống."},
        widget=forms.FileInput(attrs={"class": "form-control", "accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> str:
        """Return the SHA-256 of the file; refuse what is too large or no PDF."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE:
            raise forms.ValidationError("Tệp lớn hơn 20 MB; văn bản của hệ thống này không lớn như vậy.")
        digest, start = hashlib.sha256(), b""
        for chunk in file.chunks():
            start = start or chunk[:5]
            digest.update(chunk)
        if start != b"%PDF-":
            raise forms.ValidationError("Tệp này không phải PDF.")
        return digest.hexdigest()


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
