"""What a person's words in a sentence claim beyond the figures that the sentence stands on."""

from collections.abc import Mapping
from typing import Any

from meetings.briefing.measures import ClaimFinding, evidence_of, judge

from .briefings import BriefingSentence


def findings_of(row: BriefingSentence, data: Mapping[str, Any]) -> list[ClaimFinding]:
    """Return what the edited text of a sentence claims without its figures or against them; none where unedited.

    `data` is the briefing's (Briefing.data). A sentence that the office added has no source: each of its figures and
    names is found until she gives a ground.
    """
    if not row.edited:
        return []
    evidence = evidence_of(row.sources, data, section=row.section, key=row.key)
    return judge(row.edited, drafted=row.drafted, evidence=evidence)
