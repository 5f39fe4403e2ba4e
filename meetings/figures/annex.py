"""The tables behind the text: figures by commune, and the sums of all indicators. As text, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from briefing_portal.lib.vietnamese import capitalize_first, format_number
from meetings.briefing.measures import (
    commune_ratios,
    exact_decimal,
    figures,
    in_list_order,
    indicator_of,
    ranking,
    ratio_of_sums,
    rounded,
    total,
)
from meetings.briefing.prose.wording import percent
from reports.facts import BriefingFacts, CommuneFact, IndicatorFact

Plain = dict[str, Any]
NONE = "—"
BUDGET_SHARE = "BUD_REV_PCT"
ROUNDED_MEAN = 2
_DASH_NOTE = f"Dấu “{NONE}”: chưa có số liệu."
_TOTAL_NOTE = "Dòng cộng chỉ tính các đơn vị có số liệu; tỷ lệ là tổng trên tổng, không phải trung bình các tỷ lệ."


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    codes: tuple[str, ...]
    ranked_by: str = ""


_TABLES = (
    _Table(
        "Thu ngân sách nhà nước trên địa bàn",
        ("BUD_REV_PLAN", "BUD_REV_YTD", BUDGET_SHARE, "BUD_DEBT"),
        ranked_by=BUDGET_SHARE,
    ),
    _Table(
        "Sản xuất nông, lâm nghiệp",
        ("AGR_SOWN", "AGR_HARVESTED", "AGR_HARVEST_PCT", "AGR_WINTER", "FOR_PLANT", "FOR_PLANT_PCT"),
    ),
    _Table(
        "Đầu tư xây dựng cơ bản và xây dựng nông thôn mới",
        ("INV_PLAN", "INV_DISBURSED", "INV_DISBURSED_PCT", "INV_WORKS", "INV_WORKS_LATE", "NTM_CRITERIA"),
    ),
    _Table(
        "Chăn nuôi, thú y",
        ("LIV_BUFFALO", "LIV_CATTLE", "LIV_PIG", "LIV_POULTRY", "LIV_VACC", "LIV_SICK"),
    ),
    _Table(
        "Văn hóa – xã hội, an ninh, xây dựng Đảng",
        ("EDU_ATTEND_PCT", "HEA_INSURED_PCT", "SOC_POOR_PCT", "SEC_CRIME", "SEC_TRAFFIC", "PAR_ADMIT"),
    ),
)


def annex_tables(facts: BriefingFacts) -> Plain:
    """Return the tables by commune (for who may read them) and the table of sums, which names nobody."""
    return {
        "communes": [table for each in _TABLES if (table := _by_commune(facts, each))],
        "totals": _sums(facts),
    }


def _by_commune(facts: BriefingFacts, table: _Table) -> Plain | None:
    columns = [c for c in (_column(facts, code) for code in table.codes) if c is not None]
    if not columns:
        return None
    ranks = {place.commune.code: place.rank for place in ranking(facts, table.ranked_by)} if table.ranked_by else {}
    communes = in_list_order(facts, [commune.code for commune in facts.communes])
    ordered = sorted(communes, key=lambda commune: ranks.get(commune.code, len(communes) + 1))
    return {
        "title": f"{table.title} tháng {facts.month.month} năm {facts.month.year}",
        "is_wide": False,
        "columns": _heads(facts, columns, is_ranked=bool(ranks)),
        "rows": [
            *(_row(number, commune, columns, ranks) for number, commune in enumerate(ordered, start=1)),
            _total_row(facts, columns, is_ranked=bool(ranks)),
        ],
        "notes": [_DASH_NOTE, _TOTAL_NOTE],
    }


@dataclass(frozen=True, slots=True)
class _Column:
    indicator: IndicatorFact
    texts: dict[str, str]  # by commune code
    total: str


def _column(facts: BriefingFacts, code: str) -> _Column | None:
    """Return an indicator's column; None where the month doesn't have it or nobody has a figure."""
    indicator = indicator_of(facts, code)
    if indicator is None:
        return None
    if indicator.aggregation == "ratio":
        shares = commune_ratios(facts, indicator.numerator, indicator.denominator)
        texts = {commune: share(value, indicator.decimals) for commune, value in shares.items()}
    else:
        found = figures(facts, code)
        texts = {commune: format_number(figure.value, indicator.decimals) for commune, figure in found.items()}
    return _Column(indicator, texts, total_text(facts, indicator)) if texts else None


def share(value: Fraction, decimals: int = 1) -> str:
    """Print a percentage under a head that says "%": never 100 for less."""
    return percent(value, decimals).removesuffix("%")


def total_text(facts: BriefingFacts, indicator: IndicatorFact) -> str:
    """Print an indicator's total over all communes, of a mean that it is one; a dash where there is none."""
    number = total_number(facts, indicator)
    return f"{number} (bình quân)" if indicator.aggregation == "mean" and number != NONE else number


def total_number(facts: BriefingFacts, indicator: IndicatorFact) -> str:
    """Print the number alone of an indicator's total over all communes; a dash where there is none."""
    whole = total(facts, indicator.code)
    if whole.value is None:
        return NONE
    match indicator.aggregation:
        case "ratio":
            return share(whole.value, indicator.decimals)
        case "mean":
            return format_number(rounded(whole.value), ROUNDED_MEAN)
        case _:
            return format_number(exact_decimal(whole.value), indicator.decimals)


def _heads(facts: BriefingFacts, columns: Sequence[_Column], *, is_ranked: bool) -> list[Plain]:
    heads = [_head("TT", "", "order"), _head(capitalize_first(facts.body.units_word), "", "name")]
    heads += [_head(column.indicator.name, column.indicator.unit, "number") for column in columns]
    return [*heads, _head("Xếp thứ", "", "number")] if is_ranked else heads


def _row(number: int, commune: CommuneFact, columns: Iterable[_Column], ranks: dict[str, int]) -> Plain:
    texts = [column.texts.get(commune.code, NONE) for column in columns]
    if ranks:
        texts.append(str(ranks[commune.code]) if commune.code in ranks else NONE)
    return _line(str(number), commune.name, texts)


def _total_row(facts: BriefingFacts, columns: Sequence[_Column], *, is_ranked: bool) -> Plain:
    is_whole = all(len(column.texts) == len(facts.communes) for column in columns)
    texts = [column.total for column in columns] + ([""] if is_ranked else [])
    return _line("", "Tổng cộng" if is_whole else "Cộng số có báo cáo", texts) | {"is_total": True}


def _sums(facts: BriefingFacts) -> Plain:
    measured = [i for i in facts.indicators if i.kind == "measured"]
    lines = [line for line in (_sum_line(facts, indicator) for indicator in measured) if line]
    heads = [
        _head("TT", "", "order"),
        _head("Chỉ tiêu", "", "name"),
        _head("Đơn vị tính", "", "text"),
        _head("Kế hoạch", "", "number"),
        _head("Thực hiện", "", "number"),
        _head("So với kế hoạch", "%", "number"),
        _head("Số đơn vị có số liệu", "", "number"),
    ]
    return {
        "title": f"Tổng hợp các chỉ tiêu tháng {facts.month.month} năm {facts.month.year}",
        "is_wide": True,
        "columns": heads,
        "rows": [
            {"is_total": False, "cells": [_cell(str(number), "order"), *cells]}
            for number, cells in enumerate(lines, start=1)
        ],
        "notes": [_DASH_NOTE, "Tỷ lệ so với kế hoạch chỉ tính các đơn vị có cả hai số."],
    }


def _sum_line(facts: BriefingFacts, indicator: IndicatorFact) -> list[Plain]:
    whole = total(facts, indicator.code)
    if whole.value is None:
        return []
    plan = indicator_of(facts, indicator.plan) if indicator.plan else None
    against = (
        ratio_of_sums(facts, indicator.code, indicator.plan).value if plan and indicator.aggregation == "sum" else None
    )
    return [
        _cell(indicator.name, "name"),
        _cell(indicator.unit, "text"),
        _cell(total_text(facts, plan) if plan else "", "number"),
        _cell(total_text(facts, indicator), "number"),
        _cell(share(against) if against is not None else "", "number"),
        _cell(f"{whole.reported}/{whole.expected}", "number"),
    ]


def _line(number: str, name: str, texts: Iterable[str]) -> Plain:
    cells = [_cell(number, "order"), _cell(name, "name"), *(_cell(text, "number") for text in texts)]
    return {"is_total": False, "cells": cells}


def _head(label: str, unit: str, kind: str) -> Plain:
    return {"label": label, "unit": unit, "kind": kind}


def _cell(text: str, kind: str) -> Plain:
    return {"text": text, "kind": kind}
