"""A backup of SQLite by its online backup, and a restore that puts a checked file in the place of the old one."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.manifest import damaged

DUMP = "database.sqlite3"
IN_USE = "Có chương trình đang dùng cơ sở dữ liệu: dừng cổng và tiến trình nền trước rồi khôi phục lại."
BESIDE = ("-wal", "-shm", "-journal")


def place() -> Path:
    """Return the file that is the database; Refusal for one in memory."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise Refusal("Cơ sở dữ liệu chỉ nằm trong bộ nhớ: không có gì để sao lưu hay khôi phục.")
    return Path(name).absolute()


@contextmanager
def _opened(path: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=60, isolation_level=None)
    try:
        yield database
    finally:
        database.close()


def dump(folder: Path, tables: list[str]) -> dict[str, int]:
    """Copy the database as it stands at one moment, while others go on writing; return its rows by table."""
    copy = folder / DUMP
    copy.touch(mode=0o600)
    with _opened(place(), "ro") as source, _opened(copy) as target:
        source.backup(target)  # in one step: what is committed meanwhile is not in it
        target.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        _refuse_unsound(target)
        return _counts(target, tables)


def check(folder: Path, counts: dict[str, int]) -> None:
    """Refuse a dump that is no sound database, or has other rows than its manifest says."""
    try:
        with _opened(folder / DUMP) as database:
            _refuse_unsound(database)
            found = _counts(database, list(counts))
    except sqlite3.DatabaseError as error:
        raise damaged("cơ sở dữ liệu không đọc được") from error
    if wrong := sorted(name for name in counts if counts[name] != found[name]):
        raise damaged(f"bảng {wrong[0]} có {found[wrong[0]]} dòng, bản kê ghi {counts[wrong[0]]}")


def _refuse_unsound(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA ignore_check_constraints=ON")  # some of them ask functions of Django
    (answer,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise Refusal(f"Cơ sở dữ liệu bị hỏng: {answer}.")


def _counts(database: sqlite3.Connection, tables: list[str]) -> dict[str, int]:
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 - our own tables


def set_aside(to: str) -> Path | None:
    """Move the present database away under another name, so that nothing is lost; None where there is none."""
    present = place()
    connection.close()
    if not present.exists():
        return None
    _refuse_in_use(present)
    aside = present.with_name(f"{present.name}.{to}")
    os.link(present, aside)
    return aside


def _refuse_in_use(path: Path) -> None:
    """Leave the WAL, which SQLite does only for the last that has the file open; the file is whole then."""
    try:
        with _opened(path) as database:
            database.execute("PRAGMA busy_timeout=0")
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Refusal(IN_USE) from error


def put_in_place(folder: Path) -> None:
    """Let the checked file be the database from one moment to the next."""
    (folder / DUMP).replace(place())
    for ending in BESIDE:
        place().with_name(place().name + ending).unlink(missing_ok=True)
