"""What a planning group does with the demonstration's index: a part of the tests of the index."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.records.models import (
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    Measurement,
    MeasurementValue,
)
from tracker.records.queries.safety_index.years import published_years
from tracker.services.safety_index.versions import copy_index_version, publish_index_version
from tracker.services.verb import Writer, verb


class Board:
    """The demonstration's index, and what a planning group does with it."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.session = writer, writer.session
        self.published = self.one(sa.select(IndexVersion.id).where(IndexVersion.number == 1))
        self.strategy = self.one(sa.select(IndexVersion.strategy_id).where(IndexVersion.number == 1))

    def one(self, query: Any) -> Any:
        found = self.session.scalars(query).one()
        self.session.rollback()
        return found

    def row(self, model: Any, number: int) -> Any:
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)

    def draft(self) -> int:
        return copy_index_version(self.writer, index_version_id=self.published, note="Prøve")

    def measurement(self, code: str) -> int:
        found: int = self.one(sa.select(Measurement.id).where(Measurement.code == code))
        return found

    def measure(self, version: int, code: str) -> int:
        """The place of a measurement in a version."""
        found: int = self.one(
            sa.select(IndexMeasure.id).where(
                IndexMeasure.index_version_id == version,
                IndexMeasure.measurement_id == self.measurement(code),
            )
        )
        return found

    def weights(self, version: int) -> dict[int, float]:
        rows = self.session.execute(
            sa.select(IndexDefinition.definition_id, IndexDefinition.weight)
            .where(IndexDefinition.index_version_id == version)
            .order_by(IndexDefinition.definition_id)
        )
        found = dict(rows.all())
        self.session.rollback()
        return found

    def contents(self, version: int) -> list[tuple[Any, ...]]:
        """What a version is made of."""
        rows = self.session.execute(
            sa.select(
                IndexMeasure.measurement_id,
                IndexMeasure.definition_id,
                IndexMeasure.worst,
                IndexMeasure.best,
                IndexMeasure.logarithmic,
                IndexMeasure.weight,
            )
            .where(IndexMeasure.index_version_id == version)
            .order_by(IndexMeasure.position)
        )
        found = [tuple(row) for row in rows]
        self.session.rollback()
        return found

    def points(self, version: int) -> dict[int, float | None]:
        found = {
            one.year: None if one.points is None else round(one.points, 2)
            for one in published_years(self.session, version)
        }
        self.session.rollback()
        return found

    def publish(self, version: int, reason: str = "Vedtaget") -> int:
        return publish_index_version(self.writer, index_version_id=version, reason=reason)

    def correct(self, code: str, year: int, value: float) -> None:
        """Another value of a year than was entered, by a verb of its own."""
        correct_value(self.writer, self.measurement(code), year, value)


@verb
def correct_value(writer: Writer, measurement: int, year: int, value: float) -> None:
    query = sa.select(MeasurementValue).where(
        MeasurementValue.measurement_id == measurement, MeasurementValue.taken_on == date(year, 12, 31)
    )
    writer.session.scalars(query).one().value = value
