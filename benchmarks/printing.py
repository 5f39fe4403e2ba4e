"""The briefing's PDF for 17 and 170 communes, cold and warm, beside python-docx with LibreOffice and beside Chromium.

Cold is the first PDF of a new process; warm is the median of three more. Chromium prints the same HTML.
python-docx writes the same sentences and tables and LibreOffice converts them; its warm runs have their profile
but start anew, since it has no warm converter.
"""

import html
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from docx import Document
from playwright.sync_api import sync_playwright

from benchmarks import district
from benchmarks.table import ratio, show, timed
from communes.models import User
from documents.rendering.content import Annex
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.pdf import Limits, render_pdf
from meetings.actions import compile_month
from meetings.figures.document import Occasion, paper_of

SIZES = (17, 170)
WARM_RUNS = 3
LIMITS = Limits(seconds=120, memory_mib=2048)
Context = dict[str, Any]


def measure() -> None:
    """Print the table."""
    rows = []
    for size in SIZES:
        context = _context(size)
        page = render_document(TEMPLATE, context)
        # With another limit of memory the pool starts a new process: each size begins cold.
        portal = _cold_and_warm(lambda page=page: _portal(page))  # type: ignore[misc]
        office = _libreoffice(context)
        chromium = _chromium(page)
        rows += [
            [str(size), name, f"{own:.2f} s", f"{docx:.2f} s", ratio(own, docx), f"{peer:.2f} s", ratio(own, peer)]
            for name, own, docx, peer in zip(("cold", "warm"), portal, office, chromium, strict=True)
        ]
    show(
        "PDF of the briefing, internal edition with all annexes",
        ["communes", "", "portal", "python-docx + LibreOffice", "ratio", "Chromium, same HTML", "ratio"],
        rows,
    )


def _context(size: int) -> Context:
    period = district.make(size)
    by = User.objects.get(pk=period.opened_by_id)
    briefing = compile_month.compile(period=period, by=by, at=district.NOON)
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    return paper_of(briefing, rows, "internal", Occasion()).context


def _cold_and_warm(work: Callable[[], object]) -> tuple[float, float]:
    cold = timed(work)[1]
    return cold, median(timed(work)[1] for _ in range(WARM_RUNS))


def _portal(page: str) -> bytes:
    return render_pdf(page, title="Đo", identifier="do", moment=district.NOON, limits=LIMITS)


def _libreoffice(context: Context) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        return _cold_and_warm(lambda: _write_and_convert(context, Path(folder)))


def _write_and_convert(context: Context, folder: Path) -> None:
    document = Document()
    page = render_document(TEMPLATE, context | {"annexes": ()})
    for paragraph in re.findall(r"<p[ >].*?</p>", page, re.DOTALL):
        document.add_paragraph(html.unescape(re.sub(r"<[^>]+>", "", paragraph)).strip())
    for annex in context["annexes"]:
        document.add_heading(annex.title)
        for part in annex.parts:
            document.add_paragraph(part.text)
        if annex.columns:
            _add_table(document, annex)
    document.save(str(folder / "briefing.docx"))
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(folder / "briefing.docx")]
    subprocess.run(command, check=True, capture_output=True)
    if not (folder / "briefing.pdf").exists():
        raise RuntimeError("LibreOffice wrote no PDF")


def _add_table(document: Any, annex: Annex) -> None:
    table = document.add_table(rows=1, cols=len(annex.columns))
    for cell, column in zip(table.rows[0].cells, annex.columns, strict=True):
        cell.text = column.label
    for row in annex.rows:
        for cell, content in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = content.text


def _chromium(page: str) -> tuple[float, float]:
    styles = (settings.BASE_DIR / "static").as_uri() + "/"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        file = Path(folder) / "briefing.html"
        file.write_text(page.replace("static:", styles), encoding="utf-8")

        def start_and_print() -> Any:
            browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            opened = browser.new_page()
            opened.goto(file.as_uri())
            opened.pdf(prefer_css_page_size=True)
            return browser

        browser, cold = timed(start_and_print)

        def print_again() -> None:
            opened = browser.new_page()
            opened.goto(file.as_uri())
            opened.pdf(prefer_css_page_size=True)
            opened.close()

        warm = median(timed(print_again)[1] for _ in range(WARM_RUNS))
        browser.close()
        return cold, warm
