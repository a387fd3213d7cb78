"""An element's own texts and reports, and the plans that serve a goal."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    CommitmentLink,
    Definition,
    Element,
    Goal,
    Organisation,
    Plan,
    PlanGoal,
    StatusReport,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import DeliveryStatus, PlanState, ResultStatus

MOST_REPORTS = 20
"""An element's page shows so many of its reports; all of them are in its history."""


@dataclass(frozen=True, slots=True)
class Report:
    """``by`` is empty where a file said so."""

    id: int
    reported_on: date
    status: DeliveryStatus | ResultStatus
    happened: str
    next_step: str
    unchanged: bool
    by: str


@dataclass(frozen=True, slots=True)
class GoalText:
    """The strategy's goal that a goal element stands for."""

    id: int
    code: str
    strategy_id: int
    definition: str
    note: str
    needs_precision: bool


@dataclass(frozen=True, slots=True)
class ElementRecord:
    """``reports`` the latest first, at most ``MOST_REPORTS``. ``tied`` where a commitment of an existing
    strategy is tied to it."""

    id: int
    plan_id: int
    plan_code: str
    plan_title: str
    description: str
    goal: GoalText | None
    reports: tuple[Report, ...]
    tied: bool


@dataclass(frozen=True, slots=True)
class ServingPlan:
    """A plan that declares a goal; ``element_id`` is its goal element, None where it was archived."""

    id: int
    code: str
    title: str
    state: PlanState
    lead: str
    primary: bool
    element_id: int | None


def element_record(session: Session, element_id: int, language: str) -> ElementRecord | None:
    """Texts and reports of one element; None where it is not there or archived. One query."""
    author = localised_column(User, language, "name")
    rows = session.execute(
        sa.select(
            Element.id,
            Element.plan_id,
            Element.description,
            Plan.code.label("plan_code"),
            localised_column(Plan, language).label("plan_title"),
            Goal.id.label("goal_id"),
            Goal.code.label("goal_code"),
            Goal.strategy_id,
            Goal.note,
            Goal.needs_precision,
            localised_column(Definition, language).label("definition"),
            StatusReport.id.label("report_id"),
            StatusReport.reported_on,
            StatusReport.delivery_status,
            StatusReport.result_status,
            StatusReport.happened,
            StatusReport.next_step,
            StatusReport.unchanged,
            author.label("author"),
            sa.exists().where(CommitmentLink.element_id == Element.id).label("tied"),
        )
        .join(Plan, Plan.id == Element.plan_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .outerjoin(Definition, Definition.id == Goal.definition_id)
        .outerjoin(StatusReport, StatusReport.element_id == Element.id)
        .outerjoin(User, User.id == StatusReport.reported_by_id)
        .where(Element.id == element_id, Element.archived_at.is_(None))
        .order_by(StatusReport.reported_on.desc(), StatusReport.id.desc())
        .limit(MOST_REPORTS)
    ).all()
    if not rows:
        return None
    first = rows[0]
    goal = None
    if first.goal_id is not None:
        goal = GoalText(
            first.goal_id,
            first.goal_code,
            first.strategy_id,
            first.definition,
            first.note,
            first.needs_precision,
        )
    reports = tuple(_report(row) for row in rows if row.report_id is not None)
    return ElementRecord(
        first.id,
        first.plan_id,
        first.plan_code,
        first.plan_title,
        first.description,
        goal,
        reports,
        bool(first.tied),
    )


def serving_plans(session: Session, viewer: Viewer, goal_id: int, language: str) -> tuple[ServingPlan, ...]:
    """The plans that declare a goal, of those that the viewer may see; as their primary goal first.
    One query."""
    rows = session.execute(
        sa.select(
            Plan.id,
            Plan.code,
            localised_column(Plan, language).label("title"),
            Plan.state,
            localised_column(Organisation, language, "name").label("lead"),
            PlanGoal.is_primary.label("primary"),
            Element.id.label("element_id"),
        )
        .join(PlanGoal, PlanGoal.plan_id == Plan.id)
        .join(Organisation, Organisation.id == Plan.lead_organisation_id)
        .outerjoin(
            Element,
            sa.and_(
                Element.plan_id == Plan.id,
                Element.goal_id == PlanGoal.goal_id,
                Element.archived_at.is_(None),
            ),
        )
        .where(PlanGoal.goal_id == goal_id, Plan.archived_at.is_(None), visible_plans(viewer))
        .order_by(PlanGoal.is_primary.desc(), Plan.code, Plan.id)
    )
    found: dict[int, ServingPlan] = {}
    for row in rows:
        found.setdefault(row.id, ServingPlan(**row._mapping))
    return tuple(found.values())


def _report(row: Any) -> Report:
    return Report(
        row.report_id,
        row.reported_on,
        row.delivery_status or row.result_status,
        row.happened,
        row.next_step,
        row.unchanged,
        row.author or "",
    )
