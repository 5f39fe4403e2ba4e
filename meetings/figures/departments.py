"""Departments' totals that differ from the communes' sums, as the office reads them beside the briefing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from meetings.briefing.content.model import DepartmentLine
from meetings.models import Briefing
from reports.models import Indicator, Season

from .editions import department_line


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A department's total beside the communes' sum, with the names of what it counts."""

    name: str
    unit: str
    season: str
    department: str
    slug: str
    value: Decimal
    sum: Decimal | None
    reported: int
    expected: int
    difference: Decimal | None
    share: Decimal | None
    is_said: bool


def differences_of(briefing: Briefing) -> list[ShownDifference]:
    """Return what the last compile found; no query where no department's total differs."""
    lines = [department_line(each) for each in briefing.data.get("departments", [])]
    if not lines:
        return []
    indicators = Indicator.objects.in_bulk([line.indicator for line in lines], field_name="code")
    seasons = _seasons(briefing, lines)
    return [_shown(line, indicators[line.indicator], seasons) for line in lines]


def _seasons(briefing: Briefing, lines: Iterable[DepartmentLine]) -> dict[str, str]:
    codes = {line.season for line in lines if line.season}
    if not codes:
        return {}
    rows = Season.objects.filter(body=briefing.period.body_id, code__in=codes)
    return dict(rows.values_list("code", "name"))


def _shown(line: DepartmentLine, indicator: Indicator, seasons: dict[str, str]) -> ShownDifference:
    return ShownDifference(
        name=indicator.name,
        unit=indicator.unit,
        season=seasons.get(line.season, ""),
        department=line.department,
        slug=line.slug,
        value=line.value,
        sum=line.communes.value,
        reported=line.communes.reported,
        expected=line.communes.reported + line.communes.missing,
        difference=line.difference,
        share=line.share,
        is_said=line.is_said,
    )
