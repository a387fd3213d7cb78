"""The safety index as the rules want it: versions as designs, and the series by year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    Definition,
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    Measurement,
    MeasurementValue,
)
from tracker.theory.index.design import Group, Measure, Version, safety_index
from tracker.theory.index.goalposts import Goalposts, Scale
from tracker.theory.index.scoring import Values
from tracker.theory.kinds import IndicatorDirection
from tracker.theory.pathway import Id
from tracker.theory.strategy.measurements import Value, by_year


def design(session: Session, version_id: int) -> Version:
    """A version as the rules see it; groups are definitions by number, measures measurements by number. A
    definition without a measurement is a group without members. Three queries."""
    base_year = session.scalar(sa.select(IndexVersion.base_year).where(IndexVersion.id == version_id))
    rows = session.execute(
        sa.select(IndexMeasure)
        .where(IndexMeasure.index_version_id == version_id)
        .order_by(IndexMeasure.position, IndexMeasure.id)
    ).scalars()
    members: defaultdict[int, list[Measure]] = defaultdict(list)
    for row in rows:
        scale = Scale.LOG if row.logarithmic else Scale.LINEAR
        posts = Goalposts(row.worst, row.best, scale)
        members[row.definition_id].append(Measure(row.measurement_id, row.weight, posts))
    weights = session.execute(
        sa.select(IndexDefinition.definition_id, IndexDefinition.weight)
        .join(Definition, Definition.id == IndexDefinition.definition_id)
        .where(IndexDefinition.index_version_id == version_id)
        .order_by(Definition.position, Definition.id)
    )
    groups = (Group(number, tuple(members[number]), weight=weight) for number, weight in weights)
    return safety_index(tuple(groups), base_year)


def directions(session: Session, measurements: Iterable[int]) -> dict[Id, IndicatorDirection]:
    """Which way is better, by measurement that is not archived."""
    rows = session.execute(
        sa.select(Measurement.id, Measurement.direction).where(
            Measurement.id.in_(list(measurements)), Measurement.archived_at.is_(None)
        )
    )
    return {row.id: row.direction for row in rows}


def values_by_year(session: Session, measurements: Iterable[int]) -> dict[int, Values]:
    """For each year that any of the measurements has a value for, the value that stands for it."""
    rows = session.execute(
        sa.select(
            MeasurementValue.measurement_id,
            MeasurementValue.taken_on,
            MeasurementValue.value,
            MeasurementValue.whole_year,
        ).where(MeasurementValue.measurement_id.in_(list(measurements)))
    )
    series: defaultdict[int, list[Value]] = defaultdict(list)
    for measurement, on, value, whole_year in rows:
        series[measurement].append(Value(on, value, whole_year))
    return _turned({number: by_year(values) for number, values in series.items()})


def _turned(series: Mapping[int, Mapping[int, Value]]) -> dict[int, Values]:
    years = sorted({year for values in series.values() for year in values})
    return {
        year: {number: values[year].value for number, values in series.items() if year in values}
        for year in years
    }
