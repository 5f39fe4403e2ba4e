"""Every kind of document for Word: LibreOffice opens it and prints the words that the portal's own PDF has.

The demo's November: the report and the papers of its meeting under each of the Party's rules, a commune's report
under the State's. A word that LibreOffice or the portal leaves out ends the measurement.
"""

import html
import re
import subprocess
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.utils.html import strip_tags

from benchmarks.district import NOON
from benchmarks.table import show, timed
from documents.models import DocumentKind, FormatProfile
from documents.rendering.html import TEMPLATE, render_document
from documents.rendering.paper import Paper, paper
from documents.rendering.pdf import Limits, render_pdf
from meetings.figures.document import Occasion, paper_of
from meetings.figures.meeting_papers import Printing, paper_of_meeting
from meetings.models import Briefing, Meeting
from operations.actions.load_demo import load_months, load_units
from reports.models import Report
from reports.views import printing

LIMITS = Limits(seconds=120, memory_mib=2048)
SECONDS = 300  # for LibreOffice, all files in one go


def measure() -> None:
    """Print the table; SystemExit where a word is missing."""
    papers = dict(_papers())
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        own, office = {}, {}
        for name, each in papers.items():
            office[name] = timed(lambda each=each: each.docx(moment=NOON, author="Đo"))  # type: ignore[misc]
            own[name] = timed(lambda each=each: _pdf(each))  # type: ignore[misc]
            (place / f"{name}.docx").write_bytes(office[name][0])
            (place / f"own-{name}.pdf").write_bytes(own[name][0])
        _, seconds = timed(lambda: _convert(place, list(papers)))
        rows = [
            [name, f"{office[name][1]:.2f} s", f"{own[name][1]:.2f} s", str(_compared(place, name, each))]
            for name, each in papers.items()
        ]
    show(
        f"Documents for Word; LibreOffice opened and printed them all in {seconds:.1f} s, no word was missing",
        ["document", "DOCX", "PDF", "words"],
        rows,
    )


def _papers() -> Iterator[tuple[str, Paper]]:
    body = load_units()
    load_months(body)
    briefing = Briefing.objects.select_related("period__body").get(period__body=body, period__month="2015-11")
    meeting = Meeting.objects.select_related("period__body").filter(period=briefing.period).earliest("number")
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    summary = paper_of(briefing, rows, "internal", Occasion())
    report = printing.paper_of(Report.objects.filter(period=briefing.period).earliest("pk"))
    for profile in FormatProfile.objects.order_by("valid_from", "pk"):
        look = profile.look({})
        if not look.is_party:
            yield f"commune-{profile.code}", paper(report.document, look)
            continue
        yield f"report-{profile.code}", paper(summary.document, look)
        for kind in (DocumentKind.NOTICE, DocumentKind.MINUTES, DocumentKind.INVITATION):
            yield f"{kind}-{profile.code}", paper(paper_of_meeting(meeting, kind, Printing()).document, look)


def _pdf(each: Paper) -> bytes:
    page = render_document(TEMPLATE, each.context)
    return render_pdf(page, title=each.title, identifier="do", moment=NOON, limits=LIMITS)


def _convert(place: Path, names: list[str]) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "pdf"]
    files = [str(place / f"{name}.docx") for name in names]
    subprocess.run([*command, "--outdir", str(place), *files], check=True, capture_output=True, timeout=SECONDS)


def _compared(place: Path, name: str, each: Paper) -> int:
    """Return how many words a document has, each of them in both PDFs."""
    page = render_document(TEMPLATE, each.context)
    told = _words(html.unescape(strip_tags(page[page.index("<article") :])))
    for file in (f"{name}.pdf", f"own-{name}.pdf"):
        done = subprocess.run(["pdftotext", place / file, "-"], check=True, capture_output=True)
        if missing := told - _words(done.stdout.decode()):
            raise SystemExit(f"{file} lacks {dict(missing)}")
    return told.total()


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))
