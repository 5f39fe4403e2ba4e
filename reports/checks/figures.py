"""Data-quality rules, pure: figures in, findings out. An error blocks a submission, a warning asks for a sentence.

Figures are exact decimals by (indicator code, season code or ""), in the unit of the indicator.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from briefing_portal.lib.vietnamese import format_number, format_percent
from reports.facts import IndicatorFact, Key

JUMP = Decimal(9)  # a slip of ten times still shows as nine when the true figure moved a little
TEN = Decimal(10)
PLAN_ALARM = Decimal(5)  # five times the plan: legal (557 % has been seen), but looked at twice
CUMULATIVE = frozenset({"year_to_date", "season_to_date"})


class Severity(StrEnum):
    """Whether a finding blocks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at one figure, as a sentence for the person who typed it.

    `section` is where the words stand that a figure contradicts; empty where the figure itself is doubtful.
    """

    severity: Severity
    rule: str
    indicator: str
    season: str
    sentence: str
    section: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether the finding blocks a submission."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Sheet:
    """One commune's figures with what they are judged against."""

    indicators: Sequence[IndicatorFact]
    seasons: Mapping[str, tuple[str, ...]]  # the seasons that each seasonal indicator is asked for
    figures: Mapping[Key, Decimal]
    last_month: Mapping[Key, Decimal] = field(default_factory=dict)
    plans: Mapping[Key, Decimal] = field(default_factory=dict)
    narratives: Mapping[str, str] = field(default_factory=dict)  # the commune's words by section
    is_january: bool = False
    new_seasons: frozenset[str] = frozenset()  # of `seasons`, those that begin in this month

    def keys(self, indicator: IndicatorFact) -> tuple[Key, ...]:
        """Return the places where the indicator is asked for."""
        return tuple((indicator.code, season) for season in self.seasons.get(indicator.code, ("",)))


def check_figures(sheet: Sheet) -> list[Finding]:
    """Return all findings on the measured figures of a sheet, errors and warnings, in the catalogue's order."""
    by_code = {indicator.code: indicator for indicator in sheet.indicators}
    findings: list[Finding] = []
    for indicator in sheet.indicators:
        if indicator.kind != "measured":
            continue
        for key in sheet.keys(indicator):
            for rule in RULES:
                findings.extend(rule(sheet, by_code, indicator, key))
    return findings


def errors_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that block."""
    return [finding for finding in findings if finding.is_error]


def warnings_of(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings that ask for a sentence."""
    return [finding for finding in findings if not finding.is_error]


Catalogue = Mapping[str, IndicatorFact]


def within_range(sheet: Sheet, _: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a figure outside the indicator's range (error)."""
    value = sheet.figures.get(key)
    if value is None:
        return
    if indicator.minimum is not None and value < indicator.minimum:
        yield _error("range", key, f"Số liệu không được nhỏ hơn {format_number(indicator.minimum)}.")
    if indicator.maximum is not None and value > indicator.maximum:
        yield _error("range", key, f"Số liệu không được lớn hơn {format_number(indicator.maximum)}.")


def part_within_whole(sheet: Sheet, catalogue: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a part that is larger than its whole, such as more harvested than sown (error)."""
    whole = catalogue.get(indicator.part_of)
    value, limit = sheet.figures.get(key), sheet.figures.get((indicator.part_of, key[1]))
    if whole is None or value is None or limit is None or value <= limit:
        return
    yield _error(
        "part_of",
        key,
        f"{format_number(value)} {indicator.unit} lớn hơn “{whole.name}” ({format_number(limit)} {whole.unit}).",
    )


def cumulative_falls(sheet: Sheet, _: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a cumulative figure that is smaller than last month's (warning); a year begins anew in January."""
    value, before = sheet.figures.get(key), _before(sheet, indicator, key)
    if indicator.nature in CUMULATIVE and value is not None and before is not None and value < before:
        yield _warning(
            "falls",
            key,
            f"Số lũy kế giảm so với tháng trước ({format_number(before)} {indicator.unit}). Vì sao?",
        )


def jumps(sheet: Sheet, _: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a figure nine times or more above or below last month's (warning)."""
    value, before = sheet.figures.get(key), _before(sheet, indicator, key)
    if value is None or before is None or value <= 0 or before <= 0 or max(value, before) < TEN:
        return
    factor = max(value, before) / min(value, before)
    if factor < JUMP:
        return
    times = f"{'gấp' if value > before else 'chỉ bằng 1 phần'} {format_number(factor, 1)}"
    times += " lần" if value > before else ""
    yield _warning(
        "jump",
        key,
        f"Số liệu {times} tháng trước ({format_number(before)} {indicator.unit})."
        " Kiểm tra dấu phẩy và đơn vị tính; nếu đúng, nêu lý do.",
    )


def far_above_plan(sheet: Sheet, _: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a figure above five times its plan (warning): it is legal, and often a slip."""
    value, plan = sheet.figures.get(key), sheet.plans.get((indicator.plan, key[1]))
    if not indicator.plan or value is None or not plan or value <= plan * PLAN_ALARM:
        return
    percent = format_percent(value / plan * 100)
    yield _warning("above_plan", key, f"Đạt {percent} chỉ tiêu giao. Nếu đúng, nêu lý do.")


def required_is_there(sheet: Sheet, _: Catalogue, indicator: IndicatorFact, key: Key) -> Iterator[Finding]:
    """Find a required figure that is missing (warning), asked for in the first season alone."""
    if not indicator.required or key in sheet.figures or key != sheet.keys(indicator)[0]:
        return
    yield _warning("missing", key, "Chưa có số liệu. Nhập 0 nếu không phát sinh, hoặc nêu lý do chưa có.")


RULES = (within_range, part_within_whole, cumulative_falls, jumps, far_above_plan, required_is_there)


def _before(sheet: Sheet, indicator: IndicatorFact, key: Key) -> Decimal | None:
    """Return last month's figure where it can be compared with this month's."""
    if sheet.is_january and indicator.nature == "year_to_date":
        return None
    return sheet.last_month.get(key)


def _error(rule: str, key: Key, sentence: str) -> Finding:
    return Finding(Severity.ERROR, rule, *key, sentence)


def _warning(rule: str, key: Key, sentence: str) -> Finding:
    return Finding(Severity.WARNING, rule, *key, sentence)
