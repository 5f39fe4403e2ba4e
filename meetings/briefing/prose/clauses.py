"""Clauses that many sections share: a sum, progress against a plan, a share, an incident."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeGuard

from briefing_portal.lib.vietnamese import join_list
from meetings.briefing.measures import (
    Change,
    Trend,
    all_confirm_zero,
    change,
    has_enough_communes,
    plan_of,
    ratio_of_sums,
    ratio_to_plan,
    total,
    trend,
)
from meetings.briefing.prose.model import Clause, NoneOfIt, Part, Source, Withheld
from meetings.briefing.prose.wording import amount, basis, cite, coverage, name_of, percent, too_few, unit_of
from reports.facts import BriefingFacts

_MOVED = {Trend.UP: "tăng", Trend.DOWN: "giảm"}


def summed(facts: BriefingFacts, code: str, words: str) -> Part:
    """Put a sum in the place of {} in the words; nothing where it is zero or nobody reported it."""
    whole = total(facts, code)
    if not whole.value:
        return None
    if reason := too_few(facts, name_of(facts, code), whole.reported):
        return reason
    text = words.format(amount(facts, code, whole.value)) + basis(facts, whole.reported)
    return Clause(text, cite(facts, code, whole.communes))


def progress(
    facts: BriefingFacts, code: str, words: str, plan_words: str, *, season: str | None = None
) -> tuple[Part, ...]:
    """Say a sum and its share of the plan, each in the place of {} in its words: "được 12 ha", "bằng 80% kế hoạch".

    The share is left out where no commune has both, and withheld where too few have.
    """
    whole = total(facts, code, season=season)
    if not whole.value:
        return ()
    if reason := too_few(facts, name_of(facts, code), whole.reported):
        return (reason,)
    text = words.format(amount(facts, code, whole.value))
    sources = cite(facts, code, whole.communes, season=season)
    share = ratio_to_plan(facts, code, season=season)
    if share.value is None:
        return (Clause(text + basis(facts, whole.reported), sources),)
    if reason := too_few(facts, name_of(facts, plan_of(facts, code)), len(share.communes)):
        return Clause(text + basis(facts, whole.reported), sources), reason
    own_basis = "" if whole.communes == share.communes else basis(facts, whole.reported)
    shared = plan_words.format(percent(share.value)) + basis(facts, len(share.communes))
    plan = cite(facts, plan_of(facts, code), share.communes, season=season)
    return (Clause(f"{text}{own_basis}, {shared}", sources + plan),)


def shared(facts: BriefingFacts, numerator: str, denominator: str, words: str, *, decimals: int = 1) -> Part:
    """Put Σ numerator / Σ denominator in per cent in the place of {} in the words; withheld above the whole."""
    ratio = ratio_of_sums(facts, numerator, denominator)
    if ratio.value is None:
        return None
    about = name_of(facts, numerator)
    if reason := too_few(facts, about, len(ratio.communes)):
        return reason
    if ratio.numerator > ratio.denominator:
        return Withheld(about, f"{about}: lớn hơn {name_of(facts, denominator).lower()}, cần rà soát số liệu")
    text = words.format(percent(ratio.value, decimals)) + basis(facts, len(ratio.communes))
    return Clause(text, both_sources(facts, numerator, denominator, ratio.communes))


def both_sources(
    facts: BriefingFacts, first: str, second: str, communes: Sequence[str], *, season: str | None = None
) -> tuple[Source, ...]:
    """Return the figures of both parts of a ratio as sources."""
    return cite(facts, first, communes, season=season) + cite(facts, second, communes, season=season)


class Share(NamedTuple):
    """A part within a whole that was printed: its sum, the remark on its coverage, its sources."""

    value: Fraction
    whole: Fraction
    remark: str
    sources: tuple[Source, ...]

    @property
    def is_all(self) -> bool:
        """Say whether the part is the whole that was printed, of every commune."""
        return self.value == self.whole and not self.remark


def of_which(facts: BriefingFacts, part: str, whole: str) -> Share | None:
    """Return Σ part over the communes that have part and whole; None where too few have both, or it isn't a part."""
    ratio = ratio_of_sums(facts, part, whole)
    if not ratio.communes or not has_enough_communes(facts, len(ratio.communes)):
        return None
    if ratio.numerator > ratio.denominator:
        return None
    same = ratio.communes == total(facts, whole).communes
    remark = "" if same else basis(facts, len(ratio.communes), always=True)
    sources = both_sources(facts, part, whole, ratio.communes)
    return Share(ratio.numerator, ratio.denominator, remark, sources)


def incident(facts: BriefingFacts, code: str, verb: str, noun: str, *, compare: bool = False) -> Part | NoneOfIt:
    """Say how often something happened: "xảy ra 3 vụ cháy rừng"; that it didn't, only where every report confirms it.

    With `compare`, also how that moved against the month before.
    """
    whole = total(facts, code)
    if whole.value is None:
        return None
    if reason := too_few(facts, name_of(facts, code), whole.reported):
        return reason
    sources = cite(facts, code, whole.communes)
    if not whole.value:
        if all_confirm_zero(facts, whole):
            return NoneOfIt(noun, sources)
        return Clause(f"có {coverage(facts, whole.reported)} báo cáo không có {unit_of(facts, code)} {noun}", sources)
    text = f"{verb} {amount(facts, code, whole.value)} {noun}"
    compared = change(facts, code) if compare else None
    if not _can_be_told(compared, facts):
        return Clause(text + basis(facts, whole.reported), sources)
    own_basis = "" if compared.communes == whole.communes else basis(facts, whole.reported)
    before = cite(facts, code, compared.communes, last_month=True)
    return Clause(f"{text}{own_basis}, {moved(facts, code, compared)}", sources + before)


def _can_be_told(compared: Change | None, facts: BriefingFacts) -> TypeGuard[Change]:
    """Say whether a comparison says something of what was printed: of enough communes, and not zero beside zero."""
    if compared is None or not has_enough_communes(facts, len(compared.communes)):
        return False
    return bool(compared.now or compared.before)


def moved(facts: BriefingFacts, code: str, compared: Change) -> str:
    """Say how a figure moved: "giảm 2 vụ so với tháng trước", with the communes it is compared over."""
    remark = basis(facts, len(compared.communes), always=True)
    direction = trend(compared.now, compared.before)
    if direction is Trend.SAME:
        return f"bằng tháng trước{remark}"
    difference = amount(facts, code, abs(compared.now - compared.before))
    return f"{_MOVED[direction]} {difference} so với tháng trước{remark}"


def gathered(parts: Iterable[Part | NoneOfIt], none_of: str) -> tuple[Part, ...]:
    """Put what did not happen together in one last clause: "không có cháy rừng và vi phạm lâm luật".

    A noun with a comma of its own ("cháy nổ, thiên tai") stands behind a comma.
    """
    found = list(parts)
    nothing = [part for part in found if isinstance(part, NoneOfIt)]
    happened = tuple(part for part in found if not isinstance(part, NoneOfIt))
    if not nothing:
        return happened
    names = [part.noun for part in nothing]
    nouns = join_list(names, last=", " if any("," in name for name in names) else " và ")
    sources = tuple(source for part in nothing for source in part.sources)
    return (*happened, Clause(f"{none_of} {nouns}", sources))
