"""The plans of a year as a grid: communes × plans, as the last decision left them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.forms import BoundField

from communes.models import Commune, ConveningBody
from reports.forms.targets import ASSIGNERS, InForce, PlanColumn, TargetGridForm
from reports.models import Indicator, Season, Target
from reports.models.catalogue import Aggregation


@dataclass(frozen=True, slots=True)
class Cell:
    """One plan of one commune, and its field where the grid is being edited."""

    target: Target | None
    box: BoundField | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The plans of a year that one office assigned; the last decision on a plan counts."""

    columns: Sequence[PlanColumn]
    communes: Sequence[Commune]
    in_force: InForce

    def rows(self, form: TargetGridForm | None = None) -> list[tuple[Commune, list[Cell]]]:
        """Return each commune with its cells."""
        return [(commune, [self._cell(commune, column, form) for column in self.columns]) for commune in self.communes]

    @property
    def sums(self) -> list[Decimal | None]:
        """Return the sum of each column; none where a sum means nothing or nothing is assigned."""
        return [self._sum(column) for column in self.columns]

    def _cell(self, commune: Commune, column: PlanColumn, form: TargetGridForm | None) -> Cell:
        box = form[f"{commune.pk}:{column.key}"] if form else None
        return Cell(self.in_force.get((commune.pk, column.key)), box)

    def _sum(self, column: PlanColumn) -> Decimal | None:
        if column.indicator.aggregation != Aggregation.SUM:
            return None
        found = [self.in_force.get((commune.pk, column.key)) for commune in self.communes]
        figures = [target.value for target in found if target is not None and target.value is not None]
        return sum(figures, Decimal(0)) if figures else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one document set on one day: each plan with the one it replaced."""

    decided_on: dt.date
    document: str
    assigned_by: str
    targets: Sequence[tuple[Target, Target | None]]


def grid_of(body: ConveningBody, year: int, assigned_by: str) -> Grid:
    """Return the grid of a year."""
    return Grid(columns_of(body, year), communes_of(body, year), _in_force(body, year, assigned_by))


def columns_of(body: ConveningBody, year: int) -> list[PlanColumn]:
    """Return the plans of a year: those for the year, and those for each of its seasons."""
    asked = Indicator.objects.targets().filter(
        Q(valid_from="") | Q(valid_from__lte=f"{year}-12"), Q(valid_to="") | Q(valid_to__gt=f"{year}-01")
    )
    seasons = list(Season.objects.filter(body=body, crop_year=year).order_by("starts_on", "pk"))
    columns = []
    for indicator in asked.order_by("order", "pk"):
        if indicator.is_seasonal:
            columns += [PlanColumn(indicator, year, s) for s in seasons if indicator.is_asked_for(s.kind)]
        else:
            columns.append(PlanColumn(indicator, year))
    return columns


def communes_of(body: ConveningBody, year: int) -> list[Commune]:
    """Return the communes that exist at some time of a year, in list order."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__year__lte=year)
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__year__gte=year)
    return list(Commune.objects.filter(begun, not_ended, body=body).in_list_order())


def assigners_of(body: ConveningBody, year: int) -> list[str]:
    """Return who has assigned plans of a year, then the usual ones."""
    used = _targets(body, year).order_by("assigned_by").values_list("assigned_by", flat=True).distinct()
    return list(dict.fromkeys([*used, *ASSIGNERS]))


def decisions_of(body: ConveningBody, year: int) -> list[Decision]:
    """Return the decisions on the plans of a year, the latest first."""
    rows = _targets(body, year).select_related("commune", "indicator", "season", "recorded_by")
    last: dict[tuple[object, ...], Target] = {}
    found: dict[tuple[dt.date, str, str], list[tuple[Target, Target | None]]] = defaultdict(list)
    for target in rows.order_by("decided_on", "indicator__order", "commune__list_order", "commune__sort_key", "pk"):
        place = target.commune_id, target.indicator_id, target.season_id, target.assigned_by
        found[target.decided_on, target.document, target.assigned_by].append((target, last.get(place)))
        last[place] = target
    return [Decision(*decision, targets) for decision, targets in sorted(found.items(), reverse=True)]


def _in_force(body: ConveningBody, year: int, assigned_by: str) -> Mapping[tuple[int, str], Target]:
    rows = _targets(body, year).filter(assigned_by=assigned_by).select_related("indicator", "season")
    return {
        (target.commune_id, PlanColumn(target.indicator, year, target.season).key): target
        for target in rows.order_by("decided_on", "pk")
    }


def _targets(body: ConveningBody, year: int) -> QuerySet[Target]:
    return Target.objects.filter(Q(year=year) | Q(season__crop_year=year), commune__body=body)
