"""Compile the briefing of a month from its accepted reports, beside what people made of the last draft."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from meetings.figures.compiling import COLUMNS, Plan, plan_of
from meetings.models import Briefing, BriefingSentence
from reports.models import Period


@transaction.atomic
def compile(*, period: Period, by: User, at: datetime, seen: str = "") -> Briefing:  # noqa: A001 - the trade's word for this step
    """Compile a period's briefing; from the same facts a second compile changes nothing.

    A sentence that nobody touched follows its figures. One that a person edited or chose keeps her words, with the
    newer draft offered beside it. The draft's number grows when something that a reader sees has changed. `seen` is
    the fingerprint of the plan that the office has looked at: another one is refused.
    """
    period.hold(alone=True)
    briefing = _locked(period, by, at)
    plan = plan_of(period, briefing)
    if seen and seen != plan.fingerprint:
        raise Refusal("Từ lúc xem đến nay số liệu hoặc câu chữ đã có thay đổi; mời xem lại những gì sẽ đổi.")
    if plan.is_changed:
        _count_up(briefing, by, at)
    _save(briefing, plan)
    return briefing


def _locked(period: Period, by: User, at: datetime) -> Briefing:
    found = Briefing.objects.select_for_update().filter(period=period).first()
    return found or Briefing(period=period, compiled_at=at, compiled_by=by)


def _count_up(briefing: Briefing, by: User, at: datetime) -> None:
    briefing.draft_number += 1
    briefing.count_change()
    briefing.compiled_at, briefing.compiled_by = at, by


def _save(briefing: Briefing, plan: Plan) -> None:
    briefing.data = plan.data
    briefing.save()
    new = [row for row in plan.touched if row.pk is None]
    kept = [row for row in plan.touched if row.pk is not None]
    for row in new:
        row.briefing = briefing
    BriefingSentence.objects.filter(pk__in=[row.pk for row in plan.gone]).delete()
    BriefingSentence.objects.bulk_create(new)
    BriefingSentence.objects.bulk_update(kept, COLUMNS)
