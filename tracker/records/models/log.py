"""What the program remembers about its own writes: the event log, double submits, drawn diagrams."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Base, Key, LongText, choice


class Operation(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"


class Event(Base):
    """One change of one tracked row; triggers forbid UPDATE and DELETE.

    ``change`` groups the events of one verb. ``before`` and ``after`` hold column values: all of
    them for a created or deleted row, the changed ones for an updated row.
    """

    __tablename__ = "events"
    __table_args__ = (
        sa.Index("ix_events_plan_id", "plan_id", "id"),
        sa.Index("ix_events_entity", "entity", "entity_id", "id"),
    )

    id: Mapped[Key]
    change: Mapped[str] = mapped_column(sa.String(32), index=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    verb: Mapped[str] = mapped_column(sa.String(60))
    reason: Mapped[LongText]
    entity: Mapped[str] = mapped_column(sa.String(60))
    entity_id: Mapped[int]
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id"))
    operation: Mapped[Operation] = mapped_column(choice(Operation, "operation"))
    before: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class Submission(Base):
    """The key of a form that was carried out; the same key a second time changes nothing."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    verb: Mapped[str] = mapped_column(sa.String(60))


class DrawnDiagram(Base):
    """A diagram that ``dot`` has drawn, gzipped, by the hash of its DOT text, renderer and options."""

    __tablename__ = "drawn_diagrams"

    hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    format: Mapped[str] = mapped_column(sa.String(10))
    body: Mapped[bytes] = mapped_column(sa.LargeBinary)
    drawn_at: Mapped[datetime] = mapped_column(index=True)
