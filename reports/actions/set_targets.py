"""Set the plans that the office hands to the communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from briefing_portal.lib.vietnamese import normalize_text
from communes.models import Commune, User
from reports.models import Indicator, Season, Target


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One plan of one commune: for a year, or for a season; `value` in the indicator's unit, None to withdraw it."""

    commune: Commune
    indicator: Indicator
    value: Decimal | None
    year: int | None = None
    season: Season | None = None


@transaction.atomic
def set_targets(
    *,
    entries: Sequence[TargetEntry],
    document: str,
    decided_on: date,
    by: User,
    at: datetime,
    assigned_by: str = "",
) -> list[Target]:
    """Record plans as a document set them on a day; an equal plan in force is left alone.

    A second figure of the same day corrects the first. A figure of a later day is a revision: earlier months keep
    the plan they had, also where it withdraws the plan.
    """
    document, assigned_by = normalize_text(document), normalize_text(assigned_by)
    changed = []
    for entry in entries:
        target = _set_one(entry, document, decided_on, assigned_by, by=by, at=at)
        if target is not None:
            changed.append(target)
    return changed


def _set_one(
    entry: TargetEntry, document: str, decided_on: date, assigned_by: str, *, by: User, at: datetime
) -> Target | None:
    same = Target.objects.filter(
        commune=entry.commune,
        indicator=entry.indicator,
        year=entry.year,
        season=entry.season,
        assigned_by=assigned_by,
    )
    in_force = same.filter(decided_on__lte=decided_on).order_by("-decided_on", "-pk").first()
    if (in_force.value if in_force else None) == entry.value:
        return None
    if in_force is not None and in_force.decided_on == decided_on:
        in_force.value, in_force.document = entry.value, document
        in_force.recorded_at, in_force.recorded_by = at, by
        in_force.revision = same.count() + 1
        in_force.save()
        return in_force
    return Target.objects.create(
        commune=entry.commune,
        indicator=entry.indicator,
        year=entry.year,
        season=entry.season,
        assigned_by=assigned_by,
        value=entry.value,
        document=document,
        decided_on=decided_on,
        revision=same.count() + 1,
        recorded_at=at,
        recorded_by=by,
    )
