"""Rehearse a restore: a backup, restored into a temporary place, examined, and gone again."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection
from pyrage import x25519

from operations.actions.backup import databases, postgres, sqlite
from operations.actions.backup.making import Backup, make_backup
from operations.actions.backup.restoring import examine, opened


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How long each step took (seconds), and what the check of the restored data said."""

    backup: Backup
    seconds_to_back_up: float
    seconds_to_restore: float
    seconds_to_check: float
    is_sound: bool
    integrity: str


def rehearse(*, key: x25519.Identity | None, at: datetime) -> Rehearsal:
    """Make a backup, restore it beside and examine it; nothing of it stays. Refusal where a step fails."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as name:
        begun = time.monotonic()
        backup = make_backup(file=Path(name) / "rehearsal.backup", key=key, at=at)
        backed_up = time.monotonic()
        with _restored(backup.file, key, Path(name)) as url:
            restored = time.monotonic()
            sound, words = examine(url, backup.manifest)
            checked = time.monotonic()
    return Rehearsal(backup, backed_up - begun, restored - backed_up, checked - restored, sound, words)


@contextmanager
def _restored(file: Path, key: x25519.Identity | None, near: Path) -> Iterator[str]:
    """Yield the address of the restored database."""
    with opened(file, key, near) as (folder, told):
        if connection.vendor == "sqlite":
            yield databases.url_of(str(folder / sqlite.DUMP))
            return
        with postgres.temporary_database() as name:
            postgres.restore(folder, dict(told.counts), database=name)
            yield databases.url_of(name)
