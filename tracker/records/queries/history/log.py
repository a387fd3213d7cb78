"""The event log and the rows that it is about, as ``tracker.records.replay`` takes them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.base import Base, Tracked
from tracker.records.eventlog import plain
from tracker.records.models.log import Event
from tracker.records.replay import LoggedChange, State

LOGGED = (Event.entity, Event.entity_id, Event.operation, Event.before, Event.after)
"""What makes a ``LoggedChange``, in its order."""


def last_event(session: Session) -> int:
    """The number of the latest event; 0 before the first."""
    return session.scalar(sa.select(sa.func.max(Event.id))) or 0


def logged_changes(
    session: Session, *, after: int = 0, plan_id: int | None = None, newest_first: bool = False
) -> list[LoggedChange]:
    """The events behind number ``after``, of one plan or of everything. One query."""
    query = sa.select(*LOGGED).where(Event.id > after).order_by(Event.id.desc() if newest_first else Event.id)
    if plan_id is not None:
        query = query.where(Event.plan_id == plan_id)
    return [LoggedChange(*row) for row in session.execute(query)]


def state_now(session: Session) -> State:
    """Every tracked row there is, with the columns that the log keeps. One query for each table."""
    state: State = {}
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Tracked):
            continue
        kept = [a for a in mapper.column_attrs if a.key not in mapper.class_.__untracked__]
        rows = session.execute(sa.select(*(attribute.columns[0] for attribute in kept)))
        names = [attribute.key for attribute in kept]
        found = [dict(zip(names, map(plain, row), strict=True)) for row in rows]
        if found:
            state[mapper.local_table.name] = {row["id"]: row for row in found}  # type: ignore[attr-defined]
    return state
