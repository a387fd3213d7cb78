"""The one place that says what a person may see. Every list, page, export and diagram asks here."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, Indicator, Milestone, Plan, PlanOwner
from tracker.records.viewer import Viewer
from tracker.theory.kinds import Visibility


def visible_plans(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Condition on ``plans``: a shared plan is for everyone with a role in the strategy; one of an
    organisation is for its lead organisation, its owners and the planning group (DOMAIN, Roles)."""
    if not viewer.roles:
        return sa.false()
    if viewer.is_planner:
        return sa.true()
    own = sa.exists().where(PlanOwner.plan_id == Plan.id, PlanOwner.user_id == viewer.id)
    return sa.or_(
        Plan.visibility == Visibility.SHARED,
        Plan.lead_organisation_id.in_(viewer.organisations),
        own,
    )


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How a person stands to one visible plan."""

    plan_id: int
    owns: bool
    archived: bool


LARGEST_NUMBER = 2**31 - 1
"""No row has a greater one; databases refuse to compare with some that an address may hold."""

HOLDERS: dict[str, type[Element] | type[Indicator] | type[Milestone]] = {
    "element_id": Element,
    "milestone_id": Milestone,
    "indicator_id": Indicator,
}


def standing(session: Session, viewer: Viewer, name: str, row_id: int) -> PlanStanding | None:
    """The plan that a row belongs to, seen by ``viewer``; None when it is not there or not theirs to see.

    ``name`` is plan_id, element_id, milestone_id or indicator_id. One query.
    """
    if row_id > LARGEST_NUMBER:
        return None
    owns = sa.exists().where(PlanOwner.plan_id == Plan.id, PlanOwner.user_id == viewer.id)
    query = sa.select(Plan.id, owns, Plan.archived_at).where(visible_plans(viewer))
    if name == "plan_id":
        query = query.where(Plan.id == row_id)
    else:
        holder = HOLDERS[name]
        query = query.join(holder, holder.plan_id == Plan.id).where(holder.id == row_id)
    row = session.execute(query).one_or_none()
    return None if row is None else PlanStanding(row[0], bool(row[1]), row[2] is not None)
