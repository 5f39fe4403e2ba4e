"""The sentences: one small pure function each, from facts to a sentence, a withheld sentence, or nothing to say."""

from meetings.briefing.prose.model import Clause, Draft, Section, Sentence, Source, TextSource, Withheld
from meetings.briefing.prose.opening import title
from meetings.briefing.prose.page import drafts
from meetings.briefing.prose.tasks import in_sector_order

__all__ = [
    "Clause",
    "Draft",
    "Section",
    "Sentence",
    "Source",
    "TextSource",
    "Withheld",
    "drafts",
    "in_sector_order",
    "title",
]
