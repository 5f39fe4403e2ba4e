"""Shortcomings in the communes' own words, grouped by category and by what they say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing_portal.lib.vietnamese import fold, normalize_text
from briefing_portal.lib.vietnamese.likeness import leaders
from meetings.briefing.measures.figures import accepted, in_list_order
from reports.facts import BriefingFacts, IssueFact

_WORD = re.compile(r"\w+")
_BULLET = re.compile(r"\A(?:[-–+*•]\s*|\d{1,2}[.)]\s+)+")
_LONGEST_NAME = 4  # words


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to put a shortcoming, and the issues that put it so (each commune once, in list order)."""

    text: str
    issues: tuple[IssueFact, ...]


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A category of shortcomings: who reported it, and its wordings, the most frequent first."""

    category: str
    title: str
    communes: tuple[str, ...]
    wordings: tuple[Wording, ...]


def shortcomings(facts: BriefingFacts) -> tuple[Shortcoming, ...]:
    """Group the reported shortcomings by category, in the catalogue's order; empty categories are left out."""
    place = {commune.code: number for number, commune in enumerate(in_list_order(facts, accepted(facts)))}
    by_category: dict[str, list[IssueFact]] = {}
    for issue in facts.issues:
        if issue.commune in place and tidy(issue.text):
            by_category.setdefault(issue.category, []).append(issue)
    return tuple(
        Shortcoming(
            category.code,
            category.title,
            tuple(dict.fromkeys(issue.commune for issue in issues)),
            tuple(_wordings(issues)),
        )
        for category in facts.categories
        if (issues := sorted(by_category.get(category.code, ()), key=lambda i: (place[i.commune], i.text)))
    )


def _wordings(issues: Sequence[IssueFact]) -> Iterator[Wording]:
    """Put near-identical texts together; the most frequent one, then the shortest, then the first speaks for them."""
    said = Counter(text for _, text in dict.fromkeys((issue.commune, tidy(issue.text)) for issue in issues))
    places = {text: place for place, text in enumerate(said)}
    order = sorted(said, key=lambda text: (-said[text], len(text), places[text]))
    leader = leaders(order)
    groups: dict[str, dict[str, IssueFact]] = {}
    for issue in issues:
        groups.setdefault(leader[tidy(issue.text)], {}).setdefault(issue.commune, issue)
    rank = {text: place for place, text in enumerate(order)}
    for text in sorted(groups, key=lambda text: (-len(groups[text]), rank[text])):
        yield Wording(text, tuple(groups[text].values()))


@lru_cache(maxsize=1 << 15)
def tidy(text: str) -> str:
    """Return a commune's text as a clause: one line, without a bullet before it or a full stop behind it."""
    return _BULLET.sub("", " ".join(normalize_text(text).split())).rstrip(" .;,:…")


def folded_names(facts: BriefingFacts) -> frozenset[str]:
    """Return the names of the body's communes as `names_somebody` looks for them."""
    return frozenset(fold(commune.name) for commune in facts.communes)


def names_somebody(names: frozenset[str], text: str) -> bool:
    """Say whether a text may hold one of the names (read without tones, so rather once too often)."""
    words = _WORD.findall(fold(text))
    spans = (
        " ".join(words[start : start + length])
        for length in range(1, _LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    )
    return any(span in names for span in spans)
