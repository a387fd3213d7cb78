"""A plan's rows as the log keeps them: now, and right after an earlier event; and what they mean.

A constant number of queries, whatever the plan's size.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tracker.records.contents import CONTENTS, FACTS
from tracker.records.eventlog import plain, tracked_columns
from tracker.records.logged import models
from tracker.records.models import Event, Finding, Goal, Organisation
from tracker.records.past_pathway import Surroundings, build
from tracker.records.queries.history.log import LOGGED, logged_changes
from tracker.records.queries.localised import localised_column
from tracker.records.queries.parties import party_by_root, roots
from tracker.records.replay import LoggedChange, State, undo
from tracker.theory import pathway as theory

TABLES = frozenset((*CONTENTS, *FACTS))


def rows_now(session: Session, plan_id: int) -> State:
    """The plan's contents, and its reports and readings. One query for each table."""
    state: State = {}
    for entity in (*CONTENTS, *FACTS):
        model = models()[entity]
        columns = sa.inspect(model).columns
        names = tracked_columns(model())
        belongs = columns["id" if entity == "plans" else "plan_id"] == plan_id
        rows = session.execute(sa.select(*(columns[name] for name in names)).where(belongs))
        found = [dict(zip(names, map(plain, row), strict=True)) for row in rows]
        if found:
            state[entity] = {row["id"]: row for row in found}
    return state


def rows_at(session: Session, plan_id: int, event: int, now: State | None = None) -> State:
    """The same right after the event of that number. One query beside those of ``now``.

    Raises BrokenLog where the log doesn't fit the rows.
    """
    state = rows_now(session, plan_id) if now is None else now
    later = logged_changes(session, after=event, plan_id=plan_id, newest_first=True)
    return undo((change for change in later if change.entity in TABLES), state)


def rows_around(session: Session, plan_id: int, change: str) -> tuple[State, State]:
    """The same right before a change of the log and right after it. Two queries beside those of now.

    Raises NoResultFound where the plan has no such change, BrokenLog where the log doesn't fit the rows.
    """
    own = sa.select(Event.id, *LOGGED).where(Event.change == change, Event.plan_id == plan_id)
    events = session.execute(own.order_by(Event.id.desc())).all()
    if not events:
        raise NoResultFound(change)
    after = rows_at(session, plan_id, events[0].id)
    changes = (LoggedChange(*row[1:]) for row in events)
    return undo((one for one in changes if one.entity in TABLES), after), after


def surroundings(session: Session, states: Iterable[State], language: str) -> Surroundings:
    """What the rows of ``states`` refer to outside of their plan, as it is now. Three queries."""
    given = list(states)
    return Surroundings(
        organisations=_organisations(session, _numbers(given, "elements", "organisation_id"), language),
        goals=_goals(session, _numbers(given, "elements", "goal_id"), language),
        findings=_findings(session, _numbers(given, "link_findings", "finding_id")),
    )


def pathway_of_rows(session: Session, plan_id: int, state: State, language: str) -> theory.Pathway:
    """The theory of change that these rows make. Three queries. Raises KeyError without the plan's row."""
    return build(state, plan_id, surroundings(session, [state], language), language)


def _numbers(states: list[State], entity: str, column: str) -> list[int]:
    found = {row[column] for state in states for row in state.get(entity, {}).values()}
    return sorted(found - {None})


def _organisations(session: Session, ids: list[int], language: str) -> dict[int, theory.Organisation]:
    root = roots()
    name = localised_column(Organisation, language, "name").label("name")
    query = sa.select(Organisation.id, name, root.c.kind).outerjoin(root, root.c.id == Organisation.id)
    rows = session.execute(query.where(Organisation.id.in_(ids)))
    return {row.id: theory.Organisation(row.id, row.name, party_by_root(row.kind)) for row in rows}


def _goals(session: Session, ids: list[int], language: str) -> dict[int, str]:
    rows = session.execute(sa.select(Goal.id, localised_column(Goal, language)).where(Goal.id.in_(ids)))
    return dict(rows.all())


def _findings(session: Session, ids: list[int]) -> dict[int, theory.Finding]:
    rows = session.scalars(sa.select(Finding).where(Finding.id.in_(ids), Finding.archived_at.is_(None)))
    return {
        row.id: theory.Finding(row.id, row.citation, row.direction, row.level, row.effect, row.sentence)
        for row in rows
    }
