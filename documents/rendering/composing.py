"""Have a document drawn piece by piece and joined: pages break and page numbers run on as in one piece."""

import threading
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

from documents.rendering import parts as cutting
from documents.rendering.joining import Attachment, Part, join, unpacked
from documents.rendering.parts import Flow, Pieces, cut, tight

AT_ONCE = 2  # pieces: as many as the pool has workers
NUMBERS_AT_ONCE = 200  # pages
TELL_SECONDS = 1
_LINK = '<link rel="stylesheet" href="static:css/document_piece.css">'
_NUMBER = {False: '<section class="annex"></section>', True: '<section class="annex wide"></section>'}
Order = dict[str, Any]
Draw = Callable[[Order], bytes]
Progress = Callable[[int, int], None]


def compose(
    html: str, order: Order, draw: Draw, *, attachments: Sequence[Attachment] = (), progress: Progress | None = None
) -> bytes:
    """Return the PDF of an HTML page; `order` is what a worker is told beside the HTML.

    `progress` is told how many characters of how many are drawn.
    """
    html = tight(html)
    pieces, identifier = cut(html), order["identifier"]
    if not pieces.head:
        whole = unpacked(draw(order | {"html": html, "kind": "whole"}))
        return join([whole], attachments=attachments, identifier=identifier)
    press = _Press(draw, order, pieces, progress)
    stored = press.draw_all()
    numbers = press.draw_numbers([size for each in stored for size in each.sizes])
    parts = (unpacked(zlib.decompress(each.answer)) for each in stored)
    return join(parts, numbers=numbers, attachments=attachments, identifier=identifier, verso=pieces.verso)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A part, packed small until its turn, and the sizes of its pages."""

    answer: bytes
    sizes: list[list[float]]


@dataclass
class _Press:
    """Draw the pieces of one document."""

    draw: Draw
    order: Order
    pieces: Pieces
    progress: Progress | None
    drawn: int = 0
    is_given_up: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def draw_all(self) -> list[_Stored]:
        """Return all parts in the order of the document; the caller's thread tells how far it is, once a second."""
        threads = ThreadPoolExecutor(AT_ONCE)
        try:
            groups = [threads.submit(self._group, group) for group in self.pieces.groups]
            waiting: set[Future[list[_Stored]]] = set(groups)
            while waiting:
                done, waiting = wait(waiting, TELL_SECONDS, FIRST_COMPLETED)
                for group in done:
                    group.result()  # a failure ends the others
                if self.progress:
                    self.progress(self.drawn, self.pieces.size)
            return [part for group in groups for part in group.result()]
        finally:
            self.is_given_up = True
            threads.shutdown(cancel_futures=True)

    def draw_numbers(self, sizes: Sequence[Sequence[float]]) -> list[Part]:
        """Return the numbers of all pages."""
        step = min(NUMBERS_AT_ONCE, -(-len(sizes) // AT_ONCE))
        starts = range(0, len(sizes), step)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            return list(threads.map(lambda start: self._numbers(sizes[start : start + step], start), starts))

    def _numbers(self, sizes: Sequence[Sequence[float]], before: int) -> Part:
        """Return the numbers of some pages that stand behind so many others."""
        sections = "".join(_NUMBER[right - left > bottom - top] for left, top, right, bottom in sizes)
        page = self.pieces.page(sections)
        return unpacked(self.draw(self.order | {"html": page, "kind": "numbers", "before": before}))

    def _group(self, group: Sequence[Flow]) -> list[_Stored]:
        if group[0].units:
            return self._long(group[0])
        return [self._piece("".join(flow.whole() for flow in group), sum(flow.size for flow in group))[0]]

    def _long(self, flow: Flow) -> list[_Stored]:
        """Draw a flow in pieces: a piece keeps its full pages, the next goes on with the unit behind them."""
        parts, start, wanted = [], 0, cutting.PIECE
        while start < len(flow.units) and not self.is_given_up:
            body, stop = flow.piece(start, wanted)
            is_last = stop == len(flow.units)
            part, following = self._piece(body, 0, "last" if is_last else "piece")
            following = len(flow.units) if is_last else following
            if following <= start:  # not one page is surely full: a unit is longer than that
                wanted *= 2
                continue
            self._count(sum(map(len, flow.units[start:following])))
            parts.append(part)
            start = following
        self._count(len(flow.before) + len(flow.behind))
        return parts

    def _piece(self, body: str, size: int, kind: str = "last") -> tuple[_Stored, int]:
        page = self.pieces.page(f"{self.pieces.mark}{body}").replace("</head>", f"{_LINK}</head>", 1)
        answer = self.draw(self.order | {"html": page, "kind": kind})
        about = unpacked(answer).about
        self._count(size)
        return _Stored(zlib.compress(answer, 1), about["sizes"]), about["following"]

    def _count(self, size: int) -> None:
        with self.lock:
            self.drawn += size
