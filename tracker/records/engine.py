"""The one place that opens databases: SQLite safely, PostgreSQL serializable when writing."""

import sqlite3
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import ConnectionPoolEntry

WAL_SAFE_SINCE = (3, 51, 3)
"""SQLite 3.7.0–3.51.2 can corrupt a WAL database that several processes checkpoint
(sqlite.org/wal.html, "The WAL-Reset Bug")."""

WRITING = "tracker_writing"
"""Execution option of a connection whose transaction will write."""


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: the wheel's own, or else Python's."""
    try:
        import pysqlite3.dbapi2 as wheel
    except ImportError:
        return sqlite3
    return wheel if wheel.sqlite_version_info >= sqlite3.sqlite_version_info else sqlite3


def engine_options(url: str) -> dict[str, Any]:
    """Options for ``create_engine`` that fit the kind of database in ``url``."""
    if sa.make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite_module(), "connect_args": {"timeout": 30}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5}


@event.listens_for(sa.Engine, "connect")
def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:
    module = type(connection).__module__.partition(".")[0]
    if module not in ("sqlite3", "pysqlite3"):
        return
    # The driver must not begin transactions by itself: "begin" below says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    version = sqlite_module().sqlite_version_info
    cursor.execute(f"PRAGMA journal_mode = {'WAL' if version >= WAL_SAFE_SINCE else 'DELETE'}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.close()


@event.listens_for(sa.Engine, "begin")
def _begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        # A writer takes its lock at once: two readers that both turn writers would deadlock.
        writing = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def writing_options(dialect: str) -> dict[str, Any]:
    """Execution options that begin a writing transaction on ``dialect``."""
    options: dict[str, Any] = {WRITING: True}
    if dialect == "postgresql":
        options["isolation_level"] = "SERIALIZABLE"
    return options
