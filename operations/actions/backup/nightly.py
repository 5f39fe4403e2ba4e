"""The folder of nightly backups: a name by the moment, a mark for what was read back, and what goes again."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from pyrage import x25519

from briefing_portal.lib.clock import OFFICE_TIME
from operations.actions.backup.making import Backup, make_backup
from operations.actions.backup.manifest import sha256_of
from operations.actions.backup.retention import Rule, superfluous
from operations.figures.backups import ENDING, MARK, STAMP, kept_in


def make_nightly(*, key: x25519.Identity | None, at: dt.datetime) -> tuple[Backup, list[str]]:
    """Make a backup in BACKUP_DIR and delete those that its rule no longer keeps; return it and what went."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup = make_backup(file=folder / f"{at.astimezone(OFFICE_TIME).strftime(STAMP)}{ENDING}", key=key, at=at)
    mark = backup.file.with_suffix(MARK)
    mark.write_text(f"{sha256_of(backup.file)}  {backup.file.name}\n")  # as sha256sum reads it
    return backup, [_delete(folder, each.name) for each in superfluous(kept_in(folder), rule())]


def _delete(folder: Path, name: str) -> str:
    (folder / name).unlink()
    (folder / name).with_suffix(MARK).unlink(missing_ok=True)
    return name


def rule() -> Rule:
    """Return how many days, weeks and months keep their backup."""
    return Rule(settings.BACKUP_DAYS, settings.BACKUP_WEEKS, settings.BACKUP_MONTHS)
