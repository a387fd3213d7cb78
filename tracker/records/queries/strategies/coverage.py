"""What the overlaps and gaps are read from: goals, the plans that a person sees, and organisations."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Definition, Goal, Organisation, Plan, PlanPartner
from tracker.records.queries.localised import localised_column
from tracker.records.queries.parties import party_by_root, roots
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import OrganisationKind, Party, PlanState


@dataclass(frozen=True, slots=True)
class GoalColumn:
    """A goal with its definition."""

    id: int
    strategy_id: int
    code: str
    title: str
    definition_id: int
    definition: str


@dataclass(frozen=True, slots=True)
class PlanOfParties:
    """A plan with the numbers of its lead organisation and of its partners, in their order."""

    id: int
    code: str
    title: str
    state: PlanState
    lead: int
    partners: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """``party`` is the side that the organisation stands on."""

    id: int
    code: str
    name: str
    kind: OrganisationKind
    party: Party
    archived: bool


def goal_columns(session: Session, language: str) -> list[GoalColumn]:
    """Every strategy's goals, definition by definition; one query."""
    query = (
        sa.select(
            Goal.id,
            Goal.strategy_id,
            Goal.code,
            localised_column(Goal, language),
            Definition.id,
            localised_column(Definition, language),
        )
        .join(Definition, Definition.id == Goal.definition_id)
        .order_by(Goal.strategy_id, Definition.position, Definition.id, Goal.position, Goal.id)
    )
    return [GoalColumn(*row) for row in session.execute(query)]


def plans_of_parties(session: Session, viewer: Viewer, language: str) -> list[PlanOfParties]:
    """Visible plans that are neither archived nor rejected, by code as people count; two queries."""
    seen = sa.and_(visible_plans(viewer), Plan.archived_at.is_(None), Plan.state != PlanState.REJECTED)
    partners: dict[int, list[int]] = defaultdict(list)
    named = (
        sa.select(PlanPartner.plan_id, PlanPartner.organisation_id)
        .join(Plan, Plan.id == PlanPartner.plan_id)
        .where(seen)
        .order_by(PlanPartner.position, PlanPartner.id)
    )
    for plan_id, organisation_id in session.execute(named):
        partners[plan_id].append(organisation_id)
    query = (
        sa.select(Plan.id, Plan.code, localised_column(Plan, language), Plan.state, Plan.lead_organisation_id)
        .where(seen)
        .order_by(sa.func.length(Plan.code), Plan.code, Plan.id)
    )
    return [PlanOfParties(*row, tuple(partners[row[0]])) for row in session.execute(query)]


def organisation_lines(session: Session, language: str) -> list[OrganisationLine]:
    """Every organisation, archived ones too, by side and name: police, municipality, partners. One query."""
    root = roots()
    name = localised_column(Organisation, language, "name")
    query = (
        sa.select(
            Organisation.id,
            Organisation.code,
            name,
            Organisation.kind,
            root.c.kind,
            Organisation.archived_at.is_not(None),
        )
        .join(root, root.c.id == Organisation.id)
        .order_by(name, Organisation.id)
    )
    lines = [
        OrganisationLine(number, code, title, kind, party_by_root(top), bool(archived))
        for number, code, title, kind, top, archived in session.execute(query)
    ]
    return sorted(lines, key=lambda line: list(Party).index(line.party))
