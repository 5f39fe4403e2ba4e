"""Making and keeping a commune's accounts, and setting a password with a one-time code."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from communes.models import Commune, Role
from communes.models.people import COMMUNE_ROLES

CONTROL = {"class": "form-control"}
PLAIN = CONTROL | {"autocapitalize": "none", "spellcheck": "false"}
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


class RedeemForm(forms.Form):
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
    password = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        max_length=128,
        help_text="Ít nhất 8 ký tự, không chỉ gồm chữ số, không trùng tên đăng nhập.",
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
