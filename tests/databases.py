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
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests import rewinding
from tracker.records.engine import engine_options

SERVER = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgresql")


@event.listens_for(sa.Engine, "connect")
def _keep_nothing_safe(connection: Any, _entry: object) -> None:
    """A test's file is thrown away, whatever happens to the machine: nothing waits for the disk."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA synchronous = OFF")


class Template:
    """A database that ``prepare`` fills once and every test gets its own copy of."""

    def __init__(self, folder: Path, name: str, prepare: Callable[[str], None]) -> None:
        self.name = f"{name}_{uuid.uuid4().hex[:12]}"
        self.folder = folder
        self.path = folder / f"{self.name}.sqlite"
        self.standing: rewinding.Standing | None = None
        self.spares: list[str] = []
        self.dropped: list[str] = []
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{self.name}"')
        prepare(_address(self.name, self.path))
        if ON_POSTGRESQL:
            with connection(self.name) as opened_here:
                self.standing = rewinding.keep_rows(opened_here)
        self.copies: dict[str, rewinding.Standing | None] = {}

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a fresh copy. Addresses come again, so that a test may find its program ready."""
        name = self.spares.pop() if self.spares else self._new_copy()
        if not ON_POSTGRESQL:
            self._fill(self.folder / f"{name}.sqlite")
        try:
            yield _address(name, self.folder / f"{name}.sqlite")
        finally:
            if not ON_POSTGRESQL or self._as_new(name):
                self.spares.append(name)
            else:
                _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')
                self.dropped.append(name)

    def _new_copy(self) -> str:
        name = self.dropped.pop() if self.dropped else f"test_{uuid.uuid4().hex}"
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')
            self.copies[name] = self.standing
        return name

    def _as_new(self, name: str) -> bool:
        """Making a copy on a server takes longer than a test: its rows are put back instead."""
        before, first = self.copies[name], self.standing
        assert before is not None
        assert first is not None
        with connection(name) as opened_here:
            self.copies[name] = rewinding.rewind(opened_here, before, first)
        return self.copies[name] is not None

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


def connection(database: str | None = None) -> "psycopg.Connection[Any]":
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
    return connection()


def _on_server(statement: str) -> None:
    _server().execute(statement.encode())


@contextmanager
def opened(url: str) -> Iterator[Session]:
    """A session of its own on the database at ``url``, as the program opens one."""
    engine = sa.create_engine(url, **engine_options(url))
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()
