"""The one place that says what a person may see. Every list, page, export and diagram asks here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Assumption,
    CaseDocument,
    Comment,
    Document,
    Element,
    Hearing,
    HearingRecipient,
    Indicator,
    IndicatorReading,
    Link,
    LinkFinding,
    Milestone,
    Organisation,
    Plan,
    PlanOwner,
    Proposal,
    RoleAssignment,
    StatusReport,
    Strategy,
    User,
)
from tracker.records.viewer import Viewer
from tracker.theory.kinds import PlanState, Role, Visibility


class Sight(StrEnum):
    """How far a person sees: somebody without a role, a partner of the strategy, the planning group."""

    NOTHING = "nothing"
    PARTNER = "partner"
    EVERYTHING = "everything"


def sight(viewer: Viewer) -> Sight:
    """How far the person sees."""
    if not viewer.roles:
        return Sight.NOTHING
    return Sight.EVERYTHING if viewer.is_planner else Sight.PARTNER


def visible(how_far: Sight) -> sa.ColumnElement[bool]:
    """Condition on ``plans`` for a statement that is built once and sent with ``seen_by(viewer)``."""
    return _visible(
        how_far,
        sa.bindparam("viewer_id", type_=sa.Integer),
        sa.bindparam("viewer_organisations", expanding=True),
    )


def seen_by(viewer: Viewer) -> dict[str, Any]:
    """The parameters of ``visible``."""
    return {"viewer_id": viewer.id, "viewer_organisations": sorted(viewer.organisations)}


def visible_plans(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Condition on ``plans``: what this person may see."""
    return _visible(sight(viewer), viewer.id, sorted(viewer.organisations))


def _visible(how_far: Sight, person: Any, organisations: Any) -> sa.ColumnElement[bool]:
    """A shared plan is for everyone with a role in the strategy; one of an organisation is for its lead
    organisation, its owners and the planning group (DOMAIN, Roles)."""
    if how_far is Sight.NOTHING:
        return sa.false()
    if how_far is Sight.EVERYTHING:
        return sa.true()
    own = aliased(PlanOwner)
    return sa.or_(
        Plan.visibility == Visibility.SHARED,
        Plan.lead_organisation_id.in_(organisations),
        sa.exists().where(own.plan_id == Plan.id, own.user_id == person),
    )


def seen_by_person() -> sa.ColumnElement[bool]:
    """Condition on ``users`` and ``plans``: the person has an account and may see the plan. It says of many
    people what ``visible_plans`` says of one, and asks for their roles itself."""
    own, held = aliased(PlanOwner), aliased(RoleAssignment)
    owns = sa.exists().where(own.plan_id == Plan.id, own.user_id == User.id).correlate(Plan, User)
    through_a_role = sa.exists().where(
        held.user_id == User.id,
        sa.or_(
            Plan.visibility == Visibility.SHARED,
            held.role == Role.PLANNER,
            held.organisation_id == Plan.lead_organisation_id,
            owns,
        ),
    )
    return sa.and_(
        User.email.is_not(None), User.deactivated_at.is_(None), through_a_role.correlate(Plan, User)
    )


def visible_hearings(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Condition on ``hearings``: one on a plan is for those who see it, any other for every partner."""
    if not viewer.roles:
        return sa.false()
    heard = sa.select(Plan.id).where(Plan.id == Hearing.plan_id, visible_plans(viewer)).correlate(Hearing)
    return sa.or_(Hearing.plan_id.is_(None), heard.exists())


def plans_tied_to(viewer: Viewer, plan_id: Any) -> sa.ColumnElement[bool]:
    """Condition on a row that may hang on a plan by its column ``plan_id``: none, or one that is seen."""
    return sa.or_(plan_id.is_(None), plan_id.in_(sa.select(Plan.id).where(visible_plans(viewer))))


@dataclass(frozen=True, slots=True)
class RecipientStanding:
    """How a person stands to a recipient of a hearing: ``above`` are the recipient's organisation and all
    above it; None for a document of the case itself, which belongs to no recipient."""

    above: frozenset[int] | None


def recipient_standing(session: Session, viewer: Viewer, name: str, row_id: int) -> RecipientStanding | None:
    """``name`` is recipient_id or case_document_id; None where it is not there or not theirs to see. At most
    two queries."""
    if row_id > LARGEST_NUMBER or not viewer.roles:
        return None
    if name == "recipient_id":
        query = sa.select(HearingRecipient.organisation_id).where(HearingRecipient.id == row_id)
        query = query.join(Hearing, Hearing.id == HearingRecipient.hearing_id).where(visible_hearings(viewer))
    else:
        query = sa.select(HearingRecipient.organisation_id).select_from(CaseDocument)
        query = query.outerjoin(HearingRecipient, HearingRecipient.id == CaseDocument.recipient_id)
        query = query.outerjoin(Hearing, Hearing.id == HearingRecipient.hearing_id)
        query = query.where(CaseDocument.id == row_id, sa.or_(Hearing.id.is_(None), visible_hearings(viewer)))
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    organisation: Any = row[0]
    if organisation is None:
        return RecipientStanding(None)
    way = sa.select(Organisation.id, Organisation.parent_id).where(Organisation.id == organisation)
    above = way.cte("above", recursive=True)
    upwards = sa.select(Organisation.id, Organisation.parent_id)
    above = above.union(upwards.join(above, Organisation.id == above.c.parent_id))
    return RecipientStanding(frozenset(session.scalars(sa.select(above.c.id))))


def organisations_below(session: Session, organisations: Iterable[int]) -> frozenset[int]:
    """These organisations and all that stand below them. One query."""
    roots = sa.select(Organisation.id).where(Organisation.id.in_(sorted(organisations)))
    below = roots.cte("below", recursive=True)
    children = sa.select(Organisation.id).join(below, Organisation.parent_id == below.c.id)
    below = below.union(children)
    return frozenset(session.scalars(sa.select(below.c.id)))


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """How a person stands to one visible plan. ``revision`` and ``strategy_revision`` change with everything
    that a page of the plan shows."""

    plan_id: int
    owns: bool
    archived: bool
    state: PlanState
    revision: int
    strategy_revision: int


LARGEST_NUMBER = 2**31 - 1
"""No row has a greater one; databases refuse to compare with some that an address may hold."""

HOLDERS: dict[str, Any] = {
    "element_id": Element,
    "link_id": Link,
    "assumption_id": Assumption,
    "attachment_id": LinkFinding,
    "milestone_id": Milestone,
    "indicator_id": Indicator,
    "report_id": StatusReport,
    "reading_id": IndicatorReading,
    "document_id": Document,
    "comment_id": Comment,
    "proposal_id": Proposal,
}
"""What an address names, and the table whose row leads to its plan."""


def standing(session: Session, viewer: Viewer, name: str, row_id: int) -> PlanStanding | None:
    """The plan that a row belongs to, seen by ``viewer``; None when it is not there or not theirs to see.

    ``name`` is plan_id or one of ``HOLDERS``. One query.
    """
    if row_id > LARGEST_NUMBER:
        return None
    given = {**seen_by(viewer), "row_id": row_id}
    row = session.execute(_standing(sight(viewer), name), given).one_or_none()
    return None if row is None else PlanStanding(row[0], bool(row[1]), row[2] is not None, *row[3:])


@cache
def _standing(how_far: Sight, name: str) -> sa.Select[int, bool, datetime | None, PlanState, int, int]:
    number: sa.BindParameter[int] = sa.bindparam("row_id", type_=sa.Integer)
    person: sa.BindParameter[int] = sa.bindparam("viewer_id", type_=sa.Integer)
    owner = aliased(PlanOwner)
    owns = sa.exists().where(owner.plan_id == Plan.id, owner.user_id == person)
    query = (
        sa.select(Plan.id, owns, Plan.archived_at, Plan.state, Plan.revision, Strategy.revision)
        .join(Strategy, Strategy.id == Plan.strategy_id)
        .where(visible(how_far))
    )
    if name == "plan_id":
        return query.where(Plan.id == number)
    holder = HOLDERS[name]
    return query.join(holder, holder.plan_id == Plan.id).where(holder.id == number)
