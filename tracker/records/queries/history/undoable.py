"""Which changes can be undone, what undoing them would write, and what has happened to their rows since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.contents import CONTENTS
from tracker.records.models import Event, Operation, User
from tracker.records.queries.history.log import LOGGED
from tracker.records.queries.history.past import rows_at
from tracker.records.queries.localised import localised_column
from tracker.records.replay import LoggedChange, State
from tracker.records.row_changes import Difference, RowChange, inverse, net, of_contents, restoring

WAYS_BACK = ("undo_change", "restore_plan")
"""Verbs that take changes back."""

LATEST = 20
"""So many of somebody's own latest changes are looked at."""


@dataclass(frozen=True, slots=True)
class ChangeHead:
    """What somebody did, when and why. ``actor`` is None where the program itself did it."""

    id: str
    at: datetime
    actor: str | None
    verb: str
    reason: str


def undoing(session: Session, plan_id: int, change: str) -> list[RowChange]:
    """What takes a change of the log back, as far as it can be: reports, readings and documentation stay, and
    so does what is decided. Empty where there is nothing to undo: no such change of this plan, one that
    reaches beyond it, or the one that made it. One query."""
    rows = session.execute(
        sa.select(Event.plan_id, *LOGGED).where(Event.change == change).order_by(Event.id)
    ).all()
    events = [LoggedChange(*row[1:]) for row in rows]
    made = any(one.entity == "plans" and one.operation is Operation.CREATE for one in events)
    if made or {row.plan_id for row in rows if row.entity in CONTENTS} != {plan_id}:
        return []
    return inverse(net(of_contents(events)))


def undoable(session: Session, plan_id: int, changes: Iterable[str]) -> frozenset[str]:
    """Those of ``changes`` that can be undone, unless rows have changed since. Two queries."""
    wanted = sorted(changes)
    kinds = session.execute(
        sa.select(Event.change, Event.plan_id, Event.entity, Event.operation)
        .where(Event.change.in_(wanted), Event.entity.in_(CONTENTS))
        .group_by(Event.change, Event.plan_id, Event.entity, Event.operation)
    ).all()
    beyond = {row.change for row in kinds if row.plan_id != plan_id}
    made = {row.change for row in kinds if row.entity == "plans" and row.operation is Operation.CREATE}
    found = {row.change for row in kinds if row.entity != "plans"}
    updates = (Event.entity == "plans", Event.operation == Operation.UPDATE)
    of_the_plan = session.execute(sa.select(Event.change, *LOGGED).where(Event.change.in_(wanted), *updates))
    found |= {row.change for row in of_the_plan if of_contents([LoggedChange(*row[1:])])}
    return frozenset(found - beyond - made)


def own_latest(session: Session, plan_id: int, actor_id: int, language: str) -> ChangeHead | None:
    """The latest change of the plan's contents by somebody that can be undone and whose rows nobody has
    changed since; what took another back is passed over. Three queries, one where there is none."""
    latest = sa.func.max(Event.id).label("latest")
    own = (
        sa.select(Event.change, latest)
        .where(Event.plan_id == plan_id, Event.actor_id == actor_id)
        .where(Event.entity.in_(CONTENTS), Event.verb.not_in(WAYS_BACK))
        .group_by(Event.change)
        .order_by(latest.desc())
        .limit(LATEST)
        .subquery()
    )
    later = aliased(Event)
    changed_since = sa.exists().where(
        later.entity == Event.entity,
        later.entity_id == Event.entity_id,
        later.id > Event.id,
        later.change != Event.change,
    )
    overtaken = (
        sa.select(Event.change)
        .join(own, own.c.change == Event.change)
        .where(Event.entity.in_(CONTENTS), changed_since)
    )
    query = _heads(language).join(own, own.c.latest == Event.id).where(Event.change.not_in(overtaken))
    found = [ChangeHead(*row) for row in session.execute(query.order_by(Event.id.desc()))]
    can_be = undoable(session, plan_id, [head.id for head in found]) if found else frozenset()
    return next((head for head in found if head.id in can_be), None)


def head_of(session: Session, plan_id: int, change: str, language: str) -> ChangeHead | None:
    """A change of the plan; None where there is no such. One query."""
    query = _heads(language).where(Event.change == change, Event.plan_id == plan_id)
    found = session.execute(query.order_by(Event.id.desc()).limit(1)).one_or_none()
    return None if found is None else ChangeHead(*found)


def _heads(language: str) -> "sa.Select[*tuple[Any, ...]]":
    name = localised_column(User, language, "name")
    return sa.select(Event.change, Event.at, name, Event.verb, Event.reason).outerjoin(
        User, User.id == Event.actor_id
    )


def last_event_of(session: Session, plan_id: int, change: str) -> int | None:
    """The number of a change's last event in the plan; None where there is no such change. One query."""
    query = sa.select(sa.func.max(Event.id)).where(Event.change == change, Event.plan_id == plan_id)
    return session.scalar(query)


def going_back(session: Session, plan_id: int, event: int, now: State) -> list[RowChange]:
    """What brings the plan's contents, which are ``now``, back to how they were right after an event. Empty
    where they are so still, or where there was no plan. One query."""
    then = rows_at(session, plan_id, event, now)
    return restoring(now, then) if then.get("plans") else []


def later_changes(
    session: Session, plan_id: int, change: str, differences: Sequence[Difference], language: str
) -> list[ChangeHead]:
    """The changes after ``change`` of rows that are not as it left them, the oldest first. One query."""
    if not differences:
        return []
    last = sa.select(sa.func.max(Event.id)).where(Event.change == change).scalar_subquery()
    rows = [sa.and_(Event.entity == one.entity, Event.entity_id == one.entity_id) for one in differences]
    latest = sa.func.max(Event.id)
    changes = (
        sa.select(Event.change, latest.label("latest"))
        .where(Event.plan_id == plan_id, Event.id > last, sa.or_(*rows))
        .group_by(Event.change)
        .subquery()
    )
    query = _heads(language).join(changes, changes.c.latest == Event.id).order_by(Event.id)
    found = session.execute(query)
    return [ChangeHead(*row) for row in found]
