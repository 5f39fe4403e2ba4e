"""Compile a month: time and number of queries for 17, 170 and 3,321 communes, beside the bare SQL sums."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from benchmarks import district
from benchmarks.table import ratio, show, timed
from communes.models import User
from meetings.actions import compile_month
from reports.models import Period, Value
from reports.workflow import ReportStatus

SIZES = (17, 170, 3321)


def measure(sizes: Sequence[int] = SIZES) -> dict[int, Period]:
    """Print the table; return the periods that were made, by number of communes."""
    periods = {size: district.make(size) for size in sizes}
    rows, counts = [], set()
    for size, period in periods.items():
        sums = timed(lambda period=period: _bare_sums(period))[1]  # type: ignore[misc]
        with CaptureQueriesContext(connection) as queries:
            seconds = timed(lambda period=period: _compile(period))[1]  # type: ignore[misc]
        counts.add(len(queries))
        rows.append([f"{size:,}", f"{seconds:.2f} s", str(len(queries)), f"{sums:.3f} s", ratio(seconds, sums)])
    show(
        f"Compiling a month ({connection.vendor})",
        ["communes", "compile", "queries", "bare SQL sums of the same figures", "ratio"],
        rows,
    )
    print("The number of queries is the same for all sizes." if len(counts) == 1 else f"QUERIES GROW: {counts}")
    return periods


def _compile(period: Period) -> None:
    compile_month.compile(period=period, by=User.objects.get(pk=period.opened_by_id), at=district.NOON)


def _bare_sums(period: Period) -> list[tuple[str, object]]:
    """Add up every indicator of this month and of the last in the database, and nothing else."""
    months = [period.month, str(period.as_month.previous())]
    rows = Value.objects.filter(
        report__period__body=period.body, report__period__month__in=months, report__status=ReportStatus.ACCEPTED
    )
    return list(rows.values_list("report__period__month", "indicator__code").annotate(total=Sum("value")))
