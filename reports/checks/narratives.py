"""What a commune's narrative claims of the commune's own figures, section by section.

A claim is judged only where it can be tied to one figure: by the words of the figure's name near it in the same part of
the sentence, or because the section has one plan alone and the clause speaks of nothing else. What can't be tied is
left to the reader. Percentages are exact; 99,96 % has not reached the plan.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from briefing_portal.lib.vietnamese import format_number, format_share_of_target, truncated
from briefing_portal.lib.vietnamese.claims import Claim, Kind, is_about, names_of, read_claims, rounds_to, subject_of
from reports.checks.figures import Finding, Severity, Sheet
from reports.facts import IndicatorFact, Key

RULE = "narrative"
_FULL = 100
_COMPARABLE = frozenset(
    {"month", "stock"}
)  # of a cumulative figure "tăng so với tháng trước" may mean its month's part
_REACHES: Mapping[Kind, Callable[[Fraction], bool]] = {
    Kind.REACHED: lambda share: share >= _FULL,
    Kind.EXCEEDED: lambda share: share > _FULL,
    Kind.NOT_REACHED: lambda share: share < _FULL,
}
_COMPARES: Mapping[Kind, Callable[[Fraction, Fraction], bool]] = {
    Kind.ABOVE: lambda share, bound: share > bound,
    Kind.AT_LEAST: lambda share, bound: share >= bound,
    Kind.BELOW: lambda share, bound: share < bound,
}
_MOVES: Mapping[Kind, Callable[[Decimal, Decimal], bool]] = {
    Kind.UP: lambda now, before: now > before,
    Kind.DOWN: lambda now, before: now < before,
    Kind.SAME: lambda now, before: now == before,
}
# Words that a clause may hold without speaking of another thing than the figure before it, or the section's one plan.
_IDLE = frozenset(
    "xã thị trấn địa phương đơn vị đã đều cả năm nay tháng này đến kết quả toàn giao được đề ra công tác nhiệm vụ tỉnh "
    "kế hoạch chỉ tiêu dự toán diện tích huyện hđnd ubnd cấp trên hội đồng nhân dân là trong việc".split()
)
_CONNECTED = re.compile(r"\b(?:nhờ|do|và|với|góp phần|tăng|giảm|so|trong đó|bằng|nhưng|song|mà)\b|#|\d")
_ABOUT_PLAN = ("kế hoạch", "chỉ tiêu", "dự toán")


class Note(NamedTuple):
    """A number in a section's narrative that is none of the section's figures: worth a look, not a fault."""

    section: str
    sentence: str


class _Share(NamedTuple):
    """An indicator's share of its plan, or of its whole, in one season."""

    indicator: IndicatorFact
    key: Key
    value: Fraction
    base: Decimal
    unit: str
    is_plan: bool


def check_narratives(sheet: Sheet) -> list[Finding]:
    """Return a warning for each claim of a narrative that the section's figures contradict."""
    return [finding for section, text in sheet.narratives.items() for finding in _of_section(sheet, section, text)]


def notes_of(sheet: Sheet) -> list[Note]:
    """Return the percentages and counted things of the narratives that are no figure of their section."""
    return [note for section, text in sheet.narratives.items() for note in _notes(sheet, section, text)]


def _of_section(sheet: Sheet, section: str, text: str) -> Iterator[Finding]:
    indicators = [each for each in sheet.indicators if each.section == section and each.kind == "measured"]
    shares = list(_shares(sheet, indicators))
    for claim in read_claims(text):
        if claim.kind in _REACHES:
            found = _reached(claim, [share for share in shares if share.is_plan], sheet, indicators)
        elif claim.kind in _COMPARES:
            found = _compared(claim, shares, sheet, indicators)
        elif claim.kind in _MOVES:
            found = _moved(claim, indicators, sheet)
        else:
            found = _absent(claim, indicators, sheet) if claim.kind is Kind.ABSENT else None
        if found is not None:
            key, said, sentence = found
            yield Finding(Severity.WARNING, RULE, *key, f"Thuyết minh ghi “{said}”, nhưng {sentence}", section)


Found = tuple[Key, str, str] | None  # the figure, the words that it contradicts, what it says itself


def _shares(sheet: Sheet, indicators: Sequence[IndicatorFact]) -> Iterator[_Share]:
    """Yield the percentages that the section's figures make: of their plans, and the catalogue's other ratios."""
    units = {indicator.code: indicator.unit for indicator in sheet.indicators}
    for indicator in indicators:
        wholes = {
            ratio.denominator
            for ratio in sheet.indicators
            if ratio.aggregation == "ratio" and ratio.numerator == indicator.code
        }
        for key in sheet.keys(indicator):
            value, season = sheet.figures.get(key), key[1]
            for code, known in ((indicator.plan, sheet.plans), *((whole, sheet.figures) for whole in wholes)):
                base = known.get((code, season))
                if value is not None and base:
                    share = Fraction(value) / Fraction(base) * _FULL
                    yield _Share(indicator, key, share, base, units.get(code, ""), code == indicator.plan)


def _names(sheet: Sheet, indicators: Sequence[IndicatorFact]) -> dict[str, list[str]]:
    catalogue = {each.code: each for each in sheet.indicators}
    return {each.code: names_of(catalogue, each.code) for each in indicators}


def _tied(claim: Claim, shares: Sequence[_Share], sheet: Sheet, section: Sequence[IndicatorFact]) -> list[_Share]:
    """Return the shares that a claim is said of: of one indicator, in its seasons; none where it isn't clear."""
    near = _near(claim)
    subject = subject_of(near, _names(sheet, section))
    codes = {share.indicator.code for share in shares}
    if subject is None and len(codes) == 1 and not any(map(_says_something, near)):
        subject = next(iter(codes))
    return [share for share in shares if share.indicator.code == subject]


def _near(claim: Claim) -> list[str]:
    """Return the clauses that a claim may be said of: its own, the last one before it that says something.

    Words behind it that say something ("đạt kế hoạch luân chuyển cán bộ") are what it is said of.
    """
    behind = _CONNECTED.split(claim.clauses[-1])[0]
    if _says_something(behind):
        return [behind]
    return _near_before(claim)


def _near_before(claim: Claim) -> list[str]:
    before = claim.clauses[:-1]
    speaking = [place for place, clause in enumerate(before) if _says_something(clause)]
    return list(before[: speaking[0] + 1]) if speaking else []


def _says_something(clause: str) -> bool:
    return not set(re.findall(r"[^\W\d_]+", clause)) <= _IDLE


def _reached(claim: Claim, shares: Sequence[_Share], sheet: Sheet, section: Sequence[IndicatorFact]) -> Found:
    """Find "đạt kế hoạch" of a share below 100 %, "vượt" of one not above, "chưa đạt" of one that has reached it."""
    tied, holds = _tied(claim, shares, sheet, section), _REACHES[claim.kind]
    if not tied or any(holds(share.value) for share in tied):
        return None
    share = tied[0]
    only = "đã" if claim.kind is Kind.NOT_REACHED else "mới"
    return (
        share.key,
        claim.words,
        (
            f"“{_called(share.indicator)}” {only} đạt {_percent(share.value)} {_plan_word(claim)}"
            f" (chỉ tiêu: {format_number(share.base)} {share.unit})."
        ),
    )


def _compared(claim: Claim, shares: Sequence[_Share], sheet: Sheet, section: Sequence[IndicatorFact]) -> Found:
    """Find "trên 70%" of a share that isn't above."""
    if claim.unit != "%" or claim.number is None:
        return None
    tied, holds, bound = _tied(claim, shares, sheet, section), _COMPARES[claim.kind], Fraction(claim.number)
    if not tied or any(holds(share.value, bound) for share in tied):
        return None
    return tied[0].key, claim.words, f"“{_called(tied[0].indicator)}” là {_percent(tied[0].value)}."


def _moved(claim: Claim, indicators: Sequence[IndicatorFact], sheet: Sheet) -> Found:
    """Find "tăng so với tháng trước" of a figure that fell."""
    told = {each.code: each for each in indicators if each.nature in _COMPARABLE}
    subject = subject_of(_near_before(claim), _names(sheet, indicators))
    key = (subject or "", "")
    now, before = sheet.figures.get(key), sheet.last_month.get(key)
    if subject not in told or claim.against != "month" or now is None or before is None:
        return None
    if _MOVES[claim.kind](now, before):
        return None
    unit = told[key[0]].unit
    figures = f"{format_number(now)} {unit}, tháng trước {format_number(before)} {unit}"
    return key, claim.words, f"“{_called(told[key[0]])}” là {figures}."


def _absent(claim: Claim, indicators: Sequence[IndicatorFact], sheet: Sheet) -> Found:
    """Find "không xảy ra cháy rừng" beside a figure of fires above 0."""
    if "tháng #" in claim.part or "tuần" in claim.part or "tháng trước" in claim.part:
        return None
    for item in claim.about:
        for indicator in indicators:
            value = sheet.figures.get((indicator.code, ""))
            if value and is_about(item, [indicator.name], indicator.unit):
                is_said = f"“{_called(indicator)}” là {format_number(value)} {indicator.unit}."
                return (indicator.code, ""), f"{claim.words} {item}", is_said
    return None


def _notes(sheet: Sheet, section: str, text: str) -> Iterator[Note]:
    indicators = [each for each in sheet.indicators if each.section == section and each.kind == "measured"]
    values = list(_values(sheet, indicators))
    claims = read_claims(text)
    in_words = [(each.start, each.end) for each in claims if each.number is None]
    for claim in claims:
        unit = _unit_of(claim, {unit for _, unit in values})
        is_judged = any(start <= claim.start < end for start, end in in_words)
        if claim.kind is Kind.NUMBER and unit and not is_judged and not _is_known(claim, unit, values):
            said = claim.words if unit == "%" else f"{claim.words} {unit}"
            yield Note(section, f"“{said}” không trùng số liệu nào của phần này.")


def _unit_of(claim: Claim, units: set[str]) -> str:
    """Return the unit of the section's figures that a number counts; empty where it counts something else."""
    return max((unit for unit in units if f"{claim.unit} ".startswith(f"{unit} ")), key=len, default="")


def _is_known(claim: Claim, unit: str, values: Sequence[tuple[Fraction, str]]) -> bool:
    number, is_percent = claim.number or Decimal(0), unit == "%"
    fitting = (value for value, its_unit in values if its_unit == unit)
    return any(rounds_to(value, number, claim.decimals, is_percent=is_percent) for value in fitting)


def _values(sheet: Sheet, indicators: Sequence[IndicatorFact]) -> Iterator[tuple[Fraction, str]]:
    """Yield the figures of a section with their units: this month's, last month's, their difference, plans, shares."""
    for indicator in indicators:
        for key in sheet.keys(indicator):
            now, before = sheet.figures.get(key), sheet.last_month.get(key)
            plan = sheet.plans.get((indicator.plan, key[1]))
            changed = None if now is None or before is None else abs(now - before)
            for value in (now, before, plan, changed):
                if value is not None:
                    yield Fraction(value), indicator.unit
    for share in _shares(sheet, indicators):
        yield share.value, "%"
        yield share.value - _FULL, "%"


def _called(indicator: IndicatorFact) -> str:
    return indicator.name.removesuffix(" (lũy kế)").removeprefix("Trong đó: ")


def _plan_word(claim: Claim) -> str:
    return next((word for word in _ABOUT_PLAN if word in claim.words.lower()), "kế hoạch")


def _percent(value: Fraction) -> str:
    return format_share_of_target(truncated(value))
