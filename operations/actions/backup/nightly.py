"""The folder of nightly backups: a name by the moment, a mark for what was read back, and what goes again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from pyrage import x25519

from briefing_portal.lib.clock import OFFICE_TIME
from operations.actions.backup.making import Backup, make_backup
from operations.actions.backup.manifest import sha256_of
from operations.actions.backup.retention import Kept, Rule, superfluous

ENDING, MARK = ".backup", ".verified"
STAMP = "portal-%Y%m%dT%H%M%S"


def make_nightly(*, key: x25519.Identity | None, at: dt.datetime) -> tuple[Backup, list[str]]:
    """Make a backup in BACKUP_DIR and delete those that its rule no longer keeps; return it and what went."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup = make_backup(file=folder / f"{at.astimezone(OFFICE_TIME).strftime(STAMP)}{ENDING}", key=key, at=at)
    mark = backup.file.with_suffix(MARK)
    mark.write_text(f"{sha256_of(backup.file)}  {backup.file.name}\n")  # as sha256sum reads it
    return backup, [_delete(folder, each.name) for each in superfluous(kept_in(folder), rule())]


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


def _delete(folder: Path, name: str) -> str:
    (folder / name).unlink()
    (folder / name).with_suffix(MARK).unlink(missing_ok=True)
    return name


def rule() -> Rule:
    """Return how many days, weeks and months keep their backup."""
    return Rule(settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS)
