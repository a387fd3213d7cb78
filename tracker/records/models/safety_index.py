"""The safety index: its versions, what each is made of, and the years that were published with it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Base, LongText, Tracked, choice
from tracker.theory.kinds import IndexState


class IndexVersion(Tracked, Base):
    """``made_from_id`` is the version that it was copied from. ``note`` says what is new and why."""

    __tablename__ = "index_versions"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "number"),)

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    number: Mapped[int]
    state: Mapped[IndexState] = mapped_column(choice(IndexState, "state"), default=IndexState.DRAFT)
    base_year: Mapped[int | None]
    note: Mapped[LongText]
    made_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("index_versions.id"), index=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    retired_at: Mapped[datetime | None]
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class IndexDefinition(Tracked, Base):
    """A definition's weight beside the others of the version."""

    __tablename__ = "index_definitions"
    __table_args__ = (
        sa.UniqueConstraint("index_version_id", "definition_id"),
        sa.CheckConstraint("weight > 0", "weight"),
    )

    index_version_id: Mapped[int] = mapped_column(sa.ForeignKey("index_versions.id"))
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("definitions.id"), index=True)
    weight: Mapped[float]


class IndexMeasure(Tracked, Base):
    """A measurement's goalposts, in its own unit, and its weight within its definition. Where it is
    ``logarithmic``, the value is placed between the logarithms of the goalposts."""

    __tablename__ = "index_measures"
    __table_args__ = (
        sa.UniqueConstraint("index_version_id", "measurement_id"),
        sa.CheckConstraint("weight > 0", "weight"),
        sa.CheckConstraint("worst <> best", "goalposts"),
    )

    index_version_id: Mapped[int] = mapped_column(sa.ForeignKey("index_versions.id"))
    measurement_id: Mapped[int] = mapped_column(sa.ForeignKey("measurements.id"), index=True)
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("definitions.id"), index=True)
    worst: Mapped[float]
    best: Mapped[float]
    logarithmic: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    weight: Mapped[float]
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class IndexYear(Tracked, Base):
    """A year as it was published: ``values`` in their units by the measurement's number, and the ``points``
    (0–100) that the version made of them, None where withheld; ``scores`` are the points of each definition
    by its number. A year that is published anew, because a value was corrected, is a further ``edition``.
    """

    __tablename__ = "index_years"
    __table_args__ = (sa.UniqueConstraint("index_version_id", "year", "edition"),)

    index_version_id: Mapped[int] = mapped_column(sa.ForeignKey("index_versions.id"))
    year: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    values: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    scores: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    points: Mapped[float | None]
    arithmetic: Mapped[float | None]
    provisional: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    reason: Mapped[LongText]
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
