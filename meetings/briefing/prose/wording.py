"""Words for figures: amounts, shares, quantities, coverage; and the sources behind them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from briefing_portal.lib.months import Month
from briefing_portal.lib.vietnamese import capitalize_first, format_date, format_number, format_share_of_target
from meetings.briefing.measures import (
    Place,
    PlanShare,
    Quantity,
    accepted,
    beside,
    exact_decimal,
    figures,
    has_enough_communes,
    in_list_order,
    indicator_of,
    key_of,
    plan_of,
    rounded,
    truncated,
)
from meetings.briefing.prose.model import Clause, Draft, Part, Sentence, Source, Withheld
from reports.facts import BriefingFacts, Figure, MonthFigures, SeasonFact

UNKNOWN = "…"
ACHIEVEMENTS, SHORTCOMINGS = 2, 3
SHORTCOMINGS_SECTION = "shortcomings"
_REMARK = re.compile(r" \(tính trên [^()]*\)")
_LAST_MONTH_WITH_ZERO = 2
_YEARS_OF_SEASON = re.compile(r"\s*(?:năm\s+)?\d{4}(?:\s*[-–]\s*\d{4})?\Z")


def percent(value: Fraction, decimals: int = 1) -> str:
    """Print a percentage half-up: "100%" for nothing less than 100, "0%" for nothing but 0."""
    while value and not rounded(value, decimals):
        decimals += 1
    return format_share_of_target(truncated(value), decimals)


def amount(facts: BriefingFacts, code: str, value: Fraction) -> str:
    """Print a sum with the decimals and the unit of its indicator: "1.234,5 ha"."""
    return f"{number(facts, code, value)} {unit_of(facts, code)}"


def unit_of(facts: BriefingFacts, code: str) -> str:
    """Return the unit of an indicator: "ha"."""
    indicator = indicator_of(facts, code)
    return indicator.unit if indicator else ""


def number(facts: BriefingFacts, code: str, value: Fraction) -> str:
    """Print a sum with the decimals of its indicator, without the unit."""
    indicator = indicator_of(facts, code)
    return format_number(exact_decimal(value), indicator.decimals if indicator else None)


def month_words(month: Month) -> str:
    """Return "tháng 11", "tháng 01": a zero before January and February, as in dates."""
    return f"tháng {month.month:02d}" if month.month <= _LAST_MONTH_WITH_ZERO else f"tháng {month.month}"


def month_and_year(month: Month) -> str:
    """Return "tháng 11 năm 2015"."""
    return f"{month_words(month)} năm {month.year}"


def season_words(facts: BriefingFacts, season: str) -> str:
    """Return a season's name without its years, as a sentence uses it: "vụ mùa"."""
    return next((bare_season_name(s) for s in facts.seasons if s.code == season), "")


def bare_season_name(season: SeasonFact) -> str:
    """Return a season's name without its years, in lower case: "vụ mùa"."""
    bare = _YEARS_OF_SEASON.sub("", season.name)
    return bare[:1].lower() + bare[1:]


def coverage(facts: BriefingFacts, count: int) -> str:
    """Return "16/17 xã, thị trấn"."""
    return f"{count}/{len(facts.communes)} {facts.body.units_word}"


def basis(facts: BriefingFacts, count: int, *, always: bool = False) -> str:
    """Return the remark " (tính trên 15/17 xã, thị trấn)" where a figure rests on fewer than it seems to.

    That is fewer communes than the reports which block 2 announces in its first line, whose coverage isn't said
    again in every sentence; with `always`, fewer than all communes.
    """
    return _in_brackets(_counted(facts, count, always=always))


def remark(
    facts: BriefingFacts, code: str, communes: Sequence[str], *, season: str | None = None, always: bool = False
) -> str:
    """Return the remark on an indicator that rests on these communes (see `basis`), or on figures of an earlier day."""
    found = figures(facts, code, season=season)
    dated = _dated(facts, [found[commune] for commune in communes])
    return _in_brackets(_counted(facts, len(communes), always=always), dated)


def sum_remark(facts: BriefingFacts, code: str, *, season: str | None = None) -> str:
    """Return the remark on a sum over communes (see `remark`), with the departments' totals beside it.

    Beside a department's total the communes are counted wherever one is missing, so that nobody takes their sum for
    the whole.
    """
    told, found = beside(facts, code, season=season), figures(facts, code, season=season)
    if not told:
        return remark(facts, code, tuple(found), season=season)
    unit = unit_of(facts, code)
    each = "; ".join(f"của {figure.department}: {format_number(figure.value)} {unit}" for figure in told)
    counted = _counted(facts, len(found), always=True)
    return _in_brackets(counted, _dated(facts, list(found.values())), f"theo số liệu {each}")


def _in_brackets(*terms: str) -> str:
    told = "; ".join(term for term in terms if term)
    return f" ({told})" if told else ""


def _counted(facts: BriefingFacts, count: int, *, always: bool) -> str:
    full = len(facts.communes) if always else len(accepted(facts))
    return f"tính trên {coverage(facts, count)}" if count < full else ""


def _dated(facts: BriefingFacts, found: Sequence[Figure]) -> str:
    """Say which figures are of an earlier day than the month's: "số liệu đến ngày 10/11/2015"."""
    days = sorted(figure.as_of for figure in found if figure.as_of and not _is_of_the_month(facts, figure.as_of))
    if not days:
        return ""
    since = f"ngày {format_date(days[0])}"
    if len(days) == len(found) and days[0] == days[-1]:
        return f"số liệu đến {since}"
    earliest = "" if days[0] == days[-1] else "sớm nhất là "
    return f"trong đó số liệu của {len(days)} {facts.body.units_word} tính đến {earliest}{since}"


def _is_of_the_month(facts: BriefingFacts, day: date) -> bool:
    return facts.data_to is not None and day >= facts.data_to


def cite_departments(facts: BriefingFacts, code: str, *, season: str | None = None) -> tuple[Source, ...]:
    """Return the departments' totals that stand beside a sum as sources."""
    month = str(facts.month)
    return tuple(
        Source(
            None,
            code,
            month,
            figure.value,
            submission=None,
            revision=None,
            season=figure.season,
            department=figure.department,
            entered_on=figure.entered_on,
        )
        for figure in beside(facts, code, season=season)
    )


def unit_noun(facts: BriefingFacts, codes: Iterable[str], *, nameless: bool = False) -> str:
    """Return what communes are called together: their kind where it is one, else the body's word for all.

    With `nameless`, the body's word also where they are a few and all of their kind: a district has one town.
    """
    found = in_list_order(facts, codes)
    kinds = {commune.kind for commune in found}
    of_their_kind = sum(commune.kind in kinds for commune in facts.communes)
    tells_who = nameless and len(found) == of_their_kind and 2 * len(found) < len(facts.communes)
    return facts.body.units_word if len(kinds) != 1 or tells_who else kinds.pop()


def quantity_words(
    facts: BriefingFacts, many: Quantity, counted: Sequence[str], among: Sequence[str], *, nameless: bool = False
) -> str:
    """Return the quantity word of the communes counted among others: "một số xã" (design.md, part 7).

    A word that speaks of a whole ("đa số", "tất cả") takes the noun of the whole: "đa số các xã, thị trấn". What
    criticizes is `nameless`.
    """
    unit = unit_noun(facts, counted, nameless=nameless) if counted else facts.body.unit_word
    whole = unit_noun(facts, among, nameless=nameless)
    return {
        Quantity.NONE: f"chưa có {unit} nào",
        Quantity.ONE: f"có 1 {unit}",
        Quantity.SOME: f"một số {unit}",
        Quantity.HALF: f"một nửa số {whole}",
        Quantity.MOST: f"đa số các {whole}",
        Quantity.ALL: f"tất cả các {whole}",
    }[many]


def bare_quantity(
    facts: BriefingFacts, many: Quantity, counted: Sequence[str], among: Sequence[str], *, nameless: bool = False
) -> str:
    """Return the quantity word as it stands behind "ở": "1 xã", else as ever."""
    return quantity_words(facts, many, counted, among, nameless=nameless).removeprefix("có ")


def cite(
    facts: BriefingFacts,
    code: str,
    communes: Iterable[str],
    *,
    season: str | None = None,
    of: MonthFigures | None = None,
) -> tuple[Source, ...]:
    """Return the figures of an indicator in these communes as sources, of the month or of another one."""
    found = figures(facts, code, season=season, of=of)
    month = str(of.month if of else facts.month)
    in_season = key_of(facts, code, season)[1]
    return tuple(
        Source(commune, code, month, figure.value, figure.submission, figure.revision, season=in_season)
        for commune in communes
        if (figure := found.get(commune))
    )


def cite_plans(facts: BriefingFacts, code: str, share: PlanShare) -> tuple[Source, ...]:
    """Return the plans of one assigner as sources."""
    plan, month = plan_of(facts, code), str(facts.month)
    return tuple(
        Source(commune, plan, month, figure.value, None, figure.revision, share.assigner, share.season)
        for commune, figure in share.plans.items()
    )


def too_few(facts: BriefingFacts, about: str, reported: int) -> Withheld | None:
    """Return why a figure isn't written where fewer communes have it than the body's minimum coverage."""
    if has_enough_communes(facts, reported):
        return None
    least = format_number(facts.body.minimum_coverage)
    return Withheld(about, f"{about}: mới có số liệu của {coverage(facts, reported)}, dưới mức {least}%")


def name_of(facts: BriefingFacts, code: str) -> str:
    """Return an indicator's name in the catalogue."""
    indicator = indicator_of(facts, code)
    return indicator.name if indicator else code


def compose(key: str, section: str, rule: str, parts: Iterable[Part]) -> Draft:
    """Join the clauses of a sentence of block 2 by semicolons; withheld where nothing is left but reasons.

    Neighbours that rest on the same communes share one remark on it, behind the last of them.
    """
    found = [part for part in parts if part is not None]
    clauses = [part for part in found if isinstance(part, Clause)]
    reasons = tuple(part.reason for part in found if isinstance(part, Withheld))
    if not clauses:
        return Withheld(key, "; ".join(reasons)) if reasons else None
    text = as_sentence("; ".join(_without_repeated_remarks([clause.text for clause in clauses])))
    sources = tuple(dict.fromkeys(source for clause in clauses for source in clause.sources))
    return Sentence(key, ACHIEVEMENTS, section, rule, text, sources, public_text=text, withheld=reasons)


def _without_repeated_remarks(texts: Sequence[str]) -> list[str]:
    remarks = [frozenset(_REMARK.findall(text)) for text in texts]
    return [
        _REMARK.sub("", text) if mine and mine == following else text
        for text, mine, following in zip(texts, remarks, [*remarks[1:], frozenset[str]()], strict=True)
    ]


def as_sentence(text: str) -> str:
    """Return text with a capital letter before and a full stop behind."""
    return capitalize_first(text) + "."


def percent_below(value: Fraction, bound: int) -> str:
    """Print a percentage below a bound so that it also reads below it: "69,96%" under 70."""
    decimals = 1
    while rounded(value, decimals) >= bound:
        decimals += 1
    return percent(value, decimals)


def plain_number(value: Decimal) -> str:
    """Print a bound of the settings: "100", "97,5"."""
    return format_number(value)


def codes_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the codes of ranked communes."""
    return tuple(place.commune.code for place in places)
