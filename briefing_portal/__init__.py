"""The Briefing Portal: monthly reports of communes become the chair's briefing."""

import sys

import pysqlite3

# Before Django loads: the SQLite of the operating system may carry the WAL-reset race (lib/sqlite.py).
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
