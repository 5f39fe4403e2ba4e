"""Rows that are written once: their model refuses to change or delete them, and so does the database itself."""

from typing import Any, NoReturn

from django.db import models
from django.db.migrations.operations import RunPython

from briefing_portal.lib.sql_steps import sql_step

_PROTECT = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS {table}_keeps_its_rows BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_loses_no_rows BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE integrity_constraint_violation USING MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are written once'; "
        "END $$",
        "CREATE OR REPLACE TRIGGER {table}_keeps_its_rows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite()",
    ),
}
_RELEASE = {
    "sqlite": ("DROP TRIGGER IF EXISTS {table}_keeps_its_rows", "DROP TRIGGER IF EXISTS {table}_loses_no_rows"),
    "postgresql": ("DROP TRIGGER IF EXISTS {table}_keeps_its_rows ON {table}",),
}


class WrittenOnce(TypeError):
    """Refuse to change or delete what is written once: code that tries is wrong."""


class WrittenOnceModel(models.Model):
    """A row that is written once; `write_once` makes the database keep that too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once."""
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse: the row stays."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise WrittenOnce(f"{self._meta.label} is never changed or deleted")


def write_once(table: str) -> RunPython:
    """Return the migration step after which an UPDATE or DELETE of the table's rows is an IntegrityError.

    SQLite forgets triggers when a later migration builds the table anew (AlterField): repeat the step behind it.
    """
    return sql_step(_PROTECT, _RELEASE, table)
