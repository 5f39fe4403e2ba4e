"""Departments' totals beside the communes' sums, as the office's page shows them."""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.forms import BoundField

from communes.models import Commune, Department
from reports.figures import season_codes, seasons_of
from reports.forms.departments import PRINTED, Asked, DepartmentFiguresForm, Standing, box_name
from reports.models import DepartmentFigure, Indicator, Period, Section, Value
from reports.models.catalogue import Aggregation
from reports.workflow import ReportStatus

PERCENT = 100


@dataclass(frozen=True, slots=True)
class CommuneSum:
    """What the communes' accepted reports add up to, and how many of the month's communes are in it."""

    value: Decimal | None
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class Row:
    """A total of a department beside the communes' sum, with its box where it is being edited."""

    place: Asked
    figure: DepartmentFigure | None
    communes: CommuneSum
    box: BoundField | None = None
    printed: BoundField | None = None
    echo: str = ""

    @property
    def difference(self) -> Decimal | None:
        """Return the department's total less the communes' sum; none where one of them is missing."""
        if self.figure is None or self.figure.value is None or self.communes.value is None:
            return None
        return self.figure.value - self.communes.value

    @property
    def share(self) -> Decimal | None:
        """Return the difference in per cent of the communes' sum."""
        if self.difference is None or not self.communes.value:
            return None
        return self.difference * PERCENT / self.communes.value


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a section; it is open where a total stands or something has to be looked at again."""

    section: Section
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        """Return how many totals stand in the section."""
        return sum(row.figure is not None for row in self.rows)

    @property
    def is_open(self) -> bool:
        """Tell whether there is something to see in the section."""
        return self.count > 0 or any(row.box is not None and row.box.errors for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All totals that a department may have in a month, and those that stand."""

    asked: Sequence[Asked]
    standing: Standing
    sums: Mapping[str, CommuneSum]
    nothing: CommuneSum

    def parts(self, form: DepartmentFiguresForm | None = None) -> list[Part]:
        """Return the rows by section; without a form only those with a figure."""
        rows = [self._row(place, form) for place in self.asked if form or self._stands(place.key)]
        grouped = itertools.groupby(rows, key=lambda row: row.place.indicator.section)
        return [Part(section, list(found)) for section, found in grouped]

    def _stands(self, key: str) -> bool:
        figure = self.standing.get(key)
        return figure is not None and figure.value is not None

    def _row(self, place: Asked, form: DepartmentFiguresForm | None) -> Row:
        key = place.key
        figure = self.standing[key] if self._stands(key) else None
        beside = self.sums.get(key, self.nothing)
        if form is None:
            return Row(place, figure, beside)
        return Row(place, figure, beside, form[key], form[PRINTED + key], form.echo(key))


def sheet_of(period: Period, department: Department) -> Sheet:
    """Return the sheet of a department in a month: reported indicators whose communes' figures add up."""
    rows = DepartmentFigure.objects.filter(period=period, department=department)
    expected = Commune.objects.filter(body=period.body).existing_in(period.as_month).count()
    in_force = rows.select_related("indicator", "season", "entered_by").oldest_first()
    return Sheet(
        asked=_asked(period),
        standing={Asked(row.indicator, row.season).key: row for row in in_force},
        sums=_sums(period, expected),
        nothing=CommuneSum(None, 0, expected),
    )


def revisions_of(period: Period, department: Department) -> list[DepartmentFigure]:
    """Return everything that was ever entered for a department in a month, the latest first."""
    rows = DepartmentFigure.objects.filter(period=period, department=department)
    return list(rows.select_related("indicator", "season", "entered_by").order_by("-entered_at", "-pk"))


def counted_departments(period: Period) -> list[tuple[Department, int]]:
    """Return the body's departments, each with how many totals of it stand in a month."""
    standing = DepartmentFigure.objects.filter(period=period).in_force()
    counted = Counter(figure.department_id for figure in standing)
    return [(department, counted[department.pk]) for department in period.body.departments.all()]


def _asked(period: Period) -> list[Asked]:
    seasons = seasons_of(period)
    by_code = {season.code: season for season in seasons}
    indicators = Indicator.objects.asked_in(period.as_month).measured().filter(aggregation=Aggregation.SUM)
    ordered = indicators.select_related("section").order_by("section__order", "order", "pk")
    return [Asked(each, by_code.get(code)) for each in ordered for code in season_codes(each, seasons)]


def _sums(period: Period, expected: int) -> Mapping[str, CommuneSum]:
    communes = Commune.objects.filter(body=period.body).existing_in(period.as_month)
    rows = Value.objects.filter(
        report__period=period, report__status=ReportStatus.ACCEPTED, report__commune__in=communes
    )
    summed = rows.values_list("indicator__code", "season__code").annotate(sum=Sum("value"), count=Count("pk"))
    return {box_name(code, season): CommuneSum(value, count, expected) for code, season, value, count in summed}
