"""Databases for the tests: migrated once, then copied for each test.

``TRACKER_TEST_DATABASE_URL`` names a PostgreSQL database of which the server makes copies; without it
every test has an SQLite file of its own.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.base import Base
from tracker.records.engine import engine_options
from tracker.records.eventlog import tracked_tables

SERVER = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgresql")


class Template:
    """A database that ``prepare`` fills once and every test gets its own copy of."""

    def __init__(self, folder: Path, name: str, prepare: Callable[[str], None]) -> None:
        self.name = f"{name}_{uuid.uuid4().hex[:12]}"
        self.folder = folder
        self.path = folder / f"{self.name}.sqlite"
        self.state: Any = None
        self.spares: list[str] = []
        self.dropped: list[str] = []
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{self.name}"')
        prepare(_address(self.name, self.path))
        if ON_POSTGRESQL:
            self.state = _cleaned(self.name)

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a fresh copy. Addresses come again, so that a test may find its program ready."""
        name = self.spares.pop() if self.spares else self._new_copy()
        if not ON_POSTGRESQL:
            self._fill(self.folder / f"{name}.sqlite")
        try:
            yield _address(name, self.folder / f"{name}.sqlite")
        finally:
            # On a server a copy that was only read is as good as new; making one takes longer than a test.
            if not ON_POSTGRESQL or _cleaned(name) == self.state:
                self.spares.append(name)
            else:
                _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')
                self.dropped.append(name)

    def _new_copy(self) -> str:
        name = self.dropped.pop() if self.dropped else f"test_{uuid.uuid4().hex}"
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')
        return name

    def _fill(self, path: Path) -> None:
        """A new file: whatever still holds the old one open keeps to that."""
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        shutil.copyfile(self.path, path)

    def drop(self) -> None:
        if ON_POSTGRESQL:
            for name in (*self.spares, self.name):
                _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _address(name: str, path: Path) -> str:
    if ON_POSTGRESQL:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    return f"sqlite:///{path}"


def _connection(database: str | None = None) -> "psycopg.Connection[Any]":
    url = sa.make_url(SERVER)
    if database is not None:
        url = url.set(database=database)
    arguments: dict[str, Any] = {
        **url.translate_connect_args(username="user", database="dbname"),
        **url.query,
    }
    return psycopg.connect(autocommit=True, **arguments)


@cache
def _server() -> "psycopg.Connection[Any]":
    return _connection()


def _on_server(statement: str) -> None:
    _server().execute(statement.encode())


def _cleaned(database: str) -> Any:
    """Empties the tables that no log covers (sessions, forms, diagrams) and says how all others stand.

    None where that cannot be said: such a database is no spare.
    """
    kept = sorted({*tracked_tables(), "events"})
    outside = [table.name for table in Base.metadata.sorted_tables if table.name not in kept]
    with _connection(database) as connection:
        try:
            # a test that left a transaction open must not hold up the next one
            connection.execute("SET lock_timeout = '2s'")
            for table in outside:
                connection.execute(f'DELETE FROM "{table}"'.encode())  # noqa: S608 - our own names
            return connection.execute(_standing(tuple(kept)).encode()).fetchone()
        except psycopg.Error:
            return None


@cache
def _standing(tables: tuple[str, ...]) -> str:
    """Asks for what any write changes, also one beside the log: each table's rows, youngest row and next
    number, and the youngest column."""
    columns = ["(SELECT max(xmin::text::bigint) FROM pg_attribute)"]
    for table in tables:
        columns += [
            f'(SELECT count(*) FROM "{table}")',  # noqa: S608 - our own names
            f'(SELECT max(xmin::text::bigint) FROM "{table}")',  # noqa: S608
            f"(SELECT last_value FROM pg_sequences WHERE sequencename = '{table}_id_seq')",  # noqa: S608
        ]
    return "SELECT " + ", ".join(columns)


@contextmanager
def opened(url: str) -> Iterator[Session]:
    """A session of its own on the database at ``url``, as the program opens one."""
    engine = sa.create_engine(url, **engine_options(url))
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()
