"""What a draft of the index is made of: definitions with weights, measurements with goalposts.

Only a draft changes. Every verb here gives the version's row a new version too, so that nobody publishes what
they have not seen.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from tracker.records.models import Definition, IndexDefinition, IndexMeasure, IndexVersion, Measurement
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.index_version import (
    GoalpostContents,
    IndexDefinitionContents,
    IndexMeasureContents,
)
from tracker.theory.kinds import IndexState


def draft(writer: Writer, index_version_id: int, version: int | None = None) -> IndexVersion:
    """A version that may still be written. Raises NotThere, StaleWrite, and Invalid where it is no draft."""
    row = fetch(writer, IndexVersion, index_version_id)
    if row.state is not IndexState.DRAFT:
        raise Invalid("state", "index_not_draft")
    return row if version is None else fetch(writer, IndexVersion, index_version_id, version)


@verb
def add_index_measure(
    writer: Writer, *, index_version_id: int, measurement_id: int, contents: GoalpostContents
) -> int:
    """Takes a measurement into a draft, in its own definition. Raises NotThere, Invalid."""
    row = draft(writer, index_version_id)
    measurement = values.referred(writer, "measurement_id", Measurement, measurement_id)
    there = sa.select(IndexMeasure.measurement_id).where(IndexMeasure.index_version_id == row.id)
    if measurement_id in set(writer.session.scalars(there)):
        raise Invalid("measurement_id", "in_the_index_already")
    position = values.next_position(writer, IndexMeasure.position, IndexMeasure.index_version_id == row.id)
    measure = IndexMeasure(
        index_version_id=row.id,
        measurement_id=measurement.id,
        definition_id=measurement.definition_id,
        position=position,
    )
    rows.fill(writer, measure, contents)
    rows.write(writer, measure, taken="measurement_id")
    renew(writer, row)
    return measure.id


@verb
def edit_index_measure(
    writer: Writer, *, index_measure_id: int, version: int, contents: GoalpostContents
) -> int:
    """Sets goalposts and weight anew; gives the number of the draft. Raises NotThere, StaleWrite, Invalid."""
    measure, row = _of_draft(writer, index_measure_id, version)
    rows.fill(writer, measure, contents)
    rows.write(writer, measure, taken="measurement_id")
    renew(writer, row)
    return row.id


@verb
def remove_index_measure(writer: Writer, *, index_measure_id: int, version: int) -> int:
    """Takes a measurement out of a draft; gives the draft's number. Raises NotThere, StaleWrite, Invalid."""
    measure, row = _of_draft(writer, index_measure_id, version)
    writer.session.delete(measure)
    renew(writer, row)
    return row.id


def write_contents(
    writer: Writer,
    version: IndexVersion,
    weights: Mapping[int, float],
    measures: Sequence[IndexMeasureContents],
) -> None:
    """Writes what an empty draft is made of. Raises Invalid."""
    weigh_definitions(writer, version, weights)
    for position, contents in enumerate(measures):
        measure = IndexMeasure(index_version_id=version.id, position=position)
        rows.fill(writer, measure, contents)
        rows.write(writer, measure, taken="measurement_id")


def weigh_definitions(writer: Writer, version: IndexVersion, weights: Mapping[int, float]) -> None:
    """The draft has these definitions, with these weights, and no others. Raises Invalid on the field
    ``weight_<definition>``, also where one is left out that measurements stand in."""
    held = sa.select(IndexDefinition).where(IndexDefinition.index_version_id == version.id)
    there = {row.definition_id: row for row in writer.session.scalars(held)}
    in_use = sa.select(IndexMeasure.definition_id).where(IndexMeasure.index_version_id == version.id)
    used = set(writer.session.scalars(in_use))
    for definition_id, weight in weights.items():
        row = there.get(definition_id)
        if row is None:
            values.referred(writer, "definition_id", Definition, definition_id)
            row = IndexDefinition(index_version_id=version.id, definition_id=definition_id)
        _weigh(writer, row, weight)
    for definition_id in sorted(there.keys() - weights.keys()):
        if definition_id in used:
            raise Invalid(weight_field(definition_id), "index_definition_in_use")
        writer.session.delete(there[definition_id])
    writer.session.flush()


def weights_of(writer: Writer, index_version_id: int) -> dict[int, float]:
    """The weights of a version's definitions, by definition."""
    rows = writer.session.execute(
        sa.select(IndexDefinition.definition_id, IndexDefinition.weight).where(
            IndexDefinition.index_version_id == index_version_id
        )
    )
    return dict(rows.all())


def weight_field(definition_id: int) -> str:
    """The field that holds a definition's weight."""
    return f"weight_{definition_id}"


def renew(writer: Writer, row: IndexVersion) -> None:
    """Gives the version's row a new version, whatever else of it is written."""
    writer.session.flush()
    row.version += 1
    writer.session.flush()


def _of_draft(writer: Writer, index_measure_id: int, version: int) -> tuple[IndexMeasure, IndexVersion]:
    found = writer.session.get(IndexMeasure, index_measure_id, populate_existing=True)
    if found is None:
        raise NotThere
    row = draft(writer, found.index_version_id)
    return fetch(writer, IndexMeasure, index_measure_id, version), row


def _weigh(writer: Writer, row: IndexDefinition, weight: float) -> None:
    try:
        rows.fill(writer, row, IndexDefinitionContents(weight=weight))
    except Invalid as error:
        raise Invalid(weight_field(row.definition_id), error.fault, error.details) from error
    rows.write(writer, row, taken="definition_id")
