"""What earlier months told: for how many months a shortcoming has come back, and what nobody tells any longer."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from briefing_portal.lib.vietnamese.likeness import alike
from meetings.briefing.measures.figures import in_list_order
from meetings.briefing.measures.texts import tidy
from reports.facts import BriefingFacts, CategoryFact, EarlierIssue

LONGEST_MEMORY = MONTHS_PER_YEAR  # months, this one among them; what came before is not known
Earlier = Mapping[tuple[str, Month], Sequence[EarlierIssue]]


class Memory(NamedTuple):
    """The unbroken months before this one in which a shortcoming was told, the last first; who told it in each."""

    before: tuple[Mapping[str, EarlierIssue], ...]

    @property
    def months(self) -> int:
        """Return how many months in a row it has been told, this one counted; never more than LONGEST_MEMORY."""
        return 1 + len(self.before)

    def months_of(self, commune: str) -> int:
        """Return how many months in a row a commune that tells it now has told it."""
        broken = (back for back, told in enumerate(self.before) if commune not in told)
        return 1 + next(broken, len(self.before))


def earlier_by_month(facts: BriefingFacts) -> Earlier:
    """Return the earlier shortcomings by category and month."""
    found: dict[tuple[str, Month], list[EarlierIssue]] = defaultdict(list)
    for issue in facts.earlier_issues:
        if tidy(issue.text):
            found[issue.category, issue.month].append(issue)
    return found


def memory_of(facts: BriefingFacts, earlier: Earlier, category: str, text: str) -> Memory:
    """Return the months before this one in which a near-identical text of the category was told, without a gap.

    A month without an accepted report told nothing and breaks the row.
    """
    before: list[Mapping[str, EarlierIssue]] = []
    month = facts.month.previous()
    while len(before) < LONGEST_MEMORY - 1 and (told := _who_told(earlier.get((category, month), ()), text)):
        before.append(told)
        month = month.previous()
    return Memory(tuple(before))


def _who_told(issues: Sequence[EarlierIssue], text: str) -> dict[str, EarlierIssue]:
    same = {said for said in {issue.text for issue in issues} if alike(tidy(said), text)}
    return {
        issue.commune: issue for issue in sorted(issues, key=attrgetter("text"), reverse=True) if issue.text in same
    }


def no_longer_told(facts: BriefingFacts, earlier: Earlier) -> Sequence[tuple[CategoryFact, tuple[EarlierIssue, ...]]]:
    """Return the categories that reports told last month and none tells now, with those reports' words.

    Only where everybody who told it has an accepted report of this month: who is silent may still have it.
    """
    now = {issue.category for issue in facts.issues}
    reported = {commune.code for commune in facts.communes} & facts.this_month.reported
    found = []
    for category in facts.categories:
        told = earlier.get((category.code, facts.month.previous()), ())
        if told and category.code not in now and reported.issuperset(issue.commune for issue in told):
            found.append((category, _in_list_order(facts, told)))
    return found


def _in_list_order(facts: BriefingFacts, issues: Sequence[EarlierIssue]) -> tuple[EarlierIssue, ...]:
    place = {c.code: number for number, c in enumerate(in_list_order(facts, (issue.commune for issue in issues)))}
    return tuple(sorted(issues, key=lambda issue: (place[issue.commune], issue.text)))
