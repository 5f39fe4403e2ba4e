"""What whoever holds a paper gives to have it checked: its code, or the PDF file."""

from typing import TYPE_CHECKING

from django import forms

from documents.models.codes import read_code

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_FILE = 20 * 1024 * 1024  # bytes
CONTROL = {"class": "form-control"}
PDF = CONTROL | {"accept": "application/pdf,.pdf"}


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
    """A PDF file that is looked at for the answer and not kept."""

    code = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    file = forms.FileField(
        label="Tệp PDF",
        help_text="Tối đa 20 MB. Tệp chỉ được đọc rồi bỏ, không lưu lại.",
        error_messages={"required": "Hãy chọn tệp PDF cần đối chiếu.", "empty": "Tệp này trống."},
        widget=forms.FileInput(attrs=PDF),
    )

    def clean_file(self) -> bytes:
        """Return the file's bytes; refuse what is too large or no PDF."""
        return read_pdf(self.cleaned_data["file"])


def read_pdf(file: "UploadedFile[bytes]") -> bytes:
    """Return an uploaded PDF's bytes; ValidationError for what is too large or no PDF."""
    if file.size is None or file.size > LARGEST_FILE:
        raise forms.ValidationError("Tệp lớn hơn 20 MB; văn bản của hệ thống này không lớn như vậy.")
    content: bytes = file.read()
    if not content.startswith(b"%PDF-"):
        raise forms.ValidationError("Tệp này không phải PDF.")
    return content
