"""Judge numbers: by the place of the draft that they stand in, by the commune before them, by all that is known."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from briefing_portal.lib.vietnamese.claims import Claim, Kind, rounds_to, subject_of
from briefing_portal.lib.vietnamese.claims.reading import QUANTITIES
from meetings.briefing.measures.evidence import COMMUNES, PERCENT, Evidence, Known
from meetings.briefing.measures.verdicts import TRUE, UNKNOWN, Judgement, Setting, Slot, false, shown

_THOUSAND = 1000
_LARGE, _SMALL = "tỷ", "triệu đồng"
_NEAR, _AROUND = Fraction(9, 10), Fraction(1, 20)
_CLOSE = Fraction(5, 4)  # "trên 70%" of one of several figures is meant of one that isn't far above
_COMPARES: dict[Kind, Callable[[Fraction, Fraction], bool]] = {
    Kind.ABOVE: lambda value, bound: value > bound,
    Kind.AT_LEAST: lambda value, bound: value >= bound,
    Kind.BELOW: lambda value, bound: value < bound,
    Kind.NEAR: lambda value, bound: bound * _NEAR <= value < bound,
    Kind.ABOUT: lambda value, bound: abs(value - bound) <= bound * _AROUND,
}


def slots_of(claims: Sequence[Claim]) -> dict[Slot, Claim]:
    """Return the numbers of a text by the words around them and what they count, where that tells them apart."""
    numbers = [(slot, claim) for claim in claims if claim.kind in {Kind.NUMBER, Kind.COUNT} and (slot := _slot(claim))]
    often = Counter(slot for slot, _ in numbers)
    return {slot: claim for slot, claim in numbers if often[slot] == 1}


def _slot(claim: Claim) -> Slot | None:
    """Return the two words before a number and what it counts: of a percentage, the words behind it."""
    before = claim.clauses[0].split()
    counted = ["%", *claim.clauses[-1].split()[:3]] if claim.unit == PERCENT else claim.unit.split()[:1]
    return (" ".join(before[-2:]), " ".join(counted)) if before else None


def judge_number(setting: Setting, claim: Claim) -> Judgement:
    """Return what the evidence says to a number, a comparison with a number, or a coverage."""
    if claim.kind is Kind.COVERAGE:
        return _judge_coverage(setting.evidence, claim)
    if claim.kind in _COMPARES:
        return _judge_comparison(setting, claim)
    for rule in (_by_commune, _by_slot):
        if (judged := rule(setting, claim)) is not None:
            return judged
    return TRUE if any(_is(claim, known) for known in _fitting(setting.evidence, claim)) else UNKNOWN


def _judge_coverage(evidence: Evidence, claim: Claim) -> Judgement:
    if claim.whole != evidence.expected:
        return false(f"có {evidence.expected} đơn vị phải báo cáo")
    counts = {each.value for each in evidence.known if each.unit == COMMUNES}
    return TRUE if Fraction(claim.number or 0) in counts else UNKNOWN


def _by_commune(setting: Setting, claim: Claim) -> Judgement | None:
    """Judge a percentage behind a commune's name by that commune's own; None where it has none."""
    commune = setting.named_before(claim)
    if commune is None or claim.unit != PERCENT:
        return None
    own = [shares[commune] for shares in setting.evidence.shares.values() if commune in shares]
    if not own or claim.number is None:
        return None
    if any(rounds_to(value, claim.number, claim.decimals, is_percent=True) for value in own):
        return TRUE
    cited = [s[commune] for code, s in setting.evidence.shares.items() if commune in s and _is_cited(setting, code)]
    return false(f"số liệu là {shown(cited[0], PERCENT)}") if len(cited) == 1 else None


def _is_cited(setting: Setting, code: str) -> bool:
    return code == setting.evidence.ranked or any(code == pair.numerator for pair in setting.evidence.pairs)


def _by_slot(setting: Setting, claim: Claim) -> Judgement | None:
    """Judge a number that stands where the draft has another: both must be the same figure, rounded as written."""
    slot = _slot(claim)
    draft = setting.drafted_slots.get(slot) if slot else None
    if slot is None or draft is None or setting.own_slots.get(slot) is not claim:
        return None
    if draft.number == claim.number:
        return TRUE
    both = (known for known in _fitting(setting.evidence, claim) if _is(draft, known) and _is(claim, known))
    return TRUE if any(both) else false(f"số liệu là {draft.words}")


def _fitting(evidence: Evidence, claim: Claim) -> list[Known]:
    """Return the known figures that count what the number counts."""
    units = {line.unit for line in evidence.catalogue.values()} - {PERCENT, ""}
    named = max((u for u in units if f"{claim.unit} ".startswith(f"{u} ")), key=len, default="")
    if claim.kind is Kind.COUNT:
        named = COMMUNES
    elif _is_large(claim):
        named = _SMALL
    if claim.unit == PERCENT:
        return [known for known in evidence.known if known.unit == PERCENT]
    counted = (known for known in evidence.known if known.unit != PERCENT)
    return [known for known in counted if not known.unit or named in {"", known.unit}]


def _is(claim: Claim, known: Known) -> bool:
    value = known.value / _THOUSAND if _is_large(claim) and known.unit == _SMALL else known.value
    return rounds_to(value, claim.number or Decimal(0), claim.decimals, is_percent=known.unit == PERCENT)


def _is_large(claim: Claim) -> bool:
    return claim.unit.split(" ")[0] == _LARGE


def _judge_comparison(setting: Setting, claim: Claim) -> Judgement:
    """Judge "trên X", "dưới X", "gần X" by the exact figure of what they are said of.

    Beside a word for a quantity of communes they are its condition, which is judged with it.
    """
    if any(each.kind in QUANTITIES or each.kind is Kind.COUNT for each in setting.sentence_of(claim)):
        return TRUE
    candidates = _candidates(setting, claim)
    bound = Fraction(claim.number or 0) * (_THOUSAND if _is_large(claim) else 1)
    holds = _COMPARES[claim.kind]
    true = [known for known in candidates if holds(known.value, bound)]
    if candidates and not true:
        nearest = min(candidates, key=lambda known: abs(known.value - bound))
        return false(f"số liệu là {shown(nearest.value, nearest.unit)}")
    is_close = any(bound < known.value <= bound * _CLOSE for known in true)
    return TRUE if true and (len(true) == len(candidates) or is_close) else UNKNOWN


def _candidates(setting: Setting, claim: Claim) -> list[Known]:
    """Return the figures that a comparison may be said of: a named commune's, else the whole ones it speaks of."""
    evidence = setting.evidence
    commune = setting.named_before(claim)
    if commune is not None and claim.unit == PERCENT:
        own = [(code, s[commune]) for code, s in evidence.shares.items() if commune in s and _is_cited(setting, code)]
        return [Known(value, PERCENT, code) for code, value in own]
    wholes = [known for known in _fitting(evidence, claim) if known.is_whole]
    subject = subject_of(claim.clauses, evidence.names({known.indicator for known in wholes}))
    return [known for known in wholes if subject in {None, known.indicator}]
