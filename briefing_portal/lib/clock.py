"""The portal's clock: views and commands read it here and pass it on; rules never read it."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings

from briefing_portal.lib.vietnamese import format_date, format_time

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> dt.datetime:
    """Return the present moment in office time; PORTAL_TODAY replaces the date, the time of day is real."""
    moment = dt.datetime.now(OFFICE_TIME)
    if settings.PORTAL_TODAY is None:
        return moment
    return dt.datetime.combine(settings.PORTAL_TODAY, moment.timetz())


def machine_now() -> dt.datetime:
    """Return the machine's own moment in office time: of the real day in the demo too, as logins and signatures are."""
    return dt.datetime.now(OFFICE_TIME)


def moment_in_words(at: dt.datetime) -> str:
    """Return a moment in office time: "17:00 ngày 22/12/2015"."""
    local = at.astimezone(OFFICE_TIME)
    return f"{format_time(local)} ngày {format_date(local.date())}"


def today() -> dt.date:
    """Return the present date in office time, or PORTAL_TODAY where it is set."""
    return now().date()
