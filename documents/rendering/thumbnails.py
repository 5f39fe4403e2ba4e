"""A file that somebody handed in, as pictures: small beside its name, a page at a time to read.

A process of its own draws them (`thumbnail_worker.py`), under limits of time, memory and points.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass

from documents.models.file_kinds import FileKind
from documents.rendering.thumbnail_worker import SECONDS
from documents.rendering.worker import ROOT, environment

SMALL, LARGE = 240, 1600  # points on the longer side
WAIT_SECONDS = 20
PLACES = 2  # processes at once
SHOWN_AS_PICTURES = frozenset({FileKind.PDF, FileKind.JPG, FileKind.PNG})

logger = logging.getLogger(__name__)
_places = threading.BoundedSemaphore(PLACES)


class NoPicture(Exception):
    """A file that cannot be drawn: damaged, locked, or too large."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as JPEG, and how many pages the file has."""

    jpeg: bytes
    pages: int


def draw(content: bytes, kind: FileKind, *, page: int = 1, side: int = SMALL) -> Drawn:
    """Return a page of a file; raise NoPicture where it can't be drawn, or is of a kind that is never drawn."""
    if kind not in SHOWN_AS_PICTURES:
        raise NoPicture(kind)
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise NoPicture("busy")
    try:
        return _run(json.dumps({"kind": kind.value, "page": page, "side": side}).encode() + b"\n" + content)
    finally:
        _places.release()


def _run(order: bytes) -> Drawn:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.rendering.thumbnail_worker"],
            input=order,
            capture_output=True,
            cwd=ROOT,
            env=environment(),
            timeout=SECONDS,
            check=True,
            start_new_session=True,  # a Ctrl-C at the terminal is not meant for it
        )
    except subprocess.TimeoutExpired as error:
        raise NoPicture("late") from error
    except subprocess.CalledProcessError as error:
        logger.info("A file was not drawn: %s", error.stderr[-300:].decode(errors="replace").strip())
        raise NoPicture("damaged") from error
    pages, _, jpeg = done.stdout.partition(b"\n")
    return Drawn(jpeg, int(pages))
