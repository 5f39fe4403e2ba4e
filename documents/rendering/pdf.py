"""Draw PDFs with WeasyPrint in processes of their own, under limits of time and memory.

One half runs in the web server: `render_pdf` and the pool of warm worker processes. The other half is the
worker itself, `python -m documents.rendering.pdf`: it alone imports WeasyPrint, reads framed orders on stdin
and answers on stdout. Neither half needs Django.
"""

import atexit
import contextlib
import gc
import json
import logging
import mimetypes
import os
import re
import resource
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing_portal.lib.refusal import Refusal
from documents.rendering.composing import Order, Progress, compose
from documents.rendering.joining import Attachment, is_packed, packed
from documents.rendering.tagging import numbers_of, part_of
from documents.rendering.worker import ROOT, Worker, read_frame, write_frame

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

STATIC = ROOT / "static"
OPEN_FOLDERS = ("css", "img")
POOL_SIZE = 2
RENDERS_PER_WORKER = 100
_SHEET = re.compile(r'<link rel="stylesheet" href="(static:[\w/.-]+)">|<style>(.*?)</style>', re.DOTALL)

logger = logging.getLogger(__name__)


class RenderingFailed(Refusal):
    """Say in one Vietnamese sentence why there is no PDF."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bound one rendering: seconds of drawing, MiB of address space, seconds of waiting for a free worker."""

    seconds: float = 25
    memory_mib: int = 1024
    wait_seconds: float = 60


DEFAULT = Limits()


def render_pdf(
    html: str,
    *,
    title: str,
    identifier: str,
    moment: datetime,
    author: str = "",
    limits: Limits = DEFAULT,
    attachments: Sequence[Attachment] = (),
    progress: Progress | None = None,
) -> bytes:
    """Return the PDF (declared PDF/A-3a) of an HTML page; the same arguments give the same bytes.

    `moment` stands in the file as its date, `attachments` lie inside. A long document is drawn in pieces, each within
    the limits; `progress` is told how many characters of how many are drawn. Raise RenderingFailed when the page can't
    be drawn within the limits, ValueError for a moment without a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("moment needs a time zone")
    order = {
        "title": title,
        "identifier": identifier,
        "moment": moment.isoformat(timespec="seconds"),
        "author": author,
        "seconds": limits.seconds,
        "memory_mib": limits.memory_mib,
    }

    def draw(order: Order) -> bytes:
        return _pool.render(json.dumps(order).encode(), limits)

    return compose(html, order, draw, attachments=attachments, progress=progress)


def static_file(url: str, root: Path = STATIC) -> Path:
    """Return the project's own file behind `static:css/…` or `static:img/…`; PermissionError for all else."""
    scheme, _, name = url.partition(":")
    path = (root / name).resolve()
    inside = any(path.is_relative_to((root / folder).resolve()) for folder in OPEN_FOLDERS)
    if scheme != "static" or not inside or not path.is_file():
        raise PermissionError(url)
    return path


# The server's half.


class _Pool:
    """Keep up to POOL_SIZE workers, started when needed and warm afterwards; safe among threads."""

    def __init__(self) -> None:
        self._places = threading.BoundedSemaphore(POOL_SIZE)
        self._idle: deque[Worker] = deque()

    def render(self, order: bytes, limits: Limits) -> bytes:
        """Return the PDF, or raise RenderingFailed; a worker that failed is replaced."""
        if not self._places.acquire(timeout=limits.wait_seconds):
            raise RenderingFailed("Máy chủ đang tạo nhiều tệp PDF khác; xin thử lại sau ít phút.")
        try:
            worker = self._take()
            try:
                pdf = _ask(worker, order, limits)
            except BaseException:
                worker.stop()
                raise
            self._idle.append(worker)
            return pdf
        finally:
            self._places.release()

    def _take(self) -> Worker:
        while self._idle:
            worker = self._idle.pop()
            if worker.is_usable(RENDERS_PER_WORKER):
                return worker
            worker.stop()
        return _start()

    def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().stop()


def _start() -> Worker:
    worker = Worker()
    try:
        worker.wait_until_warm()
    except (EOFError, TimeoutError) as error:
        worker.stop()
        raise RenderingFailed(
            "Máy chủ chưa tạo được tệp PDF vì thiếu thư viện Pango hoặc phông chữ Liberation Serif "
            "có dấu tiếng Việt; xin báo quản trị."
        ) from error
    return worker


def _ask(worker: Worker, order: bytes, limits: Limits) -> bytes:
    try:
        answer = worker.ask(order, limits.seconds)
    except TimeoutError as error:
        seconds = f"{limits.seconds:g}".replace(".", ",")
        raise RenderingFailed(
            f"Tạo tệp PDF quá {seconds} giây nên đã dừng; xin rút ngắn nội dung rồi thử lại."
        ) from error
    except EOFError as error:
        raise _cannot_draw("the worker died") from error
    if not is_packed(answer):
        raise _cannot_draw(answer.decode(errors="replace"))
    return answer


def _cannot_draw(why: str) -> RenderingFailed:
    logger.warning("No PDF: %s", why)
    return RenderingFailed("Không tạo được tệp PDF từ nội dung này; xin xem lại nội dung vừa sửa hoặc báo quản trị.")


_pool = _Pool()
_pools_of_parents: list[_Pool] = []


def _leave_to_parent() -> None:
    """Give a forked process a pool of its own: the pipes that it inherited belong to its parent."""
    global _pool
    _pools_of_parents.append(_pool)
    _pool = _Pool()


os.register_at_fork(after_in_child=_leave_to_parent)
atexit.register(lambda: _pool.close())


# The worker's half.


def main() -> None:
    """Answer orders on stdin until it closes, which is when the server ends."""
    # No PR_SET_PDEATHSIG: it fires when the thread that started the worker ends, here with the first request.
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the frames
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _warm_up()
    _collect_seldom()
    sys.addaudithook(_refuse_network_and_programs)
    write_frame(answers, b"ready")
    with contextlib.suppress(EOFError):
        while True:
            write_frame(answers, _answer(json.loads(read_frame(orders))))
            gc.collect()


def _collect_seldom() -> None:
    """Look for garbage between two documents instead of while one is drawn: that took a fifth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _answer(order: dict[str, Any]) -> bytes:
    """Return the PDF, or the reason why there is none."""
    # SIGALRM ends the process even inside C code, and even when the server that set the deadline is gone.
    signal.setitimer(signal.ITIMER_REAL, order["seconds"] + 1)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory_mib"] << 20, resource.RLIM_INFINITY))
    try:
        return _draw(order)
    except Exception as error:
        traceback.print_exc(limit=-5)
        return f"{type(error).__name__}: {error}"[:500].encode(errors="replace")
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _draw(order: dict[str, Any]) -> bytes:
    from weasyprint import HTML  # lazily: without Pango the import itself raises OSError

    os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.fromisoformat(order["moment"]).timestamp()))
    html, sheets = _with_known_sheets(order["html"])
    if order["kind"] == "numbers":
        return packed(numbers_of(_objects(_numbered(html, sheets, order["before"]))))
    document = HTML(string=html, url_fetcher=_own_files_only()).render(stylesheets=sheets)
    following = -1
    if order["kind"] == "piece":
        document, following = _full_pages(document)
    metadata = document.metadata
    metadata.title = order["title"]
    metadata.lang = "vi"
    metadata.authors = [order["author"]] if order["author"] else []
    metadata.created = metadata.modified = order["moment"]
    pdf = _objects(document, pdf_variant="pdf/a-3a")
    return packed(part_of(pdf, following=following, takes_numbers=order["kind"] != "whole"))


def _objects(document: Any, **options: Any) -> Any:
    """Return what WeasyPrint would write, as pydyf's objects."""
    taken: list[Any] = []

    def take(_document: Any, pdf: Any) -> None:
        taken.append(pdf)
        pdf.write = lambda *_: None  # the file is written once, with all its parts

    for page in document.pages:
        page.anchors.clear()  # names of units, which only _full_pages looks for
    document.write_pdf(finisher=take, **options)
    return taken[0]


def _full_pages(document: Any) -> tuple[Any, int]:
    """Return the pages that a longer piece would have too, and the unit that begins the next page.

    The unit is -1 where not one page is surely full.
    """
    for place in range(len(document.pages) - 1, 0, -1):
        units, before = _units_on(document.pages[place]), _units_on(document.pages[place - 1])
        if units and not units & before:
            return document.copy(document.pages[:place]), min(units)
    return document, -1


def _units_on(page: Any) -> frozenset[int]:
    # Anchors tell only where a unit begins; its boxes tell also where it goes on.
    names = {box.element.get("id", "") for box in page._page_box.descendants() if box.element is not None}
    return frozenset(int(name.removeprefix("unit-")) for name in names if name.startswith("unit-"))


def _numbered(html: str, sheets: list[Any], before: int) -> Any:
    """Return empty pages with their numbers, which follow so many others."""
    from weasyprint import CSS, HTML

    # They are laid over other pages, so they have no paper of their own.
    rules = "* { background: none !important }"
    if before:  # one more page comes first: a first page has no number
        rules += f"@page :first {{ counter-reset: page {before} }}"
        html = html.replace("<section", "<section></section><section", 1)
    rendered = HTML(string=html, url_fetcher=_own_files_only()).render(stylesheets=[*sheets, CSS(string=rules)])
    return rendered.copy(rendered.pages[1:]) if before else rendered


def _with_known_sheets(html: str) -> tuple[str, list[Any]]:
    """Return the HTML without the sheets of its head, and these in their order; our own files are read once."""
    from weasyprint import CSS

    head, end, body = html.partition("</head>")
    if not end:
        return html, []
    sheets = [
        CSS(string=rules, url_fetcher=_own_files_only()) if rules else _sheet(url, static_file(url).stat().st_mtime_ns)
        for url, rules in _SHEET.findall(head)
    ]
    return _SHEET.sub("", head) + end + body, sheets


@lru_cache(maxsize=16)
def _sheet(url: str, _changed: int) -> Any:
    from weasyprint import CSS

    return CSS(url=url, url_fetcher=_own_files_only(), media_type="print")


def _own_files_only() -> "URLFetcher":
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Serve the project's static files and refuse every other address."""

        def fetch(self, url: str, _headers: dict[str, str] | None = None) -> URLFetcherResponse:
            path = static_file(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFilesOnly()


def _warm_up() -> None:
    """Load WeasyPrint and the fonts; OSError when a Vietnamese letter has no glyph in Liberation Serif."""
    from weasyprint import HTML

    document = HTML(string="<p style='font-family: Liberation Serif'>Ẵẵ ệ ữ <b>Ặ</b> <i>ợ</i>").render()
    document.write_pdf()
    for font in document.fonts.values():
        if font.missing or font.family != "Liberation Serif":
            raise OSError("no Liberation Serif with Vietnamese letters (fonts-liberation2)")


def _refuse_network_and_programs(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
