"""Judge words: reached or not, how many communes, up or down, nothing of it, the highest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from briefing_portal.lib.vietnamese.claims import Claim, Kind, is_about, subject_of
from briefing_portal.lib.vietnamese.claims.reading import QUANTITIES
from meetings.briefing.measures.claims import trend
from meetings.briefing.measures.evidence import COMMUNES, LAST_MONTH, LAST_YEAR, PERCENT, Evidence, Pair
from meetings.briefing.measures.verdicts import TRUE, UNKNOWN, Judgement, Setting, false, shown

_FULL = 100
_REACHING = frozenset({Kind.REACHED, Kind.EXCEEDED, Kind.NOT_REACHED})
_HOLDS: Mapping[Kind, Callable[[Fraction], bool]] = {
    Kind.REACHED: lambda value: value >= _FULL,
    Kind.EXCEEDED: lambda value: value > _FULL,
    Kind.NOT_REACHED: lambda value: value < _FULL,
}
_BOUNDS: Mapping[Kind, Callable[[Fraction, Fraction], bool]] = {
    Kind.BELOW: lambda value, bound: value < bound,
    Kind.ABOVE: lambda value, bound: value > bound,
    Kind.AT_LEAST: lambda value, bound: value >= bound,
}
# A word is false where it says more than is so; "một số" of most communes says less, and is not false.
_IS_TRUE: Mapping[Kind, Callable[[int, int], bool]] = {
    Kind.NONE: lambda count, _: count == 0,
    Kind.SOME: lambda count, _: count > 1,
    Kind.HALF: lambda count, of: 2 * count == of,
    Kind.MOST: lambda count, of: 2 * count > of,
    Kind.ALL: lambda count, of: 0 < count == of,
}
_SAYS_LESS = {Kind.MOST: {Kind.ALL}, Kind.SOME: {Kind.HALF, Kind.MOST, Kind.ALL}}


class Counted(NamedTuple):
    """How many communes meet a condition, of how many."""

    meet: int
    of: int


def judge_words(setting: Setting, claim: Claim) -> Judgement:
    """Return what the evidence says to a claim that is made in words."""
    if claim.kind in _REACHING:
        return _judge_reached(setting, claim)
    if claim.kind in QUANTITIES:
        return _judge_quantity(setting, claim)
    if claim.kind in {Kind.UP, Kind.DOWN, Kind.SAME}:
        return _judge_trend(setting.evidence, claim)
    if claim.kind is Kind.ABSENT:
        return _judge_absent(setting.evidence, claim)
    return _judge_extreme(setting, claim)


def _judge_reached(setting: Setting, claim: Claim) -> Judgement:
    """Judge "đạt (và vượt) kế hoạch" by exact percentages.

    Those of the commune before it and of those named behind it, else of all communes together; beside a word for a
    quantity it is that word's condition.
    """
    evidence, holds = setting.evidence, _HOLDS[claim.kind]
    behind = [] if claim.kind is Kind.NOT_REACHED else list(setting.named_behind(claim))
    commune = setting.named_before(claim)
    for code in [commune] if commune else behind:
        values = list(_shares_of(setting, claim, code))
        if values and not any(holds(value) for value in values):
            return false(f"số liệu của {evidence.communes[code]} là {shown(values[0], PERCENT)}")
    if commune or any(each.kind in QUANTITIES or each.kind is Kind.COUNT for each in setting.sentence_of(claim)):
        return TRUE if evidence.shares else UNKNOWN
    values = [value for pair in _pairs(evidence, claim) if (value := evidence.share(pair)) is not None]
    if values and not any(holds(value) for value in values):
        return false(f"số liệu là {shown(values[0], PERCENT)}")
    return TRUE if values and all(holds(value) for value in values) else UNKNOWN


def _shares_of(setting: Setting, claim: Claim, commune: str) -> Iterator[Fraction]:
    codes = (
        [setting.evidence.ranked] if setting.evidence.ranked else [p.numerator for p in _pairs(setting.evidence, claim)]
    )
    yield from (s[commune] for code in codes if (s := setting.evidence.shares.get(code, {})) and commune in s)


def _pairs(evidence: Evidence, claim: Claim) -> list[Pair]:
    """Return the plans that a claim may be said of: the one it speaks of, else all that the sentence cites."""
    plans = [pair for pair in evidence.pairs if pair.is_plan]
    subject = subject_of(claim.clauses, evidence.names([pair.numerator for pair in plans]))
    return [pair for pair in plans if subject in {None, pair.numerator}]


def _judge_quantity(setting: Setting, claim: Claim) -> Judgement:
    counted = _counted(setting, claim)
    if counted is None:
        return _beside_draft(setting, claim)
    if _IS_TRUE[claim.kind](*counted):
        return TRUE
    return false(f"số liệu là {counted.meet}/{counted.of} xã, thị trấn")


def _counted(setting: Setting, claim: Claim) -> Counted | None:
    """Count the communes that meet the condition beside a quantity word; without figures, those that wrote of it."""
    evidence = setting.evidence
    if not evidence.figures:
        return Counted(len(evidence.speakers), evidence.accepted) if evidence.speakers else None
    holds = _condition(setting.sentence_of(claim))
    shares = _ranked_shares(setting, claim).values()
    return Counted(sum(map(holds, shares)), len(shares)) if holds and shares else None


def _condition(claims: Sequence[Claim]) -> Callable[[Fraction], bool] | None:
    for each in claims:
        if each.kind in _HOLDS:
            return _HOLDS[each.kind]
    for each in claims:
        if each.kind in _BOUNDS and each.unit == PERCENT and each.number is not None:
            compare, bound = _BOUNDS[each.kind], Fraction(each.number)
            return lambda value: compare(value, bound)
    return None


def _ranked_shares(setting: Setting, claim: Claim) -> Mapping[str, Fraction]:
    """Return the percentages of communes that a claim is said of; none where that isn't clear."""
    evidence = setting.evidence
    codes = {evidence.ranked} if evidence.ranked else {pair.numerator for pair in _pairs(evidence, claim)}
    return evidence.shares.get(codes.pop(), {}) if len(codes) == 1 else {}


def _beside_draft(setting: Setting, claim: Claim) -> Judgement:
    """Judge a quantity without a condition by the draft's own: it may say less than that, not more."""
    drafted = [each for each in setting.said if each.kind in QUANTITIES]
    if not drafted or claim.kind in {each.kind for each in drafted}:
        return UNKNOWN
    if {each.kind for each in drafted} <= _SAYS_LESS.get(claim.kind, set()):
        return TRUE
    return false(f"theo số liệu là “{drafted[0].words}”")


def _judge_trend(evidence: Evidence, claim: Claim) -> Judgement:
    """Judge "tăng", "giảm", "bằng tháng trước" over the communes that have the figure in both months."""
    months_ago = LAST_MONTH if claim.against == "month" else LAST_YEAR
    changes = {code: change for code, _ in evidence.figures if (change := evidence.change(code, months_ago))}
    subject = subject_of(claim.clauses, evidence.names(changes))
    told = {code: change for code, change in changes.items() if subject in {None, code}}
    fitting = [code for code, (now, before) in told.items() if trend(now, before).value == claim.kind.value]
    if told and not fitting:
        code, (now, before) = next(iter(told.items()))
        unit = evidence.catalogue[code].unit
        return false(f"số liệu là {shown(now, unit)}, trước đó {shown(before, unit)}")
    return TRUE if told and len(fitting) == len(told) else UNKNOWN


def _judge_absent(evidence: Evidence, claim: Claim) -> Judgement:
    """Judge what is said not to have happened where the catalogue counts exactly that; other things aren't figures."""
    judged = TRUE
    for item in claim.about:
        for code, (value, reported) in evidence.totals.items():
            line = evidence.catalogue[code]
            if line.unit == PERCENT or not is_about(item, [line.name], line.unit):
                continue
            if value:
                return false(f"số liệu là {shown(value, COMMUNES if line.unit == COMMUNES else line.unit)}")
            judged = judged if reported == evidence.accepted else UNKNOWN
    return judged


def _judge_extreme(setting: Setting, claim: Claim) -> Judgement:
    """Judge "cao nhất", "thấp nhất" of the first commune named behind them, else of the one right before."""
    evidence = setting.evidence
    shares = _ranked_shares(setting, claim)
    text = setting.text[claim.end :].lower()
    places = [(place, code) for code, name in evidence.communes.items() if (place := text.find(name.lower())) >= 0]
    commune = setting.named_before(claim) or (min(places)[1] if places else None)
    if commune is None:
        return TRUE
    if commune not in shares:
        return UNKNOWN
    best = (max if claim.kind is Kind.HIGHEST else min)(shares.values())
    if shares[commune] == best:
        return TRUE
    leader = next(code for code, value in shares.items() if value == best)
    return false(f"{claim.words} là {evidence.communes[leader]} {shown(best, PERCENT)}")
