"""The chair's meeting and the briefing that is compiled for it."""

from .briefings import Block, Briefing, BriefingSentence, SentenceComment
from .consultations import Consultation, EarlyPublication, Objection, ObjectionMessage
from .jobs import PrintJob
from .meetings import Attendance, Meeting
from .phrases import Phrase

__all__ = [
    "Attendance",
    "Block",
    "Briefing",
    "BriefingSentence",
    "Consultation",
    "EarlyPublication",
    "Meeting",
    "Objection",
    "ObjectionMessage",
    "Phrase",
    "PrintJob",
    "SentenceComment",
]
