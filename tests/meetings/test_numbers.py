"""Two clerks at two desks take two numbers."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from communes.models import User
from meetings.actions import draw_conclusions, hold
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.actions.hold import MeetingEntry
from meetings.models import Conclusion, Meeting, MeetingKind
from reports.models import Period
from tests import factories

AT = factories.moment("2015-11-20")
DESKS = 4


@pytest.mark.django_db(transaction=True)
def test_clerks_who_number_at_the_same_moment_never_take_one_number_twice(november: Period, office: User) -> None:
    kind = MeetingKind.EXTRAORDINARY
    meeting = hold.call(period=november, kind=kind, entry=MeetingEntry(), by=office, at=AT)

    def number(desk: int) -> None:
        entry = ConclusionEntry(f"Kết luận của bàn {desk}.", no_task=True)
        try:
            hold.call(period=Period.objects.get(), kind=kind, entry=MeetingEntry(), by=office, at=AT)
            draw_conclusions.draw(meeting=Meeting.objects.get(pk=meeting.pk), entries=[entry], by=office, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(DESKS) as clerks:
        list(clerks.map(number, range(DESKS)))
    assert sorted(Meeting.objects.values_list("number", flat=True)) == list(range(1, DESKS + 2))
    assert sorted(Conclusion.objects.values_list("number", flat=True)) == list(range(1, DESKS + 1))
