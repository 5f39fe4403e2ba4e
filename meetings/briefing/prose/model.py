"""What a sentence is made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

Tone = Literal["praise", "criticism", "neutral"]


class Source(NamedTuple):
    """A figure that a sentence stands on: of a submission, or a plan (then `revision` counts).

    `commune` is a code; None for a total over communes, or for a `department`'s own total,
    entered on a day. `assigned_by` says whose plan it is, where there are two;
    `season` is the code of its season, where the indicator has one.
    """

    commune: str | None
    indicator: str
    month: str
    value: Decimal
    submission: int | None
    revision: int | None
    assigned_by: str = ""
    season: str = ""
    department: str = ""
    entered_on: date | None = None


class TextSource(NamedTuple):
    """Words that a sentence stands on: a commune's shortcoming, proposal or narrative, or a phrase of the office.

    `month` is that of the report; `in_a_row` is for how many months, this one counted, the commune has told it (for
    the office alone; 0 where that isn't asked).

    `commune` is None for a phrase, whose number is `phrase`, for a `department`, and for a directive itself, which
    `about` names by its month and number ("2015-11/3").
    """

    commune: str | None
    kind: Literal["issue", "proposal", "narrative", "phrase", "directive"]
    about: str
    text: str
    submission: int | None
    month: str = ""
    in_a_row: int = 0
    phrase: int | None = None
    department: str = ""


class Section(NamedTuple):
    """A section of one of the four blocks, with its heading; an expected one that stays empty is a gap to fill."""

    block: int
    code: str
    title: str
    is_expected: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the briefing. `id` is stable over recompiles; `names` are the communes that `text` names.

    `public_text` makes the same claim and names nobody; `tone` says whether naming would praise or criticize.
    `withheld` says which of its figures too few communes reported; `ranking` is the indicator that orders its list.
    """

    id: str
    block: int
    section: str
    rule: str
    text: str
    sources: tuple[Source | TextSource, ...] = ()
    names: tuple[str, ...] = ()
    tone: Tone = "neutral"
    public_text: str = ""
    withheld: tuple[str, ...] = ()
    ranking: str = ""


class Clause(NamedTuple):
    """A part of a sentence, in lower case, with what it stands on."""

    text: str
    sources: tuple[Source, ...]


class Withheld(NamedTuple):
    """What isn't written because too few communes reported it, or because its figures contradict each other."""

    id: str
    reason: str


class NoneOfIt(NamedTuple):
    """Something that every accepted report confirms did not happen; `noun` names it in the middle of a sentence."""

    noun: str
    sources: tuple[Source, ...]


Draft = Sentence | Withheld | None
Part = Clause | Withheld | None
