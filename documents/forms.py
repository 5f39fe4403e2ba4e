"""What whoever holds a paper gives to have it checked: its code or the PDF file; what is looked for in the archive."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms

from documents.models import DocumentKind, Edition
from documents.models.codes import read_code

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
