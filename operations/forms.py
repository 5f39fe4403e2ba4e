"""A workbook as it is handed in, and handed in again once it has been looked at."""

import base64
import binascii
from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_FILE = 3 * 1024 * 1024  # bytes; a larger one is taken in by the command import_reports
NAME_LIMIT = 120  # characters
DRAFT, HAND_IN, ACCEPT = "draft", "submit", "accept"


class WorkbookForm(forms.Form):
    """The file; in the second step what it held and the fingerprint of what was seen of it."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        required=False,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx"}),
        help_text="Tối đa 3 MB. Chưa ghi gì cho đến khi bạn xem những thay đổi và bấm “Ghi”.",
    )
    content = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=NAME_LIMIT, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Put the file's bytes and its name under "workbook"; refuse no file, an empty one and one too large."""
        cleaned: dict[str, Any] = super().clean() or {}
        file: UploadedFile[bytes] | None = cleaned.get("file")
        if file is not None:
            if (file.size or 0) > LARGEST_FILE:
                self.add_error("file", "Tệp lớn hơn 3 MB; hãy xóa các trang, hình không cần rồi gửi lại.")
            cleaned["workbook"] = (str(file.name)[-NAME_LIMIT:], file.read(LARGEST_FILE))
        elif cleaned.get("content"):
            cleaned["workbook"] = (cleaned.get("name", ""), self._decoded(cleaned["content"]))
        elif "file" not in self.errors:
            self.add_error("file", "Hãy chọn tệp Excel cần nhập.")
        return cleaned

    def _decoded(self, content: str) -> bytes:
        try:
            return base64.b64decode(content, validate=True)
        except binascii.Error:
            self.add_error("file", "Không đọc lại được tệp; hãy chọn lại tệp.")
            return b""


class MonthWorkbookForm(WorkbookForm):
    """A workbook of many communes, and how far its reports go."""

    until = forms.ChoiceField(
        label="Sau khi nhập",
        choices=[
            (DRAFT, "Để ở bản nháp"),
            (HAND_IN, "Nộp luôn (ghi rõ “nộp thay”)"),
            (ACCEPT, "Nộp và tiếp nhận luôn"),
        ],
        initial=DRAFT,
        widget=forms.RadioSelect,
    )
