"""The chair's meeting and the briefing that is compiled for it."""

from .briefings import Block, Briefing, BriefingSentence, SentenceComment
from .consultations import Consultation, EarlyPublication, Objection, ObjectionMessage
from .meetings import Attendance, Meeting

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
    "SentenceComment",
]
