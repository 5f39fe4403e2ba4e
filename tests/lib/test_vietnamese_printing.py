"""How figures look on pages and in documents."""

import decimal
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.vietnamese import (
    floor_step_below,
    format_number,
    format_percent,
    format_share_of_target,
    number_for_input,
    printed_value,
)

figures = st.decimals(-(10**14), 10**14, allow_nan=False)
shares = st.decimals(0, 200, allow_nan=False) | st.integers(1, 14).map(lambda n: 100 - Decimal(1).scaleb(-n))


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        ("102.0", None, "102"),
        ("1234.5", None, "1.234,5"),
        ("1234567.891", None, "1.234.567,891"),
        ("-3.2", None, "-3,2"),
        ("-1234", None, "-1.234"),
        ("0", None, "0"),
        ("-0.0", None, "0"),
        ("1E+3", None, "1.000"),
        ("5321", 1, "5.321"),
        ("101.53", 1, "101,5"),
        ("101.45", 1, "101,5"),
        ("-101.45", 1, "-101,5"),
        ("2.5", 0, "3"),
        ("0.05", 1, "0,1"),
        ("-0.04", 1, "0"),
        ("999.95", 1, "1.000"),
        ("99999999999.9999", 4, "99.999.999.999,9999"),
        ("123456789012345678901234567890.55", 1, "123.456.789.012.345.678.901.234.567.890,6"),
    ],
)
def test_figure_is_printed_with_grouping_dots_and_a_decimal_comma(
    value: str, decimals: int | None, printed: str
) -> None:
    assert format_number(Decimal(value), decimals) == printed


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_figure_is_not_printed(value: str) -> None:
    with pytest.raises(ValueError, match="is not a figure"):
        format_number(Decimal(value))


def test_percentages_of_the_reference_are_printed_as_there() -> None:
    values = ["113.1", "103.2", "102", "101.53", "101.47"]
    assert [format_percent(Decimal(value)) for value in values] == [
        "113,1%",
        "103,2%",
        "102%",
        "101,5%",
        "101,5%",
    ]


def test_office_may_want_two_decimals() -> None:
    assert format_percent(Decimal("101.526"), decimals=2) == "101,53%"


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("99.94", "99,9%"),
        ("99.95", "99,95%"),
        ("99.96", "99,96%"),
        ("99.9996", "99,9996%"),
        ("99.99999999", "99,99999999%"),
        ("100", "100%"),
        ("100.04", "100%"),
        ("557.7", "557,7%"),
        ("70", "70%"),
    ],
)
def test_hundred_percent_is_never_printed_for_less(value: str, printed: str) -> None:
    assert format_share_of_target(Decimal(value)) == printed


@given(shares, st.integers(0, 3))
def test_printed_share_is_on_the_side_of_100_where_the_value_is(value: Decimal, decimals: int) -> None:
    printed = format_share_of_target(value, decimals).removesuffix("%").replace(".", "").replace(",", ".")
    assert (Decimal(printed) >= 100) == (value >= 100)


@given(figures, st.integers(0, 6))
def test_rounding_is_half_up_whatever_the_callers_precision(value: Decimal, decimals: int) -> None:
    with decimal.localcontext(prec=2):
        printed = format_number(value, decimals)
    with decimal.localcontext(prec=100):
        difference = Decimal(printed.replace(".", "").replace(",", ".")).copy_abs() - value.copy_abs()
        half = Decimal(5).scaleb(-decimals - 1)
        assert -half < difference <= half


@given(figures)
def test_printed_figure_is_well_formed(value: Decimal) -> None:
    assert re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})*(,[0-9]*[1-9])?", format_number(value))


def test_field_shows_three_decimals_with_a_zero_behind() -> None:
    values = ["1.234", "-1.234", "0.123", "1234.567", "1234", "1.5"]
    assert [number_for_input(Decimal(value)) for value in values] == [
        "1,2340",
        "-1,2340",
        "0,123",
        "1.234,567",
        "1.234",
        "1,5",
    ]


@pytest.mark.parametrize(
    ("value", "below"),
    [
        ("70", "65"),
        ("70.0001", "70"),
        ("73.2", "70"),
        ("75", "70"),
        ("4.9", "0"),
        ("0", "-5"),
        ("-3", "-5"),
        ("70.0000000000000000000000000000000001", "70"),
    ],
)
def test_more_than_names_the_step_strictly_below(value: str, below: str) -> None:
    assert floor_step_below(Decimal(value)) == Decimal(below)


@given(st.decimals(-1000, 1000, allow_nan=False), st.sampled_from([1, 5, 10]))
def test_step_below_is_the_greatest_one(value: Decimal, step: int) -> None:
    below = floor_step_below(value, step)
    assert below < value <= below + step
    assert below % step == 0


@given(figures)
def test_a_printed_figure_is_read_as_what_it_shows(value: Decimal) -> None:
    assert printed_value(format_number(value)) == value
    assert format_number(printed_value(format_number(value, 2))) == format_number(value, 2)
