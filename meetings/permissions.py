"""Who may do what with the meeting and its briefing: the office edits, the leader comments, the others read."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from briefing_portal.lib.months import Month
from communes.models import Commune, ConveningBody
from communes.permissions import (
    Visitor,
    body_or_404,
    commune_or_404,
    is_clerk,
    is_leader,
    is_office,
    readable_body_or_404,
)
from documents.models import DocumentKind
from reports.models import Period
from reports.permissions import period_or_404

from .models import (
    Attendance,
    Briefing,
    BriefingSentence,
    Conclusion,
    Consultation,
    Meeting,
    Objection,
    Phrase,
    Statement,
)


def may_edit(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user may compile, edit, conclude and publish."""
    return is_office(user, body)


def may_comment(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user may write comments at sentences."""
    return is_leader(user, body)


def may_approve(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user approves the briefing before it is published."""
    return body.leader_approval and is_leader(user, body)


def readable_period_or_404(user: Visitor, slug: str, month: Month) -> Period:
    """Return a month of a body that the user reads as a whole; a commune's account finds nothing (404)."""
    return period_or_404(readable_body_or_404(user, slug), month)


def office_period_or_404(user: Visitor, slug: str, month: Month) -> Period:
    """Return a month for its office; 403 for those who only read, 404 for all others."""
    period = readable_period_or_404(user, slug, month)
    if not may_edit(user, period.body):
        raise PermissionDenied("Việc này do Văn phòng làm.")
    return period


def readable_meeting_or_404(user: Visitor, slug: str, month: Month, number: int) -> Meeting:
    """Return a meeting of a body that the user reads as a whole; a commune's account finds nothing (404)."""
    period = readable_period_or_404(user, slug, month)
    found = Meeting.objects.visible_to(user).filter(period=period, number=number).first()
    if found is None:
        raise Http404
    found.period = period
    return found


def office_meeting_or_404(user: Visitor, slug: str, month: Month, number: int) -> Meeting:
    """Return a meeting for its office; 403 for those who only read, 404 for all others."""
    office_period_or_404(user, slug, month)
    return readable_meeting_or_404(user, slug, month, number)


def invited_meeting_or_404(user: Visitor, slug: str, month: Month, number: int) -> Meeting:
    """Return a meeting that the user is told of: her body's, or one that her commune is invited to (else 404)."""
    body = body_or_404(user, slug)
    meetings = Meeting.objects.visible_to(user).select_related("period__body")
    found = meetings.filter(period__body=body, period__month=str(month), number=number).first()
    if found is None:
        raise Http404
    return found


def meeting_paper_or_404(user: Visitor, slug: str, month: Month, number: int, kind: DocumentKind) -> Meeting:
    """Return a meeting whose document of a kind the user may read: the invited their invitation, the body all."""
    may_read = invited_meeting_or_404 if kind == DocumentKind.INVITATION else readable_meeting_or_404
    return may_read(user, slug, month, number)


def attendance_or_404(meeting: Meeting, pk: int) -> Attendance:
    """Return a row of the attendance of a meeting that the user was let into."""
    found = meeting.attendances.select_related("commune", "department", "meeting__period").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def statement_or_404(meeting: Meeting, pk: int) -> Statement:
    """Return a statement of a meeting that the user was let into."""
    found = meeting.statements.select_related("meeting__period__body", "speaker", "commune").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def conclusion_or_404(meeting: Meeting, number: int) -> Conclusion:
    """Return a conclusion of a meeting that the user was let into, by its number."""
    found = meeting.conclusions.select_related("meeting__period__body", "section").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def briefing_or_404(period: Period) -> Briefing:
    """Return the briefing of a period that the user was let into; 404 where nothing has been compiled."""
    briefing = Briefing.objects.select_related("period__body", "compiled_by").filter(period=period).first()
    if briefing is None:
        raise Http404
    return briefing


def sentence_or_404(period: Period, pk: int) -> BriefingSentence:
    """Return a sentence of the period's briefing."""
    sentence = BriefingSentence.objects.select_related("briefing").filter(briefing__period=period, pk=pk).first()
    if sentence is None:
        raise Http404
    return sentence


def phrase_or_404(user: Visitor, body: ConveningBody, pk: int) -> Phrase:
    """Return a phrase of the body for its office; 403 for those who only read, 404 for all others."""
    phrase = Phrase.objects.visible_to(user).select_related("body", "section").filter(body=body, pk=pk).first()
    if phrase is None:
        raise Http404
    if not may_edit(user, body):
        raise PermissionDenied("Câu mẫu do Văn phòng lập.")
    return phrase


def consultation_or_404(period: Period) -> Consultation:
    """Return the consultation on a month that the user was let into; 404 where none was opened."""
    consultation = Consultation.objects.select_related("briefing__period__body").filter(briefing__period=period).first()
    if consultation is None:
        raise Http404
    return consultation


def may_object(user: Visitor, commune: Commune) -> bool:
    """Tell whether the user may object for the commune: its clerk or signer."""
    return is_clerk(user, commune)


def objecting_commune_or_404(user: Visitor, slug: str, commune: str) -> Commune:
    """Return a commune that the user objects for; 403 for those who only read, 404 for all others."""
    found = commune_or_404(user, body_or_404(user, slug), commune)
    if not may_object(user, found):
        raise PermissionDenied("Ý kiến về câu được nêu do đơn vị gửi.")
    return found


def objection_or_404(user: Visitor, period: Period, pk: int) -> Objection:
    """Return an objection of a month; another commune's is not there for her (404)."""
    objections = Objection.objects.visible_to(user).select_related("consultation__briefing", "commune")
    found = objections.filter(consultation__briefing__period=period, pk=pk).first()
    if found is None:
        raise Http404
    return found
