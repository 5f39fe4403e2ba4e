"""What a month's pictures show: the briefing's own measures of accepted reports, made ready to be drawn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from briefing_portal.lib.months import MONTHS_PER_YEAR, Month
from briefing_portal.lib.vietnamese import format_number, rounded
from communes.models import Commune, ConveningBody
from documents.rendering.drawing import (
    Bar,
    HeatCell,
    HeatFigures,
    HeatRow,
    Level,
    Multiples,
    Picture,
    Point,
    RankingFigures,
    TrendFigures,
    heat_picture,
    multiples,
    ranking_picture,
    trend_picture,
)
from meetings.briefing.measures import Place, in_list_order, indicator_of, is_at_least, key_of, ranking, total
from reports.facts import BriefingFacts, CommuneFact, IndicatorFact
from reports.figures import indicator_facts
from reports.figures.trends import months_of_figures

from .annex import BUDGET_SHARE, NONE, share, total_number

SHEET = 40  # communes that a picture of A4 holds
_FULL = Decimal(100)
Months = Mapping[Month, BriefingFacts]


def is_plan_share(facts: BriefingFacts, indicator: IndicatorFact) -> bool:
    """Tell whether an indicator is a share of a plan: 100 is what is asked."""
    plan = indicator_of(facts, indicator.denominator) if indicator.aggregation == "ratio" else None
    return plan is not None and plan.kind == "target"


def shown_indicators(indicators: Sequence[IndicatorFact]) -> list[IndicatorFact]:
    """Return the indicators that pictures show: the ranked ones, then the counts of the month that all report."""
    ranked = [each for each in indicators if each.ranked]
    counts = [each for each in indicators if each.required and each.nature == "month" and not each.ranked]
    return [*ranked, *counts]


def months_shown(body: ConveningBody, last: Month, months: int, *, commune: Commune | None = None) -> Months:
    """Return the facts of the months up to the last with all that the pictures need."""
    shown = shown_indicators(indicator_facts(last, ()))
    codes = {code for each in shown for code in (each.code, each.numerator, each.denominator) if code}
    return months_of_figures(body, last, codes, months=months, commune=commune)


def choices_of(facts: BriefingFacts) -> list[IndicatorFact]:
    """Return the indicators that somebody has a figure of in the month, the budget first: what may be chosen."""
    found = [each for each in shown_indicators(facts.indicators) if ranking(facts, each.code)]
    return sorted(found, key=lambda each: each.code != BUDGET_SHARE)


def level_of(facts: BriefingFacts, indicator: IndicatorFact, value: Fraction) -> Level:
    """Return how a figure stands: the plan reached, else beside the common level (sum over sum, or the mean)."""
    if is_plan_share(facts, indicator) and is_at_least(value, _FULL):
        return Level.REACHED
    common = common_level(facts, indicator)
    if common is None or not indicator.better:
        return Level.LEVEL
    is_better = value <= common if indicator.better == "lower" else value >= common
    return Level.ABOVE if is_better else Level.BELOW


def common_level(facts: BriefingFacts, indicator: IndicatorFact) -> Fraction | None:
    """Return what one commune's figure is seen against: the total of a ratio, of counts their mean."""
    whole = total(facts, indicator.code)
    if whole.value is None or not whole.communes:
        return None
    return whole.value / len(whole.communes) if indicator.aggregation == "sum" else whole.value


def text_of(value: Fraction, indicator: IndicatorFact) -> str:
    """Print a commune's figure as the annex does: a percentage is never 100 for less."""
    if indicator.aggregation == "ratio":
        return share(value, indicator.decimals)
    return format_number(rounded(value), indicator.decimals)


def heat_of(facts: BriefingFacts) -> list[Picture]:
    """Return the board of the ranked percentages, in pictures that fit on a sheet; none where nobody has any."""
    columns = in_catalogue_order(each for each in choices_of(facts) if each.ranked and each.aggregation == "ratio")
    if not columns:
        return []
    values = {each.code: {place.commune.code: place.value for place in ranking(facts, each.code)} for each in columns}
    rows = [
        HeatRow(commune.name, tuple(_cell(facts, each, values[each.code].get(commune.code)) for each in columns))
        for commune in in_list_order(facts, [commune.code for commune in facts.communes])
    ]
    whole = HeatRow("Mức chung", tuple(HeatCell(total_number(facts, each), Level.LEVEL) for each in columns))
    title = f"Các {facts.body.units_word} theo chỉ tiêu (%), tháng {facts.month.month} năm {facts.month.year}"
    names = tuple(each.name for each in columns)
    notes = tuple(_notes(facts, columns))
    return [
        heat_picture(
            HeatFigures(f"bang-nhiet{place.suffix}", f"{title}{place.words}", names, tuple(part), whole, notes)
        )
        for place, part in _in_parts(rows)
    ]


def _notes(facts: BriefingFacts, columns: Sequence[IndicatorFact]) -> Iterator[str]:
    """Yield what the board compares with what."""
    yield "Mỗi ô được so với mức chung ở dòng cuối của cột: cộng số của các đơn vị rồi mới tính tỷ lệ."
    if any(is_plan_share(facts, each) for each in columns):
        yield "“Đạt kế hoạch”: từ đủ 100% kế hoạch trở lên, dù mức chung là bao nhiêu."
    if lower := [each.name for each in columns if each.better == "lower"]:
        yield f"Càng thấp càng tốt: {'; '.join(lower)}."


class _Part(NamedTuple):
    """Which of several pictures one is: the ending of its key and of its title; empty for a single one."""

    suffix: str
    words: str


T = TypeVar("T")


def _in_parts(rows: Sequence[T]) -> Iterator[tuple[_Part, Sequence[T]]]:
    """Yield rows as many as fit on a sheet."""
    several = list(batched(rows, SHEET))
    for number, part in enumerate(several, start=1):
        is_single = len(several) == 1
        yield _Part("" if is_single else f"-{number}", "" if is_single else f", phần {number}/{len(several)}"), part


def batched(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield so many rows at a time."""
    return (rows[start : start + size] for start in range(0, len(rows), size))


def in_catalogue_order(indicators: Iterable[IndicatorFact]) -> list[IndicatorFact]:
    """Return indicators as the catalogue has them."""
    return sorted(indicators, key=lambda each: each.order)


def _cell(facts: BriefingFacts, indicator: IndicatorFact, value: Fraction | None) -> HeatCell:
    if value is None:
        return HeatCell(NONE, Level.NONE)
    return HeatCell(text_of(value, indicator), level_of(facts, indicator, value))


def ranking_of(
    facts: BriefingFacts, indicator: IndicatorFact, places: Sequence[Place] | None = None, key: str = "xep-thu"
) -> list[Picture]:
    """Return the communes' bars in the order of the ranking (all places, or those given), beside what is asked.

    In pictures that fit on a sheet, on one scale.
    """
    chosen = ranking(facts, indicator.code) if places is None else places
    mark, label = _mark(facts, indicator)
    title = f"{indicator.name}, tháng {facts.month.month} năm {facts.month.year}"
    figures = RankingFigures(key, title, (), mark, label, indicator.unit, rounded(max(p.value for p in chosen)))
    return [
        ranking_picture(
            replace(
                figures,
                key=f"{key}{part.suffix}",
                title=f"{title}{part.words}",
                bars=tuple(_bar(facts, indicator, place) for place in some),
            )
        )
        for part, some in _in_parts(chosen)
    ]


def _mark(facts: BriefingFacts, indicator: IndicatorFact) -> tuple[Decimal | None, str]:
    """Return what bars are seen against, with its word: the plan, the common level, the mean of counts."""
    if is_plan_share(facts, indicator):
        return _FULL, "kế hoạch"
    common = common_level(facts, indicator)
    return None if common is None else rounded(common), "mức chung" if indicator.aggregation == "ratio" else "bình quân"


def _bar(facts: BriefingFacts, indicator: IndicatorFact, place: Place) -> Bar:
    level = level_of(facts, indicator, place.value)
    wanted = Level.REACHED if is_plan_share(facts, indicator) else Level.ABOVE
    text = text_of(place.value, indicator)
    return Bar(place.commune.name, rounded(place.value), text, level is wanted, place.rank)


def trend_of(months: Months, last: Month, indicator: IndicatorFact, key: str, title: str) -> TrendFigures:
    """Return an indicator's total over the twelve months up to the last."""
    points = (_point(months, last.plus(back), indicator.code) for back in range(1 - MONTHS_PER_YEAR, 1))
    return TrendFigures(key, title, tuple(points), indicator.unit)


def _point(months: Months, month: Month, code: str) -> Point:
    facts = months.get(month)
    if facts is None:
        return Point(month, None, note="chưa mở kỳ báo cáo")
    whole = total(facts, code)
    if whole.value is None:
        return Point(month, None, note="chưa có số liệu được tiếp nhận")
    before, indicator = months.get(month.previous()), indicator_of(facts, code)
    return Point(
        month,
        rounded(whole.value),
        total_number(facts, indicator) if indicator else NONE,
        joins=before is not None and goes_on(before, facts, code),
        is_whole=not whole.missing,
        note=f"tính trên {whole.reported}/{whole.expected} {facts.body.units_word}" if whole.missing else "",
    )


def goes_on(before: BriefingFacts, now: BriefingFacts, code: str) -> bool:
    """Tell whether a month's figure continues the one before: no new season, no new year of sums since January."""
    indicator = indicator_of(now, code)
    if indicator is None or (indicator.nature == "year_to_date" and now.month.is_january):
        return False
    return key_of(before, code) == key_of(now, code)


def body_trend(months: Months, last: Month, indicator: IndicatorFact) -> Picture:
    """Return the picture of all communes together over twelve months."""
    name = f"{indicator.name} (bình quân)" if indicator.aggregation == "mean" else indicator.name
    title = f"{name}, 12 tháng đến tháng {last.month} năm {last.year}"
    return trend_picture(trend_of(months, last, indicator, "dien-bien", title))


def commune_multiples(months: Months, last: Month, indicator: IndicatorFact) -> Multiples:
    """Return a small picture for each commune of the last month, on one scale, by the Vietnamese alphabet."""
    facts = months[last]
    return multiples([_of_commune(months, last, indicator, commune) for commune in facts.communes])


def _of_commune(months: Months, last: Month, indicator: IndicatorFact, commune: CommuneFact) -> TrendFigures:
    alone = {month: only(facts, [commune.code]) for month, facts in months.items()}
    title = f"{commune.name}: {indicator.name}"
    return replace(trend_of(alone, last, indicator, f"xa-{commune.code}", title), label=commune.name)


def only(facts: BriefingFacts, codes: Sequence[str]) -> BriefingFacts:
    """Return the facts of some communes alone."""
    return replace(facts, communes=tuple(each for each in facts.communes if each.code in codes))


def commune_trends(months: Months, last: Month, indicators: Iterable[IndicatorFact]) -> list[Picture]:
    """Return a commune's pictures over twelve months, one for each indicator that it had in one of them."""
    found = (
        trend_of(months, last, each, f"dien-bien-{number}", f"{each.name} ({each.unit})")
        for number, each in enumerate(indicators, start=1)
    )
    return [trend_picture(each) for each in found if each.values]


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many reports the pictures rest on."""

    accepted: int
    expected: int


def accepted_of(facts: BriefingFacts) -> Accepted:
    """Return how many of the expected reports were accepted."""
    reported = sum(commune.code in facts.this_month.reported for commune in facts.communes)
    return Accepted(reported, len(facts.communes))
