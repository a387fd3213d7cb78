"""Action plans: what they are for, who leads, owns and takes part."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import (
    Archivable,
    Base,
    Code,
    LongText,
    OptionalTitle,
    Title,
    Tracked,
    choice,
)
from tracker.theory.kinds import PlanState, Visibility


class Plan(Tracked, Archivable, Base):
    """``revision`` is the number of the plan's latest event: pages and diagrams cache by it."""

    __tablename__ = "plans"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)
    __untracked__ = Tracked.__untracked__ | {"revision"}

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    state: Mapped[PlanState] = mapped_column(choice(PlanState, "state"), default=PlanState.IDEA)
    visibility: Mapped[Visibility] = mapped_column(
        choice(Visibility, "visibility"), default=Visibility.SHARED
    )
    lead_organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    budget_dkk: Mapped[int | None] = mapped_column(sa.BigInteger)
    already_in_place: Mapped[LongText]
    target_group: Mapped[LongText]
    revision: Mapped[int] = mapped_column(default=0, server_default="0")


class PlanGoal(Tracked, Base):
    """A goal that the plan declares; exactly one of a plan's is primary."""

    __tablename__ = "plan_goals"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "goal_id"),
        sa.Index(
            "ix_plan_goals_one_primary",
            "plan_id",
            unique=True,
            sqlite_where=sa.text("is_primary = 1"),
            postgresql_where=sa.text("is_primary"),
        ),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goals.id"), index=True)
    is_primary: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class PlanOwner(Tracked, Base):
    """An initiative owner of the plan: reports on its elements and milestones."""

    __tablename__ = "plan_owners"
    __table_args__ = (sa.UniqueConstraint("plan_id", "user_id"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class PlanPartner(Tracked, Base):
    __tablename__ = "plan_partners"
    __table_args__ = (sa.UniqueConstraint("plan_id", "organisation_id"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
