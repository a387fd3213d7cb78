"""One log of every change: written by the session itself, so that no write can slip past.

Every flush of a tracked row appends its event in the same transaction. A write outside a verb and a
bulk statement on a tracked table are refused; triggers in the database forbid changing the log.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from tracker.records.base import Base, Tracked
from tracker.records.models.log import Event, Operation
from tracker.records.models.plan import Plan
from tracker.records.models.strategy import Strategy

ACT = "tracker_act"

_flushing = ContextVar("tracker_flushing", default=False)
"""Whether a session is writing its rows just now, events included."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, when and why: stands on every event of one change."""

    change: str
    actor_id: int | None
    verb: str
    reason: str
    at: datetime


class UnrecordedWrite(RuntimeError):
    """A tracked row was written outside a verb of ``tracker.services``, or in bulk."""


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it: dates in ISO 8601, members of vocabularies as values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def tracked_columns(row: Tracked) -> list[str]:
    """Names of the columns that the log keeps."""
    return [
        attribute.key
        for attribute in sa.inspect(type(row)).column_attrs
        if attribute.key not in type(row).__untracked__
    ]


def _tracked(rows: Iterable[object]) -> list[Tracked]:
    return [row for row in rows if isinstance(row, Tracked)]


def _changes(row: Tracked) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = sa.inspect(row)
    for name in tracked_columns(row):
        history = state.attrs[name].history
        if history.added and list(history.added) != list(history.deleted or ()):
            before[name] = plain(history.deleted[0]) if history.deleted else None
            after[name] = plain(history.added[0])
    return before, after


def _event(row: Tracked, operation: Operation) -> dict[str, Any] | None:
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    if operation is Operation.UPDATE:
        before, after = _changes(row)
        if not after:
            return None
    else:
        values = {name: plain(getattr(row, name)) for name in tracked_columns(row)}
        before, after = (None, values) if operation is Operation.CREATE else (values, None)
    plan_id = row.id if isinstance(row, Plan) else getattr(row, "plan_id", None)
    return {
        "entity": sa.inspect(type(row)).local_table.name,
        "entity_id": row.id,
        "plan_id": plan_id,
        "operation": operation,
        "before": before,
        "after": after,
    }


@event.listens_for(Session, "before_flush")
def _refuse_unrecorded(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    if ACT not in session.info and (
        _tracked([*session.new, *session.deleted])
        or any(session.is_modified(row) for row in _tracked(session.dirty))
    ):
        raise UnrecordedWrite("a tracked row is written only by a verb of tracker.services")
    _flushing.set(True)


@event.listens_for(Session, "after_flush_postexec")
def _flushed(_session: Session, _context: UOWTransaction) -> None:
    _flushing.set(False)


@event.listens_for(Session, "after_soft_rollback")
def _flush_failed(_session: Session, _previous: Any) -> None:
    _flushing.set(False)


@event.listens_for(Session, "after_flush")
def _record(session: Session, _context: UOWTransaction) -> None:
    act: Act | None = session.info.get(ACT)
    if act is None:
        return
    found = [
        *((row, Operation.CREATE) for row in _tracked(session.new)),
        *((row, Operation.UPDATE) for row in _tracked(session.dirty)),
        *((row, Operation.DELETE) for row in _tracked(session.deleted)),
    ]
    connection = session.connection()
    latest: dict[int | None, int] = {}
    for row, operation in found:
        values = _event(row, operation)
        if values is None:
            continue
        result = connection.execute(
            sa.insert(Event).values(
                change=act.change,
                at=act.at,
                actor_id=act.actor_id,
                verb=act.verb,
                reason=act.reason,
                **values,
            )
        )
        latest[values["plan_id"]] = result.inserted_primary_key[0]  # type: ignore[index]
    for plan_id, revision in latest.items():
        if plan_id is None:
            connection.execute(sa.update(Strategy.__table__).values(revision=revision))  # type: ignore[arg-type]
        else:
            plans = Plan.__table__
            connection.execute(
                sa.update(plans).where(plans.c.id == plan_id).values(revision=revision)  # type: ignore[arg-type]
            )


@event.listens_for(Session, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _refuse_statement(state.statement)


@event.listens_for(sa.Engine, "before_execute")
def _refuse_beside_session(
    _connection: sa.Connection, statement: Any, _rows: Any, _parameters: Any, _options: Any
) -> None:
    """Catches what goes round the session: its bulk methods, and statements on the connection."""
    if isinstance(statement, sa.Insert | sa.Update | sa.Delete) and not _flushing.get():
        _refuse_statement(statement)


def _refuse_statement(statement: Any) -> None:
    table = getattr(statement, "table", None)
    # A migration describes tables of its own, by the same names.
    if isinstance(table, sa.Table) and table.metadata is Base.metadata and table.name in tracked_tables():
        raise UnrecordedWrite(f"bulk statements on {table.name} would slip past the event log")


@cache
def tracked_tables() -> frozenset[str]:
    """Names of the tables whose every change is an event."""
    return frozenset(
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Tracked)
    )
