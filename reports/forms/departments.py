"""A department's own totals of a month, typed beside the communes' sums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from briefing_portal.lib.vietnamese import echo_number, number_for_input
from reports.actions.keep_department_figures import DepartmentEntry
from reports.models import DepartmentFigure, Indicator, Season

from .typed import TO_CLEAR, TypedFigure, seen_figure, show_as_seen, typed_figure

PRINTED = "printed:"


@dataclass(frozen=True, slots=True)
class Asked:
    """One total that a department may have: an indicator, in one season where it has seasons."""

    indicator: Indicator
    season: Season | None = None

    @property
    def key(self) -> str:
        """Return the name of the box: "BUD_REV_YTD", "AGR_SOWN@mua-2015"."""
        return box_name(self.indicator.code, self.season.code if self.season else None)


def box_name(code: str, season: str | None) -> str:
    """Return the name of the box of an indicator, in a season where it has seasons."""
    return f"{code}@{season}" if season else code


Standing = Mapping[str, DepartmentFigure]  # the revision in force by the name of the box


class DepartmentFiguresForm(forms.Form):
    """The totals of one department; only the boxes that the person changed become entries."""

    document = forms.CharField(
        label="Văn bản kèm theo",
        max_length=160,
        required=False,
        help_text="Báo cáo, biểu số liệu mà phòng, ban, ngành gửi. Ghi cho các số nhập lần này.",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    as_of = forms.DateField(
        label="Số liệu đến ngày",
        required=False,
        help_text="Để trống nếu văn bản không ghi.",
        widget=forms.DateInput(attrs={"class": "form-control", "autocomplete": "off", "placeholder": "ngày/tháng/năm"}),
    )

    def __init__(self, asked: Sequence[Asked], standing: Standing, *args: Any, **kwargs: Any) -> None:
        """Offer a box for each total, and whether it is printed."""
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in asked}
        self.standing = standing
        for key, place in self.places.items():
            self.fields[key] = TypedFigure(place.indicator, place.indicator.name, css="form-control figure-box")
            self.fields[PRINTED + key] = forms.BooleanField(
                label="in kèm trong báo cáo tổng hợp",
                required=False,
                show_hidden_initial=True,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            )
            figure = standing.get(key)
            self.initial[key] = figure.value if figure else None
            self.initial[PRINTED + key] = figure is not None and figure.is_printed

    def clean(self) -> dict[str, Any]:
        """Refuse what would write over somebody else's figure, an emptied box, and a print of nothing."""
        overtaken = [key for key in self._changed() if self._is_overtaken(key)]
        for key in self._changed():
            if error := self._overtaken_by(key) if key in overtaken else self._refusal(key):
                self.add_error(key, error)
        self._show_as_seen(overtaken)
        return self.cleaned_data

    @property
    def entries(self) -> list[DepartmentEntry]:
        """Return the totals that were changed; one whose print alone was changed keeps its document."""
        return [self._entry(key) for key in self._changed() if self._says_something(key)]

    def echo(self, key: str) -> str:
        """Return the figure of a box as it was read, in digits and in words; empty where none was."""
        value = self.cleaned_data.get(key) if self.is_bound else self.initial[key]
        return echo_number(value, self.places[key].indicator.unit) if isinstance(value, Decimal) else ""

    def _changed(self) -> Iterator[str]:
        for key in self.places:
            if key in self.cleaned_data and {key, PRINTED + key} & set(self.changed_data):
                yield key

    def _is_overtaken(self, key: str) -> bool:
        seen = (seen_figure(self, key), self.data.get(self[PRINTED + key].html_initial_name) == "True")
        stands = (self.initial[key], self.initial[PRINTED + key])
        wanted = (typed_figure(self, key), self.cleaned_data[PRINTED + key])
        return stands not in {seen, wanted}

    def _overtaken_by(self, key: str) -> str:
        value = self.initial[key]
        shown = "trống" if value is None else number_for_input(value)
        return f"Ô này vừa được người khác ghi là {shown}; xem rồi ghi lại."

    def _refusal(self, key: str) -> str:
        if self.cleaned_data[key] is None and self.initial[key] is not None:
            return f"Muốn bỏ số đã nhập thì ghi “{TO_CLEAR}”."
        if self.cleaned_data[key] is None and self.cleaned_data[PRINTED + key]:
            return "Chưa có số để in kèm."
        return ""

    def _says_something(self, key: str) -> bool:
        """Tell whether an entry would change what stands: "xóa" in an empty box doesn't."""
        printed = typed_figure(self, key) is not None and self.cleaned_data[PRINTED + key]
        return (typed_figure(self, key), printed) != (self.initial[key], self.initial[PRINTED + key])

    def _entry(self, key: str) -> DepartmentEntry:
        place, standing, value = self.places[key], self.standing.get(key), typed_figure(self, key)
        keeps = standing is not None and standing.value == value
        return DepartmentEntry(
            indicator=place.indicator,
            season=place.season,
            value=value,
            document=standing.document if standing and keeps else self.cleaned_data["document"],
            as_of=standing.as_of if standing and keeps else self.cleaned_data["as_of"],
            is_printed=value is not None and self.cleaned_data[PRINTED + key],
            replaces=standing.revision if standing else 0,
        )

    def _show_as_seen(self, keys: Sequence[str]) -> None:
        """Let the next answer of the form be compared with what it shows now."""
        for key in keys:
            value = self.initial[key]
            figure = "" if value is None else number_for_input(value)
            show_as_seen(self, {key: figure, PRINTED + key: str(self.initial[PRINTED + key])})
