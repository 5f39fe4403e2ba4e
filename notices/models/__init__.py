"""What people are told: notices, the letters that carry them, and what each person wants to be told how."""

from .choices import Muted, Rhythm
from .kinds import Channel, Kind
from .letters import Letter, LetterState
from .notices import Mailing, Note, Notice

__all__ = ["Channel", "Kind", "Letter", "LetterState", "Mailing", "Muted", "Note", "Notice", "Rhythm"]
