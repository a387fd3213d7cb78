"""What a strategy's map is made of, for one person: the plans that count towards its goals and are theirs to
see."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Plan, Strategy
from tracker.records.queries.localised import localised_column
from tracker.records.queries.strategies.goals import FOLLOWED
from tracker.records.queries.visibility import LARGEST_NUMBER, visible_plans
from tracker.records.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MapPlan:
    """``revision`` changes with everything of the plan that the map shows."""

    id: int
    code: str
    title: str
    revision: int


@dataclass(frozen=True, slots=True)
class MapBasis:
    """``revision`` is that of what belongs to no plan: goals, findings, organisations."""

    id: int
    title: str
    revision: int
    plans: tuple[MapPlan, ...]


def map_basis(session: Session, viewer: Viewer, strategy_id: int, language: str) -> MapBasis | None:
    """The strategy and its plans by code; None where there is no such strategy. One query."""
    if strategy_id > LARGEST_NUMBER:
        return None
    counts = sa.and_(
        Plan.strategy_id == Strategy.id,
        Plan.state.in_(FOLLOWED),
        Plan.archived_at.is_(None),
        visible_plans(viewer),
    )
    rows = session.execute(
        sa.select(
            Strategy.id,
            localised_column(Strategy, language),
            Strategy.revision,
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
            Plan.revision,
        )
        .outerjoin(Plan, counts)
        .where(Strategy.id == strategy_id)
        .order_by(sa.func.length(Plan.code), Plan.code, Plan.id)
    ).all()
    if not rows:
        return None
    plans = (MapPlan(*row[3:]) for row in rows if any(row[3:]))
    return MapBasis(rows[0][0], rows[0][1], rows[0][2], tuple(plans))
