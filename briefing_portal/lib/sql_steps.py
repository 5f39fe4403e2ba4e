"""Migration steps in SQL that each kind of database says in its own words."""

from collections.abc import Callable, Mapping, Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

Statements = Mapping[str, Sequence[str]]  # by vendor ("sqlite", "postgresql"), with {table} for the table's name


def sql_step(do: Statements, undo: Statements, table: str) -> RunPython:
    """Return the migration step that runs a table's statements of the database at hand, and its way back."""
    return RunPython(_runner(do, table), _runner(undo, table))


def _runner(statements: Statements, table: str) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    def run(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement.format(table=table), params=None)

    return run
