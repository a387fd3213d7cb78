"""What the pages that make and change plans ask for: a plan as its form holds it, who and what may be chosen,
what hangs on a plan and on its goals, and the states that it has been in."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Element,
    Event,
    Goal,
    Indicator,
    IndicatorReading,
    Link,
    Milestone,
    Operation,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    RoleAssignment,
    StatusReport,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.contents.plan import PlanContents
from tracker.theory.kinds import PlanState, Role

FIRST_CODE = "HP1"
"""Of the first plan: handlingsplan 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan(PlanContents):
    """A plan as its form holds it, texts in both languages. Goals in the strategy's order, owners and
    partners in the plan's."""

    id: int
    version: int
    strategy_id: int
    state: PlanState
    archived_at: datetime | None


def stored_plan(session: Session, plan_id: int) -> StoredPlan | None:
    """One plan; None where it is not there. The caller has checked that it may be seen. Four queries."""
    columns = [getattr(Plan, one.name) for one in fields(StoredPlan) if hasattr(Plan, one.name)]
    plan = session.execute(sa.select(*columns).where(Plan.id == plan_id)).one_or_none()
    if plan is None:
        return None
    goals = session.execute(
        sa.select(PlanGoal.goal_id, PlanGoal.is_primary)
        .join(Goal, Goal.id == PlanGoal.goal_id)
        .where(PlanGoal.plan_id == plan_id)
        .order_by(Goal.position, Goal.id)
    ).all()
    owners = sa.select(PlanOwner.user_id).where(PlanOwner.plan_id == plan_id)
    partners = sa.select(PlanPartner.organisation_id).where(PlanPartner.plan_id == plan_id)
    return StoredPlan(
        **plan._mapping,
        goal_ids=tuple(goal for goal, _ in goals),
        primary_goal_id=next((goal for goal, primary in goals if primary), None),
        owner_ids=tuple(session.scalars(owners.order_by(PlanOwner.position, PlanOwner.id))),
        partner_ids=tuple(session.scalars(partners.order_by(PlanPartner.position, PlanPartner.id))),
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be an initiative owner, and where they work."""

    id: int
    name: str
    organisation: str | None


def candidates(session: Session, language: str, also: Collection[int] = ()) -> list[Candidate]:
    """Active people with the role of initiative owner, and those of ``also`` whatever they are, by name.
    One query."""
    holds = sa.exists().where(RoleAssignment.user_id == User.id, RoleAssignment.role == Role.OWNER)
    rows = session.execute(
        sa.select(
            User.id,
            localised_column(User, language, "name").label("name"),
            localised_column(Organisation, language, "name"),
        )
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
        .where(sa.or_(sa.and_(holds, User.deactivated_at.is_(None)), User.id.in_(list(also))))
    )
    found = [Candidate(*row) for row in rows]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def free_code(session: Session, strategy_id: int) -> str:
    """The code that follows the strategy's others, archived plans counted in: HP7 after HP6. One query."""
    codes = set(session.scalars(sa.select(Plan.code).where(Plan.strategy_id == strategy_id)))
    numbered = [found.groups() for code in codes if (found := re.fullmatch(r"(\D*)(\d{1,6})", code))]
    if not numbered:
        return FIRST_CODE
    # the beginning that most plans have; of two that are as frequent, the first by letter
    prefix = min(Counter(start for start, _ in numbered).items(), key=lambda item: (-item[1], item[0]))[0]
    number = max(int(digits) for start, digits in numbered if start == prefix) + 1
    taken = {code.casefold() for code in codes}
    while f"{prefix}{number}".casefold() in taken:
        number += 1
    return f"{prefix}{number}"


def plan_with_code(session: Session, viewer: Viewer, strategy_id: int, code: str) -> int | None:
    """The plan of this code, where the viewer may see it. One query."""
    query = sa.select(Plan.id).where(Plan.strategy_id == strategy_id, Plan.code == code)
    return session.scalar(query.where(visible_plans(viewer)))


@dataclass(frozen=True, slots=True)
class GoalBox:
    """A goal that a plan declares, and how much hangs on its element: ``links`` to it and from it,
    ``indicators`` and ``reports``."""

    goal_id: int
    code: str
    title: str
    title_en: str | None
    links: int
    indicators: int
    reports: int

    @property
    def hangs(self) -> bool:
        """Whether anything leaves the diagram with the goal."""
        return bool(self.links or self.indicators or self.reports)


def goal_boxes(session: Session, plan_id: int) -> list[GoalBox]:
    """The plan's declared goals in the strategy's order. One query."""
    source, target = aliased(Element), aliased(Element)
    box = sa.and_(
        Element.plan_id == plan_id, Element.goal_id == PlanGoal.goal_id, Element.archived_at.is_(None)
    )
    links = (
        sa.select(sa.func.count(Link.id))
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .where(Link.plan_id == plan_id, Link.archived_at.is_(None))
        .where(source.archived_at.is_(None), target.archived_at.is_(None))
        .where(sa.or_(source.goal_id == PlanGoal.goal_id, target.goal_id == PlanGoal.goal_id))
    )
    indicators = (
        sa.select(sa.func.count(Indicator.id))
        .join(Element, Element.id == Indicator.element_id)
        .where(box, Indicator.archived_at.is_(None))
    )
    reports = (
        sa.select(sa.func.count(StatusReport.id))
        .join(Element, Element.id == StatusReport.element_id)
        .where(box)
    )
    counts = (query.correlate(PlanGoal).scalar_subquery() for query in (links, indicators, reports))
    rows = session.execute(
        sa.select(Goal.id, Goal.code, Goal.title, Goal.title_en, *counts)
        .join(PlanGoal, PlanGoal.goal_id == Goal.id)
        .where(PlanGoal.plan_id == plan_id)
        .order_by(Goal.position, Goal.id)
    )
    return [GoalBox(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much there is in a plan; ``open_milestones`` are not done, ``overdue`` ones of them are late. The
    dates of ``past_due`` ones have passed, whether they are done or not."""

    elements: int
    links: int
    open_milestones: int
    overdue: int
    past_due: int
    reports: int
    indicators: int
    readings: int


def holdings(session: Session, plan_id: int, today: date) -> Holdings:
    """What goes with a plan that is archived, or comes with one that is copied. One query."""

    def live(model: type[Element] | type[Link] | type[Indicator]) -> "sa.Select[int]":
        return sa.select(sa.func.count(model.id)).where(model.plan_id == plan_id, model.archived_at.is_(None))

    def all_of(model: type[StatusReport] | type[IndicatorReading]) -> "sa.Select[int]":
        return sa.select(sa.func.count(model.id)).where(model.plan_id == plan_id)

    promised = (
        sa.select(sa.func.count(Milestone.id))
        .join(Element, Element.id == Milestone.element_id)
        .where(Milestone.plan_id == plan_id)
        .where(Milestone.archived_at.is_(None), Element.archived_at.is_(None))
    )
    waiting = promised.where(Milestone.done_on.is_(None))
    counts = (
        live(Element),
        live(Link),
        waiting,
        waiting.where(Milestone.due < today),
        promised.where(Milestone.due < today),
        all_of(StatusReport),
        live(Indicator),
        all_of(IndicatorReading),
    )
    row = session.execute(sa.select(*(query.scalar_subquery() for query in counts))).one()
    return Holdings(*row)


@dataclass(frozen=True, slots=True)
class Move:
    """A state that the plan came to; ``actor`` is None where a file said so."""

    state: PlanState
    at: datetime
    actor: str | None
    reason: str


def moves(session: Session, plan_id: int, language: str) -> list[Move]:
    """The states that the log has seen the plan come to, the first one first. One query."""
    rows = session.execute(
        sa.select(Event.after, Event.at, localised_column(User, language, "name"), Event.reason)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.entity == "plans", Event.entity_id == plan_id, Event.operation != Operation.DELETE)
        .order_by(Event.id)
    )
    return [
        Move(PlanState(after["state"]), at, actor, reason)
        for after, at, actor, reason in rows
        if after and "state" in after
    ]
