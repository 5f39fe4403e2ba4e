"""Opening a month, its dates, and letting one commune write after the lock."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from communes.models import Commune

MOMENT = {"placeholder": "ngày/tháng/năm giờ:phút", "autocomplete": "off", "class": "form-control"}
DAY = {"placeholder": "ngày/tháng/năm", "autocomplete": "off", "class": "form-control"}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY))


def _moment(label: str, help_text: str) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, help_text=help_text, required=False, widget=forms.DateTimeInput(attrs=MOMENT)
    )


class MonthDatesForm(forms.Form):
    """From when to when figures count, when reports are due, when the month locks by itself."""

    data_from = _day("Số liệu từ ngày")
    data_to = _day("Số liệu đến ngày")
    due_at = _moment("Hạn nộp", "Nộp sau giờ này vẫn được, nhưng ghi là nộp trễ.")
    lock_at = _moment("Tự khóa lúc", "Từ giờ này các đơn vị không nhập được nữa. Để trống: Văn phòng tự khóa.")


class OpenMonthForm(MonthDatesForm):
    """A month to be opened; without dates its figures count from its first to its last day."""

    month = forms.TypedChoiceField(
        label="Tháng",
        choices=[(number, f"tháng {number}") for number in range(1, MONTHS_PER_YEAR + 1)],
        coerce=int,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    field_order = ("month", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let the days of the figures be left empty."""
        super().__init__(*args, **kwargs)
        for name, day in (("data_from", "ngày đầu tháng"), ("data_to", "ngày cuối tháng")):
            self.fields[name].required = False
            self.fields[name].help_text = f"Để trống: {day}."

    @property
    def chosen(self) -> Month:
        """Return the month that was chosen."""
        return Month(self.cleaned_data["year"], self.cleaned_data["month"])

    @property
    def dates(self) -> dict[str, Any]:
        """Return the dates that were typed, by the names that the action takes."""
        return {name: self.cleaned_data[name] for name in MonthDatesForm.base_fields}


class LockExceptionForm(forms.Form):
    """A commune that may still write into a locked month."""

    reason = forms.CharField(
        label="Lý do", max_length=300, required=False, widget=forms.TextInput(attrs={"class": "form-control"})
    )
    until = _moment("Được nhập đến", "Để trống: đến khi Văn phòng thu hồi.")
    field_order = ("commune", "reason", "until")

    def __init__(self, communes: QuerySet[Commune], *args: Any, **kwargs: Any) -> None:
        """Offer the communes of the month."""
        super().__init__(*args, **kwargs)
        choice = forms.Select(attrs={"class": "form-select"})
        self.fields["commune"] = forms.ModelChoiceField(
            label="Đơn vị", queryset=communes, empty_label="Chọn đơn vị", widget=choice
        )
        self.order_fields(self.field_order)
