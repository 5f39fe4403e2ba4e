"""What the office gives with a signed copy, and a signer to sign in the portal."""

from typing import TYPE_CHECKING, Any

from django import forms

from documents.models.signed import LONGEST_WORDS

from .checking import CONTROL, PDF, read_pdf

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST_KEY = 256 * 1024  # bytes


class NumberedForm(forms.Form):
    """The number that a paper got when it was signed, and why this copy replaces an earlier one."""

    number = forms.CharField(
        label="Số văn bản",
        max_length=60,
        required=False,
        help_text="Ghi số, hoặc cả số và ký hiệu như in trên văn bản: 145 hoặc 145-BC/HU.",
        widget=forms.TextInput(attrs=CONTROL | {"autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Lý do thay bản đã lưu",
        max_length=LONGEST_WORDS,
        required=False,
        help_text="Bản đã lưu trước vẫn được giữ.",
        widget=forms.Textarea(attrs=CONTROL | {"rows": 2}),
    )

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        """Ask for a reason where the copy replaces one that was filed."""
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]


class SignedFileForm(NumberedForm):
    """A signed PDF with its number and day, kept as typed: the paper itself says what form they have."""

    pdf = forms.FileField(
        label="Tệp PDF đã ký, hoặc bản quét của tờ giấy đã ký",
        help_text="Tối đa 20 MB. Tệp được lưu nguyên từng byte.",
        error_messages={"required": "Hãy chọn tệp PDF đã ký.", "empty": "Tệp này trống."},
        widget=forms.FileInput(attrs=PDF),
    )
    dated = forms.CharField(
        label="Ngày văn bản",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=CONTROL | {"autocomplete": "off", "placeholder": "ngày/tháng/năm"}),
    )
    field_order = ("pdf", "number", "dated", "reason")

    def clean_pdf(self) -> bytes:
        """Return the file's bytes; refuse what is too large or no PDF."""
        return read_pdf(self.cleaned_data["pdf"])


class FileSignedForm(NumberedForm):
    """What is still asked about a received file before it is filed: its number and day, and somebody's word."""

    dated = forms.DateField(
        label="Ngày văn bản",
        required=False,
        error_messages={"invalid": "Hãy ghi ngày văn bản như 23/11/2015."},
        widget=forms.DateInput(attrs=CONTROL | {"autocomplete": "off", "placeholder": "ngày/tháng/năm"}),
    )
    vouched = forms.CharField(
        label="Lời xác nhận",
        max_length=LONGEST_WORDS,
        required=False,
        help_text="Một câu: đã so với bản nào, vì sao có chỗ khác. Câu này lưu cùng tên người lưu.",
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )
    field_order = ("number", "dated", "vouched", "reason")

    def __init__(self, *args: Any, replaces: bool, needs_words: bool, **kwargs: Any) -> None:
        """Ask for the person's words only where somebody has to vouch."""
        super().__init__(*args, replaces=replaces, **kwargs)
        if not needs_words:
            del self.fields["vouched"]


class PlanForm(NumberedForm):
    """Who signs in the portal, in which order, under which number and day."""

    dated = forms.DateField(
        label="Ngày văn bản",
        error_messages={"required": "Hãy ghi ngày văn bản.", "invalid": "Hãy ghi ngày văn bản như 23/11/2015."},
        widget=forms.DateInput(attrs=CONTROL | {"autocomplete": "off", "placeholder": "ngày/tháng/năm"}),
    )
    positions = forms.CharField(
        label="Chức danh ký, theo thứ tự",
        max_length=600,
        help_text="Mỗi dòng một chức danh, viết đúng như in trên văn bản: dấu chữ ký đặt ngay dưới dòng ấy.",
        error_messages={"required": "Hãy ghi ít nhất một chức danh ký."},
        widget=forms.Textarea(attrs=CONTROL | {"rows": 3}),
    )
    field_order = ("number", "dated", "positions", "reason")

    @property
    def chosen_positions(self) -> list[str]:
        """Return the positions in their order."""
        return str(self.cleaned_data["positions"]).splitlines()


class SignForm(forms.Form):
    """A signer's PKCS#12 file and its PIN, or the PIN of the server's device; neither is kept."""

    place = forms.IntegerField(widget=forms.HiddenInput)
    p12 = forms.FileField(
        label="Tệp chứng thư (.p12, .pfx)",
        help_text="Tệp và mã PIN chỉ dùng cho lần ký này, không lưu lại.",
        required=False,
        error_messages={"empty": "Tệp này trống."},
        widget=forms.FileInput(attrs=CONTROL | {"accept": ".p12,.pfx,application/x-pkcs12"}),
    )
    pin = forms.CharField(
        label="Mã PIN",
        strip=False,
        max_length=128,
        error_messages={"required": "Hãy nhập mã PIN."},
        widget=forms.PasswordInput(attrs=CONTROL | {"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, has_device: bool, **kwargs: Any) -> None:
        """Let the file be left out where a signing device stands at the server."""
        super().__init__(*args, **kwargs)
        self.has_device = has_device
        if has_device:
            self.fields["p12"].help_text = "Để trống thì ký bằng thiết bị cắm ở máy chủ. Tệp và mã PIN không lưu lại."

    def clean_p12(self) -> bytes | None:
        """Return the file's bytes, None for the device; refuse what is too large, or nothing without a device."""
        file: UploadedFile[bytes] | None = self.cleaned_data["p12"]
        if file is None and not self.has_device:
            raise forms.ValidationError("Hãy chọn tệp chứng thư của người ký.")
        if file is None:
            return None
        if file.size is None or file.size > LARGEST_KEY:
            raise forms.ValidationError("Tệp này quá lớn, không phải tệp chứng thư.")
        content: bytes = file.read()
        return content
