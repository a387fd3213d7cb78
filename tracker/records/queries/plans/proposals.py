"""Proposals: those of a plan, one with all that it would change, and those that wait for the group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Event, Operation, Plan, Proposal, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import ProposalState


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """``author`` and ``decided_by`` are names, None where the program itself did it or nobody has decided."""

    id: int
    version: int
    plan_id: int
    plan_code: str
    plan_title: str
    author_id: int | None
    author: str | None
    made_at: datetime
    verb: str
    why: str
    state: ProposalState
    decided_at: datetime | None
    decided_by: str | None
    answer: str
    changes: list[dict[str, Any]]

    @property
    def is_open(self) -> bool:
        return self.state is ProposalState.OPEN


def proposal(session: Session, proposal_id: int, language: str) -> ProposalRow | None:
    """One query."""
    row = session.execute(_rows(language).where(Proposal.id == proposal_id)).one_or_none()
    return None if row is None else ProposalRow(*row)


def decision(session: Session, proposal_id: int) -> str:
    """The change of the log by which a proposal was decided or taken back. One query. Raises NoResultFound
    where it waits still."""
    query = sa.select(Event.change).where(
        Event.entity == Proposal.__tablename__,
        Event.entity_id == proposal_id,
        Event.operation == Operation.UPDATE,
    )
    return session.execute(query.order_by(Event.id.desc()).limit(1)).scalar_one()


def proposals(session: Session, plan_id: int, language: str, most: int = 100) -> list[ProposalRow]:
    """Those that wait first, then those decided, the latest first. One query."""
    waiting = sa.case((Proposal.state == ProposalState.OPEN, 0), else_=1)
    query = _rows(language).where(Proposal.plan_id == plan_id)
    return [
        ProposalRow(*row) for row in session.execute(query.order_by(waiting, Proposal.id.desc()).limit(most))
    ]


def to_look_at(session: Session, viewer: Viewer, language: str, since: datetime) -> list[ProposalRow]:
    """What waits for the planning group; for an author, what waits or was decided ``since``. One query."""
    own = _own(viewer, since)
    wanted = sa.or_(own, Proposal.state == ProposalState.OPEN) if viewer.is_planner else own
    query = _rows(language).where(wanted, visible_plans(viewer), Plan.archived_at.is_(None))
    return [ProposalRow(*row) for row in session.execute(query.order_by(Proposal.id).limit(50))]


def own_proposals(session: Session, viewer: Viewer, language: str, since: datetime) -> list[ProposalRow]:
    """What a person proposed: decided ``since``, the latest first, then what waits. One query."""
    query = _rows(language).where(_own(viewer, since), visible_plans(viewer), Plan.archived_at.is_(None))
    latest = (Proposal.decided_at.is_(None), Proposal.decided_at.desc(), Proposal.id)
    return [ProposalRow(*row) for row in session.execute(query.order_by(*latest).limit(50))]


def _own(viewer: Viewer, since: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Proposal.author_id == viewer.id,
        sa.or_(Proposal.state == ProposalState.OPEN, Proposal.decided_at > since),
    )


def _rows(language: str) -> "sa.Select[*tuple[Any, ...]]":
    author, decider = aliased(User), aliased(User)
    return (
        sa.select(
            Proposal.id,
            Proposal.version,
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
            Proposal.author_id,
            localised_column(author, language, "name"),
            Proposal.made_at,
            Proposal.verb,
            Proposal.why,
            Proposal.state,
            Proposal.decided_at,
            localised_column(decider, language, "name"),
            Proposal.answer,
            Proposal.changes,
        )
        .join(Plan, Plan.id == Proposal.plan_id)
        .outerjoin(author, author.id == Proposal.author_id)
        .outerjoin(decider, decider.id == Proposal.decided_by_id)
    )
