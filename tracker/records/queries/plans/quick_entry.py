"""What a quick entry is read against: the plan, the strategy's goals, and who may be responsible."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Goal, Organisation, Plan
from tracker.records.queries.parties import party_by_root, roots
from tracker.records.queries.pathway import load_pathway
from tracker.theory import pathway as theory
from tracker.theory.quick_entry.entry import Held
from tracker.theory.quick_entry.names import GoalName, OrganisationName


def held(session: Session, plan_id: int, language: str) -> Held:
    """Raises NoSuchPlan. The caller has checked that the plan may be seen. Eight queries."""
    return Held(
        load_pathway(session, plan_id, language),
        tuple(_goals(session, plan_id, language)),
        tuple(_organisations(session, language)),
    )


def _goals(session: Session, plan_id: int, language: str) -> list[GoalName]:
    rows = session.execute(
        sa.select(Goal.id, Goal.code, Goal.title, Goal.title_en)
        .join(Plan, Plan.strategy_id == Goal.strategy_id)
        .where(Plan.id == plan_id)
        .order_by(Goal.position, Goal.id)
    )
    return [
        GoalName(number, code, _in(language, danish, english), tuple(filter(None, (danish, english))))
        for number, code, danish, english in rows
    ]


def _organisations(session: Session, language: str) -> list[OrganisationName]:
    root = roots()
    rows = session.execute(
        sa.select(Organisation.id, Organisation.code, Organisation.name, Organisation.name_en, root.c.kind)
        .join(root, root.c.id == Organisation.id)
        .where(Organisation.archived_at.is_(None))
        .order_by(Organisation.code)
    )
    return [
        OrganisationName(
            theory.Organisation(number, _in(language, danish, english), party_by_root(kind)),
            tuple(filter(None, (code, danish, english))),
        )
        for number, code, danish, english, kind in rows
    ]


def _in(language: str, danish: str, english: str | None) -> str:
    return english if english and language == "en" else danish
