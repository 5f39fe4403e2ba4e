"""A commune's accounts, a password set with a one-time code, and the settings of a body."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet

from briefing_portal.lib.vietnamese import number_for_input, read_number
from communes.actions.keep_settings import faults
from communes.models import Commune, ListOrder, Role
from communes.models.people import COMMUNE_ROLES
from communes.models.settings import SETTINGS, Settings

CONTROL = {"class": "form-control"}
PLAIN = CONTROL | {"autocapitalize": "none", "spellcheck": "false"}
HOW_TO_CHOOSE = "Ít nhất 8 ký tự, không chỉ gồm chữ số, không quá phổ biến, không giống tên đăng nhập hay tên hiển thị."
ROLES = [(role.value, role.label) for role in COMMUNE_ROLES]


class RolesForm(forms.Form):
    """What an account may do for its commune."""

    roles = forms.MultipleChoiceField(
        label="Vai trò",
        choices=ROLES,
        required=False,
        help_text="Một người có thể giữ cả hai vai trò.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    @property
    def chosen_roles(self) -> list[Role]:
        """Return the roles that were ticked."""
        return [Role(value) for value in self.cleaned_data["roles"]]


class AccountForm(RolesForm):
    """A new account of a commune."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]*$",
        label="Tên đăng nhập",
        max_length=150,
        help_text="Chữ thường không dấu, chữ số, dấu chấm và gạch nối.",
        error_messages={"invalid": "Chỉ dùng chữ thường không dấu, chữ số, dấu chấm và gạch nối."},
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "off"}),
    )
    display_name = forms.CharField(
        label="Tên hiển thị",
        max_length=120,
        help_text="Người khác thấy tên này, ví dụ “Văn phòng xã Cẩm Giàng”.",
        widget=forms.TextInput(attrs=CONTROL),
    )
    field_order = ("commune", "display_name", "username", "roles")

    def __init__(self, communes: QuerySet[Commune], *args: Any, **kwargs: Any) -> None:
        """Offer the communes of a body."""
        super().__init__(*args, **kwargs)
        choice = forms.Select(attrs={"class": "form-select"})
        self.fields["commune"] = forms.ModelChoiceField(
            label="Đơn vị", queryset=communes, empty_label="Chọn đơn vị", widget=choice
        )
        self.order_fields(self.field_order)


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        max_length=128,
        help_text=HOW_TO_CHOOSE,
        widget=forms.PasswordInput(attrs=CONTROL | {"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs=CONTROL | {"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Refuse two passwords that differ."""
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and self.cleaned_data["password"] != again:
            raise forms.ValidationError("Hai lần nhập mật khẩu chưa giống nhau.")
        return again


class RedeemForm(NewPasswordForm):
    """A one-time code and the password that its owner chooses."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "username"}),
    )
    code = forms.CharField(
        label="Mã dùng một lần",
        max_length=40,
        help_text="Văn phòng đọc qua điện thoại, ví dụ ABCD-3456.",
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "one-time-code"}),
    )
    field_order = ("username", "code", "password", "again")


class OwnPasswordForm(forms.Form):
    """What a person types to show that it is she who changes her account."""

    current = forms.CharField(
        label="Mật khẩu đang dùng",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs=CONTROL | {"autocomplete": "current-password"}),
    )


class PasswordChangeForm(NewPasswordForm, OwnPasswordForm):
    """The password in use and the one to come."""

    field_order = ("current", "password", "again")


class CodeForm(forms.Form):
    """A code of the telephone or a recovery code."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        help_text="Sáu chữ số đang hiện trên ứng dụng của điện thoại. Mất điện thoại: nhập một mã khôi phục.",
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "one-time-code", "autofocus": True}),
    )


class GuardedForm(OwnPasswordForm):
    """The password in use; a code too, of whoever logs in with her telephone."""

    code = forms.CharField(
        label="Mã của điện thoại đang dùng, hoặc một mã khôi phục",
        max_length=20,
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        """Ask for a code where there is a telephone already."""
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


class TelephoneForm(GuardedForm):
    """The first code of a telephone that is being set up."""

    first = forms.CharField(
        label="Mã đang hiện trên điện thoại",
        max_length=10,
        help_text="Sáu chữ số trên ứng dụng, sau khi quét hình hoặc nhập khóa.",
        widget=forms.TextInput(attrs=PLAIN | {"autocomplete": "off", "inputmode": "numeric"}),
    )
    field_order = ("first", "current", "code")


class MailForm(forms.Form):
    """The address that a link to a new password goes to."""

    email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        max_length=254,
        widget=forms.EmailInput(attrs=CONTROL | {"autocomplete": "email"}),
    )


class OwnMailForm(OwnPasswordForm):
    """Where letters on one's own account go; empty for nowhere."""

    email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        max_length=254,
        required=False,
        help_text="Nơi nhận báo đăng nhập từ thiết bị lạ và liên kết đặt lại mật khẩu. Để trống thì không gửi thư.",
        widget=forms.EmailInput(attrs=CONTROL | {"autocomplete": "email"}),
    )
    field_order = ("email", "current")


class NumberField(forms.CharField):
    """A number read by the portal's one reader: a Decimal, or a sentence why not."""

    def __init__(self, decimals: int, **kwargs: Any) -> None:
        """Take at most so many decimals."""
        self.decimals = decimals
        widget = forms.TextInput(attrs=CONTROL | {"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal:
        """Return the number that was typed; a question is an error until it is answered."""
        reading = read_number(str(super().clean(value)), decimals=self.decimals)
        if reading.value is None:
            raise forms.ValidationError(reading.error or reading.question or "Hãy ghi một con số.")
        return reading.value

    def prepare_value(self, value: Any) -> Any:
        """Print a number as its reader takes it back."""
        return number_for_input(Decimal(value)) if isinstance(value, int | Decimal) else value


class SettingsForm(forms.Form):
    """The settings of a body, each explained; `last_seen` is the latest change that its reader had before her."""

    list_threshold = NumberField(
        2,
        label="Ngưỡng nêu tên (%)",
        help_text="Đơn vị thu ngân sách từ mức này so với chỉ tiêu giao trở lên thì vào danh sách.",
    )
    list_order = forms.ChoiceField(
        label="Thứ tự nêu tên",
        choices=ListOrder.choices,
        help_text="Chỉ đổi thứ tự trong câu, không đổi đơn vị nào được nêu.",
        widget=forms.RadioSelect,
    )
    list_cap = NumberField(
        0,
        label="Số đơn vị nêu tên nhiều nhất",
        help_text="Đơn vị bằng kết quả với đơn vị cuối cùng vẫn được nêu. Ghi 0 thì câu chỉ đếm, không nêu tên.",
    )
    names_in_praise = forms.BooleanField(
        label="Nêu tên khi biểu dương",
        required=False,
        help_text="Không đánh dấu thì câu biểu dương chỉ đếm số đơn vị.",
    )
    names_in_criticism = forms.BooleanField(
        label="Nêu tên khi phê bình",
        required=False,
        help_text="Đánh dấu thì bản phát hành nêu tên đơn vị thu thấp, có tồn tại hoặc chưa báo cáo.",
    )
    minimum_coverage = NumberField(
        2,
        label="Tỷ lệ báo cáo tối thiểu (%)",
        help_text="Số liệu có ít đơn vị báo cáo hơn tỷ lệ này thì chưa viết thành câu.",
    )
    leader_approval = forms.BooleanField(
        label="Lãnh đạo duyệt trước khi phát hành",
        required=False,
        help_text="Có hiệu lực ngay khi lưu.",
    )
    portal_signing = forms.BooleanField(
        label="Ký số trên hệ thống",
        required=False,
        help_text="Ngoài cách tải về ký rồi gửi lại, người ký có thể ký ngay ở đây bằng chứng thư của mình.",
    )
    may_criticize = forms.BooleanField(required=False, widget=forms.HiddenInput)
    last_seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Lay the settings out by what they decide."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = self.helper.disable_csrf = False
        self.helper.layout = Layout(
            Fieldset("Danh sách nêu tên", "list_threshold", "list_order", "list_cap"),
            Fieldset("Nêu tên đơn vị", "names_in_praise", "names_in_criticism"),
            Fieldset("Độ phủ và phê duyệt", "minimum_coverage", "leader_approval"),
            Fieldset("Ký văn bản", "portal_signing"),
            "last_seen",
        )

    def clean(self) -> dict[str, Any]:
        """Say beside each setting why it can't be kept."""
        cleaned = super().clean() or {}
        if not self.errors:
            for name, sentence in faults(self.settings).items():
                self.add_error(name, sentence)
        return cleaned

    @property
    def is_readable(self) -> bool:
        """Tell whether settings were typed that can be kept, whatever else stands in the way."""
        return self.is_bound and not set(self.errors) - {NON_FIELD_ERRORS}

    @property
    def settings(self) -> Settings:
        """Return the settings as they were typed."""
        typed = {name: self.cleaned_data[name] for name in SETTINGS}
        return Settings(**typed | {"list_cap": int(typed["list_cap"])})
