"""Cut a document's HTML into pieces that are drawn apart: at its annexes, and a long annex between its rows.

The markup is that of `documents/base_document.html`, `_annex_table.html` and `_source_notes.html`: an annex is a
`<section class="annex …">` that starts a page, its rows are those of `<tbody>`, or paragraphs and headings.
Any other HTML is one piece.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WHOLE = 24_000  # characters: less is drawn in one go
PIECE = 80_000  # characters: some two hundred rows, which a worker draws in 150 MB
_ARTICLE = re.compile(r'<article class="document[^>]*>')
_MARK = re.compile(r'\s*<p class="draft-mark">.*?</p>', re.DOTALL)
_ANNEX = re.compile(r'<section class="annex[^>]*>')
_ROWS = re.compile(r"(?<=<tbody>)(.*)(?=</tbody>)", re.DOTALL)
_HEADING = re.compile(r"<table[^>]*>.*?<tbody>", re.DOTALL)
_BLOCK = re.compile(r"(?=<h[2-4][ >]|<p[ >])")
# A piece doesn't know on which side it begins: all pages are drawn as right ones, and the left ones are moved.
_VERSO = re.compile(r"@page:left\{margin:[\d.]+mm ([\d.]+)mm [\d.]+mm ([\d.]+)mm\}")


_BETWEEN_CELLS = re.compile(r">\s+(?=</?(?:td|th|tr|tbody|thead|colgroup|col|table)[ >])")


def tight(html: str) -> str:
    """Return HTML without the spaces between the cells of its tables: half of a long document, and they say nothing."""
    return _BETWEEN_CELLS.sub(">", html)


@dataclass(frozen=True, slots=True)
class Flow:
    """What begins on a page of its own and runs on: HTML before the first unit, units, HTML behind the last.

    `again` is what stands before the first unit where the flow goes on in another piece, `closing` what ends such a
    piece. A flow without units is drawn in one go.
    """

    before: str
    units: Sequence[str] = ()
    behind: str = ""
    again: str = ""
    closing: str = ""

    @property
    def size(self) -> int:
        """Return the characters of the flow."""
        return len(self.before) + sum(map(len, self.units)) + len(self.behind)

    def whole(self) -> str:
        """Return the HTML of the flow."""
        return "".join((self.before, *self.units, self.behind))

    def piece(self, start: int, wanted: int) -> tuple[str, int]:
        """Return the HTML from a unit on, of at least so many characters, and the unit that follows it."""
        place, size = start, 0
        while place < len(self.units) and size < wanted:
            size += len(self.units[place])
            place += 1
        units = (_named(unit, number) for number, unit in enumerate(self.units[start:place], start))
        head = self.again if start else self.before
        return "".join((head, *units, self.behind if place == len(self.units) else self.closing)), place


@dataclass(frozen=True, slots=True)
class Pieces:
    """A document to be drawn: what every page begins with, the draft's mark, its flows in groups drawn together.

    `verso` is how many millimetres a left page's text stands further right than a right page's.
    """

    head: str
    mark: str
    groups: Sequence[Sequence[Flow]]
    verso: float = 0

    @property
    def size(self) -> int:
        """Return the characters of all flows."""
        return sum(flow.size for group in self.groups for flow in group)

    def page(self, body: str) -> str:
        """Return a whole HTML page around something."""
        return f"{self.head}{body}</article></body></html>"


def cut(html: str) -> Pieces:
    """Return a document's pieces; one group with one flow where it is short or can't be cut."""
    article, annexes = _ARTICLE.search(html), [found.start() for found in _ANNEX.finditer(html)]
    end = html.rfind("</article>")
    if len(html) <= WHOLE or not article or not article.end() < min(annexes, default=0) <= max(annexes) < end:
        return Pieces("", "", [[Flow(html)]])
    mark = _MARK.match(html, article.end())
    bounds = [mark.end() if mark else article.end(), *annexes, end]
    flows = [_flow(html[a:b]) for a, b in itertools.pairwise(bounds)]
    head, verso = html[: article.end()], _VERSO.search(html, 0, article.end())
    moved = float(verso[2]) - float(verso[1]) if verso else 0
    return Pieces(_VERSO.sub("", head), mark[0] if mark else "", list(_grouped(flows)), moved)


def _flow(html: str) -> Flow:
    found = _ANNEX.match(html)
    if len(html) <= PIECE or not found:
        return Flow(html)
    if "</tbody>" in html:
        return _table(found[0], html)
    head, *units = _BLOCK.split(html)
    end = units[-1].rfind("</section>") if units else -1
    if end < 0:
        return Flow(html)
    behind, units[-1] = units[-1][end:], units[-1][:end]
    return Flow(head, units, behind, again=_continued(found[0]), closing="</section>")


def _table(opening: str, html: str) -> Flow:
    rows, heading = _ROWS.search(html), _HEADING.search(html)
    if not rows or not heading:
        return Flow(html)
    units = [f"{row}</tr>" for row in rows[0].split("</tr>")[:-1]]
    return Flow(
        html[: rows.start()],
        units,
        html[rows.end() :],
        again=f"{_continued(opening)}{heading[0]}",
        closing="</tbody></table></section>",
    )


def _continued(opening: str) -> str:
    return opening.replace('class="', 'class="continued ', 1)


def _grouped(flows: Sequence[Flow]) -> Iterator[list[Flow]]:
    """Put neighbours together: two groups of about half where the document is small, else up to PIECE characters."""
    target = min(PIECE, sum(flow.size for flow in flows) // 2)
    group: list[Flow] = []
    for flow in flows:
        size = sum(each.size for each in group)
        if group and (flow.units or group[-1].units or size + flow.size / 2 > target):
            yield group
            group = []
        group.append(flow)
    if group:
        yield group


def _named(unit: str, number: int) -> str:
    """Give a unit's element a name by which its page is found."""
    return re.sub(r"<(\w+)", rf'<\1 id="unit-{number}"', unit, count=1)
