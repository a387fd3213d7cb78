"""Databases for the tests: migrated once, then copied for each test.

``TRACKER_TEST_DATABASE_URL`` names a PostgreSQL database of which the server makes copies; without it
every test has an SQLite file of its own.
"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.engine import engine_options

SERVER = os.environ.get("TRACKER_TEST_DATABASE_URL", "")
ON_POSTGRESQL = SERVER.startswith("postgresql")


class Template:
    """A database that ``prepare`` fills once and every test gets its own copy of."""

    def __init__(self, folder: Path, name: str, prepare: Callable[[str], None]) -> None:
        self.name = f"{name}_{uuid.uuid4().hex[:12]}"
        self.path = folder / f"{self.name}.sqlite"
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{self.name}"')
        prepare(_address(self.name, self.path))

    @contextmanager
    def copy(self, folder: Path) -> Iterator[str]:
        """The address of a fresh copy, gone afterwards."""
        name = f"test_{uuid.uuid4().hex}"
        path = folder / f"{name}.sqlite"
        if ON_POSTGRESQL:
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')
        else:
            shutil.copyfile(self.path, path)
        try:
            yield _address(name, path)
        finally:
            if ON_POSTGRESQL:
                _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')

    def drop(self) -> None:
        if ON_POSTGRESQL:
            _on_server(f'DROP DATABASE "{self.name}" WITH (FORCE)')


def _address(name: str, path: Path) -> str:
    if ON_POSTGRESQL:
        return sa.make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    return f"sqlite:///{path}"


def _on_server(statement: str) -> None:
    engine = sa.create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@contextmanager
def opened(url: str) -> Iterator[Session]:
    """A session of its own on the database at ``url``, as the program opens one."""
    engine = sa.create_engine(url, **engine_options(url))
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()
