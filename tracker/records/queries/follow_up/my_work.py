"""A person's own plans, with everything that they may be asked to answer for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, Indicator, Milestone, Plan, PlanOwner
from tracker.records.queries.follow_up.reporting import (
    FollowedElement,
    FollowedIndicator,
    FollowedMilestone,
    element_rows,
    indicator_rows,
    milestone_rows,
    to_element,
    to_indicator,
    to_milestone,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import ElementKind, PlanState, Role
from tracker.theory.pathway import Id, Pathway

Followed = TypeVar("Followed", FollowedElement, FollowedMilestone, FollowedIndicator)


@dataclass(frozen=True, slots=True)
class OwnPlan:
    """``pathway`` is without links: it holds what is reported on, open milestones, and indicators."""

    id: int
    code: str
    title: str
    state: PlanState
    pathway: Pathway


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Plans by code; what belongs to them by its own number."""

    plans: tuple[OwnPlan, ...]
    elements: dict[Id, FollowedElement]
    milestones: dict[Id, FollowedMilestone]
    indicators: dict[Id, FollowedIndicator]


def own_work(session: Session, viewer: Viewer, language: str) -> OwnWork:
    """The plans that the person owns and may report on. Four queries, whatever their number."""
    if not viewer.has(Role.OWNER, Role.PLANNER):
        return OwnWork((), {}, {}, {})
    plans = session.execute(_own_plans(language).where(visible_plans(viewer)), {"owner": viewer.id}).all()
    of_elements, of_milestones, of_indicators = _of_own_plans(language)
    elements = [to_element(row) for row in session.execute(of_elements, {"owner": viewer.id})]
    milestones = [to_milestone(row) for row in session.execute(of_milestones, {"owner": viewer.id})]
    indicators = [to_indicator(row) for row in session.execute(of_indicators, {"owner": viewer.id})]
    boxes = _by_plan(elements)
    promises = _by_plan(milestones)
    measured = _by_plan(indicators)
    return OwnWork(
        tuple(
            OwnPlan(
                plan.id,
                plan.code,
                plan.title,
                plan.state,
                Pathway(
                    id=plan.id,
                    title=plan.title,
                    code=plan.code,
                    elements=tuple(found.element for found in boxes[plan.id]),
                    milestones=tuple(found.milestone for found in promises[plan.id]),
                    indicators=tuple(found.indicator for found in measured[plan.id]),
                ),
            )
            for plan in plans
        ),
        {found.element.id: found for found in elements},
        {found.milestone.id: found for found in milestones},
        {found.indicator.id: found for found in indicators},
    )


# Statements never change once they are built, and building them costs more than sending them.
OWN = sa.select(PlanOwner.plan_id).where(PlanOwner.user_id == sa.bindparam("owner"))


@cache
def _own_plans(language: str) -> sa.Select[int, str, str, PlanState]:
    return (
        sa.select(Plan.id, Plan.code, localised_column(Plan, language).label("title"), Plan.state)
        .where(Plan.id.in_(OWN), Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id)
    )


@cache
def _of_own_plans(language: str) -> tuple[sa.Select[Any], sa.Select[Any], sa.Select[Any]]:
    """Elements that are reported on, open milestones, and indicators, each in their plan's order."""
    reported_on = [kind for kind in ElementKind if kind.is_delivery or kind.is_outcome]
    return (
        element_rows(language)
        .where(Element.plan_id.in_(OWN), Element.kind.in_(reported_on))
        .order_by(Element.position, Element.id),
        milestone_rows(language)
        .where(Milestone.plan_id.in_(OWN), Milestone.done_on.is_(None))
        .order_by(Milestone.position, Milestone.id),
        indicator_rows(language).where(Indicator.plan_id.in_(OWN)).order_by(Indicator.position, Indicator.id),
    )


def _by_plan(found: Iterable[Followed]) -> defaultdict[int, list[Followed]]:
    grouped: defaultdict[int, list[Followed]] = defaultdict(list)
    for one in found:
        grouped[one.place.plan_id].append(one)
    return grouped
