"""Points of decisions. One on a plan is for those who see that plan, neither counted nor named for others."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Element,
    Goal,
    Hearing,
    HearingRecipient,
    Organisation,
    Plan,
    ReplyPoint,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import (
    LARGEST_NUMBER,
    plans_tied_to,
    visible_hearings,
    visible_plans,
)
from tracker.records.viewer import Viewer
from tracker.theory.contents.hearing import PointContents
from tracker.theory.kinds import PlanState
from tracker.theory.strategy.hearings import is_quoted

MOST_POINTS = 200
MOST_ELEMENTS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow(PointContents):
    """``element_live`` is false where the element was archived since; its page is gone then. A point is dealt
    with once ``done_on`` is set."""

    id: int
    version: int
    archived: bool
    recipient_id: int
    organisation: str
    met_on: date | None
    decision: str
    hearing_id: int
    hearing_code: str
    plan_code: str | None
    plan_title: str | None
    element_title: str | None
    element_live: bool

    @property
    def is_quoted(self) -> bool:
        """Whether its words stand in the decision."""
        return is_quoted(self.quote, self.decision)


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan with its elements, (number, title), for a point to be tied to."""

    id: int
    code: str
    title: str
    elements: tuple[tuple[int, str], ...]


def point(session: Session, viewer: Viewer, point_id: int, language: str) -> PointRow | None:
    """Archived ones too. One query."""
    if point_id > LARGEST_NUMBER:
        return None
    row = session.execute(_rows(viewer, language).where(ReplyPoint.id == point_id)).one_or_none()
    return None if row is None else _point(row)


def points(
    session: Session,
    viewer: Viewer,
    language: str,
    *,
    recipient_ids: list[int] | None = None,
    plan_id: int | None = None,
    element_id: int | None = None,
    still_open: bool = False,
    archived: bool | None = False,
    limit: int = MOST_POINTS,
) -> list[PointRow]:
    """By meeting and place; ``archived`` None asks for both. One query."""
    query = _rows(viewer, language)
    if recipient_ids is not None:
        query = query.where(ReplyPoint.recipient_id.in_(recipient_ids))
    if plan_id is not None:
        query = query.where(ReplyPoint.plan_id == plan_id)
    if element_id is not None:
        query = query.where(ReplyPoint.element_id == element_id)
    if still_open:
        query = query.where(ReplyPoint.done_on.is_(None))
    if archived is not None:
        query = query.where(
            ReplyPoint.archived_at.is_not(None) if archived else ReplyPoint.archived_at.is_(None)
        )
    query = query.order_by(
        HearingRecipient.met_on, ReplyPoint.recipient_id, ReplyPoint.position, ReplyPoint.id
    )
    return [_point(row) for row in session.execute(query.limit(limit))]


def offers(session: Session, viewer: Viewer, language: str) -> list[PlanOffer]:
    """What a point may be tied to: plans that the viewer sees and that are not ended, with their elements.
    One query."""
    ended = (PlanState.COMPLETED, PlanState.REJECTED)
    title = sa.func.coalesce(localised_column(Goal, language), localised_column(Element, language))
    rows = session.execute(
        sa.select(Plan.id, Plan.code, localised_column(Plan, language), Element.id, title)
        .outerjoin(Element, sa.and_(Element.plan_id == Plan.id, Element.archived_at.is_(None)))
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None), Plan.state.not_in(ended))
        .order_by(Plan.code, Plan.id, Element.position, Element.id)
        .limit(MOST_ELEMENTS)
    )
    found: dict[int, PlanOffer] = {}
    number: Any
    for plan_id, code, name, number, element in rows:
        one = found.get(plan_id, PlanOffer(plan_id, code, name, ()))
        added = () if number is None else ((number, element),)
        found[plan_id] = PlanOffer(one.id, one.code, one.title, (*one.elements, *added))
    return list(found.values())


def _rows(viewer: Viewer, language: str) -> Any:
    named = aliased(Plan)
    element = sa.func.coalesce(localised_column(Goal, language), localised_column(Element, language))
    return (
        sa.select(
            ReplyPoint.id,
            ReplyPoint.version,
            ReplyPoint.quote,
            ReplyPoint.done,
            ReplyPoint.done_on,
            ReplyPoint.archived_at.is_not(None).label("archived"),
            ReplyPoint.recipient_id,
            localised_column(Organisation, language, "name").label("organisation"),
            HearingRecipient.met_on,
            HearingRecipient.decision,
            Hearing.id.label("hearing_id"),
            Hearing.code.label("hearing_code"),
            ReplyPoint.plan_id,
            named.code.label("plan_code"),
            localised_column(named, language).label("plan_title"),
            ReplyPoint.element_id,
            element.label("element_title"),
            Element.archived_at.is_(None).label("element_live"),
        )
        .select_from(ReplyPoint)
        .join(HearingRecipient, HearingRecipient.id == ReplyPoint.recipient_id)
        .join(Hearing, Hearing.id == HearingRecipient.hearing_id)
        .join(Organisation, Organisation.id == HearingRecipient.organisation_id)
        .outerjoin(named, named.id == ReplyPoint.plan_id)
        .outerjoin(Element, Element.id == ReplyPoint.element_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .where(visible_hearings(viewer), plans_tied_to(viewer, ReplyPoint.plan_id))
    )


def _point(row: Any) -> PointRow:
    return PointRow(
        **{**row._mapping, "archived": bool(row.archived), "element_live": bool(row.element_live)}
    )
