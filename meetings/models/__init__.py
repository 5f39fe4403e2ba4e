"""The chair's meeting and the briefing that is compiled for it."""

from .briefings import Block, Briefing, BriefingSentence, SentenceComment
from .meetings import Attendance, Meeting
from .phrases import Phrase

__all__ = ["Attendance", "Block", "Briefing", "BriefingSentence", "Meeting", "Phrase", "SentenceComment"]
