"""Months: the portal's beat."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month

months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


def test_month_is_read_and_written_as_in_an_address() -> None:
    assert Month.parse("2015-11") == Month(2015, 11)
    assert str(Month(2015, 11)) == "2015-11"
    assert str(Month(987, 2)) == "0987-02"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2015",
        "2015-1",
        "2015-13",
        "2015-00",
        "0000-05",
        "15-11",
        "2015/11",
        "11-2015",
        " 2015-11",
        "2015-11\n",
        "2015-11-23",
        "+015-11",
        "2015--1",
        "\N{FULLWIDTH DIGIT TWO}015-11",
        "\N{ARABIC-INDIC DIGIT TWO}015-11",
    ],
)
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|year"):
        Month.parse(text)


@pytest.mark.parametrize(("year", "month"), [(2015, 0), (2015, 13), (0, 5), (10000, 1), (2015, -1)])
def test_impossible_month_cannot_be_built(year: int, month: int) -> None:
    with pytest.raises(ValueError, match="must be between"):
        Month(year, month)


def test_neighbours_cross_the_new_year() -> None:
    assert Month(2015, 12).next() == Month(2016, 1)
    assert Month(2016, 1).previous() == Month(2015, 12)
    assert Month(2015, 11).next() == Month(2015, 12)
    assert Month(2015, 11).same_month_last_year() == Month(2014, 11)


def test_only_january_starts_the_year_anew() -> None:
    assert [month for month in range(1, 13) if Month(2015, month).is_january] == [1]


def test_first_and_last_day_know_leap_years() -> None:
    assert Month(2015, 11).first_day == datetime.date(2015, 11, 1)
    assert Month(2015, 11).last_day == datetime.date(2015, 11, 30)
    assert Month(2016, 2).last_day == datetime.date(2016, 2, 29)
    assert Month(2100, 2).last_day == datetime.date(2100, 2, 28)


def test_month_of_a_date() -> None:
    assert Month.of(datetime.date(2015, 11, 23)) == Month(2015, 11)


def test_months_sort_by_time_and_serve_as_keys() -> None:
    assert sorted([Month(2016, 1), Month(2015, 12), Month(2015, 2)]) == [
        Month(2015, 2),
        Month(2015, 12),
        Month(2016, 1),
    ]
    assert len({Month(2015, 11), Month.parse("2015-11")}) == 1


def test_month_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Month(2015, 11).year = 2016  # type: ignore[misc]


@given(months)
def test_written_month_is_read_back(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(months, st.integers(-1000, 1000))
def test_months_until_undoes_plus(month: Month, distance: int) -> None:
    assert month.months_until(month.plus(distance)) == distance


@given(months)
def test_next_month_begins_the_day_after_the_last(month: Month) -> None:
    assert month.last_day + datetime.timedelta(days=1) == month.next().first_day
    assert month.first_day - datetime.timedelta(days=1) == month.previous().last_day
