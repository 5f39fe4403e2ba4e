"""The picture of the flow of directives: each is counted where it was issued and where it was closed, once."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from briefing_portal.lib.months import Month
from reports.facts import Standing
from reports.views.directive_rows import Row
from reports.views.flow import SHOWN, picture_of

FIRST, TODAY = Month(2015, 3), dt.date(2015, 12, 18)
DATES = st.none() | st.dates(dt.date(2015, 3, 1), dt.date(2016, 3, 1))
ISSUED = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 6), DATES, st.booleans())


def row(issued: int, later: int | None, due: dt.date | None, is_withdrawn: bool = False) -> Row:
    month = FIRST.plus(issued)
    closed = None if later is None else min(month.plus(later), Month.of(TODAY))
    standing = Standing.WITHDRAWN if is_withdrawn else Standing.DONE if closed else Standing.OPEN
    return Row(
        kind="directives",
        month=month,
        number="1",
        text="Tiêm phòng vụ thu.",
        section="",
        sector="",
        who="",
        units=frozenset(),
        standing=standing,
        label="",
        progress="",
        due=due,
        closed_in=closed,
        address="",
        now=Month.of(TODAY),
        dates=[(due, closed)] if due else [],
    )


def counts_of(rows: list[Row]) -> dict[str, tuple[int, ...]]:
    picture = picture_of(rows, TODAY)
    return {month: tuple(map(int, counts)) for month, *counts in picture.rows} if picture else {}


@given(st.lists(ISSUED.map(lambda each: row(*each)), max_size=12))
def test_each_is_issued_once_and_closed_at_most_once_and_the_withdrawn_are_not_there(rows: list[Row]) -> None:
    counted = [each for each in rows if each.standing is not Standing.WITHDRAWN]
    found = counts_of(rows)
    assert sum(issued for issued, _, _ in found.values()) == len(counted)
    assert sum(closed for _, closed, _ in found.values()) == sum(each.closed_in is not None for each in counted)
    assert len(found) <= SHOWN


def test_one_is_overdue_from_its_date_until_the_month_in_which_it_is_closed() -> None:
    found = counts_of([row(6, 2, dt.date(2015, 9, 20)), row(6, None, dt.date(2015, 12, 18))])
    assert {month: overdue for month, (_, _, overdue) in found.items()} == {
        "9/2015": 1,
        "10/2015": 1,
        "11/2015": 0,
        "12/2015": 0,  # the other's last day is today
    }


def test_nothing_issued_is_no_picture() -> None:
    assert picture_of([row(3, None, None, True)], TODAY) is None
