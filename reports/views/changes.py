"""What changed between two submissions: pure, over two snapshots (models/snapshots.py)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from briefing_portal.lib.differences import Piece, mark_words
from reports.facts import Key
from reports.models.snapshots import directive_name, said_text

Snapshot = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after, and the days it is of; None where there was none, or is none any more."""

    indicator: str
    season: str
    old: Decimal | None
    new: Decimal | None
    old_day: date | None = None
    new_day: date | None = None

    @property
    def difference(self) -> Decimal | None:
        """Return by how much it rose, where both figures are there."""
        return None if self.old is None or self.new is None else self.new - self.old


@dataclass(frozen=True, slots=True)
class TextChange:
    """A changed text under a section or beside an indicator (their code), or an item of a list (no code)."""

    place: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two submissions of a report."""

    figures: tuple[FigureChange, ...]
    narratives: tuple[TextChange, ...]
    explanations: tuple[TextChange, ...]
    issues: tuple[TextChange, ...]
    proposals: tuple[TextChange, ...]
    answers: tuple[TextChange, ...] = ()
    files: tuple[TextChange, ...] = ()

    @property
    def are_none(self) -> bool:
        """Tell whether the two say the same."""
        texts = (self.narratives, self.explanations, self.issues, self.proposals, self.answers, self.files)
        return not self.figures and not any(texts)


def compare(old: Snapshot, new: Snapshot, categories: Mapping[str, str]) -> Changes:
    """Return what differs between two snapshots; `categories` names the themes of shortcomings by code."""
    return Changes(
        figures=tuple(_figure_changes(old, new)),
        narratives=tuple(_text_changes(old["narratives"], new["narratives"])),
        explanations=tuple(_text_changes(old["explanations"], new["explanations"])),
        issues=tuple(_item_changes(*([_issue(each, categories) for each in side["issues"]] for side in (old, new)))),
        proposals=tuple(_item_changes(*([_proposal(each) for each in side["proposals"]] for side in (old, new)))),
        answers=tuple(_text_changes(*(_answers(side) for side in (old, new)))),
        files=tuple(_item_changes(*([file["name"] for file in side.get("files", ())] for side in (old, new)))),
    )


def values_of(snapshot: Snapshot) -> dict[Key, Decimal]:
    """Return the figures of a snapshot by indicator and season."""
    return {(v["indicator"], v["season"]): Decimal(v["value"]) for v in snapshot["values"]}


def days_of(snapshot: Snapshot) -> dict[Key, date]:
    """Return the days that a snapshot's figures are of, where they differ from the month's."""
    return {(v["indicator"], v["season"]): date.fromisoformat(v["as_of"]) for v in snapshot["values"] if v["as_of"]}


def _figure_changes(old: Snapshot, new: Snapshot) -> Iterator[FigureChange]:
    before, after = values_of(old), values_of(new)
    days_before, days_after = days_of(old), days_of(new)
    for key in {**after, **before}:
        change = FigureChange(*key, before.get(key), after.get(key), days_before.get(key), days_after.get(key))
        if (change.old, change.old_day) != (change.new, change.new_day):
            yield change


def _text_changes(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TextChange]:
    for place in {**new, **old}:
        if old.get(place, "") != new.get(place, ""):
            yield TextChange(place, mark_words(old.get(place, ""), new.get(place, "")))


def _item_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            for before, after in zip_longest(old[a:b], new[c:d], fillvalue=""):
                yield TextChange("", mark_words(before, after))


def _answers(snapshot: Snapshot) -> dict[str, str]:
    """Return the answers to directives in words by the directive; none in a snapshot from before they were asked."""
    return {directive_name(plain): said_text(plain) for plain in snapshot.get("answers", ())}


def _issue(issue: Mapping[str, str], categories: Mapping[str, str]) -> str:
    parts = [f"{categories.get(issue['category'], issue['category'])}: {issue['text']}"]
    parts += [f"Nguyên nhân: {issue['cause']}"] if issue["cause"] else []
    parts += [f"Biện pháp: {issue['remedy']}"] if issue["remedy"] else []
    return "\n".join(parts)


def _proposal(proposal: Mapping[str, str]) -> str:
    return f"{proposal['text']}\nGửi: {proposal['addressee']}" if proposal["addressee"] else proposal["text"]
