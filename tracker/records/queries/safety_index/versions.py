"""Versions of the safety index as pages list them, and what each is made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Definition,
    Event,
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    Measurement,
    Operation,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.contents.index_version import IndexMeasureContents, IndexVersionContents
from tracker.theory.kinds import IndexState, IndicatorDirection, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine(IndexVersionContents):
    """``version`` is that of the row; ``made_from`` the number of the version that it was copied from."""

    id: int
    version: int
    strategy_id: int
    number: int
    state: IndexState
    illustrative: bool
    made_from_id: int | None
    made_from: int | None
    made_at: datetime
    made_by: str | None
    published_at: datetime | None
    published_by: str | None
    retired_at: datetime | None

    @property
    def is_draft(self) -> bool:
        return self.state is IndexState.DRAFT


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """``weight`` is None where the version leaves the definition out."""

    id: int
    code: str
    title: str
    weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine(IndexMeasureContents):
    """A measurement in a version. ``id`` and ``version`` are those of its row there."""

    id: int
    version: int
    index_version_id: int
    code: str
    title: str
    unit: str
    direction: IndicatorDirection
    verdict: Verdict
    archived: bool


@dataclass(frozen=True, slots=True)
class OfferedMeasurement:
    """A measurement that a version could take in."""

    id: int
    code: str
    title: str
    unit: str
    verdict: Verdict


def versions(session: Session, strategy_id: int) -> list[VersionLine]:
    """All of a strategy, the newest first; one query."""
    query = _versions().where(IndexVersion.strategy_id == strategy_id)
    return [
        VersionLine(**row._mapping) for row in session.execute(query.order_by(IndexVersion.number.desc()))
    ]


def version_line(session: Session, version_id: int) -> VersionLine | None:
    row = session.execute(_versions().where(IndexVersion.id == version_id)).one_or_none()
    return None if row is None else VersionLine(**row._mapping)


def published_version(session: Session, strategy_id: int) -> VersionLine | None:
    """The version that the strategy's index goes by."""
    query = _versions().where(
        IndexVersion.strategy_id == strategy_id, IndexVersion.state == IndexState.PUBLISHED
    )
    row = session.execute(query.order_by(IndexVersion.number.desc()).limit(1)).one_or_none()
    return None if row is None else VersionLine(**row._mapping)


@dataclass(frozen=True, slots=True)
class DiscardedDraft:
    number: int
    at: datetime
    by: str | None
    reason: str


def discarded_drafts(session: Session, strategy_id: int) -> list[DiscardedDraft]:
    """Drafts that were taken away, the latest first; only the log still holds them. One query."""
    rows = session.execute(
        sa.select(Event.before["number"].as_integer(), Event.at, User.name, Event.reason)
        .outerjoin(User, User.id == Event.actor_id)
        .where(
            Event.entity == "index_versions",
            Event.verb == "discard_index_version",
            Event.operation == Operation.DELETE,
            Event.before["strategy_id"].as_integer() == strategy_id,
        )
        .order_by(Event.id.desc())
    )
    return [DiscardedDraft(*row) for row in rows]


def definition_lines(session: Session, version: VersionLine, language: str) -> list[DefinitionLine]:
    """Every definition of the strategy, with its weight in the version; one query."""
    rows = session.execute(
        sa.select(
            Definition.id, Definition.code, localised_column(Definition, language), IndexDefinition.weight
        )
        .outerjoin(
            IndexDefinition,
            sa.and_(
                IndexDefinition.definition_id == Definition.id,
                IndexDefinition.index_version_id == version.id,
            ),
        )
        .where(Definition.strategy_id == version.strategy_id)
        .order_by(Definition.position, Definition.id)
    )
    return [DefinitionLine(*row) for row in rows]


def measure_lines(session: Session, version_id: int, language: str) -> list[MeasureLine]:
    """The measurements of a version in its order; one query."""
    query = _measures(language).where(IndexMeasure.index_version_id == version_id)
    rows = session.execute(query.order_by(IndexMeasure.position, IndexMeasure.id))
    return [MeasureLine(**row._mapping) for row in rows]


def measure_line(session: Session, index_measure_id: int, language: str) -> MeasureLine | None:
    row = session.execute(_measures(language).where(IndexMeasure.id == index_measure_id)).one_or_none()
    return None if row is None else MeasureLine(**row._mapping)


def offered(session: Session, version: VersionLine, language: str) -> list[OfferedMeasurement]:
    """Measurements of the strategy that are not in the version, those with the verdict first."""
    held = sa.select(IndexMeasure.measurement_id).where(IndexMeasure.index_version_id == version.id)
    rows = session.execute(
        sa.select(
            Measurement.id,
            Measurement.code,
            localised_column(Measurement, language),
            Measurement.unit,
            Measurement.verdict,
        )
        .where(
            Measurement.strategy_id == version.strategy_id,
            Measurement.archived_at.is_(None),
            Measurement.id.not_in(held),
        )
        .order_by(Measurement.position, Measurement.id)
    )
    return [OfferedMeasurement(*row) for row in rows]


def _versions() -> sa.Select[*tuple[Any, ...]]:
    source, maker, publisher = aliased(IndexVersion), aliased(User), aliased(User)
    return (
        sa.select(
            IndexVersion.id,
            IndexVersion.version,
            IndexVersion.strategy_id,
            IndexVersion.number,
            IndexVersion.state,
            IndexVersion.base_year,
            IndexVersion.note,
            IndexVersion.illustrative,
            IndexVersion.made_from_id,
            source.number.label("made_from"),
            IndexVersion.made_at,
            maker.name.label("made_by"),
            IndexVersion.published_at,
            publisher.name.label("published_by"),
            IndexVersion.retired_at,
        )
        .outerjoin(source, source.id == IndexVersion.made_from_id)
        .outerjoin(maker, maker.id == IndexVersion.made_by_id)
        .outerjoin(publisher, publisher.id == IndexVersion.published_by_id)
    )


def _measures(language: str) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        IndexMeasure.id,
        IndexMeasure.version,
        IndexMeasure.index_version_id,
        IndexMeasure.measurement_id,
        IndexMeasure.definition_id,
        IndexMeasure.worst,
        IndexMeasure.best,
        IndexMeasure.logarithmic,
        IndexMeasure.weight,
        Measurement.code,
        localised_column(Measurement, language).label("title"),
        Measurement.unit,
        Measurement.direction,
        Measurement.verdict,
        Measurement.archived_at.is_not(None).label("archived"),
    ).join(Measurement, Measurement.id == IndexMeasure.measurement_id)
