"""An index of the words of a table that grows with every report: it narrows a search before the words are compared.

SQLite keeps it as a full-text table beside, by triggers; PostgreSQL as an inverted index. Both only narrow: what is
found is decided by the folded columns (`SearchedQuerySet.with_phrases`), the same on both.
"""

from collections.abc import Iterable

from django.db import connections
from django.db.migrations.operations import RunPython
from django.db.models.expressions import RawSQL

from briefing_portal.lib.sql_steps import sql_step

# The tokenizer parts at spaces alone: all else that a folded word may have is a letter to it.
_BUILD = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {table}_words USING fts5"
        "(plain, content='', contentless_delete=1, detail=none, tokenize='ascii')",
        "CREATE TRIGGER {table}_words_come AFTER INSERT ON {table} "
        "BEGIN INSERT OR REPLACE INTO {table}_words(rowid, plain) VALUES (new.id, new.plain); END",
        "CREATE TRIGGER {table}_words_change AFTER UPDATE OF plain ON {table} "
        "BEGIN INSERT OR REPLACE INTO {table}_words(rowid, plain) VALUES (new.id, new.plain); END",
        "CREATE TRIGGER {table}_words_go AFTER DELETE ON {table} "
        "BEGIN DELETE FROM {table}_words WHERE rowid = old.id; END",
        "INSERT INTO {table}_words(rowid, plain) SELECT id, plain FROM {table}",
    ),
    "postgresql": ("CREATE INDEX {table}_words ON {table} USING gin (string_to_array(btrim(plain), ' '))",),
}
_DROP = {
    "sqlite": (
        "DROP TRIGGER {table}_words_come",
        "DROP TRIGGER {table}_words_change",
        "DROP TRIGGER {table}_words_go",
        "DROP TABLE {table}_words",
    ),
    "postgresql": ("DROP INDEX {table}_words",),
}
_ROWS = {
    "sqlite": "(SELECT rowid FROM {table}_words WHERE {table}_words MATCH %s)",
    "postgresql": "(SELECT id FROM {table} WHERE string_to_array(btrim(plain), ' ') @> string_to_array(%s, ' '))",
}


def index_words(table: str) -> RunPython:
    """Return the migration step that indexes the words of a table, whose key is `id`.

    SQLite forgets triggers when a later migration builds the table anew (AlterField): repeat the step behind it.
    """
    return sql_step(_BUILD, _DROP, table)


def rows_with_words(table: str, words: Iterable[str], using: str) -> RawSQL:
    """Return the keys of the rows that have all these folded words, in whatever order."""
    vendor = connections[using].vendor
    quoted = (f'"{word}"' if vendor == "sqlite" else word for word in words)
    return RawSQL(_ROWS[vendor].format(table=table), [" ".join(quoted)])  # noqa: S611 - the words are parameters
