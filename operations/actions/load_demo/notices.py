"""What the demo's people were told: the work of three months, of which the older has been read."""

from communes.models import ConveningBody
from notices.actions import read
from notices.models import Notice
from reports.actions import remind

from .files import moment

THIS_MORNING = "2015-12-18 06:30"  # of the day that `make run` sets
READ_BEFORE = "2015-12-14 00:00"


def tell_people(body: ConveningBody) -> int:
    """Let those who were told something earlier have read it, and the morning's timer run; return what that told."""
    before = moment(READ_BEFORE)
    for notice in Notice.objects.filter(body=body, at__lt=before).unread().select_related("recipient"):
        read.mark_read(notice=notice, by=notice.recipient, at=before)
    return remind.remind(body=body, at=moment(THIS_MORNING))
