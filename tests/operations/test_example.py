"""The demo's November, as the portal writes it, stands in docs/example-briefing.md to be read.

After a change of wording or of the demo, renew it and read it aloud:

    UPDATE_EXAMPLES=1 .venv/bin/pytest tests/operations/test_example.py
"""

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.rendering.content import Heading, Run
from documents.rendering.paper import Paper
from meetings.figures.document import Occasion, paper_of
from meetings.models import Briefing
from operations.actions.load_demo import load_months, load_units

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-briefing.md"
HEAD = """\
# What the portal writes: November 2015 of the demo

The text of the published edition, as the demo (`manage.py load_demo`) compiles it from the reports of seventeen
communes. From the reference, the summary that the office of Bạch Thông district published, come the day, the chair's
office, the five budget percentages, the harvest above 70 % of the area, the themes of the shortcomings and the
directives. **All other figures are made up for illustration (số liệu minh họa).**

`tests/operations/test_example.py` writes this file and fails when it is stale; the command that renews it stands there.

---
"""
pytestmark = pytest.mark.once
ENOUGH = ("Cẩm Giàng 113,1%, Vi Hương 103,2%, Dương Phong 102%, Quang Thuận 101,5%, Mỹ Thanh 101,5%.", "trên 70% diện")


@pytest.fixture
def november(db: None) -> Paper:
    body = load_units()
    load_months(body)
    briefing = Briefing.objects.get(period__body=body, period__month="2015-11")
    rows = list(briefing.sentences.order_by("block", "order", "pk"))
    return paper_of(briefing, rows, "published", Occasion(is_draft=False))


def page(paper: Paper) -> Iterator[str]:
    """Yield the lines of the paper as Markdown, headings and paragraphs as they are printed."""
    yield from (HEAD, f"## {paper.title}")
    for part in paper.document.body:
        if isinstance(part, Heading):
            yield from ("", f"### {part.text}")
        elif part.style != "coverage":
            dash = "– " if part.style == "item" else ""
            yield from ("", dash + "".join(_run(run) for run in part.runs))


def _run(run: Run) -> str:
    return f"**{run.text}**" if run.bold else run.text


def test_the_example_in_the_docs_is_what_the_demo_says(november: Paper) -> None:
    text = "\n".join(page(november)) + "\n"
    if os.environ.get("UPDATE_EXAMPLES"):
        EXAMPLE.write_text(text, encoding="utf-8")
    before = EXAMPLE.read_text(encoding="utf-8") if EXAMPLE.exists() else ""
    changed = difflib.unified_diff(before.splitlines(), text.splitlines(), EXAMPLE.name, "now", lineterm="", n=0)
    told = "\n".join(changed)
    assert not told, f"the example is stale (UPDATE_EXAMPLES=1 renews it):\n{told}"
    assert all(words in text for words in ENOUGH)
