"""The strategy: definitions, goals, and which plans there are to serve them."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Definition, Goal, Organisation, Plan, Strategy
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import PlanState

FOLLOWED = (PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED, PlanState.COMPLETED)
"""States in which a plan counts towards its goals; ideas, drafts and rejected plans do not yet."""


@dataclass(frozen=True, slots=True)
class StrategyLine:
    id: int
    title: str
    starts_on: date | None
    ends_on: date | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    id: int
    code: str
    title: str
    note: str
    needs_precision: bool
    definition_id: int
    definition: str
    definition_code: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    id: int
    code: str
    title: str
    state: PlanState
    lead: str


def all_strategies(session: Session, language: str) -> list[StrategyLine]:
    """Every strategy; one query."""
    return [
        StrategyLine(*row)
        for row in session.execute(
            sa.select(
                Strategy.id,
                localised_column(Strategy, language),
                Strategy.starts_on,
                Strategy.ends_on,
                Strategy.illustrative,
            ).order_by(Strategy.id)
        )
    ]


def goals(session: Session, strategy_id: int, language: str) -> list[GoalLine]:
    """The strategy's goals with their definitions, in order; one query."""
    return [
        GoalLine(*row)
        for row in session.execute(
            sa.select(
                Goal.id,
                Goal.code,
                localised_column(Goal, language),
                Goal.note,
                Goal.needs_precision,
                Definition.id,
                localised_column(Definition, language),
                Definition.code,
            )
            .join(Definition, Definition.id == Goal.definition_id)
            .where(Goal.strategy_id == strategy_id)
            .order_by(Definition.position, Goal.position)
        )
    ]


def plan_lines(
    session: Session, viewer: Viewer, language: str, strategy_id: int | None = None, limit: int | None = None
) -> list[PlanLine]:
    """Visible plans that are not archived, by code; one query."""
    query = (
        sa.select(
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
            Plan.state,
            localised_column(Organisation, language, "name"),
        )
        .join(Organisation, Organisation.id == Plan.lead_organisation_id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id)
        .limit(limit)
    )
    if strategy_id is not None:
        query = query.where(Plan.strategy_id == strategy_id)
    return [PlanLine(*row) for row in session.execute(query)]
