"""Who has not answered: elements whose last status is stale or missing, counted by owner."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, Plan, PlanOwner, StatusReport, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.follow_up.report_age import STALE_DAYS
from tracker.theory.kinds import DELIVERY_KINDS, OUTCOME_KINDS, PlanState


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """``elements`` of the plan wait for a status; ``owners`` are to give it."""

    plan_id: int
    plan_code: str
    plan_title: str
    owners: str
    elements: int


def missing(
    session: Session, viewer: Viewer, today: date, language: str, limit: int = 20
) -> list[MissingAnswer]:
    """Active plans with elements whose status is stale or was never given, most elements first; one query."""
    oldest = today - timedelta(days=STALE_DAYS)
    fresh = sa.exists().where(
        StatusReport.plan_id == Element.plan_id,
        StatusReport.element_id == Element.id,
        StatusReport.reported_on >= oldest,
    )
    owners = (
        sa.select(sa.func.aggregate_strings(localised_column(User, language, "name"), ", "))
        .join(PlanOwner, PlanOwner.user_id == User.id)
        .where(PlanOwner.plan_id == Plan.id)
        .correlate(Plan)
        .scalar_subquery()
    )
    waiting = sa.func.count(Element.id)
    title = localised_column(Plan, language)
    query = (
        sa.select(Plan.id, Plan.code, title, sa.func.coalesce(owners, ""), waiting)
        .join(Element, Element.plan_id == Plan.id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None), Plan.state == PlanState.ACTIVE)
        .where(Element.archived_at.is_(None), Element.kind.in_([*DELIVERY_KINDS, *OUTCOME_KINDS]), ~fresh)
        .group_by(Plan.id, Plan.code, title)
        .order_by(waiting.desc(), Plan.code)
        .limit(limit)
    )
    return [MissingAnswer(*row) for row in session.execute(query)]
