"""A figure as the office types it into a box: one reading, a question, or "xóa"."""

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
