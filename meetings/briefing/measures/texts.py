"""Shortcomings in the communes' own words, grouped by category and by what they say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefing_portal.lib.vietnamese import fold, normalize_text
from meetings.briefing.measures.figures import accepted, in_list_order
from reports.facts import BriefingFacts, IssueFact

# Phrases whose presence changes nothing in what a shortcoming says.
_FILLERS = re.compile(
    r"\b(?:(?:trên địa bàn|của|tại|ở)(?: toàn)?(?: xã| thị trấn)|trên địa bàn|trong tháng"
    r"|công tác|việc|còn|vẫn|đề ra)\b"
)
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
            _wordings(issues),
        )
        for category in facts.categories
        if (issues := sorted(by_category.get(category.code, ()), key=lambda i: place[i.commune]))
    )


def _wordings(issues: Iterable[IssueFact]) -> tuple[Wording, ...]:
    alike: dict[tuple[str, ...], dict[str, IssueFact]] = {}
    for issue in issues:
        alike.setdefault(gist(issue.text), {}).setdefault(issue.commune, issue)
    wordings = [Wording(_usual([i.text for i in group.values()]), tuple(group.values())) for group in alike.values()]
    return tuple(sorted(wordings, key=lambda wording: -len(wording.issues)))


def _usual(texts: list[str]) -> str:
    """Return the text that most communes typed; of equals the first."""
    tidied = [tidy(text) for text in texts]
    return max(dict.fromkeys(tidied), key=tidied.count)


def tidy(text: str) -> str:
    """Return a commune's text as a clause: one line, without a bullet before it or a full stop behind it."""
    return _BULLET.sub("", " ".join(normalize_text(text).split())).rstrip(" .;,:…")


def gist(text: str) -> tuple[str, ...]:
    """Return the words that carry a text, in their order, with their tones: equal for near-identical texts.

    Case, punctuation and filler words make no difference; every other word does ("chưa đạt" isn't "đạt").
    """
    plain = normalize_text(text).lower().replace("thật sự", "thực sự")
    return tuple(_WORD.findall(_FILLERS.sub(" ", plain))) or tuple(_WORD.findall(plain))


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
