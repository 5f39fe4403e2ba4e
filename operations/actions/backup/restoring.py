"""Restore a backup: everything is checked beside before anything takes the place of what is there."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from pyrage import x25519

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup import archive, databases, folders, manifest, postgres, sqlite
from operations.actions.backup.manifest import Manifest

NOT_DONE = "Không khôi phục được từ {path}: {why}."
NOT_EMPTY = (
    "Cơ sở dữ liệu đích đã có dữ liệu: chỉ khôi phục vào nơi trống. Nếu thật sự muốn thay dữ liệu đang có, "
    "hãy sao lưu nó trước rồi dùng --replace."
)
OTHER_KIND = (
    "Bản sao lưu của {made} không khôi phục được vào {here}: DATABASE_URL phải trỏ tới cùng loại cơ sở dữ liệu."
)
NEWER = "Bản sao lưu thuộc bản phần mềm mới hơn ({release}; có {migration}): cài bản đó rồi khôi phục lại."
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, what its own check said, and where the old state was kept."""

    manifest: Manifest
    integrity: str  # what check_integrity printed
    is_sound: bool
    kept: tuple[Path, ...]


@contextmanager
def opened(file: Path, key: x25519.Identity | None, near: Path) -> Iterator[tuple[Path, Manifest]]:
    """Yield the folder of an unpacked, checked backup and its manifest; Refusal where it can't be restored here."""
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=near) as name:
            folder = Path(name)
            archive.unpack(file, folder, key)
            told = manifest.read(folder)
            _refuse_unfit(told)
            if told.engine == "sqlite":
                sqlite.check(folder, dict(told.counts))
            yield folder, told
    except FileNotFoundError as error:
        raise Refusal(NOT_DONE.format(path=file, why=f"không có {error.filename}")) from error
    except OSError as error:
        raise Refusal(NOT_DONE.format(path=file, why=error.strerror or error)) from error


def _refuse_unfit(told: Manifest) -> None:
    if told.engine != connection.vendor:
        raise Refusal(OTHER_KIND.format(made=NAMES[told.engine], here=NAMES[connection.vendor]))
    if unknown := databases.unknown_migrations(told.migrations):
        raise Refusal(NEWER.format(release=told.release, migration=unknown[0]))


def restore(*, file: Path, key: x25519.Identity | None, replace: bool, at: datetime) -> Restored:
    """Put the backup in the place of an empty state; with replace, of the one that is there, which is kept aside."""
    near = sqlite.place().parent if connection.vendor == "sqlite" else Path(tempfile.gettempdir())
    if not near.is_dir():
        raise Refusal(NOT_DONE.format(path=file, why=f"không có thư mục {near}"))
    if not replace:
        _refuse_filled()
    aside = f"before-{at:%Y%m%dT%H%M%S}"
    put = _into_sqlite if connection.vendor == "sqlite" else _into_postgres
    with opened(file, key, near) as (folder, told):
        return put(folder, told, aside)


def _refuse_filled() -> None:
    there = connection.vendor != "sqlite" or sqlite.place().exists()  # to look would make the file
    if there and not databases.is_empty():
        raise Refusal(NOT_EMPTY)
    folders.refuse_filled()


def _into_sqlite(folder: Path, told: Manifest, aside: str) -> Restored:
    sound, words = examine(databases.url_of(str(folder / sqlite.DUMP)), told)
    old = sqlite.set_aside(aside)
    with _files_in_place(folder, aside) as kept:
        sqlite.put_in_place(folder)
    return Restored(told, words, sound, (*([old] if old else ()), *kept))


def _into_postgres(folder: Path, told: Manifest, aside: str) -> Restored:
    with _files_in_place(folder, aside) as kept:
        postgres.restore(folder, dict(told.counts))
    sound, words = examine(databases.url_of(str(connection.settings_dict["NAME"])), told)
    return Restored(told, words, sound, tuple(kept))


@contextmanager
def _files_in_place(folder: Path, aside: str) -> Iterator[list[Path]]:
    """Move the files first; they go again where the database behind them fails."""
    moved = folders.put_in_place(folder, aside)
    try:
        yield [old for _, old in moved if old]
    except BaseException:
        folders.put_back(moved)
        raise


def examine(url: str, told: Manifest) -> tuple[bool, str]:
    """Bring a restored database up to this release and hash everything in it anew: sound or not, and in words."""
    for command in (*(["migrate"] if databases.lacks_migrations(told.migrations) else ()), "check_integrity"):
        done = _manage(url, command)
        if done.returncode:
            return False, (done.stderr or done.stdout).strip()[-2000:]
    return True, done.stdout.strip()


def _manage(url: str, command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the portal on another database, in a process that knows only that one."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py"), command, "--no-color"]
    environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": settings.SECRET_KEY}
    return subprocess.run(manage, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own
