"""What a shortcoming's history adds to its sentence, and what the communes no longer tell."""

from collections.abc import Iterable, Mapping

from meetings.briefing.measures import (
    LONGEST_MEMORY,
    Earlier,
    Memory,
    Wording,
    accepted,
    has_enough_communes,
    in_list_order,
    memory_of,
    no_longer_told,
)
from meetings.briefing.prose.model import Draft, Sentence, TextSource
from meetings.briefing.prose.wording import SHORTCOMINGS, SHORTCOMINGS_SECTION, as_sentence
from reports.facts import BriefingFacts, EarlierIssue

Memories = Mapping[str, Memory]

_FIRST_TOLD = 3  # months in a row; two are shown beside the sentence alone
_ORDINALS = ("ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một")
_UNTOLD = frozenset({"other"})  # a category without a theme: nothing that could be said to be over


def months_in_a_row(memory: Memory) -> str:
    """Return "tồn tại được nêu tháng thứ ba liên tiếp"; empty before the third month."""
    if memory.months < _FIRST_TOLD:
        return ""
    if memory.months >= LONGEST_MEMORY:
        return "tồn tại được nêu liên tiếp từ mười hai tháng trở lên"
    return f"tồn tại được nêu tháng thứ {_ORDINALS[memory.months - _FIRST_TOLD]} liên tiếp"


def remember(facts: BriefingFacts, earlier: Earlier, wordings: Iterable[Wording]) -> Memories:
    """Return the memory of each wording by its text."""
    return {w.text: memory_of(facts, earlier, w.issues[0].category, w.text) for w in wordings}


def cited(facts: BriefingFacts, wordings: Iterable[Wording], memories: Memories) -> tuple[TextSource, ...]:
    """Return the issues of this month that put it so, each with the number of months in a row its commune has."""
    return tuple(
        TextSource(
            issue.commune,
            "issue",
            issue.category,
            issue.text,
            issue.submission,
            str(facts.month),
            memories[wording.text].months_of(issue.commune),
        )
        for wording in wordings
        for issue in wording.issues
    )


def witnesses(facts: BriefingFacts, wording: Wording, memories: Memories) -> tuple[TextSource, ...]:
    """Return for each earlier month that is told of one report: of a commune that tells it now, where there is one."""
    memory = memories[wording.text]
    if not months_in_a_row(memory):
        return ()
    now = [issue.commune for issue in wording.issues]
    found = []
    for told in memory.before:
        again = next((commune for commune in now if commune in told), "")
        others = (commune.code for commune in in_list_order(facts, told))
        found.append(told[again or next(others, min(told))])
    return tuple(map(_earlier_source, found))


def _earlier_source(issue: EarlierIssue) -> TextSource:
    return TextSource(issue.commune, "issue", issue.category, issue.text, issue.submission, str(issue.month))


def no_longer(facts: BriefingFacts, earlier: Earlier, *, besides: frozenset[str]) -> Draft:
    """Say which themes the reports of last month told and those of this month don't; that they are solved isn't known.

    `besides` are categories that the page tells all the same.
    """
    gone = [(c, issues) for c, issues in no_longer_told(facts, earlier) if c.code not in _UNTOLD | besides]
    if not gone or not has_enough_communes(facts, len(accepted(facts))):
        return None
    is_whole = len(accepted(facts)) == len(facts.communes)
    who = f"các {facts.body.units_word}{'' if is_whole else ' có báo cáo'}"
    themes = "; ".join(f"{category.title[:1].lower()}{category.title[1:]}" for category, _ in gone)
    text = as_sentence(f"so với tháng trước, {who} không còn nêu tồn tại về {themes}")
    return Sentence(
        f"{SHORTCOMINGS_SECTION}.no_longer_told",
        SHORTCOMINGS,
        SHORTCOMINGS_SECTION,
        "shortcomings_no_longer_told",
        text,
        tuple(_earlier_source(issue) for _, issues in gone for issue in issues),
        tone="criticism",
        public_text=text,
    )
