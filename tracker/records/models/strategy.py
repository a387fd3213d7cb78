"""The strategy that is followed: its definitions of safety and its goals."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Base, Code, LongText, OptionalTitle, Title, Tracked


class Strategy(Tracked, Base):
    """``timezone`` decides which day it is for everything due; ``revision`` is the number of the
    latest event that belongs to no plan (goals, organisations, evidence)."""

    __tablename__ = "strategies"
    __untracked__ = Tracked.__untracked__ | {"revision"}

    code: Mapped[Code] = mapped_column(unique=True)
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    timezone: Mapped[str] = mapped_column(
        sa.String(60), default="Europe/Copenhagen", server_default="Europe/Copenhagen"
    )
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    revision: Mapped[int] = mapped_column(default=0, server_default="0")


class Definition(Tracked, Base):
    __tablename__ = "definitions"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    position: Mapped[int]


class Goal(Tracked, Base):
    """``needs_precision``: the strategy itself says that the goal may be made more precise."""

    __tablename__ = "goals"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("definitions.id"), index=True)
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    note: Mapped[LongText]
    needs_precision: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    position: Mapped[int]
