"""Form posts per second at concurrency 16: the portal's report form beside a bare Django ModelForm insert.

Both are served by gunicorn with two processes of eight threads, on a database of the same kind and settings. A post
of the portal reads 45 figures, checks who may and whether the month is open, compares versions and writes figures and
the report; a bare post inserts one row of 45 decimals.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from benchmarks import district
from benchmarks.bare.models import FIGURES
from benchmarks.load import Outcome, Posting, fields_of, get, send_all, session_of
from benchmarks.server import ROOT, served
from benchmarks.table import ratio, show
from briefing_portal.lib.months import Month
from reports.actions import keep_periods

PEOPLE = 16
POSTS = 480
MONTH = Month(2015, 12)


def measure() -> None:
    """Print the table."""
    portal, bare = _portal(), _bare()
    rows = [
        [name, f"{o.per_second:.0f}", str(o.posts), str(o.errors), f"{o.slowest_of_95_percent * 1000:.0f} ms"]
        for name, o in (("portal's report form", portal), ("bare ModelForm insert", bare))
    ]
    show(
        f"Form posts at concurrency {PEOPLE} ({connection.vendor})",
        ["", "posts per second", "posts", "errors", "95 % within"],
        rows,
    )
    print(f"Portal beside bare: {ratio(portal.per_second, bare.per_second)}")
    if portal.errors or bare.errors:
        sys.exit("There were errors.")


def _portal() -> Outcome:
    period = district.make(POSTS)
    keep_periods.open_period(body=period.body, month=MONTH, by=period.opened_by, at=district.NOON)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True)
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(period.opened_by)}"}
    with served("briefing_portal.wsgi", {}) as port:
        communes = period.body.communes.values_list("slug", flat=True)
        addresses = [f"/{period.body.slug}/reports/{MONTH}/{slug}/edit/" for slug in communes]
        postings = [_filled(port, address, headers) for address in addresses]
        return send_all(port, postings, PEOPLE)


def _filled(port: int, address: str, headers: dict[str, str]) -> Posting:
    """Return a report's form as a clerk sends it: every figure typed."""
    fields = fields_of(get(port, address, headers))
    typed = {name: "7,5" if "AGR_" in name else "7" for name in fields if name.startswith("figure:")}
    cookie = f"{headers['Cookie']}; {settings.CSRF_COOKIE_NAME}={fields['csrfmiddlewaretoken']}"
    return Posting(address, fields | typed, {"Cookie": cookie})


def _bare() -> Outcome:
    own = {"DJANGO_SETTINGS_MODULE": "benchmarks.bare.settings"}
    fields = {f"figure_{number}": "7.5" for number in range(FIGURES)}
    with _bare_database() as database:
        command = [sys.executable, "-m", "django", "migrate", "-v0", "--run-syncdb"]
        subprocess.run(command, cwd=ROOT, env=os.environ | own | database, check=True)
        with served("benchmarks.bare.wsgi", own | database) as port:
            return send_all(port, [Posting("/", fields, {})] * POSTS, PEOPLE)


@contextmanager
def _bare_database() -> Iterator[dict[str, str]]:
    """Yield where the bare project keeps its rows: in a file of its own, or in the same PostgreSQL."""
    if connection.vendor == "postgresql":
        yield {}
        return
    with tempfile.TemporaryDirectory() as folder:
        yield {"DATABASE_URL": f"sqlite:///{folder}/bare.sqlite3"}
