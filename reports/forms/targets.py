"""The grid of plans (communes × plans), and one column of it pasted from Excel."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms

from briefing_portal.lib.vietnamese import format_date, number_for_input
from communes.models import Commune
from reports.actions.set_targets import TargetEntry
from reports.models import Indicator, Season, Target

from .pasted import ColumnMismatch, PastedLine, read_column
from .typed import TO_CLEAR, TypedFigure, seen_figure, show_as_seen, typed_figure

ASSIGNERS = ("tỉnh giao", "HĐND giao")


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """One plan of the grid: an indicator for the year, or for one season of it."""

    indicator: Indicator
    year: int
    season: Season | None = None

    @property
    def key(self) -> str:
        """Return the column's name in forms: "BUD_REV_PLAN", "AGR_SOWN_PLAN@mua-2015"."""
        return f"{self.indicator.code}@{self.season.code}" if self.season else self.indicator.code

    @property
    def label(self) -> str:
        """Return the column's name for people."""
        season = f", {self.season.name}" if self.season else ""
        return f"{self.indicator.name}{season} ({self.indicator.unit})"

    def entry(self, commune: Commune, value: Decimal | None) -> TargetEntry:
        """Return a plan of this column as the action takes it; None withdraws what stands."""
        year = None if self.season else self.year
        return TargetEntry(commune, self.indicator, value, year=year, season=self.season)


Place = tuple[int, str]  # a commune's id and a column's key
InForce = Mapping[Place, Target]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan as it stands and as it would become; None for no plan."""

    commune: Commune
    column: PlanColumn
    before: Decimal | None
    after: Decimal | None


class DecisionForm(forms.Form):
    """The document that sets plans, and its date."""

    document = forms.CharField(
        label="Văn bản giao",
        max_length=160,
        help_text="Số, ký hiệu và cơ quan ban hành.",
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    decided_on = forms.DateField(
        label="Ngày giao",
        help_text="Các tháng trước ngày này giữ chỉ tiêu cũ.",
        widget=forms.DateInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )


class TargetGridForm(DecisionForm):
    """All plans of a year; only the cells that the person changed become entries."""

    def __init__(
        self, communes: Sequence[Commune], columns: Sequence[PlanColumn], in_force: InForce, *args: Any, **kwargs: Any
    ) -> None:
        """Offer a cell for each commune and plan."""
        super().__init__(*args, **kwargs)
        self.in_force = in_force
        self.cells = {f"{commune.pk}:{column.key}": (commune, column) for commune in communes for column in columns}
        for name, (commune, column) in self.cells.items():
            self.fields[name] = TypedFigure(column.indicator, f"{commune.name}: {column.label}")
            if target := in_force.get((commune.pk, column.key)):
                self.initial[name] = target.value

    def clean(self) -> dict[str, Any]:
        """Refuse an emptied cell, a plan dated back, and what would write over what somebody else wrote meanwhile."""
        overtaken = {}
        for name, commune, column in self._changed():
            target, typed = self.in_force.get((commune.pk, column.key)), typed_figure(self, name)
            stands = target.value if target else None
            if typed != stands and seen_figure(self, name) != stands:
                overtaken[name] = shown = number_for_input(stands) if stands is not None else ""
                self.add_error(name, f"Ô này vừa được người khác đổi thành {shown or 'trống'}; xem rồi ghi lại.")
            elif self.cleaned_data[name] is None and stands is not None:
                self.add_error(name, f"Muốn thôi giao chỉ tiêu này thì ghi “{TO_CLEAR}”.")
            elif error := _refusal(target, self.cleaned_data.get("decided_on")):
                self.add_error(name, error)
        show_as_seen(self, overtaken)
        return self.cleaned_data

    @property
    def entries(self) -> list[TargetEntry]:
        """Return the plans that were changed."""
        return [column.entry(commune, typed_figure(self, name)) for name, commune, column in self._changed()]

    @property
    def changes(self) -> list[PlanChange]:
        """Return what would be written, each beside what it replaces."""
        return [
            PlanChange(commune, column, target.value if target else None, typed_figure(self, name))
            for name, commune, column in self._changed()
            if (target := self.in_force.get((commune.pk, column.key))) or typed_figure(self, name) is not None
        ]

    @property
    def withdraws(self) -> bool:
        """Tell whether a plan that stands would be withdrawn."""
        return any(change.after is None and change.before is not None for change in self.changes)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Return everything that was sent, to be sent again when it is confirmed or taken up again."""
        return [(name, value) for name, value in self.data.items() if name not in {"csrfmiddlewaretoken", "step"}]

    def _changed(self) -> Iterator[tuple[str, Commune, PlanColumn]]:
        for name in self.changed_data:
            if name in self.cells and name in self.cleaned_data:
                yield name, *self.cells[name]


class TargetPasteForm(DecisionForm):
    """One column pasted from Excel; `lines` says how each line was read."""

    assigned_by = forms.CharField(
        label="Cơ quan giao",
        max_length=60,
        required=False,
        help_text="Để trống nếu chỉ có một cơ quan giao.",
        widget=forms.TextInput(attrs={"class": "form-control", "list": "assigners"}),
    )
    text = forms.CharField(
        label="Cột số liệu",
        strip=False,
        max_length=200_000,
        help_text="Mỗi đơn vị một dòng theo thứ tự danh sách; hoặc hai cột: mã hoặc tên, và số.",
        widget=forms.Textarea(attrs={"rows": 12, "class": "form-control pasted", "spellcheck": "false"}),
    )
    field_order = ("column", "assigned_by", "document", "decided_on", "text")

    def __init__(
        self, communes: Sequence[Commune], columns: Sequence[PlanColumn], in_force: InForce, *args: Any, **kwargs: Any
    ) -> None:
        """Offer the plans of a year."""
        super().__init__(*args, **kwargs)
        self.communes, self.in_force = communes, in_force
        self.columns = {column.key: column for column in columns}
        choice = forms.Select(attrs={"class": "form-select"})
        choices = [("", "Chọn chỉ tiêu"), *((column.key, column.label) for column in columns)]
        self.fields["column"] = forms.ChoiceField(label="Chỉ tiêu", choices=choices, widget=choice)
        self.order_fields(self.field_order)
        self.lines: list[PastedLine] = []

    @property
    def chosen(self) -> PlanColumn:
        """Return the plan that the column is for."""
        return self.columns[self.cleaned_data["column"]]

    @property
    def entries(self) -> list[TargetEntry]:
        """Return the plans that were read; lines without a figure leave what stands."""
        return [
            self.chosen.entry(line.commune, line.value)
            for line in self.lines
            if line.commune is not None and line.value is not None
        ]

    @property
    def sum(self) -> Decimal:
        """Return the sum of what was read, to be held against the document's own."""
        return sum((line.value for line in self.lines if line.commune and line.value is not None), Decimal(0))

    @property
    def wrong_lines(self) -> list[PastedLine]:
        """Return the lines that were not understood."""
        return [line for line in self.lines if line.error]

    def clean(self) -> dict[str, Any]:
        """Read the column, when it is known which plan it is for."""
        if "column" in self.cleaned_data and "text" in self.cleaned_data:
            try:
                lines = read_column(self.cleaned_data["text"], self.communes, self.chosen.indicator)
                self.lines = [self._checked(line) for line in lines]
            except ColumnMismatch as mismatch:
                self.add_error("text", str(mismatch))
        return self.cleaned_data

    def _checked(self, line: PastedLine) -> PastedLine:
        """Return a line, as an error where its figure would be dated back."""
        if line.commune is None or line.value is None:
            return line
        target = self.in_force.get((line.commune.pk, self.chosen.key))
        return replace(line, error=_refusal(target, self.cleaned_data.get("decided_on")))


def _refusal(target: Target | None, decided_on: dt.date | None) -> str:
    """Say why a cell cannot be written, or nothing."""
    if target is not None and decided_on is not None and target.decided_on > decided_on:
        return f"Ô này đã có quyết định ngày {format_date(target.decided_on)}, muộn hơn ngày ghi ở trên."
    return ""
