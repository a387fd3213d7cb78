"""The inventory of measurements: what is measured, the series, and how far it can carry a safety index."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict


class Measurement(Tracked, Archivable, Base):
    """``organisation_id`` is the partner that owns it; a body outside the strategy stands in
    ``outside_owner``. ``question`` is the exact wording, ``quality`` what is known of its quality, and
    ``areas`` the geography that it can be had for, one a line."""

    __tablename__ = "measurements"
    __table_args__ = (
        sa.UniqueConstraint("strategy_id", "code"),
        sa.CheckConstraint("(organisation_id IS NULL) <> (outside_owner IS NULL)", "one_owner"),
    )

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    outside_owner: Mapped[OptionalTitle]
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("definitions.id"), index=True)
    kind: Mapped[MeasurementKind] = mapped_column(choice(MeasurementKind, "kind"))
    unit: Mapped[str] = mapped_column(sa.String(60))
    direction: Mapped[IndicatorDirection] = mapped_column(choice(IndicatorDirection, "direction"))
    frequency: Mapped[Frequency] = mapped_column(choice(Frequency, "frequency"))
    first_year: Mapped[int | None]
    areas: Mapped[LongText]
    question: Mapped[LongText]
    method: Mapped[LongText]
    quality: Mapped[LongText]
    retrieved_from: Mapped[LongText]
    verdict: Mapped[Verdict] = mapped_column(
        choice(Verdict, "verdict"), default=Verdict.CANDIDATE, server_default="candidate"
    )
    verdict_reason: Mapped[LongText]
    verdict_on: Mapped[date | None]
    verdict_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class SuitabilityScore(Tracked, Base):
    """0 (useless) to 3 (good) on one aspect, with who gave it and when."""

    __tablename__ = "suitability_scores"
    __table_args__ = (
        sa.UniqueConstraint("measurement_id", "aspect"),
        sa.CheckConstraint("score BETWEEN 0 AND 3", "score"),
    )

    measurement_id: Mapped[int] = mapped_column(sa.ForeignKey("measurements.id"))
    aspect: Mapped[Suitability] = mapped_column(choice(Suitability, "aspect"))
    score: Mapped[int] = mapped_column(sa.SmallInteger)
    scored_on: Mapped[date]
    scored_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class MeasurementValue(Tracked, Base):
    """A value of the series. One of a ``whole_year`` is dated on the year's last day, and may be entered
    before that day has come."""

    __tablename__ = "measurement_values"
    __table_args__ = (sa.UniqueConstraint("measurement_id", "taken_on"),)

    measurement_id: Mapped[int] = mapped_column(sa.ForeignKey("measurements.id"))
    taken_on: Mapped[date]
    whole_year: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    value: Mapped[float]
    source: Mapped[LongText]
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class SeriesBreak(Tracked, Base):
    """From ``from_on`` the values cannot be compared with those before."""

    __tablename__ = "series_breaks"
    __table_args__ = (sa.UniqueConstraint("measurement_id", "from_on"),)

    measurement_id: Mapped[int] = mapped_column(sa.ForeignKey("measurements.id"))
    from_on: Mapped[date]
    note: Mapped[LongText]
