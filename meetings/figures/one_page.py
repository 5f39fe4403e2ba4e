"""The secretary's one page: what changed since last month, who is missing, who is weakest; the text stands below it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import format_number, printed_value
from documents.rendering.drawing import Level, Picture
from meetings.briefing.measures import Place, figures, key_of, missing_communes, ranking
from meetings.briefing.measures.ranking import cut_at
from reports.facts import BriefingFacts, Figure, IndicatorFact
from reports.models import Period

from .annex import total_number
from .pictures import (
    Accepted,
    Months,
    accepted_of,
    choices_of,
    goes_on,
    months_shown,
    only,
    ranking_of,
    standard_of,
    text_of,
)
from .sources import Names, SourceTable, names_of, source_table

Plain = dict[str, Any]
WEAKEST = 5
_MONTHS = 2


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator in this month and in the last, over the communes that have it in both.

    `basis` says how many they are, where not all; `sources` are what it stands on, where they are asked for.
    """

    indicator: IndicatorFact
    before: str
    now: str
    by: str
    is_up: bool
    basis: str = ""
    sources: SourceTable | None = None


@dataclass(frozen=True, slots=True)
class Weak:
    """A commune among the weakest of an indicator, with its address."""

    name: str
    slug: str
    shown: str


@dataclass(frozen=True, slots=True)
class Weakest:
    """The weakest communes of an indicator, the weakest first; none where nobody lies below the common level."""

    indicator: IndicatorFact
    communes: tuple[Weak, ...]

    @property
    def is_low_good(self) -> bool:
        """Tell whether the weakest are the highest: a rate of poor households."""
        return self.indicator.better == "lower"


@dataclass(frozen=True, slots=True)
class Missing:
    """A commune without an accepted report, with its address."""

    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """What the one page tells of a month before the text."""

    reports: Accepted
    missing: tuple[Missing, ...]
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]
    no_comparison: str
    is_ranked: bool
    weakest: tuple[Weakest, ...]
    picture: Picture | None


def one_page_of(period: Period, opened: str = "") -> OnePage:
    """Return the one page of a month from its accepted reports; of the indicator `opened` with its sources."""
    month = period.as_month
    months = months_shown(period.body, month, _MONTHS)
    facts, names = months[month], names_of(period.body, month)
    found = list(_changes(months, month))
    opened_at = [_with_sources(months, month, each, names) if each.indicator.code == opened else each for each in found]
    weakest = [(each, _weakest_places(facts, each)) for each in choices_of(facts) if each.ranked]
    lead = next(((each, places) for each, places in weakest if places), None)
    return OnePage(
        reports=accepted_of(facts),
        missing=tuple(Missing(c.name, names.communes[c.code][1]) for c in missing_communes(facts)),
        changes=tuple(each for each in opened_at if each.by),
        unchanged=tuple(each.indicator.name for each in found if not each.by),
        no_comparison="" if found else _no_comparison(months, month),
        is_ranked=bool(weakest),
        weakest=tuple(Weakest(each, _weak(each, places, names)) for each, places in weakest if places),
        picture=ranking_of(facts, *lead, key="yeu-nhat")[0] if lead else None,
    )


def _no_comparison(months: Months, month: Month) -> str:
    """Return the sentence why nothing is compared with the month before."""
    before = month.previous()
    if before not in months:
        return f"Tháng {before.month} năm {before.year} chưa mở kỳ báo cáo trên hệ thống nên chưa có gì để so sánh."
    return "Chưa có đơn vị nào có số liệu được tiếp nhận của cả hai tháng để so sánh."


def _changes(months: Months, month: Month) -> Iterator[Change]:
    """Yield each indicator beside the month before; not across a new season, nor a new year of sums since January."""
    facts, before = months[month], months.get(month.previous())
    for indicator in choices_of(facts) if before else []:
        if before and goes_on(before, facts, indicator.code) and (both := _in_both(before, facts, indicator.code)):
            yield _change(only(before, both), only(facts, both), indicator, len(facts.communes))


def _in_both(before: BriefingFacts, facts: BriefingFacts, code: str) -> list[str]:
    then = {place.commune.code for place in ranking(before, code)}
    return [place.commune.code for place in ranking(facts, code) if place.commune.code in then]


def _change(before: BriefingFacts, now: BriefingFacts, indicator: IndicatorFact, expected: int) -> Change:
    """Return what an indicator changed by: the difference of the two figures as they are printed beside it."""
    then, value = total_number(before, indicator), total_number(now, indicator)
    by = printed_value(value) - printed_value(then)
    count = len(now.communes)
    unit = "điểm %" if indicator.aggregation == "ratio" else indicator.unit
    return Change(
        indicator,
        _with_unit(then, indicator),
        _printed(now, indicator),
        f"{format_number(abs(by))} {unit}" if by else "",
        by > 0,
        "" if count == expected else f"tính trên {count}/{expected} {now.body.units_word}",
    )


def _printed(facts: BriefingFacts, indicator: IndicatorFact) -> str:
    """Print an indicator's total with its unit; of a mean it says so ("bình quân 10,06 tiêu chí")."""
    mean = "bình quân " if indicator.aggregation == "mean" else ""
    return f"{mean}{_with_unit(total_number(facts, indicator), indicator)}"


def _with_unit(number: str, indicator: IndicatorFact) -> str:
    return f"{number}%" if indicator.unit == "%" else f"{number} {indicator.unit}"


def _with_sources(months: Months, month: Month, change: Change, names: Names) -> Change:
    """Return a change with the figures that it stands on: every commune's in both months, and the plans."""
    before, facts = months[month.previous()], months[month]
    both = _in_both(before, facts, change.indicator.code)
    sources = [
        source
        for code in _parts(change.indicator)
        for each in (only(before, both), only(facts, both))
        for source in _sources(each, code)
    ]
    return replace(change, sources=source_table(sources, names))


def _parts(indicator: IndicatorFact) -> tuple[str, ...]:
    return (indicator.numerator, indicator.denominator) if indicator.aggregation == "ratio" else (indicator.code,)


def _sources(facts: BriefingFacts, code: str) -> Iterator[Plain]:
    season = key_of(facts, code)[1]
    for commune, figure in figures(facts, code).items():
        yield _source(facts, code, season, commune, figure)


def _source(facts: BriefingFacts, code: str, season: str, commune: str, figure: Figure) -> Plain:
    where = {"commune": commune, "indicator": code, "month": str(facts.month), "season": season}
    origin = {"target": figure.revision} if figure.submission is None else {"submission": figure.submission}
    return where | {"value": str(figure.value)} | origin


def _weakest_places(facts: BriefingFacts, indicator: IndicatorFact) -> tuple[Place, ...]:
    """Return the weakest places, the weakest first; who has reached the plan or lies at the common level isn't weak."""
    places, standard = reversed(ranking(facts, indicator.code)), standard_of(facts, indicator)
    return cut_at([each for each in places if standard.level_of(each.value) is Level.BELOW], WEAKEST)


def _weak(indicator: IndicatorFact, places: Sequence[Place], names: Names) -> tuple[Weak, ...]:
    return tuple(
        Weak(
            place.commune.name,
            names.communes[place.commune.code][1],
            _with_unit(text_of(place.value, indicator), indicator),
        )
        for place in places
    )
