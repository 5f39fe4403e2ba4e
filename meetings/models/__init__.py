"""The chair's meeting and the briefing that is compiled for it."""

from .attendance import Attendance, Group, Presence
from .briefings import Block, Briefing, BriefingSentence, SentenceComment
from .consultations import Consultation, EarlyPublication, Objection, ObjectionMessage
from .feeds import CalendarFeed
from .jobs import PrintJob
from .meetings import AgendaItem, Meeting, MeetingKind
from .minutes import Conclusion, Statement, StatementKind
from .phrases import Phrase

__all__ = [
    "AgendaItem",
    "Attendance",
    "Block",
    "Briefing",
    "BriefingSentence",
    "CalendarFeed",
    "Conclusion",
    "Consultation",
    "EarlyPublication",
    "Group",
    "Meeting",
    "MeetingKind",
    "Objection",
    "ObjectionMessage",
    "Phrase",
    "Presence",
    "PrintJob",
    "SentenceComment",
    "Statement",
    "StatementKind",
]
