"""Compile a month: time and number of queries for 17, 170 and 3,321 communes, beside the same figures in bare SQL."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from benchmarks import aggregates, district
from benchmarks.table import ratio, show, timed
from communes.models import User
from meetings.actions import compile_month
from meetings.models import Briefing
from reports.models import Period

SIZES = (17, 170, 3321)
TIMES = 3  # the best of them counts, on both sides


def measure(sizes: Sequence[int] = SIZES) -> dict[int, Period]:
    """Print the table; return the periods that were made, by number of communes."""
    periods = {size: district.make(size) for size in sizes}
    rows, counts = [], set()
    for size, period in periods.items():
        counts.add(queries := _queries(period))
        bare = min(timed(lambda period=period: _bare_figures(period))[1] for _ in range(TIMES))  # type: ignore[misc]
        seconds = min(_seconds(period) for _ in range(TIMES))
        rows.append([f"{size:,}", f"{seconds:.2f} s", str(queries), f"{bare:.3f} s", ratio(seconds, bare)])
    show(
        f"Compiling a month ({connection.vendor})",
        ["communes", "compile", "queries", "the same figures in bare SQL", "ratio"],
        rows,
    )
    print("The number of queries is the same for all sizes." if len(counts) == 1 else f"QUERIES GROW: {counts}")
    return periods


def _queries(period: Period) -> int:
    """Return how many statements a first compile executes."""
    statements = []

    def note(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        statements.append(sql)
        return execute(sql, *others)

    with connection.execute_wrapper(note):
        _compile(period)
    return len(statements)


def _seconds(period: Period) -> float:
    """Return the seconds of a first compile."""
    Briefing.objects.filter(period=period).delete()
    return timed(lambda: _compile(period))[1]


def _compile(period: Period) -> None:
    compile_month.compile(period=period, by=User.objects.get(pk=period.opened_by_id), at=district.NOON)


def _bare_figures(period: Period) -> None:
    before = Period.objects.get(body=period.body, month=str(period.as_month.previous()))
    aggregates.compute(period, before)
