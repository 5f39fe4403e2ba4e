"""The portal's clock: views and commands read it here and pass it on; rules never read it."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Return the present moment in office time; PORTAL_TODAY replaces the date, the time of day is real."""
    moment = dt.datetime.now(OFFICE_TIME)
    if settings.PORTAL_TODAY is None:
        return moment
    return dt.datetime.combine(settings.PORTAL_TODAY, moment.timetz())


def today() -> dt.date:
    """Return the present date in office time, or PORTAL_TODAY where it is set."""
    return now().date()
