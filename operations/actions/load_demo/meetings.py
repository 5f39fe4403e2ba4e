"""The meetings of October and November 2015: prepared, held, concluded; their briefings published."""

from datetime import timedelta

from django.db import transaction

from communes.models import ConveningBody, Role, User
from documents.models import PublishedDocument
from meetings.actions import compile_month, hold, publish
from meetings.actions.hold import AttendanceEntry, MeetingEntry
from meetings.models import Briefing
from reports.actions import issue_directives
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Period, Section

from .files import day, moment, rows

PLACE = "Hội trường Huyện ủy"
DRAFTED_BEFORE = timedelta(hours=16)  # the draft for the secretary, on the afternoon before
PUBLISHED_AFTER = timedelta(hours=3)


@transaction.atomic
def hold_meeting(period: Period) -> Briefing | None:
    """Compile a month's briefing for its meeting, hold it, write down its directives; None where it is to come."""
    row = _month(period)
    if not row["meeting_at"]:
        return None
    office = _office(period.body)
    held_at, concluded_at = moment(row["meeting_at"]), moment(row["concluded_at"])
    before = held_at - DRAFTED_BEFORE
    attendance = [AttendanceEntry(line) for line in period.body.standard_attendance.splitlines()]
    entry = MeetingEntry(held_at, PLACE, period.body.chair_title, attendance)
    meeting = hold.keep(period=period, number=1, entry=entry, by=office, at=before)
    compile_month.compile(period=period, by=office, at=before)
    sections = {section.code: section for section in Section.objects.all()}
    for each in rows("directives.csv"):
        if each["month"] == period.month:
            directive = DirectiveEntry(each["text"], sections[each["section"]], due_on=day(each["due"]))
            issue_directives.issue(period=period, entry=directive, by=office, at=concluded_at)
    hold.conclude(meeting=meeting, by=office, at=concluded_at)
    return compile_month.compile(period=period, by=office, at=concluded_at)


def publish_briefings(body: ConveningBody) -> list[PublishedDocument]:
    """Publish the briefings of the demo's meetings that are over, where that has not been done.

    A month that people reported and compiled themselves is theirs to publish.
    """
    published = set(PublishedDocument.objects.filter(body=body).values_list("month", flat=True))
    documents = []
    for row in rows("months.csv"):
        if not row["concluded_at"] or row["month"] in published:
            continue
        concluded_at = moment(row["concluded_at"])
        held = Briefing.objects.filter(period__body=body, period__month=row["month"])
        briefing = held.filter(period__meetings__concluded_at=concluded_at).first()
        if briefing is not None:
            at = concluded_at + PUBLISHED_AFTER
            documents += publish.publish(briefing=briefing, expected_version=briefing.version, by=_office(body), at=at)
    return documents


def _office(body: ConveningBody) -> User:
    return User.objects.get(memberships__body=body, memberships__role=Role.OFFICE)


def _month(period: Period) -> dict[str, str]:
    return next(row for row in rows("months.csv") if row["month"] == period.month)
