"""What a supplement says otherwise than the publication before it: from the frozen data of the same edition alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Correction:
    """One sentence or total (`about`) before and after; empty where there was none or is none any more."""

    about: str
    old: str
    new: str


def corrected_sentences(old: Plain, new: Plain) -> list[Correction]:
    """Return the sentences that differ, in the order of the new document, the dropped ones last."""
    return list(_differences(_sentences(old), _sentences(new)))


def corrected_totals(old: Plain, new: Plain) -> list[Correction]:
    """Return the totals that differ, by indicator code; figures as briefing.json has them."""
    return list(_differences(_totals(old), _totals(new)))


def _differences(old: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]) -> Iterator[Correction]:
    for key in {**new, **old}:
        about, before = old.get(key, ("", ""))
        about, after = new.get(key, (about, ""))
        if before != after:
            yield Correction(about, before, after)


def _sentences(data: Plain) -> dict[str, tuple[str, str]]:
    return {
        sentence["id"]: (section["title"], sentence["text"])
        for section in data["sections"]
        for sentence in section["sentences"]
    }


def _totals(data: Plain) -> dict[str, tuple[str, str]]:
    return {code: (code, total.get("value", "")) for code, total in data["totals"].items()}
