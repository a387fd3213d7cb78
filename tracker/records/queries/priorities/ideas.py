"""Ideas for prioritisation: the list, one as its form holds it, and what may take part in a round.

An idea that became a plan is for those who see that plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    Candidate,
    CandidateFinding,
    CandidateGoal,
    Finding,
    Goal,
    Plan,
    Round,
    RoundEntry,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.kinds import EffectDirection, EvidenceLevel, PlanState
from tracker.theory.plan_states import is_final

FINAL = tuple(state for state in PlanState if is_final(state))


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea in the list. ``plan_id`` and ``plan_code`` are those of the plan that it became."""

    id: int
    code: str
    title: str
    rejected: bool
    decision: str
    archived_at: datetime | None
    plan_id: int | None
    plan_code: str | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class KeyEvidence:
    """A finding that an idea names; an ``archived`` one counts no more."""

    id: int
    code: str
    citation: str
    sentence: str
    direction: EffectDirection
    level: EvidenceLevel
    archived: bool


@dataclass(frozen=True, slots=True)
class IdeaGoal:
    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class IdeaRound:
    """A round in which the idea takes part, or took part as itself."""

    id: int
    title: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIdea(IdeaContents):
    """An idea as its form holds it, and what belongs to it."""

    id: int
    version: int
    strategy_id: int
    archived_at: datetime | None
    illustrative: bool
    plan_id: int | None
    plan_code: str | None
    goals: tuple[IdeaGoal, ...] = ()
    findings: tuple[KeyEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may take part in a round."""

    id: int
    code: str
    title: str
    state: PlanState | None = None


def in_sight(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Condition on ``candidates`` with the plan that each became joined."""
    return sa.or_(Candidate.plan_id.is_(None), visible_plans(viewer))


def idea_lines(session: Session, viewer: Viewer, language: str, *, archived: bool) -> list[IdeaLine]:
    """Ideas by code, those that are archived or the others. One query."""
    gone = Candidate.archived_at.is_not(None) if archived else Candidate.archived_at.is_(None)
    query = (
        sa.select(
            Candidate.id,
            Candidate.code,
            localised_column(Candidate, language),
            Candidate.rejected,
            Candidate.decision,
            Candidate.archived_at,
            Candidate.plan_id,
            Plan.code,
            Candidate.illustrative,
        )
        .outerjoin(Plan, Plan.id == Candidate.plan_id)
        .where(in_sight(viewer), gone)
        .order_by(Candidate.code, Candidate.id)
    )
    return [IdeaLine(*row) for row in session.execute(query)]


def archived_ideas(session: Session, viewer: Viewer) -> int:
    """How many ideas are archived, of those that the viewer sees. One query."""
    query = (
        sa.select(sa.func.count(Candidate.id))
        .outerjoin(Plan, Plan.id == Candidate.plan_id)
        .where(in_sight(viewer), Candidate.archived_at.is_not(None))
    )
    return session.scalar(query) or 0


def stored_idea(session: Session, viewer: Viewer, idea_id: int, language: str) -> StoredIdea | None:
    """One idea; None where it is not there or not the viewer's to see. Three queries."""
    row = session.execute(
        sa.select(
            Candidate.id,
            Candidate.version,
            Candidate.strategy_id,
            Candidate.code,
            Candidate.title,
            Candidate.title_en,
            Candidate.description,
            Candidate.joint,
            Candidate.rejected,
            Candidate.decision,
            Candidate.archived_at,
            Candidate.illustrative,
            Candidate.plan_id,
            Plan.code.label("plan_code"),
        )
        .outerjoin(Plan, Plan.id == Candidate.plan_id)
        .where(Candidate.id == idea_id, in_sight(viewer))
    ).one_or_none()
    if row is None:
        return None
    goals = session.execute(
        sa.select(Goal.id, Goal.code, localised_column(Goal, language))
        .join(CandidateGoal, CandidateGoal.goal_id == Goal.id)
        .where(CandidateGoal.candidate_id == idea_id)
        .order_by(Goal.position, Goal.id)
    )
    findings = session.execute(
        _findings()
        .join(CandidateFinding, CandidateFinding.finding_id == Finding.id)
        .where(CandidateFinding.candidate_id == idea_id)
        .order_by(Finding.code, Finding.id)
    )
    own_goals = tuple(IdeaGoal(*goal) for goal in goals)
    own_findings = tuple(KeyEvidence(*finding) for finding in findings)
    return StoredIdea(
        **row._mapping,
        goals=own_goals,
        goal_ids=[goal.id for goal in own_goals],
        findings=own_findings,
        finding_ids=[finding.id for finding in own_findings],
    )


def rounds_of(session: Session, idea: StoredIdea, language: str) -> list[IdeaRound]:
    """The rounds that hold the idea, the latest first. One query."""
    query = (
        sa.select(Round.id, localised_column(Round, language), Round.decided_at)
        .join(RoundEntry, RoundEntry.round_id == Round.id)
        .where(RoundEntry.candidate_id == idea.id)
        .order_by(Round.id.desc())
    )
    return [IdeaRound(*row) for row in session.execute(query)]


def register(session: Session, kept: Sequence[int] = ()) -> list[KeyEvidence]:
    """The findings that an idea may name as key evidence, and those of ``kept``, by code. One query."""
    query = _findings().where(sa.or_(Finding.archived_at.is_(None), Finding.id.in_(list(kept))))
    return [KeyEvidence(*row) for row in session.execute(query.order_by(Finding.code, Finding.id))]


def plan_choices(session: Session, strategy_id: int, language: str, round_id: int = 0) -> list[Choice]:
    """Plans that may be prioritised and don't stand in the round yet, by code: neither completed, rejected
    nor archived. For the planning group, which sees every plan. One query."""
    there = sa.exists().where(RoundEntry.round_id == round_id, RoundEntry.plan_id == Plan.id)
    query = sa.select(Plan.id, Plan.code, localised_column(Plan, language), Plan.state).where(
        Plan.strategy_id == strategy_id, Plan.archived_at.is_(None), Plan.state.not_in(FINAL), ~there
    )
    return [Choice(*row) for row in session.execute(query.order_by(Plan.code, Plan.id))]


def idea_choices(session: Session, strategy_id: int, language: str, round_id: int = 0) -> list[Choice]:
    """The same for ideas: neither rejected, archived nor plans already."""
    there = sa.exists().where(RoundEntry.round_id == round_id, RoundEntry.candidate_id == Candidate.id)
    query = sa.select(Candidate.id, Candidate.code, localised_column(Candidate, language)).where(
        Candidate.strategy_id == strategy_id,
        Candidate.archived_at.is_(None),
        Candidate.rejected.is_(False),
        Candidate.plan_id.is_(None),
        ~there,
    )
    return [Choice(*row) for row in session.execute(query.order_by(Candidate.code, Candidate.id))]


def _findings() -> Any:
    return sa.select(
        Finding.id,
        Finding.code,
        Finding.citation,
        Finding.sentence,
        Finding.direction,
        Finding.level,
        Finding.archived_at.is_not(None),
    )
