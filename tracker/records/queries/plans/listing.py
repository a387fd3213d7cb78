"""The filtered list of action plans, and what its filters offer."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Goal, Organisation, Plan, PlanGoal, PlanPartner
from tracker.records.queries.localised import localised_column
from tracker.records.queries.plans.overview import PlanRow, plan_rows
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import PlanState

PAGE_SIZE = 25
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """None and the empty text leave a filter out. ``organisation`` leads the plan or takes part in it;
    ``text`` is looked for in title and code. ``archived`` asks for archived plans instead of those in use."""

    state: PlanState | None = None
    goal: int | None = None
    organisation: int | None = None
    text: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (number, text)."""

    goals: tuple[tuple[int, str], ...]
    organisations: tuple[tuple[int, str], ...]


def count(session: Session, viewer: Viewer, filters: Filters) -> int:
    """How many plans fit. One query."""
    found = session.scalar(sa.select(sa.func.count()).select_from(_fitting(viewer, filters).subquery()))
    return found or 0


def page(
    session: Session, viewer: Viewer, filters: Filters, language: str, number: int = 1, size: int = PAGE_SIZE
) -> list[PlanRow]:
    """The plans of one page, from 1, by code as people count: HP2 before HP10. One query."""
    chosen = (
        _fitting(viewer, filters)
        .order_by(sa.func.length(Plan.code), Plan.code, Plan.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return plan_rows(session, chosen, language)


def choices(session: Session, viewer: Viewer, language: str, most: int = 200) -> Choices:
    """Goals and organisations of the plans that the viewer may see. Two queries."""
    plans = sa.select(Plan.id).where(visible_plans(viewer), Plan.archived_at.is_(None))
    goal, name = localised_column(Goal, language), localised_column(Organisation, language, "name")
    goals = session.execute(
        sa.select(Goal.id, Goal.code, goal)
        .where(Goal.id.in_(sa.select(PlanGoal.goal_id).where(PlanGoal.plan_id.in_(plans))))
        .order_by(Goal.position, Goal.id)
        .limit(most)
    )
    leads = sa.select(Plan.lead_organisation_id).where(Plan.id.in_(plans))
    partners = sa.select(PlanPartner.organisation_id).where(PlanPartner.plan_id.in_(plans))
    organisations = session.execute(
        sa.select(Organisation.id, name)
        .where(sa.or_(Organisation.id.in_(leads), Organisation.id.in_(partners)))
        .order_by(name, Organisation.id)
        .limit(most)
    )
    return Choices(
        tuple((number, f"{code} {title}") for number, code, title in goals),
        tuple((number, title) for number, title in organisations),
    )


def _fitting(viewer: Viewer, filters: Filters) -> "sa.Select[int]":
    archived = Plan.archived_at.is_not(None) if filters.archived else Plan.archived_at.is_(None)
    query = sa.select(Plan.id).where(visible_plans(viewer), archived)
    if filters.state is not None:
        query = query.where(Plan.state == filters.state)
    if filters.goal is not None:
        query = query.where(sa.exists().where(PlanGoal.plan_id == Plan.id, PlanGoal.goal_id == filters.goal))
    if filters.organisation is not None:
        takes_part = sa.exists().where(
            PlanPartner.plan_id == Plan.id, PlanPartner.organisation_id == filters.organisation
        )
        query = query.where(sa.or_(Plan.lead_organisation_id == filters.organisation, takes_part))
    for word in filters.text[:LONGEST_SEARCH].split():
        # SQLite folds case only within ASCII, so that "ø" and "Ø" are asked for each by itself
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        columns = (Plan.title, Plan.title_en, Plan.code)
        query = query.where(
            sa.or_(*(c.icontains(spelling, autoescape=True) for c in columns for spelling in spellings))
        )
    return query
