"""The briefing's PDF beside python-docx with LibreOffice and beside Chromium, for 17, 170 and 3,321 communes.

Cold is the first PDF of a new process; warm is the median of three more. The summary is the text without annexes;
the internal edition with annexes has all tables and the sources of every sentence. The portal's file is tagged PDF/A
with the data inside; the peers' are plain. Chromium prints the same HTML. The DOCX has the same paragraphs and cells
(benchmarks/peers.py); LibreOffice's warm runs have their profile but start anew, since it has no warm converter.

3,321 communes are a whole country: there it is the memory that counts, of all processes that draw and join.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import pikepdf

from benchmarks import district
from benchmarks.memory import watched
from benchmarks.peers import LibreOffice, chromium
from benchmarks.table import ratio, show, timed
from communes.models import User
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.joining import Attachment
from documents.rendering.pdf import Limits, render_pdf
from meetings.actions import compile_month
from meetings.figures.document import Occasion, paper_of

SIZES = (17, 170)
COUNTRY = 3321
WARM_RUNS = 3
LIMITS = Limits(seconds=120, memory_mib=2048)


def measure() -> None:
    """Print the tables."""
    rows = []
    for size in SIZES:
        for name, page, data in _pages(size):
            rows += _compared(f"{size}, {name}", page, data)
    show(
        "PDF of the briefing",
        ["communes", "", "portal", "python-docx + LibreOffice", "ratio", "Chromium, same HTML", "ratio"],
        rows,
    )
    _measure_country()


def _pages(size: int) -> list[tuple[str, str, str]]:
    """Return the summary and the internal edition with annexes as HTML, each with its data."""
    period = district.make(size)
    by = User.objects.get(pk=period.opened_by_id)
    briefing = compile_month.compile(period=period, by=by, at=district.NOON)
    paper = paper_of(briefing, list(briefing.sentences.order_by("block", "order", "pk")), "internal", Occasion())
    text = paper.context | {"annexes": [], "source_notes": []}
    return [
        ("summary", render_document(TEMPLATE, text), paper.data),
        ("with annexes", render_document(TEMPLATE, paper.context), paper.data),
    ]


def _compared(name: str, page: str, data: str) -> list[list[str]]:
    # With another limit of memory the pool starts new processes: each document begins cold.
    portal = _cold_and_warm(lambda: _portal(page, data))
    with tempfile.TemporaryDirectory() as folder:
        office = _cold_and_warm(LibreOffice(page, Path(folder)).draw)
    with chromium(page) as browser:
        peer = _cold_and_warm(browser.draw)
    return [
        [name, when, f"{own:.2f} s", f"{docx:.2f} s", ratio(own, docx), f"{other:.2f} s", ratio(own, other)]
        for when, own, docx, other in zip(("cold", "warm"), portal, office, peer, strict=True)
    ]


def _cold_and_warm(work: Callable[[], object]) -> tuple[float, float]:
    cold = timed(work)[1]
    return cold, median(timed(work)[1] for _ in range(WARM_RUNS))


def _portal(page: str, data: str) -> bytes:
    inside = [Attachment("briefing.json", "application/json", data.encode(), "Dữ liệu")]
    return render_pdf(page, title="Đo", identifier="do", moment=district.NOON, limits=LIMITS, attachments=inside)


def _measure_country() -> None:
    """Draw in a process of its own, so that its memory is that of drawing alone."""
    _, page, _ = _pages(COUNTRY)[1]
    own_seconds, own_mib, pages = _portal_country(page)
    with chromium(page) as browser, watched(os.getpid(), "chrom") as peak:
        begun = perf_counter()
        browser.draw()
        seconds = perf_counter() - begun
    show(
        f"PDF of the briefing of {COUNTRY:,} communes with annexes: {pages:,} pages, numbers run on",
        ["", "portal", "Chromium, same HTML", "ratio"],
        [
            ["peak memory", f"{own_mib:.0f} MiB", f"{peak.mib:.0f} MiB", ratio(own_mib, peak.mib)],
            ["time", f"{own_seconds:.0f} s", f"{seconds:.0f} s", ratio(own_seconds, seconds)],
        ],
    )


def _portal_country(page: str) -> tuple[float, float, int]:
    """Return the seconds, the MiB of all processes together, and the pages; the last page prints its number."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "page.html", Path(folder) / "out.pdf"
        file.write_text(page, encoding="utf-8")
        code = f"from benchmarks.drawing import draw_file; draw_file(*{json.dumps([str(file), str(out)])})"
        begun = perf_counter()
        process = subprocess.Popen([sys.executable, "-c", code])
        with watched(process.pid) as peak:
            if process.wait():
                raise RuntimeError("the portal drew no PDF")
        seconds = perf_counter() - begun
        with pikepdf.open(out) as drawn:
            pages = len(drawn.pages)
        last = ["pdftotext", "-f", str(pages), "-l", str(pages), "-layout", str(out), "-"]
        words = subprocess.run(last, check=True, capture_output=True).stdout.decode().split()
        if words[0] != str(pages):
            raise RuntimeError(f"page {pages} is numbered {words[0]}")
        return seconds, peak.mib, pages
