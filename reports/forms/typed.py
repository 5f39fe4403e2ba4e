"""A figure as the office types it into a box: one reading, a question, or "xóa"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from briefing_portal.lib.vietnamese import number_for_input
from reports.models import Indicator

from .pasted import read_plan, says_clear

TO_CLEAR = "xóa"


class TypedFigure(forms.Field):
    """A figure read by the portal's one reader: a Decimal, None where nothing is typed, "xóa" for itself."""

    def __init__(self, indicator: Indicator, label: str, *, css: str = "") -> None:
        """Take figures of the indicator's decimals and range."""
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "aria-label": label, "class": css})
        super().__init__(required=False, label=label, show_hidden_initial=True, widget=box)
        self.indicator = indicator

    def to_python(self, value: Any) -> Decimal | str | None:
        """Return the figure, None where nothing was typed, or "xóa"; raise ValidationError for anything else."""
        if isinstance(value, Decimal):
            return value
        if says_clear(str(value or "")):
            return TO_CLEAR
        reading = read_plan(str(value or ""), self.indicator)
        if reading.error or reading.question:
            raise ValidationError(reading.error or reading.question or "")
        return reading.value

    def prepare_value(self, value: Any) -> Any:
        """Show a figure as it can be typed back."""
        return number_for_input(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare figures, not the way they are written."""
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def typed_figure(form: forms.Form, name: str) -> Decimal | None:
    """Return the figure that was typed into a box; None where it is empty or to be cleared."""
    value = form.cleaned_data[name]
    return value if isinstance(value, Decimal) else None


def seen_figure(form: forms.Form, name: str) -> Decimal | None:
    """Return the figure that stood in a box when the person opened the form."""
    box = form.fields[name]
    assert isinstance(box, TypedFigure)  # noqa: S101 - the caller names a box of figures
    return read_plan(form.data.get(form[name].html_initial_name, ""), box.indicator).value


def show_as_seen(form: forms.Form, shown: Mapping[str, str]) -> None:
    """Let the next answer of a form be compared with what its boxes show now."""
    form.data = dict(form.data.items()) | {form[name].html_initial_name: text for name, text in shown.items()}
