"""Changing what was kept, as somebody with the database's password could."""

from django.db import connection


def lift_protection() -> None:
    """Take the triggers away until the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


def run_sql(statement: str, *values: str | int | bytes) -> None:
    """Run one statement past the models."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
