"""The arrows of a theory of change, and the assumptions under them."""

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
from tracker.theory.kinds import AssumptionState, LinkBasis, LinkKind


class Link(Tracked, Archivable, Base):
    __tablename__ = "links"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "code"),
        sa.ForeignKeyConstraint(["source_id", "plan_id"], ["elements.id", "elements.plan_id"]),
        sa.ForeignKeyConstraint(["target_id", "plan_id"], ["elements.id", "elements.plan_id"]),
        sa.CheckConstraint("source_id <> target_id", "no_loop"),
        sa.CheckConstraint("lag_days IS NULL OR lag_days >= 0", "lag_forward"),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    code: Mapped[Code]
    kind: Mapped[LinkKind] = mapped_column(choice(LinkKind, "kind"))
    source_id: Mapped[int] = mapped_column(sa.Integer, index=True)
    target_id: Mapped[int] = mapped_column(sa.Integer, index=True)
    basis: Mapped[LinkBasis] = mapped_column(choice(LinkBasis, "basis"), default=LinkBasis.HYPOTHESIS)
    lag_days: Mapped[int | None]
    rationale: Mapped[LongText]
    position: Mapped[int]


class Assumption(Tracked, Archivable, Base):
    """``test`` says how one finds out whether it holds; ``review_on`` when it is looked at again."""

    __tablename__ = "assumptions"
    __table_args__ = (sa.UniqueConstraint("plan_id", "code"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    state: Mapped[AssumptionState] = mapped_column(
        choice(AssumptionState, "state"), default=AssumptionState.UNTESTED
    )
    critical: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    test: Mapped[LongText]
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    review_on: Mapped[date | None]
    position: Mapped[int]


class LinkAssumption(Tracked, Base):
    """One assumption may carry several links."""

    __tablename__ = "link_assumptions"
    __table_args__ = (sa.UniqueConstraint("link_id", "assumption_id"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("links.id"))
    assumption_id: Mapped[int] = mapped_column(sa.ForeignKey("assumptions.id"), index=True)
