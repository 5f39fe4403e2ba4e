"""The meetings of October and November 2015: prepared, held, concluded; their briefings published."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from communes.models import ConveningBody, Role, User
from documents.models import DocumentKind, PublishedDocument
from meetings.actions import compile_month, draw_conclusions, hold, invite, minutes, publish
from meetings.actions.draw_conclusions import ConclusionEntry
from meetings.actions.hold import AgendaEntry, MeetingEntry
from meetings.actions.invite import Mark
from meetings.actions.minutes import StatementEntry
from meetings.models import Attendance, Briefing, Meeting, Presence, Statement, StatementKind
from reports.actions.issue_directives import DirectiveEntry
from reports.models import Period, Section

from .files import moment, rows

PLACE = "Hội trường Huyện ủy"
SECRETARY = "Chánh Văn phòng Huyện ủy"
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
    entry = MeetingEntry(
        held_at,
        PLACE,
        period.body.chair_title,
        ends_at=concluded_at,
        secretary=SECRETARY,
        agenda=[
            AgendaEntry(each["text"], time.fromisoformat(each["time"]), each["presenter"])
            for each in rows("agenda.csv")
        ],
    )
    meeting = hold.call(period=period, entry=entry, by=office, at=before)
    invite.invite_usual(meeting=meeting, by=office, at=before)
    compile_month.compile(period=period, by=office, at=before)
    _mark_attendance(meeting, office, held_at)
    _draw_conclusions(meeting, _take_minutes(meeting, office, held_at), office, concluded_at)
    hold.conclude(meeting=meeting, by=office, at=concluded_at)
    return compile_month.compile(period=period, by=office, at=concluded_at)


def _mark_attendance(meeting: Meeting, office: User, at: datetime) -> None:
    """Say who came: all, but for those that the file names."""
    marks = {
        row.pk: Mark(Presence(each["presence"]), reason=each["reason"], replaced_by=each["replaced_by"])
        for each in rows("attendance.csv")
        for row in (_of_unit(meeting, each["unit"], each["position"]),)
        if each["month"] == meeting.period.month
    }
    invite.mark(meeting=meeting, marks=marks, by=office, at=at)
    invite.mark_all_present(meeting=meeting, by=office, at=at)


def _of_unit(meeting: Meeting, slug: str, position: str) -> Attendance:
    of_unit = Q(commune__slug=slug) | Q(department__slug=slug)
    return meeting.attendances.filter(of_unit, position=position).select_related("commune", "department").get()


def _take_minutes(meeting: Meeting, office: User, at: datetime) -> Statement:
    """Write down what was said; return the chair's words, from which the conclusions are drawn."""
    for each in rows("statements.csv"):
        if each["month"] == meeting.period.month:
            speaker = _of_unit(meeting, each["unit"], each["position"]) if each["unit"] else None
            said = StatementEntry(
                each["text"], StatementKind(each["kind"]), speaker, each["speaker"], key=each["sentence"]
            )
            minutes.write(meeting=meeting, token=uuid4(), entry=said, by=office, at=at)
    words = " ".join(each["text"] for each in _directives(meeting.period))
    closing = StatementEntry(words, StatementKind.CHAIR, speaker_text=meeting.period.body.chair_title)
    return minutes.write(meeting=meeting, token=uuid4(), entry=closing, by=office, at=at)


def _draw_conclusions(meeting: Meeting, source: Statement, office: User, at: datetime) -> None:
    """Draw a conclusion from each task that the chair set, and issue its directive."""
    sections = {section.code: section for section in Section.objects.all()}
    entries = [
        ConclusionEntry(each["text"], section, DirectiveEntry(each["text"], section))
        for each in _directives(meeting.period)
        for section in (sections[each["section"]],)
    ]
    draw_conclusions.draw(meeting=meeting, entries=entries, source=source, by=office, at=at)


def publish_briefings(body: ConveningBody) -> list[PublishedDocument]:
    """Publish the briefings of the demo's meetings that are over, where that has not been done.

    A month that people reported and compiled themselves is theirs to publish.
    """
    published = set(
        PublishedDocument.objects.filter(body=body, kind=DocumentKind.SUMMARY).values_list("month", flat=True)
    )
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


def _directives(period: Period) -> list[dict[str, str]]:
    return [row for row in rows("directives.csv") if row["month"] == period.month]


def _office(body: ConveningBody) -> User:
    return User.objects.get(memberships__body=body, memberships__role=Role.OFFICE)


def _month(period: Period) -> dict[str, str]:
    return next(row for row in rows("months.csv") if row["month"] == period.month)
