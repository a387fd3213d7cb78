"""Prioritisation: ideas beside plans, rounds with the group's weights and scores, and what was decided."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import EntryDecision
from tracker.theory.priorities.candidates import Criterion


class Candidate(Tracked, Archivable, Base):
    """An idea that is no plan yet. ``joint`` where police and municipality would both act; ``plan_id`` is the
    plan that it became. ``rejected``
    and ``decision`` say that and why it was turned down."""

    __tablename__ = "candidates"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    description: Mapped[LongText]
    joint: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    rejected: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    decision: Mapped[LongText]
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id"), index=True)


class CandidateGoal(Tracked, Base):
    __tablename__ = "candidate_goals"
    __table_args__ = (sa.UniqueConstraint("candidate_id", "goal_id"),)

    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidates.id"))
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goals.id"), index=True)


class CandidateFinding(Tracked, Base):
    """Key evidence of an idea."""

    __tablename__ = "candidate_findings"
    __table_args__ = (sa.UniqueConstraint("candidate_id", "finding_id"),)

    candidate_id: Mapped[int] = mapped_column(sa.ForeignKey("candidates.id"))
    finding_id: Mapped[int] = mapped_column(sa.ForeignKey("findings.id"), index=True)


class Round(Tracked, Base):
    """A round of prioritisation. With ``decided_at`` it is frozen: ``result`` then holds the whole matrix as
    it was decided on, as ``tracker.records.frozen_matrix`` writes it."""

    __tablename__ = "rounds"

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"), index=True)
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    opened_on: Mapped[date]
    opened_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    reasons: Mapped[LongText]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class RoundCriterion(Tracked, Base):
    """The weight (0–1) that the group sets, and in words what each score from 0 to 3 means."""

    __tablename__ = "round_criteria"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "criterion"),
        sa.CheckConstraint("weight BETWEEN 0 AND 1", "weight"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"))
    criterion: Mapped[Criterion] = mapped_column(choice(Criterion, "criterion"))
    weight: Mapped[float]
    anchor_0: Mapped[OptionalTitle]
    anchor_1: Mapped[OptionalTitle]
    anchor_2: Mapped[OptionalTitle]
    anchor_3: Mapped[OptionalTitle]


class RoundEntry(Tracked, Base):
    """A plan or an idea that takes part in a round, and what was decided for it."""

    __tablename__ = "round_entries"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "plan_id"),
        sa.UniqueConstraint("round_id", "candidate_id"),
        sa.CheckConstraint("(plan_id IS NULL) <> (candidate_id IS NULL)", "plan_or_idea"),
    )

    round_id: Mapped[int] = mapped_column(sa.ForeignKey("rounds.id"))
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    candidate_id: Mapped[int | None] = mapped_column(sa.ForeignKey("candidates.id"), index=True)
    decision: Mapped[EntryDecision | None] = mapped_column(choice(EntryDecision, "decision"))
    decision_reason: Mapped[LongText]


class PriorityScore(Tracked, Base):
    """What one member of the group gave, 0–3, on a criterion that is not derived."""

    __tablename__ = "priority_scores"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "user_id", "criterion"),
        sa.CheckConstraint("score BETWEEN 0 AND 3", "score"),
    )

    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("round_entries.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    criterion: Mapped[Criterion] = mapped_column(choice(Criterion, "criterion"))
    score: Mapped[int] = mapped_column(sa.SmallInteger)
    scored_at: Mapped[datetime]
