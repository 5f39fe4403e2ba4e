"""What a month's workbook may hold: its communes, and its columns in the catalogue's order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from communes.models import Commune
from reports.facts import Key
from reports.figures import season_codes, seasons_of
from reports.models import Indicator, IssueCategory, Period, Season, Section
from reports.models.catalogue import IndicatorKind

from .cells import Cell, Unreadable


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: an indicator, and the season where it has one."""

    heading: str
    indicator: Indicator
    season: Season | None = None

    @property
    def key(self) -> Key:
        """Return the indicator's and the season's code."""
        return self.indicator.code, self.season.code if self.season else ""

    @property
    def label(self) -> str:
        """Return the column's name for people, with its season and unit."""
        season = f" – {self.season.name}" if self.season else ""
        return f"{self.indicator.name}{season}, {self.indicator.unit}"


@dataclass(frozen=True)
class Outline:
    """The communes and the catalogue of a month."""

    period: Period
    communes: Sequence[Commune]
    indicators: Mapping[str, Indicator]
    seasons: Sequence[Season]
    sections: Mapping[str, Section]
    categories: Mapping[str, IssueCategory]

    def columns(self, kind: IndicatorKind) -> list[Column]:
        """Return the columns of a kind: a bare code for an indicator's first season, CODE@season for the others."""
        columns = []
        for indicator in self.indicators.values():
            if indicator.kind == kind:
                columns += self._columns_of(indicator)
        return columns

    def _columns_of(self, indicator: Indicator) -> list[Column]:
        by_code = {season.code: season for season in self.seasons}
        return [
            Column(indicator.code if place == 0 else f"{indicator.code}@{code}", indicator, by_code.get(code))
            for place, code in enumerate(season_codes(indicator, self.seasons))
        ]

    def column(self, heading: str, kind: IndicatorKind) -> Column:
        """Return the column that a heading names; raise Unreadable with the reason why it names none."""
        code, _, season = heading.partition("@")
        indicator = self.indicators.get(code)
        if indicator is None:
            raise Unreadable(f"Tháng này không có chỉ tiêu mã “{code}”.")
        if indicator.kind != kind:
            raise Unreadable(_WRONG_SHEET[IndicatorKind(indicator.kind)])
        columns = self._columns_of(indicator)
        if not season and columns:
            return columns[0]
        for column in columns:
            if column.key[1] == season:
                return column
        about = f"vụ “{season}”" if season else "vụ nào đang mở"
        raise Unreadable(f"Chỉ tiêu {code} không báo cáo theo {about} trong tháng này.")

    def commune(self, cell: Cell) -> Commune:
        """Return the commune that a cell's code names: text, or what a number left of it (2008 for 02008)."""
        typed = f"{cell.content.normalize():f}" if isinstance(cell.content, Decimal) else cell.text.strip()
        if not typed:
            raise Unreadable("Chưa ghi mã đơn vị.")
        found = self._by_code.get(typed, []) if isinstance(cell.content, str) else []
        found = found or self._by_number.get(_without_zeros(typed), [])
        if not found:
            raise Unreadable(f"{self.period.body} không có đơn vị nào mang mã này trong {self.period}.")
        if len(found) > 1:
            names = ", ".join(commune.name for commune in found)
            raise Unreadable(f"Mã này ứng với nhiều đơn vị: {names}.")
        return found[0]

    def knows(self, cell: Cell) -> bool:
        """Tell whether a cell's code names a commune."""
        try:
            self.commune(cell)
        except Unreadable:
            return False
        return True

    @cached_property
    def _by_code(self) -> dict[str, list[Commune]]:
        return _grouped(self.communes, lambda commune: commune.code)

    @cached_property
    def _by_number(self) -> dict[str, list[Commune]]:
        return _grouped(self.communes, lambda commune: _without_zeros(commune.code))


_WRONG_SHEET = {
    IndicatorKind.DERIVED: "Chỉ tiêu này do phần mềm tính ra, không nhập.",
    IndicatorKind.TARGET: "Chỉ tiêu kế hoạch ghi ở sheet “Mục tiêu”.",
    IndicatorKind.MEASURED: "Số liệu xã báo cáo ghi ở sheet “Số liệu”.",
}


def outline_of(period: Period, communes: Sequence[Commune] | None = None) -> Outline:
    """Return what the workbook of a period may hold: of all its communes, or of those given."""
    month = period.as_month
    return Outline(
        period=period,
        communes=list(Commune.objects.filter(body=period.body).existing_in(month)) if communes is None else communes,
        indicators={indicator.code: indicator for indicator in Indicator.objects.asked_in(month)},
        seasons=seasons_of(period),
        sections={section.code: section for section in Section.objects.all()},
        categories={category.code: category for category in IssueCategory.objects.all()},
    )


def _without_zeros(code: str) -> str:
    return code.lstrip("0") if code.isdecimal() else code


def _grouped(communes: Sequence[Commune], by: Callable[[Commune], str]) -> dict[str, list[Commune]]:
    groups: dict[str, list[Commune]] = {}
    for commune in communes:
        groups.setdefault(by(commune), []).append(commune)
    return groups
