"""What a commune hands in again in the words of the month before."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing_portal.lib.vietnamese import normalize_text
from briefing_portal.lib.vietnamese.likeness import alike

ISSUES, PROPOSALS = "issues", "proposals"
SHORTEST = 40  # characters; "Không phát sinh" may be true month after month
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Words = Mapping[str, Sequence[str]]  # texts by where they stand: a section's code, ISSUES or PROPOSALS


class Repeat(NamedTuple):
    """A text that last month's report held in the same place in near-identical words."""

    place: str
    text: str


def repeats(now: Words, last: Words) -> list[Repeat]:
    """Return the texts that are last month's again, place by place; one with other numbers was brought up to date."""
    return [
        Repeat(place, text)
        for place, texts in now.items()
        for text in texts
        if len(normalize_text(text)) >= SHORTEST and any(_is_again(text, old) for old in last.get(place, ()))
    ]


def _is_again(text: str, old: str) -> bool:
    return _NUMBER.findall(text) == _NUMBER.findall(old) and alike(text, old)
