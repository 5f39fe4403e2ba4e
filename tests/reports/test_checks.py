"""Data-quality rules: what a clerk is told about her figures."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks import Finding, Severity, Sheet, check
from reports.facts import IndicatorFact


def indicator(code: str, **changes: object) -> IndicatorFact:
    plain: dict[str, object] = {
        "code": code, "section": "budget", "order": 1, "name": f"Chỉ tiêu {code}", "unit": "ha", "kind": "measured",
        "nature": "month", "aggregation": "sum", "numerator": "", "denominator": "", "condition": "", "plan": "",
        "part_of": "", "decimals": 1, "better": "", "ranked": False, "minimum": Decimal(0),
    }  # fmt: skip
    return IndicatorFact(**(plain | changes))  # type: ignore[arg-type]


def findings(
    indicators: list[IndicatorFact],
    figures: Mapping[str, str],
    last_month: Mapping[str, str] | None = None,
    plans: Mapping[str, str] | None = None,
    *,
    is_january: bool = False,
) -> list[Finding]:
    def keyed(texts: Mapping[str, str] | None) -> dict[tuple[str, str], Decimal]:
        return {(code, ""): Decimal(text) for code, text in (texts or {}).items()}

    return check(Sheet(indicators, {}, keyed(figures), keyed(last_month), keyed(plans), is_january=is_january))


def test_more_harvested_than_sown_is_an_error() -> None:
    sown, harvested = indicator("SOWN"), indicator("HARVESTED", part_of="SOWN")
    assert findings([sown, harvested], {"SOWN": "10", "HARVESTED": "10"}) == []
    [finding] = findings([sown, harvested], {"SOWN": "10", "HARVESTED": "10,1".replace(",", ".")})
    assert finding.severity is Severity.ERROR
    assert finding.indicator == "HARVESTED"
    assert "10,1 ha lớn hơn “Chỉ tiêu SOWN” (10 ha)" in finding.sentence


def test_a_part_without_its_whole_is_not_judged() -> None:
    assert findings([indicator("SOWN"), indicator("HARVESTED", part_of="SOWN")], {"HARVESTED": "5"}) == []


@pytest.mark.parametrize(("value", "says"), [("-1", "nhỏ hơn 0"), ("20", "lớn hơn 19")])
def test_a_figure_outside_its_range_is_an_error(value: str, says: str) -> None:
    [finding] = findings([indicator("NTM", maximum=Decimal(19))], {"NTM": value})
    assert finding.is_error
    assert says in finding.sentence


def test_a_cumulative_figure_that_falls_is_a_warning_but_not_in_january() -> None:
    revenue = indicator("REV", nature="year_to_date")
    [finding] = findings([revenue], {"REV": "90"}, {"REV": "100"})
    assert (finding.severity, finding.rule) == (Severity.WARNING, "falls")
    assert findings([revenue], {"REV": "90"}, {"REV": "100"}, is_january=True) == []


@pytest.mark.parametrize(
    ("value", "before"), [("1234.5", "123.4"), ("12345", "123.4"), ("123450", "123"), ("12", "120")]
)
def test_a_slip_of_the_decimal_comma_is_noticed(value: str, before: str) -> None:
    rules = [f.rule for f in findings([indicator("REV", nature="stock")], {"REV": value}, {"REV": before})]
    assert rules == ["jump"]


def test_ordinary_growth_is_not_a_jump() -> None:
    assert findings([indicator("REV", nature="stock")], {"REV": "250"}, {"REV": "100"}) == []


def test_far_above_the_plan_is_legal_and_asked_about() -> None:
    revenue = indicator("REV", plan="PLAN")
    assert findings([revenue], {"REV": "113"}, plans={"PLAN": "100"}) == []
    [finding] = findings([revenue], {"REV": "557.7"}, plans={"PLAN": "100"})
    assert finding.severity is Severity.WARNING
    assert "557,7%" in finding.sentence


def test_a_missing_required_figure_is_a_warning_and_zero_is_not_missing() -> None:
    [finding] = findings([indicator("SICK", required=True)], {})
    assert (finding.severity, finding.rule) == (Severity.WARNING, "missing")
    assert findings([indicator("SICK", required=True)], {"SICK": "0"}) == []


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_part_is_an_error_exactly_when_it_exceeds_its_whole(part: Decimal, whole: Decimal) -> None:
    found = findings([indicator("WHOLE"), indicator("PART", part_of="WHOLE")], {"PART": str(part), "WHOLE": str(whole)})
    assert bool(found) == (part > whole)
