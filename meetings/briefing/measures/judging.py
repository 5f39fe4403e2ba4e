"""Judge what an edited sentence claims against what it stands on.

A number is backed where a figure that follows from the evidence, rounded half-up to the decimals as written, is that
number; 100 % is never lent to less by rounding, nor 0 % to more. What can't be judged has no ground yet; what the
figures contradict is said with the figure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing_portal.lib.vietnamese.claims import Claim, Kind, read_claims
from meetings.briefing.measures.evidence import Evidence
from meetings.briefing.measures.judging_numbers import judge_number, slots_of
from meetings.briefing.measures.judging_words import judge_words
from meetings.briefing.measures.verdicts import Judgement, Setting, Verdict

_OF_NUMBERS = frozenset(
    {Kind.NUMBER, Kind.COUNT, Kind.COVERAGE, Kind.ABOVE, Kind.AT_LEAST, Kind.BELOW, Kind.NEAR, Kind.ABOUT}
)


class ClaimFinding(NamedTuple):
    """Words of a sentence that its figures don't bear; `is_contradicted` where they say otherwise."""

    start: int
    end: int
    words: str
    is_contradicted: bool
    sentence: str


def judge(text: str, *, drafted: str, evidence: Evidence) -> list[ClaimFinding]:
    """Return what a text claims beyond its evidence and its draft, in the order of the text.

    What the draft says in the same words needs no other ground, unless the figures contradict it. A commune that
    neither the draft names nor a source is of has no ground.
    """
    claims, said = read_claims(text), read_claims(drafted)
    setting = Setting(text, claims, said, evidence, slots_of(said), slots_of(claims))
    found = [*_of_claims(setting), *_of_names(setting, drafted)]
    return sorted(_without_inner(found))


def _of_claims(setting: Setting) -> Iterator[ClaimFinding]:
    for claim in setting.claims:
        rule = judge_number if claim.kind in _OF_NUMBERS else judge_words
        judged = rule(setting, claim)
        if judged.verdict is Verdict.FALSE or (judged.verdict is Verdict.UNKNOWN and not _is_drafted(setting, claim)):
            yield _finding(claim, judged)


def _is_drafted(setting: Setting, claim: Claim) -> bool:
    """Say whether the draft claims the same in the same words."""
    return any(
        (each.kind, each.number, each.whole, each.unit == "%")
        == (claim.kind, claim.number, claim.whole, claim.unit == "%")
        and (claim.number is not None or each.words.lower() == claim.words.lower())
        for each in setting.said
    )


def _finding(claim: Claim, judged: Judgement) -> ClaimFinding:
    if judged.verdict is Verdict.FALSE:
        sentence = f"Trái với số liệu: ghi “{claim.words}” nhưng {judged.figure}."
        return ClaimFinding(claim.start, claim.end, claim.words, True, sentence)
    sentence = f"Chưa có căn cứ: “{claim.words}” không có trong dự thảo và không suy ra được từ số liệu của câu."
    return ClaimFinding(claim.start, claim.end, claim.words, False, sentence)


def _of_names(setting: Setting, drafted: str) -> Iterator[ClaimFinding]:
    evidence = setting.evidence
    cited = {commune for by_commune in evidence.figures.values() for commune in by_commune}
    cited |= evidence.speakers | evidence.named
    for code, name in evidence.communes.items():
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        if code in cited or pattern.search(drafted):
            continue
        if match := pattern.search(setting.text):
            sentence = f"Chưa có căn cứ: “{match[0]}” không có trong dự thảo và trong nguồn của câu."
            yield ClaimFinding(*match.span(), match[0], False, sentence)


def _without_inner(found: Sequence[ClaimFinding]) -> Iterator[ClaimFinding]:
    """Leave out what lies within another finding: one mark for one place, a contradiction before what is unknown."""
    kept: list[ClaimFinding] = []
    for each in sorted(found, key=lambda f: (not f.is_contradicted, f.start - f.end)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
            yield each
