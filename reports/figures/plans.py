"""The plans in force, by who assigned them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import sort_key
from communes.models import Commune, ConveningBody
from reports.facts import AssignedPlan, Figure, Key
from reports.models import Target

Plans = dict[Key, dict[str, Figure]]


def plans_in_force(body: ConveningBody, month: Month, *, commune: Commune | None = None) -> Plans:
    """Return the plans in force on a month's last day, by (indicator, season) and commune code; none once withdrawn.

    Of several assigners the one without a name counts first, then the first by the Vietnamese alphabet (a database
    would order them by the locale it was made in); of revisions the latest.
    """
    return first_plans(plans_by_assigner(body, month, commune=commune))


def plans_by_assigner(
    body: ConveningBody, month: Month, *, commune: Commune | None = None
) -> dict[Key, dict[str, dict[str, Figure]]]:
    """Return all plans in force on a month's last day by assigner, in the assigners' order, and commune code."""
    targets = Target.objects.in_force_on(month.last_day).filter(commune__body=body)
    targets = targets.filter(year=month.year) | targets.filter(season__isnull=False)
    if commune is not None:
        targets = targets.filter(commune=commune)
    rows = targets.values_list("indicator__code", "season__code", "commune__code", "assigned_by", "value", "revision")
    plans: dict[Key, dict[str, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for code, season, commune_code, assigner, value, revision in rows.iterator(chunk_size=5000):
        by_commune = plans[code, season or ""][assigner]
        by_commune.pop(commune_code, None)
        if value is not None:
            by_commune[commune_code] = Figure(value, None, None, revision)
    return {
        key: {assigner: by_assigner[assigner] for assigner in _in_order(by_assigner) if by_assigner[assigner]}
        for key, by_assigner in plans.items()
        if any(by_assigner.values())
    }


def first_plans(plans: Mapping[Key, Mapping[str, Mapping[str, Figure]]]) -> Plans:
    """Return one plan for each commune: that of its first assigner."""
    first: Plans = {}
    for key, by_assigner in plans.items():
        first[key] = {}
        for by_commune in reversed(list(by_assigner.values())):
            first[key] |= by_commune
    return first


def has_two_plans(by_assigner: Mapping[str, Mapping[str, Figure]]) -> bool:
    """Tell whether a commune has a plan of more than one assigner."""
    return sum(map(len, by_assigner.values())) > len(set().union(*by_assigner.values()))


def _in_order(assigners: Iterable[str]) -> list[str]:
    """Return names of assigners in their order: the empty one, then the Vietnamese alphabet."""
    return sorted(assigners, key=lambda name: (sort_key(name) if name else "", name))


def plans_of(commune: Commune, month: Month) -> dict[Key, Figure]:
    """Return the plans in force for one commune in a month."""
    plans = plans_in_force(commune.body, month, commune=commune)
    return {key: by_commune[commune.code] for key, by_commune in plans.items()}


def assigned_plans(commune: Commune, month: Month) -> dict[Key, list[AssignedPlan]]:
    """Return every plan in force for one commune, one for each assigner, in the assigners' order; none withdrawn."""
    targets = Target.objects.in_force_on(month.last_day).filter(commune=commune)
    targets = targets.filter(year=month.year) | targets.filter(season__isnull=False)
    latest = {
        (code, season or "", assigner): (value, document)
        for code, season, assigner, value, document in targets.values_list(
            "indicator__code", "season__code", "assigned_by", "value", "document"
        )
    }
    plans: dict[Key, list[AssignedPlan]] = defaultdict(list)
    for first in _in_order({assigner for *_, assigner in latest}):
        for (code, season, assigner), (value, document) in latest.items():
            if assigner == first and value is not None:
                plans[code, season].append(AssignedPlan(value, assigner, document))
    return plans
