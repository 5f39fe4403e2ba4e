"""Clauses that many sections share: a sum, progress against a plan, a share, an incident."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeGuard

from briefing_portal.lib.vietnamese import join_list
from meetings.briefing.measures import (
    Change,
    PlanShare,
    Trend,
    all_confirm_zero,
    change,
    change_on_year,
    has_enough_communes,
    plan_of,
    ratio_of_sums,
    shares_of_plan,
    total,
    trend,
)
from meetings.briefing.prose.model import Clause, NoneOfIt, Part, Source, Withheld
from meetings.briefing.prose.wording import (
    amount,
    basis,
    cite,
    cite_departments,
    cite_plans,
    coverage,
    name_of,
    percent,
    remark,
    sum_remark,
    too_few,
    unit_of,
)
from reports.facts import BriefingFacts, MonthFigures


def summed(facts: BriefingFacts, code: str, words: str) -> Part:
    """Put a sum in the place of {} in the words; nothing where it is zero or nobody reported it."""
    whole = total(facts, code)
    if not whole.value:
        return None
    if reason := too_few(facts, name_of(facts, code), whole.reported):
        return reason
    text = words.format(amount(facts, code, whole.value)) + sum_remark(facts, code)
    return Clause(text, cite(facts, code, whole.communes) + cite_departments(facts, code))


class _Term(NamedTuple):
    """What a clause says of these communes, and the remark on them."""

    text: str
    communes: tuple[str, ...]
    remark: str
    sources: tuple[Source, ...]


def progress(
    facts: BriefingFacts, code: str, words: str, plan_words: str, *, season: str | None = None, on_year: bool = False
) -> tuple[Part, ...]:
    """Say a sum and its share of the plan, each in the place of {} in its words: "được 12 ha", "bằng 80% kế hoạch".

    Of two plans, the share of each with who assigned it. A share is left out where no commune has both, and withheld
    where too few have. With `on_year`, also how the sum moved against the same month of the year before.
    """
    whole = total(facts, code, season=season)
    if not whole.value:
        return ()
    if reason := too_few(facts, name_of(facts, code), whole.reported):
        return (reason,)
    text = words.format(amount(facts, code, whole.value))
    sources = cite(facts, code, whole.communes, season=season) + cite_departments(facts, code, season=season)
    done = _Term(text, whole.communes, sum_remark(facts, code, season=season), sources)
    shares = shares_of_plan(facts, code, season=season)
    told = [share for share in shares if has_enough_communes(facts, len(share.ratio.communes))]
    about = name_of(facts, plan_of(facts, code))
    reasons = (too_few(facts, about, len(share.ratio.communes)) for share in shares if share not in told)
    terms = [done, *(_share_term(facts, code, share, plan_words, season) for share in told)]
    moved = _beside_last_year(facts, code, in_percent=True) if on_year else None
    return (_joined([*terms, moved] if moved else terms), *filter(None, reasons))


def _share_term(facts: BriefingFacts, code: str, share: PlanShare, words: str, season: str | None) -> _Term:
    communes = share.ratio.communes
    text = by_whom(words, share.assigner).format(percent(share.ratio.value or Fraction(0)))
    return _Term(text, communes, remark(facts, code, communes, season=season), cite_plans(facts, code, share))


def by_whom(words: str, assigner: str) -> str:
    """Say whose plan it is: "bằng {} dự toán giao" becomes "bằng {} dự toán tỉnh giao"."""
    if not assigner:
        return words
    whose = assigner if assigner.endswith(" giao") else f"{assigner} giao"
    return f"{words.removesuffix(' giao')} {whose}"


def _joined(terms: Sequence[_Term]) -> Clause:
    """Put terms in a row; neighbours that rest on the same communes share one remark, behind the last of them."""
    following = [*((term.communes, term.remark) for term in terms[1:]), None]
    text = ", ".join(
        term.text + ("" if (term.communes, term.remark) == after else term.remark)
        for term, after in zip(terms, following, strict=True)
    )
    return Clause(text, tuple(source for term in terms for source in term.sources))


def _beside_last_month(facts: BriefingFacts, code: str) -> _Term | None:
    compared = change(facts, code)
    return _moved(facts, code, compared, facts.last_month, "tháng trước") if _can_be_told(compared, facts) else None


def _beside_last_year(facts: BriefingFacts, code: str, *, in_percent: bool = False) -> _Term | None:
    compared = change_on_year(facts, code)
    if not _can_be_told(compared, facts):
        return None
    return _moved(facts, code, compared, facts.last_year, "cùng kỳ năm trước", in_percent=in_percent)


def _can_be_told(compared: Change | None, facts: BriefingFacts) -> TypeGuard[Change]:
    """Say whether a comparison says something of what was printed: of enough communes, and not zero beside zero."""
    if compared is None or not has_enough_communes(facts, len(compared.communes)):
        return False
    return bool(compared.now or compared.before)


def _moved(
    facts: BriefingFacts,
    code: str,
    compared: Change,
    then: MonthFigures | None,
    words: str,
    *,
    in_percent: bool = False,
) -> _Term:
    """Say how a sum moved: "giảm 2 vụ so với tháng trước"; in per cent of the earlier sum, where that isn't zero."""
    difference = amount(facts, code, abs(compared.now - compared.before))
    if in_percent and compared.growth is not None:
        difference = percent(abs(compared.growth))
    text = {
        Trend.SAME: f"bằng {words}",
        Trend.UP: f"tăng {difference} so với {words}",
        Trend.DOWN: f"giảm {difference} so với {words}",
    }[trend(compared.now, compared.before)]
    counted = basis(facts, len(compared.communes), always=True)
    return _Term(text, compared.communes, counted, cite(facts, code, compared.communes, of=then))


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
    text = words.format(percent(ratio.value, decimals)) + remark(facts, numerator, ratio.communes)
    return Clause(text, both_sources(facts, numerator, denominator, ratio.communes))


def among(facts: BriefingFacts, whole: str, parts: Mapping[str, str], *, season: str | None = None) -> Part:
    """Say what parts a sum has: "trong đó lúa 12 ha, ngô 5 ha"; `parts` are words by indicator, with {} for the sum.

    A part is said where enough communes have part and whole, and where it isn't zero.
    """
    terms = [term for code, words in parts.items() if (term := _part_term(facts, code, whole, words, season))]
    if not terms:
        return None
    clause = _joined(terms)
    return clause._replace(text=f"trong đó {clause.text}")


def _part_term(facts: BriefingFacts, code: str, whole: str, words: str, season: str | None) -> _Term | None:
    share = of_which(facts, code, whole, season=season)
    if share is None or not share.value:
        return None
    text = words.format(amount(facts, code, share.value))
    return _Term(text, share.communes, basis(facts, len(share.communes)), share.sources)


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
    communes: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def is_all(self) -> bool:
        """Say whether the part is the whole that was printed, of every commune."""
        return self.value == self.whole and not self.remark


def of_which(facts: BriefingFacts, part: str, whole: str, *, season: str | None = None) -> Share | None:
    """Return Σ part over the communes that have part and whole; None where too few have both, or it isn't a part."""
    ratio = ratio_of_sums(facts, part, whole, season=season)
    if not ratio.communes or not has_enough_communes(facts, len(ratio.communes)):
        return None
    if ratio.numerator > ratio.denominator:
        return None
    same = ratio.communes == total(facts, whole, season=season).communes
    counted = "" if same else basis(facts, len(ratio.communes), always=True)
    sources = both_sources(facts, part, whole, ratio.communes, season=season)
    return Share(ratio.numerator, ratio.denominator, counted, ratio.communes, sources)


def incident(facts: BriefingFacts, code: str, verb: str, noun: str, *, compare: bool = False) -> Part | NoneOfIt:
    """Say how often something happened: "xảy ra 3 vụ cháy rừng"; that it didn't, only where every report confirms it.

    With `compare`, also how that moved against the month before and the same month of the year before.
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
    happened = _Term(text, whole.communes, remark(facts, code, whole.communes), sources)
    if not compare:
        return _joined([happened])
    beside = (_beside_last_month(facts, code), _beside_last_year(facts, code))
    return _joined([happened, *(term for term in beside if term)])


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
