"""Puts the rows of a test's database back as they were, on PostgreSQL.

The rows of a filled database are kept in a schema beside its own. After a test the tables that it wrote are
told by their rows' transaction numbers, and what it added, changed or removed is made good from there. A test
that changed the tables themselves, or left a transaction open, leaves a database that is not used again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import psycopg

from tracker.records.base import Base
from tracker.records.eventlog import tracked_tables

Connection: TypeAlias = "psycopg.Connection[Any]"

KEPT = "kept_for_tests"


@dataclass(frozen=True, slots=True)
class TableState:
    """``youngest`` is the highest transaction number of a row, ``last`` the last number given to one."""

    rows: int
    youngest: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What any write changes, also one beside the log; ``columns`` is the youngest change of a table."""

    columns: int
    tables: Mapping[str, TableState]


def keep_rows(connection: Connection) -> Standing:
    """Keeps every row of the tables that have any, and says how they stand."""
    _empty_the_rest(connection)
    _run(connection, f"CREATE SCHEMA {KEPT}")
    for table in _tables():
        _run(connection, f'CREATE TABLE {KEPT}."{table}" AS TABLE public."{table}"')
        _run(connection, f'ALTER TABLE {KEPT}."{table}" ADD PRIMARY KEY (id)')
    return _standing(connection)


def rewind(connection: Connection, before: Standing, first: Standing) -> Standing | None:
    """How the database stands when its rows are as they were; None where it cannot be used again.

    ``before`` is how it stood when the test got it, ``first`` how its template stands.
    """
    try:
        # a test that left a transaction open must not hold up the next one
        _run(connection, "SET lock_timeout = '2s'")
        _run(connection, "SET session_replication_role = replica")
        _empty_the_rest(connection)
        now = _standing(connection)
        if now.columns != before.columns:
            return None
        written = [table for table in _tables() if now.tables[table] != before.tables[table]]
        for table in written:
            _put_back(connection, table, before.tables[table], first.tables[table].last)
        return _standing(connection) if written else now
    except psycopg.Error:
        return None


def _put_back(connection: Connection, table: str, before: TableState, last: int | None) -> None:
    columns = ", ".join(f'"{name}"' for name in _stored_columns(connection, table))
    _run(
        connection,
        f'DELETE FROM public."{table}" WHERE xmin::text::bigint > {before.youngest or 0}'  # noqa: S608 - own names
        f' OR id NOT IN (SELECT id FROM {KEPT}."{table}")',
    )
    _run(
        connection,
        f'INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM {KEPT}."{table}" AS kept'  # noqa: S608
        f' WHERE NOT EXISTS (SELECT FROM public."{table}" AS there WHERE there.id = kept.id)',
    )
    number, used = (1, "false") if last is None else (last, "true")
    _run(connection, f"SELECT setval('public.\"{table}_id_seq\"', {number}, {used})")


def _stored_columns(connection: Connection, table: str) -> list[str]:
    """All but those that the database itself computes."""
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        (f'public."{table}"',),
    )
    return [name for (name,) in found]


@cache
def _tables() -> tuple[str, ...]:
    """Those that the log covers, and the log."""
    return tuple(sorted({*tracked_tables(), "events"}))


def _empty_the_rest(connection: Connection) -> None:
    """Sessions, forms that were sent, drawn diagrams: no test needs those of another."""
    for table in Base.metadata.sorted_tables:
        if table.name not in _tables():
            _run(connection, f'DELETE FROM "{table.name}"')  # noqa: S608 - own names


def _standing(connection: Connection) -> Standing:
    found = connection.execute(_question().encode()).fetchone()
    assert found is not None
    columns, *states = found
    return Standing(
        columns, {table: TableState(*state) for table, state in zip(_tables(), states, strict=True)}
    )


@cache
def _question() -> str:
    asked = ["(SELECT max(xmin::text::bigint) FROM pg_attribute)"]
    asked += [
        "(SELECT ARRAY[count(*), max(xmin::text::bigint),"  # noqa: S608 - own names
        f' (SELECT CASE WHEN is_called THEN last_value END FROM "{table}_id_seq")] FROM "{table}")'
        for table in _tables()
    ]
    return "SELECT " + ", ".join(asked)


def _run(connection: Connection, statement: str) -> None:
    connection.execute(statement.encode())
