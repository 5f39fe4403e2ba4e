"""Open the month that a command works on, when nobody has."""

from datetime import datetime

from django.db import transaction

from briefing_portal.lib.months import Month
from communes.models import ConveningBody, User
from reports.actions import keep_periods
from reports.models import Period


@transaction.atomic
def period_of(*, body: ConveningBody, month: Month, by: User, at: datetime) -> Period:
    """Return the body's month; one that is not there yet is opened without a due time and without a lock."""
    period = Period.objects.filter(body=body, month=str(month)).select_related("body").first()
    return period or keep_periods.open_period(body=body, month=month, by=by, at=at)
