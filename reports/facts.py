"""What the briefing core is told: frozen, plain, without a database.

Codes are official commune codes and catalogue codes. Figures are exact decimals in the unit of their indicator; a
figure that was not reported has no entry (missing is not zero).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from briefing_portal.lib.months import Month


@dataclass(frozen=True, slots=True)
class CommuneFact:
    """A commune of the body: `rank` is its place in the body's list order."""

    code: str
    name: str
    kind: str
    rank: int
    sort_key: str


@dataclass(frozen=True, slots=True)
class IndicatorFact:
    """A line of the catalogue (design.md, part 3); empty text where a column is empty."""

    code: str
    section: str
    order: int
    name: str
    unit: str
    kind: str
    nature: str
    aggregation: str
    numerator: str
    denominator: str
    condition: str
    plan: str
    part_of: str
    decimals: int
    better: str
    ranked: bool
    season_kinds: tuple[str, ...] = ()  # kinds of season that it is asked for; empty for all
    season: str = ""  # code of the period's first season that this indicator is asked for; "" where it has none
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section of the catalogue: `group` is economy, society, security or politics."""

    code: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class SeasonFact:
    """A crop season; `crop_year` is the year it counts in (the winter season: the one it begins in)."""

    code: str
    name: str
    kind: str = ""
    crop_year: int = 0
    starts_on: date | None = None


class Figure(NamedTuple):
    """One commune's figure: from a submission (its number) or a plan (the target's revision)."""

    value: Decimal
    submission: int | None
    as_of: date | None = None
    revision: int | None = None
    month: Month | None = None  # of a closed season's figure: the month that last reported it


class AssignedPlan(NamedTuple):
    """A plan of one commune with who assigned it ("" where that was not said) and by which document."""

    value: Decimal
    assigned_by: str
    document: str


# The plans of one indicator and season by who assigned them ("" where that was not said), then by commune code.
ByAssigner = Mapping[str, Mapping[str, Figure]]
# Figures of one indicator and season ("" where its nature has none), by commune code.
Key = tuple[str, str]
Figures = Mapping[Key, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Every accepted figure of one month; of the month that is compiled the plans in force too."""

    month: Month
    reported: frozenset[str]
    values: Figures = field(default_factory=dict)

    def of(self, indicator: str, season: str = "") -> Mapping[str, Figure]:
        """Return the figures of an indicator by commune code; empty where nobody reported any."""
        return self.values.get((indicator, season), {})


@dataclass(frozen=True, slots=True)
class IssueFact:
    """A shortcoming that a commune reported; `submission` is its number."""

    commune: str
    category: str
    text: str
    cause: str
    remedy: str
    submission: int | None = None


class EarlierIssue(NamedTuple):
    """A shortcoming that a commune's accepted report of an earlier month told; `submission` is its number."""

    month: Month
    commune: str
    category: str
    text: str
    submission: int | None = None


@dataclass(frozen=True, slots=True)
class CategoryFact:
    """A theme of shortcomings, in the catalogue's order."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """A proposal of a commune (kiến nghị) and to whom; `submission` is its number."""

    commune: str
    text: str
    addressee: str
    submission: int | None = None


@dataclass(frozen=True, slots=True)
class NarrativeFact:
    """What a commune wrote under a section; `submission` is its number."""

    commune: str
    section: str
    text: str
    submission: int


@dataclass(frozen=True, slots=True)
class DirectiveFact:
    """A directive of the chair for the coming month; addressees are commune codes or department names."""

    number: str
    text: str
    section: str
    addressees: tuple[str, ...]
    due: date | None


class AnswerState(StrEnum):
    """What an addressee answers to a directive."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_DONE = "not_done"


class Standing(StrEnum):
    """How a directive stands with an addressee, or over all of them."""

    OPEN = "open"
    REPORTED = "reported"  # as done; the office has not said so yet
    DONE = "done"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AddresseeFact:
    """How an earlier directive stands with a commune (its code) or a department (its name), and what it last answered.

    `due` is the date in force, `month` that of the answer and `submission` its number; all may be missing.
    """

    commune: str
    department: str
    standing: Standing
    due: date | None = None
    state: AnswerState | None = None
    text: str = ""
    month: Month | None = None
    submission: int | None = None


@dataclass(frozen=True, slots=True)
class CarriedDirective:
    """A directive of an earlier month that was still open when this month began."""

    month: Month
    number: str
    text: str
    standing: Standing
    addressees: tuple[AddresseeFact, ...]
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DepartmentFact:
    """A department's own total of an indicator and season, in the indicator's unit; `slug` is its address."""

    department: str
    slug: str
    indicator: str
    season: str
    value: Decimal
    is_printed: bool
    entered_on: date


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """The meeting as far as it is known; an unknown part is empty and prints as "…"."""

    held_at: datetime | None
    place: str
    chair: str
    attendance: tuple[str, ...]
    concluded: bool


@dataclass(frozen=True, slots=True)
class BodyFact:
    """The words and list settings of the convening body."""

    slug: str
    name: str
    convener: str
    chair_title: str
    group_title: str
    units_word: str
    unit_word: str
    list_threshold: Decimal
    list_cap: int
    names_in_praise: bool
    names_in_criticism: bool
    minimum_coverage: Decimal
    list_order: Literal["value", "list"] = "value"


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """Everything that one briefing is written from."""

    body: BodyFact
    month: Month
    communes: tuple[CommuneFact, ...]
    sections: tuple[SectionFact, ...]
    indicators: tuple[IndicatorFact, ...]
    categories: tuple[CategoryFact, ...]
    seasons: tuple[SeasonFact, ...]
    this_month: MonthFigures
    last_month: MonthFigures
    data_to: date | None = None  # the last day that the month's figures are about, where they name no other
    last_year: MonthFigures | None = None  # the same month a year ago
    assigned: Mapping[Key, ByAssigner] = field(default_factory=dict)  # where a commune has more than one plan
    closed_seasons: tuple[SeasonFact, ...] = ()  # of the crop years of `seasons`, begun and no longer asked for
    closed_figures: Figures = field(default_factory=dict)  # what was last reported of them
    issues: tuple[IssueFact, ...] = ()
    earlier_issues: tuple[EarlierIssue, ...] = ()  # of the eleven months before
    proposals: tuple[ProposalFact, ...] = ()
    narratives: tuple[NarrativeFact, ...] = ()
    directives: tuple[DirectiveFact, ...] = ()
    carried: tuple[CarriedDirective, ...] = ()
    as_of: date | None = None  # the day on which the carried directives stand so
    meeting: MeetingFact | None = None
    department_figures: tuple[DepartmentFact, ...] = ()
    # What was already measured of these facts, by measure and what it was asked for; it says nothing of its own.
    measured: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
