"""What a judgement of a claim is made of: the sentence's claims beside its draft's, and its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from briefing_portal.lib.vietnamese import format_number, format_share_of_target, truncated
from briefing_portal.lib.vietnamese.claims import Claim
from meetings.briefing.measures.evidence import COMMUNES, PERCENT, Evidence

_OWN_AND_BEHIND = 2  # the clauses that every claim has
Slot = tuple[str, str]  # the words before a number, and what it counts


class Verdict(Enum):
    """What the evidence says to a claim."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Judgement(NamedTuple):
    """A verdict; a false claim's figure is told in words: "số liệu là 93,5%"."""

    verdict: Verdict
    figure: str = ""


class Setting(NamedTuple):
    """A text with its claims, those of its draft (`said`), both by slot, and the evidence."""

    text: str
    claims: Sequence[Claim]
    said: Sequence[Claim]
    evidence: Evidence
    drafted_slots: Mapping[Slot, Claim]
    own_slots: Mapping[Slot, Claim]

    def sentence_of(self, claim: Claim) -> list[Claim]:
        """Return the claims of the same sentence: up to the next full stop on either side."""
        start = max(self.text.rfind(". ", 0, claim.start), self.text.rfind("\n", 0, claim.start))
        stop = self.text.find(". ", claim.end)
        return [each for each in self.claims if each.start > start and (stop < 0 or each.end <= stop)]

    def named_before(self, claim: Claim) -> str | None:
        """Return the code of the commune whose name ends right before a claim, or the only one named before it.

        The clause before counts where the claim begins its own.
        """
        before = claim.clauses[0]
        if not before and len(claim.clauses) > _OWN_AND_BEHIND:
            before = claim.clauses[1]
        named = [(len(name), code) for code, name in self.evidence.communes.items() if name.lower() in before]
        last = [(length, code) for length, code in named if before.endswith(self.evidence.communes[code].lower())]
        if last:
            return max(last)[1]
        return named[0][1] if len(named) == 1 else None

    def named_behind(self, claim: Claim) -> Iterator[str]:
        """Yield the codes of the communes named behind a claim, before another claim of words or a full stop."""
        stops = [each.start for each in self.claims if each.start >= claim.end and each.number is None]
        stop = self.text.find(". ", claim.end)
        end = min([*stops, stop if stop >= 0 else len(self.text)])
        behind = self.text[claim.end : end].lower()
        yield from (code for code, name in self.evidence.communes.items() if name.lower() in behind)


TRUE, UNKNOWN = Judgement(Verdict.TRUE), Judgement(Verdict.UNKNOWN)


def false(figure: str) -> Judgement:
    """Return that the figures say otherwise, and what they say."""
    return Judgement(Verdict.FALSE, figure)


def shown(value: Fraction, unit: str) -> str:
    """Print an exact figure for the reader of a finding: "93,5%", "3 vụ"."""
    if unit == PERCENT:
        return format_share_of_target(truncated(value))
    return f"{format_number(truncated(value), 2)} {'xã, thị trấn' if unit == COMMUNES else unit}".strip()
