"""What uses a measurement: versions of the index, and indicators of plans."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Element,
    IndexMeasure,
    IndexVersion,
    IndexYear,
    Indicator,
    Measurement,
    Plan,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import IndexState, IndicatorDirection


@dataclass(frozen=True, slots=True)
class InIndex:
    """A version of the index that the measurement is in. ``years`` are those published with a value of it:
    the value that each keeps, of its latest edition."""

    id: int
    number: int
    state: IndexState
    years: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """An indicator of a plan that is read from the measurement."""

    id: int
    title: str
    unit: str
    direction: IndicatorDirection
    element_id: int
    element: str
    plan_id: int
    plan_code: str
    plan: str


@dataclass(frozen=True, slots=True)
class Source:
    """The measurement that an indicator is read from."""

    id: int
    title: str
    unit: str
    direction: IndicatorDirection


def in_index(session: Session, measurement_id: int) -> list[InIndex]:
    """The versions of the index that the measurement is in, the newest first. Two queries."""
    versions = session.execute(
        sa.select(IndexVersion.id, IndexVersion.number, IndexVersion.state)
        .join(IndexMeasure, IndexMeasure.index_version_id == IndexVersion.id)
        .where(IndexMeasure.measurement_id == measurement_id)
        .order_by(IndexVersion.number.desc(), IndexVersion.id)
    ).all()
    years: defaultdict[int, dict[int, float]] = defaultdict(dict)
    published = session.execute(
        sa.select(IndexYear.index_version_id, IndexYear.year, IndexYear.values)
        .where(IndexYear.index_version_id.in_([row.id for row in versions]))
        .order_by(IndexYear.year, IndexYear.edition)
    )
    for version_id, year, kept in published:
        value = kept.get(str(measurement_id))
        if value is not None:
            years[version_id][year] = value
    return [InIndex(row.id, row.number, row.state, dict(years[row.id])) for row in versions]


def read_from(session: Session, viewer: Viewer, measurement_id: int, language: str) -> list[ReadFrom]:
    """Indicators that are read from the measurement, of plans that the viewer sees. One query."""
    element = aliased(Element)
    found = session.execute(
        sa.select(
            Indicator.id,
            localised_column(Indicator, language),
            Indicator.unit,
            Indicator.direction,
            element.id,
            localised_column(element, language),
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
        )
        .join(element, element.id == Indicator.element_id)
        .join(Plan, Plan.id == Indicator.plan_id)
        .where(Indicator.measurement_id == measurement_id, visible_plans(viewer))
        .where(Indicator.archived_at.is_(None), element.archived_at.is_(None), Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id, Indicator.position, Indicator.id)
    )
    return [ReadFrom(*row) for row in found]


def source_of(session: Session, indicator_id: int, language: str) -> Source | None:
    """What an indicator is read from; None where nothing is chosen. One query."""
    row = session.execute(
        _sources(language)
        .join(Indicator, Indicator.measurement_id == Measurement.id)
        .where(Indicator.id == indicator_id)
    ).one_or_none()
    return None if row is None else Source(*row)


def sources(session: Session, language: str, kept: int | None = None) -> list[Source]:
    """What indicators can be read from: the inventory without what is archived, save the ``kept``. One
    query."""
    there = sa.or_(Measurement.archived_at.is_(None), Measurement.id == kept)
    query = _sources(language).where(there).order_by(Measurement.position, Measurement.id)
    return [Source(*row) for row in session.execute(query)]


def _sources(language: str) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Measurement.id,
        localised_column(Measurement, language),
        Measurement.unit,
        Measurement.direction,
    )
    return sa.select(*columns)
