"""What the office may choose for a section: the communes' narratives, and its own phrases."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from meetings.models import Briefing, BriefingSentence, Phrase

from .sources import Names

Plain = dict[str, Any]


def phrases_of(briefing: Briefing) -> Mapping[str, Sequence[Phrase]]:
    """Return the phrases in use of the briefing's body, by section: one query."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in Phrase.objects.in_use().filter(body=briefing.period.body_id).select_related("section"):
        found[phrase.section.code].append(phrase)
    return found


def offer_of(
    briefing: Briefing, rows: Sequence[BriefingSentence], section: str, names: Names, phrases: Sequence[Phrase]
) -> Plain:
    """Return the narratives (with commune and submission) and the phrases that a section doesn't hold yet."""
    held = {row.key for row in rows if not row.dropped}
    told = [each for each in briefing.data.get("narratives", ()) if each["section"] == section]
    return {
        "narratives": [
            each | dict(zip(("name", "slug"), names.communes.get(each["commune"], (each["commune"], "")), strict=True))
            for each in told
            if f"{section}.chosen.{each['commune']}" not in held
        ],
        "phrases": [phrase for phrase in phrases if f"{section}.phrase.{phrase.pk}" not in held],
    }
