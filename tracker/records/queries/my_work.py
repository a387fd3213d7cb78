"""A person's own plans, with everything that they may be asked to answer for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, Indicator, Milestone, Plan, PlanOwner
from tracker.records.queries.follow_up import (
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
from tracker.records.queries.pathway import localised_column
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
    own = sa.select(PlanOwner.plan_id).where(PlanOwner.user_id == viewer.id)
    plans = session.execute(
        sa.select(Plan.id, Plan.code, localised_column(Plan, language).label("title"), Plan.state)
        .where(Plan.id.in_(own), Plan.archived_at.is_(None), visible_plans(viewer))
        .order_by(Plan.code, Plan.id)
    ).all()
    reported_on = [kind for kind in ElementKind if kind.is_delivery or kind.is_outcome]
    elements = [
        to_element(row)
        for row in session.execute(
            element_rows(language)
            .where(Element.plan_id.in_(own), Element.kind.in_(reported_on))
            .order_by(Element.position, Element.id)
        )
    ]
    milestones = [
        to_milestone(row)
        for row in session.execute(
            milestone_rows(language)
            .where(Milestone.plan_id.in_(own), Milestone.done_on.is_(None))
            .order_by(Milestone.position, Milestone.id)
        )
    ]
    indicators = [
        to_indicator(row)
        for row in session.execute(
            indicator_rows(language)
            .where(Indicator.plan_id.in_(own))
            .order_by(Indicator.position, Indicator.id)
        )
    ]
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


def _by_plan(found: Iterable[Followed]) -> defaultdict[int, list[Followed]]:
    grouped: defaultdict[int, list[Followed]] = defaultdict(list)
    for one in found:
        grouped[one.place.plan_id].append(one)
    return grouped
