"""What the parts of a version of the index have to do with other rows."""

import sqlalchemy as sa

from tracker.records.models import Definition, IndexDefinition, IndexMeasure, IndexVersion, Measurement
from tracker.services.errors import Invalid
from tracker.services.verb import Writer


def definition(writer: Writer, row: IndexDefinition) -> None:
    if writer.session.get_one(Definition, row.definition_id).strategy_id != _strategy(writer, row):
        raise Invalid("definition_id", "of_another_strategy")


def measure(writer: Writer, row: IndexMeasure) -> None:
    """A measurement of the strategy, under a definition that the version has."""
    if writer.session.get_one(Measurement, row.measurement_id).strategy_id != _strategy(writer, row):
        raise Invalid("measurement_id", "of_another_strategy")
    weighed = sa.select(IndexDefinition.id).where(
        IndexDefinition.index_version_id == row.index_version_id,
        IndexDefinition.definition_id == row.definition_id,
    )
    if writer.session.scalar(weighed) is None:
        raise Invalid("measurement_id", "index_definition_left_out")


def _strategy(writer: Writer, row: IndexDefinition | IndexMeasure) -> int:
    return writer.session.get_one(IndexVersion, row.index_version_id).strategy_id
