"""What follows progress: status reports, milestones, indicators, readings, documentation."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import DeliveryStatus, Dimension, IndicatorDirection, ResultStatus

ELEMENT_OF_PLAN = (["element_id", "plan_id"], ["elements.id", "elements.plan_id"])


class StatusReport(Tracked, Base):
    """Kept for ever. Delivery and result status are two sets that never mix: exactly one is given.

    ``unchanged``: the owner said "no change since last time".
    """

    __tablename__ = "status_reports"
    __table_args__ = (
        sa.ForeignKeyConstraint(*ELEMENT_OF_PLAN),
        sa.CheckConstraint("(delivery_status IS NULL) <> (result_status IS NULL)", "one_status"),
        sa.Index("ix_status_reports_latest", "plan_id", "element_id", "reported_on", "id"),
        sa.Index("ix_status_reports_element_id", "element_id"),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    element_id: Mapped[int] = mapped_column(sa.Integer)
    reported_on: Mapped[date]
    delivery_status: Mapped[DeliveryStatus | None] = mapped_column(choice(DeliveryStatus, "delivery_status"))
    result_status: Mapped[ResultStatus | None] = mapped_column(choice(ResultStatus, "result_status"))
    happened: Mapped[LongText]
    next_step: Mapped[LongText]
    unchanged: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    reported_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class Milestone(Tracked, Archivable, Base):
    """``baseline_due`` never changes; moving ``due`` needs a reason, which the event log keeps."""

    __tablename__ = "milestones"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "code"),
        sa.ForeignKeyConstraint(*ELEMENT_OF_PLAN),
        sa.Index("ix_milestones_element_id", "element_id"),
        # The literal condition lets the planner use the index for the overdue list.
        sa.Index(
            "ix_milestones_open",
            "due",
            "id",
            "plan_id",
            sqlite_where=sa.text("done_on IS NULL AND archived_at IS NULL"),
            postgresql_where=sa.text("done_on IS NULL AND archived_at IS NULL"),
        ),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    element_id: Mapped[int] = mapped_column(sa.Integer)
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    due: Mapped[date]
    baseline_due: Mapped[date]
    done_on: Mapped[date | None]
    position: Mapped[int]


class Indicator(Tracked, Archivable, Base):
    """``measurement_id``: the measurement of the inventory that it is read from."""

    __tablename__ = "indicators"
    __table_args__ = (
        sa.UniqueConstraint("plan_id", "code"),
        sa.ForeignKeyConstraint(*ELEMENT_OF_PLAN),
        sa.Index("ix_indicators_element_id", "element_id"),
        sa.CheckConstraint("baseline_on < target_on", "dates_ascend"),
        sa.CheckConstraint(
            "(direction = 'higher_better' AND target_value > baseline_value)"
            " OR (direction = 'lower_better' AND target_value < baseline_value)",
            "direction_agrees",
        ),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"))
    element_id: Mapped[int] = mapped_column(sa.Integer)
    measurement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("measurements.id"), index=True)
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    unit: Mapped[str] = mapped_column(sa.String(60))
    direction: Mapped[IndicatorDirection] = mapped_column(choice(IndicatorDirection, "direction"))
    baseline_on: Mapped[date]
    baseline_value: Mapped[float]
    target_on: Mapped[date]
    target_value: Mapped[float]
    position: Mapped[int]


class IndicatorReading(Tracked, Base):
    __tablename__ = "readings"
    __table_args__ = (sa.UniqueConstraint("indicator_id", "read_on"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(sa.ForeignKey("indicators.id"))
    read_on: Mapped[date]
    value: Mapped[float]
    source: Mapped[LongText]
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class Disaggregation(Tracked, Base):
    """An indicator's readings are broken down by ``dimension``; where it ``adds_up``, the parts of a reading
    sum to its value."""

    __tablename__ = "disaggregations"
    __table_args__ = (sa.UniqueConstraint("indicator_id", "dimension"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    indicator_id: Mapped[int] = mapped_column(sa.ForeignKey("indicators.id"))
    dimension: Mapped[Dimension] = mapped_column(choice(Dimension, "dimension"))
    adds_up: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class ReadingPart(Tracked, Base):
    """A reading's value for one area, age group or sex."""

    __tablename__ = "reading_parts"
    __table_args__ = (sa.UniqueConstraint("reading_id", "disaggregation_id", "label"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    reading_id: Mapped[int] = mapped_column(sa.ForeignKey("readings.id"))
    disaggregation_id: Mapped[int] = mapped_column(sa.ForeignKey("disaggregations.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(120))
    value: Mapped[float]
    position: Mapped[int]


class Document(Tracked, Archivable, Base):
    """Documentation: proof that something was done or measured. Never research evidence.

    Either an address (``url``) or a file: ``stored_as`` is its random name in the store, ``file_name`` what
    it was called where it came from, ``size`` in bytes.
    """

    __tablename__ = "documents"
    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN element_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN report_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN milestone_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN reading_id IS NULL THEN 0 ELSE 1 END) = 1",
            "of_one_thing",
        ),
        sa.CheckConstraint("(url IS NULL) <> (stored_as IS NULL)", "address_or_file"),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    element_id: Mapped[int | None] = mapped_column(sa.ForeignKey("elements.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(sa.ForeignKey("status_reports.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(sa.ForeignKey("milestones.id"), index=True)
    reading_id: Mapped[int | None] = mapped_column(sa.ForeignKey("readings.id"), index=True)
    title: Mapped[Title]
    url: Mapped[str | None] = mapped_column(sa.String(2000))
    stored_as: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    file_name: Mapped[str | None] = mapped_column(sa.String(255))
    media_type: Mapped[str | None] = mapped_column(sa.String(100))
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    dated_on: Mapped[date]
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    added_at: Mapped[datetime]
