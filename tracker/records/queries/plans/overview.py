"""Action plans as lists show them, and what stands above a plan's diagram."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    CommitmentLink,
    Goal,
    Hearing,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    Proposal,
    ReplyPoint,
    Strategy,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.kinds import PlanState, ProposalState, Relation, Visibility


@dataclass(frozen=True, slots=True)
class PlanGoalName:
    id: int
    code: str
    title: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class PlanRow:
    """``revision`` and ``strategy_revision`` change with everything that a diagram shows. The primary one
    of the ``goals`` comes first. So many proposals are ``waiting`` for the planning group; so many ``points``
    of committees' decisions concern the plan, of which ``open_points`` are not yet dealt with. So many
    ``hearings`` were held on it. Without ``conflicts`` no existing strategy has ever been said to conflict
    with the plan."""

    id: int
    code: str
    title: str
    state: PlanState
    visibility: Visibility
    lead: str
    starts_on: date | None
    ends_on: date | None
    archived: bool
    strategy_id: int
    strategy: str
    revision: int
    strategy_revision: int
    goals: tuple[PlanGoalName, ...] = ()
    owners: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    waiting: int = 0
    conflicts: bool = False
    points: int = 0
    open_points: int = 0
    hearings: int = 0


def plan_row(session: Session, plan_id: int, language: str) -> PlanRow | None:
    """One plan; None where it is not there. The caller has checked that it may be seen. One query."""
    found = _plans(session.execute(_one_plan(language), {"plan_id": plan_id}))
    return found[0] if found else None


def plan_rows(session: Session, chosen: "sa.Select[int]", language: str) -> list[PlanRow]:
    """The plans whose numbers ``chosen`` selects, by code as people count. One query."""
    return _plans(session.execute(_with_names(chosen, language)))


def edition(session: Session, plan_id: int) -> tuple[int, int] | None:
    """The latest events of a plan and of its strategy; None where the plan is not there. One query."""
    row = session.execute(_EDITION, {"plan_id": plan_id}).one_or_none()
    return None if row is None else (row[0], row[1])


def _points(*which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """How many points of committees' decisions concern a plan."""
    query = sa.select(sa.func.count()).select_from(ReplyPoint)
    query = query.where(ReplyPoint.plan_id == Plan.id, ReplyPoint.archived_at.is_(None), *which)
    return query.correlate(Plan).scalar_subquery()


_HEARINGS = (
    sa.select(sa.func.count(Hearing.id)).where(Hearing.plan_id == Plan.id).correlate(Plan).scalar_subquery()
)


_WAITING = (
    sa.select(sa.func.count())
    .where(Proposal.plan_id == Plan.id, Proposal.state == ProposalState.OPEN)
    .correlate(Plan)
    .scalar_subquery()
)

_CONFLICTS = (
    sa.exists()
    .where(CommitmentLink.plan_id == Plan.id, CommitmentLink.relation == Relation.CONFLICTS)
    .correlate(Plan)
)


@cache
def _one_plan(language: str) -> "sa.Select[*tuple[Any, ...]]":
    """Built once: building it takes longer than running it."""
    return _with_names(sa.select(Plan.id).where(Plan.id == sa.bindparam("plan_id")), language)


def _with_names(chosen: "sa.Select[int]", language: str) -> "sa.Select[*tuple[Any, ...]]":
    """Plans with the names of all that belong to them; each name is a row of the answer."""
    wanted = chosen.subquery("wanted")
    names = _names(sa.select(wanted.c.id), language).subquery("names")
    return (
        sa.select(
            Plan.id,
            Plan.code,
            localised_column(Plan, language).label("title"),
            Plan.state,
            Plan.visibility,
            localised_column(Organisation, language, "name").label("lead"),
            Plan.starts_on,
            Plan.ends_on,
            Plan.archived_at.is_not(None).label("archived"),
            Plan.strategy_id,
            localised_column(Strategy, language).label("strategy"),
            Plan.revision,
            Strategy.revision.label("strategy_revision"),
            _WAITING.label("waiting"),
            _CONFLICTS.label("conflicts"),
            _points().label("points"),
            _points(ReplyPoint.done_on.is_(None)).label("open_points"),
            _HEARINGS.label("hearings"),
            names.c.sort,
            names.c.name_id,
            names.c.name_code,
            names.c.name,
        )
        .join(wanted, wanted.c.id == Plan.id)
        .join(Strategy, Strategy.id == Plan.strategy_id)
        .join(Organisation, Organisation.id == Plan.lead_organisation_id)
        .outerjoin(names, names.c.plan_id == Plan.id)
        .order_by(
            sa.func.length(Plan.code), Plan.code, Plan.id, names.c.sort, names.c.position, names.c.name_id
        )
    )


def _plans(found: Iterable[Any]) -> list[PlanRow]:
    grouped: dict[int, list[Any]] = {}
    for row in found:
        grouped.setdefault(row.id, []).append(row)
    return [_row(rows) for rows in grouped.values()]


_EDITION = (
    sa.select(Plan.revision, Strategy.revision)
    .join(Strategy, Strategy.id == Plan.strategy_id)
    .where(Plan.id == sa.bindparam("plan_id"))
)

_PRIMARY, _GOAL, _OWNER, _PARTNER = range(4)


def _names(plans: "sa.Select[int]", language: str) -> "sa.CompoundSelect[Any]":
    """(plan, sort, position, number, code, name) of goals, owners and partners."""
    sort = sa.case((PlanGoal.is_primary, _PRIMARY), else_=_GOAL)
    goals = (
        sa.select(
            PlanGoal.plan_id,
            sort.label("sort"),
            Goal.position.label("position"),
            Goal.id.label("name_id"),
            Goal.code.label("name_code"),
            localised_column(Goal, language).label("name"),
        )
        .join(Goal, Goal.id == PlanGoal.goal_id)
        .where(PlanGoal.plan_id.in_(plans))
    )
    owners = (
        sa.select(
            PlanOwner.plan_id,
            sa.literal(_OWNER),
            PlanOwner.position,
            User.id,
            sa.literal(""),
            localised_column(User, language, "name"),
        )
        .join(User, User.id == PlanOwner.user_id)
        .where(PlanOwner.plan_id.in_(plans))
    )
    partners = (
        sa.select(
            PlanPartner.plan_id,
            sa.literal(_PARTNER),
            PlanPartner.position,
            Organisation.id,
            sa.literal(""),
            localised_column(Organisation, language, "name"),
        )
        .join(Organisation, Organisation.id == PlanPartner.organisation_id)
        .where(PlanPartner.plan_id.in_(plans))
    )
    return sa.union_all(goals, owners, partners)


def _row(rows: list[Any]) -> PlanRow:
    first = rows[0]
    return PlanRow(
        first.id,
        first.code,
        first.title,
        first.state,
        first.visibility,
        first.lead,
        first.starts_on,
        first.ends_on,
        bool(first.archived),
        first.strategy_id,
        first.strategy,
        first.revision,
        first.strategy_revision,
        tuple(
            PlanGoalName(row.name_id, row.name_code, row.name, row.sort == _PRIMARY)
            for row in rows
            if row.sort in (_PRIMARY, _GOAL)
        ),
        _named(rows, _OWNER),
        _named(rows, _PARTNER),
        first.waiting,
        bool(first.conflicts),
        first.points,
        first.open_points,
        first.hearings,
    )


def _named(rows: Iterable[Any], sort: int) -> tuple[str, ...]:
    return tuple(row.name for row in rows if row.sort == sort)
