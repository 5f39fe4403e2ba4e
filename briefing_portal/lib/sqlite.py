"""Which SQLite may keep an office's reports."""

import sqlite3
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connection

Version = tuple[int, int, int]

# The WAL-reset race can corrupt a database (https://sqlite.org/wal.html#walresetbug). It is in every version
# from 3.7.0 to 3.51.2 but for the releases that were repaired.
FIRST_REPAIRED: Version = (3, 51, 3)
REPAIRED_BRANCHES = {(3, 50): 7, (3, 44): 6}


def is_sound(version: Version) -> bool:
    """Tell whether an SQLite of this version is free of the WAL-reset race."""
    major, minor, patch = version
    repaired_in = REPAIRED_BRANCHES.get((major, minor))
    return version >= FIRST_REPAIRED or (repaired_in is not None and patch >= repaired_in)


def refuse_unsound_sqlite(**kwargs: Any) -> list[CheckMessage]:
    """Return an error when the default database is an SQLite that may lose what it was told to keep."""
    if connection.vendor != "sqlite" or is_sound(sqlite3.sqlite_version_info):
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset race and may corrupt the database.",
            hint="Install the packages of requirements.txt anew: pysqlite3 brings a sound version.",
            id="portal.E001",
        )
    ]
