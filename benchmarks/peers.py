"""The peers that print: python-docx with LibreOffice, and Chromium; both are given the portal's own HTML.

The DOCX holds what the HTML says: the same headings and paragraphs in the same order, the same tables cell by cell.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.conf import settings
from docx import Document
from playwright.sync_api import sync_playwright

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "li"}


@dataclass
class _Table:
    rows: list[list[str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collect paragraphs and tables of a page in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str | _Table] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell or a paragraph."""
        if tag == "table":
            self.found.append(_Table())
        elif tag == "tr":
            self._table().rows.append([])
        elif tag in _BLOCKS or tag in {"td", "th"}:
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        """Keep a cell or a paragraph."""
        if self._text is None or tag not in _BLOCKS | {"td", "th"}:
            return
        text = " ".join("".join(self._text).split())
        if tag in _BLOCKS:
            self.found.append(text)
        else:
            self._table().rows[-1].append(text)
        self._text = None

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._text is not None:
            self._text.append(data)

    def _table(self) -> _Table:
        return next(each for each in reversed(self.found) if isinstance(each, _Table))


class LibreOffice:
    """Write a page as DOCX and convert it, with a profile that is made at the first time."""

    def __init__(self, page: str, folder: Path) -> None:
        """Read what the page says; it is drawn in a folder."""
        reader = _Reader()
        reader.feed(page[page.index("<body") :])
        self.content, self.folder = reader.found, folder

    def draw(self) -> None:
        """Write the DOCX and convert it."""
        document = Document()
        for each in self.content:
            if isinstance(each, _Table):
                _add_table(document, each.rows)
            else:
                document.add_paragraph(each)
        document.save(str(self.folder / "briefing.docx"))
        profile = f"-env:UserInstallation=file://{self.folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(self.folder)]
        subprocess.run([*command, str(self.folder / "briefing.docx")], check=True, capture_output=True)
        if not (self.folder / "briefing.pdf").exists():
            raise RuntimeError("LibreOffice wrote no PDF")


def _add_table(document: Any, rows: list[list[str]]) -> None:  # python-docx has no types
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text  # the quick way: table.cell() and row.cells look all cells up every time


@contextmanager
def page_file(page: str) -> Iterator[Path]:
    """Keep a page where a browser finds it, with our style sheets."""
    styles = (settings.BASE_DIR / "static").as_uri() + "/"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "briefing.html"
        file.write_text(page.replace("static:", styles), encoding="utf-8")
        yield file


class Chromium:
    """A browser that prints a page; the first time it is started."""

    def __init__(self, player: Any, file: Path) -> None:
        """Take Playwright's player and the file of the page."""
        self._player, self._file = player, file
        self.browser: Any = None

    def draw(self) -> None:
        """Print the page."""
        self.browser = self.browser or self._player.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        opened = self.browser.new_page()
        opened.set_default_timeout(0)
        opened.goto(self._file.as_uri())
        opened.pdf(prefer_css_page_size=True)
        opened.close()


@contextmanager
def chromium(page: str) -> Iterator[Chromium]:
    """Yield Chromium with a page before it."""
    with page_file(page) as file, sync_playwright() as player:
        found = Chromium(player, file)
        yield found
        if found.browser:
            found.browser.close()
