"""The boxes of a theory of change."""

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
from tracker.theory.kinds import ElementKind


class Element(Tracked, Archivable, Base):
    """``goal_id`` is set on a goal element, and only there: the strategy's goal that it stands for."""

    __tablename__ = "elements"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "code"),
        # What hangs on an element names its plan too: a link can never leave its plan.
        sa.UniqueConstraint("id", "plan_id"),
        sa.CheckConstraint("(kind = 'goal') = (goal_id IS NOT NULL)", "goal_element_has_goal"),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    code: Mapped[Code]
    kind: Mapped[ElementKind] = mapped_column(choice(ElementKind, "kind"))
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    description: Mapped[LongText]
    position: Mapped[int]
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("goals.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    expected_from: Mapped[date | None]
