"""What a briefing consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from briefing_portal.lib.months import Month
from meetings.briefing.prose import Section, Sentence, Withheld
from reports.facts import CommuneFact, DirectiveFact, NarrativeFact


class Coverage(NamedTuple):
    """How many communes are expected, whose reports were accepted, and whose are missing (in list order)."""

    expected: int
    accepted: int
    missing: tuple[CommuneFact, ...]


class TotalLine(NamedTuple):
    """An indicator over all communes, as printed in data: `value` is None where nobody has it."""

    value: Decimal | None
    reported: int
    missing: int


class RankLine(NamedTuple):
    """A commune's place in a ranking, with its value half-up at ten decimals (a ratio in per cent)."""

    commune: CommuneFact
    value: Decimal
    rank: int


class IssueGroup(NamedTuple):
    """A category of shortcomings and the communes that reported it; how many stays where who may not be named."""

    category: str
    reported: int
    communes: tuple[str, ...]


class DepartmentLine(NamedTuple):
    """A department's own total beside the communes' sum, in the indicator's unit, with how many communes are in it.

    `difference` is the department's less the communes'; both are None where no commune has the figure. `is_said`:
    a sentence prints the department's total.
    """

    department: str
    slug: str
    indicator: str
    season: str
    value: Decimal
    communes: TotalLine
    difference: Decimal | None
    share: Decimal | None
    is_said: bool


class Gap(NamedTuple):
    """A section without a sentence, for the office to fill from what communes wrote under it."""

    section: str
    title: str
    candidates: tuple[NarrativeFact, ...]


class WrittenSection(NamedTuple):
    """A section of the page with at least one sentence."""

    section: Section
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """The briefing of one month: the same facts always give an equal one."""

    body: str
    month: Month
    title: str
    coverage: Coverage
    totals: Mapping[str, TotalLine]
    rankings: Mapping[str, tuple[RankLine, ...]]
    sections: tuple[WrittenSection, ...]
    issues: tuple[IssueGroup, ...]
    directives: tuple[DirectiveFact, ...]
    gaps: tuple[Gap, ...]
    withheld: tuple[Withheld, ...]
    departments: tuple[DepartmentLine, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return all sentences in the order of the page."""
        return tuple(sentence for written in self.sections for sentence in written.sentences)
