"""Which nightly backups there are."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from briefing_portal.lib.clock import OFFICE_TIME
from operations.facts import Kept

ENDING, MARK = ".backup", ".verified"
STAMP = "portal-%Y%m%dT%H%M%S"


def kept_in(folder: Path) -> list[Kept]:
    """Return the backups of a folder, oldest first; a file of another name is none of ours."""
    return sorted(_found(folder), key=lambda each: each.at)


def _found(folder: Path) -> Iterator[Kept]:
    for path in folder.glob(f"portal-*{ENDING}"):
        try:
            at = dt.datetime.strptime(path.stem, STAMP).replace(tzinfo=OFFICE_TIME)
        except ValueError:
            continue
        yield Kept(path.name, at, path.with_suffix(MARK).exists())
