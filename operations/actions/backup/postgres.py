"""A backup of PostgreSQL by pg_dump in one snapshot, and a restore in one transaction."""

import os
import re
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ
from psycopg2.sql import SQL, Identifier

from briefing_portal.lib.refusal import Refusal
from operations.actions.backup.databases import libpq_parameters

DUMP = "database.dump"
MISSING = (
    "Không tìm thấy chương trình {program}: cài gói postgresql-client, hoặc ghi thư mục của nó vào POSTGRES_PROGRAMS."
)
FAILED = "Chương trình {program} báo lỗi: {told}"
MAY_NOT_CREATE = (
    "Tài khoản cơ sở dữ liệu không được tạo cơ sở dữ liệu tạm để diễn tập; quản trị PostgreSQL chạy một lần: "
    "ALTER ROLE {user} CREATEDB"
)
# libpq's own variables: what they say stands in no list of processes.
VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "dbname": "PGDATABASE",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "options": "PGOPTIONS",
    "service": "PGSERVICE",
}
# A dump brings its tables and functions along; those of another release must not stay beside them.
CLEAR = """
SET lock_timeout = '30s';
DO $clear$ DECLARE each record; BEGIN
  FOR each IN SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE 'DROP TABLE IF EXISTS ' || each.name || ' CASCADE';
  END LOOP;
  FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || each.name || ' CASCADE';
  END LOOP;
END $clear$;
"""
COUNT = """
DO $count$ BEGIN IF (SELECT count(*) FROM public."{table}") <> {rows} THEN
  RAISE EXCEPTION 'rows of {table} are not those of the manifest';
END IF; END $count$;
"""


def dump(folder: Path, tables: list[str]) -> dict[str, int]:
    """Dump the database and count its rows in one snapshot, while others go on writing; return the rows by table."""
    reading = psycopg2.connect(**libpq_parameters())
    try:
        reading.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with reading.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            counts = {}
            for table in tables:
                cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
                (counts[table],) = cursor.fetchone()
            plain = ("--format=custom", "--compress=0", "--no-owner", "--no-acl", "--schema=public")
            _run("pg_dump", *plain, f"--snapshot={snapshot}", f"--file={folder / DUMP}")
    finally:
        reading.close()
    return counts


def restore(folder: Path, counts: dict[str, int], *, database: str | None = None) -> None:
    """Empty the database, fill it from the dump and compare its rows, all in one transaction: wholly or not at all."""
    before, script, after = (folder / name for name in ("before.sql", "database.sql", "after.sql"))
    before.write_text(CLEAR)
    _run("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(folder / DUMP))
    # The schema itself is always there; a dump that says so once more would end the transaction.
    script.write_text(re.sub(r"(?m)^CREATE SCHEMA public;$", "", script.read_text()))
    after.write_text("".join(COUNT.format(table=table, rows=rows) for table, rows in counts.items()))
    files = (f"--file={path}" for path in (before, script, after))
    strict = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    connection.close()
    _run("psql", *strict, *files, database=database)


@contextmanager
def temporary_database() -> Iterator[str]:
    """Yield the name of an empty database beside the portal's, gone afterwards; Refusal where none may be made."""
    name = f"portal_rehearsal_{secrets.token_hex(4)}"
    serving = psycopg2.connect(**libpq_parameters())
    serving.autocommit = True
    try:
        with serving.cursor() as cursor:
            cursor.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
            try:
                yield name
            finally:
                cursor.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
    except psycopg2.errors.InsufficientPrivilege as error:
        raise Refusal(MAY_NOT_CREATE.format(user=libpq_parameters().get("user", ""))) from error
    finally:
        serving.close()


def _run(program: str, *arguments: str, database: str | None = None) -> None:
    """Run one of PostgreSQL's programs; Refusal with its own last words where it fails."""
    path = Path(settings.POSTGRES_PROGRAMS) / program if settings.POSTGRES_PROGRAMS else program
    given = libpq_parameters() | ({"dbname": database} if database else {})
    environment = {**os.environ, "LC_ALL": "C", **{VARIABLES[key]: value for key, value in given.items()}}
    try:
        done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own
    except FileNotFoundError as error:
        raise Refusal(MISSING.format(program=program)) from error
    if done.returncode:
        told = next((line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr.strip()[-300:])
        raise Refusal(FAILED.format(program=program, told=told))
