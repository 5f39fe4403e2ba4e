"""The communes' proposals, counted by addressee."""

from collections import Counter

from meetings.briefing.prose.model import Draft, Sentence, TextSource
from meetings.briefing.prose.wording import SHORTCOMINGS
from reports.facts import BriefingFacts

SECTION = "proposals"


def counted(facts: BriefingFacts) -> Draft:
    """Say how many proposals the accepted reports hold and to whom they go, most first; nothing where none."""
    expected = {commune.code for commune in facts.communes}
    proposals = [p for p in facts.proposals if p.commune in expected and p.text.strip()]
    if not proposals:
        return None
    by_addressee = Counter(" ".join(p.addressee.split()) for p in proposals)
    return Sentence(
        f"{SECTION}.counted",
        SHORTCOMINGS,
        SECTION,
        "proposals_counted",
        text := f"Có {len(proposals)} kiến nghị, đề xuất {_to_whom(by_addressee)}.",
        tuple(TextSource(p.commune, "proposal", p.addressee, p.text, p.submission) for p in proposals),
        public_text=text,
    )


def _to_whom(by_addressee: Counter[str]) -> str:
    if len(by_addressee) == 1:
        addressee = next(iter(by_addressee))
        return f"gửi {addressee}" if addressee else "chưa ghi nơi nhận"
    counts = (f"{addressee or 'chưa ghi nơi nhận'} ({n} kiến nghị)" for addressee, n in by_addressee.most_common())
    return f"gửi: {', '.join(counts)}"
