"""A published document served from its stored bytes, beside drawing it anew: gunicorn, one reader, the median."""

import http.client
import subprocess
import sys
from collections.abc import Mapping
from statistics import median

from django.conf import settings
from django.db import connection

from benchmarks import district
from benchmarks.load import session_of
from benchmarks.server import ROOT, served
from benchmarks.table import ratio, show, timed
from communes.models import User
from meetings.actions import compile_month, publish
from meetings.figures.printing import draft_of

COMMUNES = 17
READINGS = 50


def measure() -> None:
    """Print the table."""
    period = district.make(COMMUNES)
    by = User.objects.get(pk=period.opened_by_id)
    briefing = compile_month.compile(period=period, by=by, at=district.NOON)
    document = publish.publish(briefing=briefing, expected_version=briefing.version, by=by, at=district.NOON)[0]
    anew = timed(lambda: draft_of(briefing, "internal").pdf())[1]
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], cwd=ROOT, check=True)
    address = f"/{period.body.slug}/documents/{document.pk}/document.pdf"
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(by)}"}
    with served("briefing_portal.wsgi", {}) as port:
        size, tag = _read(port, address, cookie)
        whole = median(timed(lambda: _read(port, address, cookie))[1] for _ in range(READINGS))
        known = cookie | {"If-None-Match": tag}
        again = median(timed(lambda: _read(port, address, known))[1] for _ in range(READINGS))
    rows = [
        [name, f"{seconds * 1000:.1f} ms", f"{anew * 1000:.0f} ms", ratio(seconds, anew)]
        for name, seconds in (("whole file", whole), ("who has it already (304)", again))
    ]
    title = f"A published PDF of {size // 1024} KiB served ({connection.vendor})"
    show(title, ["", "from stored bytes", "drawn anew, warm", "ratio"], rows)


def _read(port: int, address: str, headers: Mapping[str, str]) -> tuple[int, str]:
    """Return the size of an answer and its tag."""
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    reader.request("GET", address, headers=dict(headers))
    answer = reader.getresponse()
    size = len(answer.read())
    reader.close()
    if answer.status != (http.client.NOT_MODIFIED if "If-None-Match" in headers else http.client.OK):
        raise RuntimeError(f"{answer.status} {address}")
    return size, answer.headers["ETag"]
