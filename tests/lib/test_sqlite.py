import sqlite3

import pytest
from django.core.checks import run_checks
from django.db import connection

from briefing_portal.lib.sqlite import Version, is_sound, refuse_unsound_sqlite


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_only_versions_without_the_wal_race_are_sound(version: Version, *, sound: bool) -> None:
    assert is_sound(version) is sound


def test_the_portal_runs_on_a_sound_sqlite() -> None:
    assert is_sound(sqlite3.sqlite_version_info)


def test_an_unsound_sqlite_is_refused_by_the_system_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(connection, "vendor", "sqlite")
    assert [error.id for error in run_checks()] == ["portal.E001"]


def test_postgresql_is_not_asked_for_its_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(connection, "vendor", "postgresql")
    assert refuse_unsound_sqlite() == []


@pytest.mark.django_db
def test_an_answered_submit_is_on_the_disk() -> None:
    if connection.vendor != "sqlite":
        return
    asked = {}
    with connection.cursor() as cursor:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            asked[pragma] = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 20_000}
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
