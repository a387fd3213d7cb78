"""What a list of milestones is narrowed down to, and what there is to choose from."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Element, Goal, Link, Milestone, Organisation, Plan, PlanOwner, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import Sight, seen_by, sight, visible
from tracker.records.viewer import Viewer
from tracker.theory.kinds import ElementKind, LinkKind

Query: TypeAlias = sa.Select[*tuple[Any, ...]]

MOST_CHOICES = 200
"""So many of each kind are offered."""

FORWARD = sa.and_(
    Link.kind.in_([kind for kind in LinkKind if kind.is_forward]),
    Link.archived_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Numbers of rows; None leaves the filter out. An organisation stands for those below it too."""

    organisation: int | None = None
    goal: int | None = None
    owner: int | None = None
    plan: int | None = None

    @property
    def used(self) -> dict[str, int]:
        """The filters that are set, by name."""
        return {name: number for name, number in asdict(self).items() if number is not None}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (number, text)."""

    organisations: list[tuple[int, str]] = field(default_factory=list)
    goals: list[tuple[int, str]] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=list)
    plans: list[tuple[int, str]] = field(default_factory=list)


def choices(session: Session, viewer: Viewer, language: str) -> Choices:
    """The filters' choices among what the viewer may see, each at most ``MOST_CHOICES``. One query."""
    offered: dict[str, list[tuple[int, str]]] = {}
    for kind, number, text in session.execute(_choices(sight(viewer), language), seen_by(viewer)):
        offered.setdefault(kind, []).append((number, text))
    return Choices(**offered)


def conditions(names: Iterable[str]) -> list[sa.ColumnElement[bool]]:
    """The conditions of these filters; each number is a parameter by the filter's name, so that a
    statement can be built once. Elements, milestones and plans have to be in the statement."""
    return [_CONDITIONS[name]() for name in sorted(names)]


def lies_after() -> Query:
    """(start, goal, code, elements): what implementation and causal links lead to from each element in the
    parameter ``element_ids``. A row for each goal, as ``theory.risk.downstream.goals_downstream`` for many
    plans at once, and one without a goal, whose ``elements`` counts the others, as
    ``theory.risk.impact`` does."""
    start = aliased(Element)
    walk = (
        sa.select(start.id.label("start"), start.id.label("here"))
        .where(start.id.in_(sa.bindparam("element_ids", expanding=True)), start.archived_at.is_(None))
        .cte("walk", recursive=True)
    )
    target = aliased(Element)
    onward = (
        sa.select(walk.c.start, Link.target_id)
        .join(Link, sa.and_(Link.source_id == walk.c.here, FORWARD))
        .join(target, sa.and_(target.id == Link.target_id, target.archived_at.is_(None)))
    )
    walk = walk.union(onward)
    counts = sa.and_(walk.c.here != walk.c.start, Element.kind != ElementKind.GOAL)
    return (
        sa.select(
            walk.c.start,
            Goal.id.label("goal"),
            Goal.code,
            sa.func.sum(sa.case((counts, 1), else_=0)).label("elements"),
        )
        .join(Element, Element.id == walk.c.here)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .group_by(walk.c.start, Goal.id, Goal.code)
    )


def _with_those_below() -> sa.ColumnElement[bool]:
    found: sa.CTE = (
        sa.select(Organisation.id)
        .where(Organisation.id == sa.bindparam("organisation", type_=sa.Integer))
        .cte("organisation_and_below", recursive=True)
    )
    below = sa.select(Organisation.id).join(found, Organisation.parent_id == found.c.id)
    return Element.organisation_id.in_(sa.select(found.union(below).c.id))


def _leading_to_goal() -> sa.ColumnElement[bool]:
    """The milestone's element is one from which implementation and causal links lead to the goal."""
    found: sa.CTE = (
        sa.select(Element.id)
        .where(Element.goal_id == sa.bindparam("goal", type_=sa.Integer), Element.archived_at.is_(None))
        .cte("leading_to_goal", recursive=True)
    )
    before = sa.select(Link.source_id).join(found, sa.and_(Link.target_id == found.c.id, FORWARD))
    return Milestone.element_id.in_(sa.select(found.union(before).c.id))


def _owned() -> sa.ColumnElement[bool]:
    owner: sa.BindParameter[int] = sa.bindparam("owner", type_=sa.Integer)
    return sa.exists().where(PlanOwner.plan_id == Plan.id, PlanOwner.user_id == owner)


def _of_plan() -> sa.ColumnElement[bool]:
    return Plan.id == sa.bindparam("plan", type_=sa.Integer)


_CONDITIONS = {
    "organisation": _with_those_below,
    "goal": _leading_to_goal,
    "owner": _owned,
    "plan": _of_plan,
}


@lru_cache(maxsize=8)
def _choices(how_far: Sight, language: str) -> sa.CompoundSelect[str, int, str]:
    name = localised_column(Organisation, language, "name")
    person = localised_column(User, language, "name")
    below = aliased(Organisation)
    seen = (visible(how_far), Plan.archived_at.is_(None))
    part = sa.select(sa.literal(1)).select_from(Element).join(Plan, Plan.id == Element.plan_id).where(*seen)
    owned = sa.select(sa.literal(1)).select_from(PlanOwner).join(Plan, Plan.id == PlanOwner.plan_id)
    return sa.union_all(
        _offered(
            "organisations",
            sa.select(Organisation.id, name).where(
                sa.or_(
                    part.where(Element.organisation_id == Organisation.id).exists(),
                    part.join(below, below.id == Element.organisation_id)
                    .where(below.parent_id == Organisation.id)
                    .exists(),
                )
            ),
            name,
        ),
        _offered(
            "goals",
            sa.select(Goal.id, Goal.code + " " + localised_column(Goal, language)),
            Goal.position,
        ),
        _offered(
            "owners",
            sa.select(User.id, person).where(owned.where(*seen, PlanOwner.user_id == User.id).exists()),
            person,
        ),
        _offered(
            "plans",
            sa.select(Plan.id, Plan.code + " " + localised_column(Plan, language)).where(*seen),
            Plan.code,
        ),
    )


def _offered(kind: str, query: "sa.Select[int, str]", order: Any) -> "sa.Select[str, int, str]":
    """The first of them, in order, which a union would lose."""
    first = query.order_by(order).limit(MOST_CHOICES).subquery()
    return sa.select(sa.literal(kind), *first.c)
