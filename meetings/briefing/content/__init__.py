"""The briefing as a whole: what it says, what it leaves open, and the form others read it in."""

from meetings.briefing.content.editions import Edition, for_edition
from meetings.briefing.content.forms import as_dict, decimal_text, sentence_dict, source_dict
from meetings.briefing.content.model import Content, Coverage, Gap, IssueGroup, WrittenSection
from meetings.briefing.content.writing import LOOKED_BACK_AT, write_briefing

__all__ = [
    "LOOKED_BACK_AT",
    "Content",
    "Coverage",
    "Edition",
    "Gap",
    "IssueGroup",
    "WrittenSection",
    "as_dict",
    "decimal_text",
    "for_edition",
    "sentence_dict",
    "source_dict",
    "write_briefing",
]
