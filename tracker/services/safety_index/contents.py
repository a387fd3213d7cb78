"""What a draft of the index is made of: definitions with weights, measurements with goalposts.

Only a draft changes. Every verb here gives the version's row a new version too, so that nobody publishes what
they have not seen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.records.models import Definition, IndexDefinition, IndexMeasure, IndexVersion, Measurement
from tracker.services.checks import values
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import IndexState


@dataclass(frozen=True, slots=True)
class Choice:
    """A measurement in the index: goalposts in its unit, weight within its definition."""

    measurement_id: int
    definition_id: int
    worst: float
    best: float
    weight: float
    logarithmic: bool = False


def draft(writer: Writer, index_version_id: int, version: int | None = None) -> IndexVersion:
    """A version that may still be written. Raises NotThere, StaleWrite, and Invalid where it is no draft."""
    row = fetch(writer, IndexVersion, index_version_id)
    if row.state is not IndexState.DRAFT:
        raise Invalid("state", "index_not_draft")
    return row if version is None else fetch(writer, IndexVersion, index_version_id, version)


@verb
def add_index_measure(
    writer: Writer,
    *,
    index_version_id: int,
    measurement_id: int,
    worst: float,
    best: float,
    weight: float,
    logarithmic: bool = False,
) -> int:
    """Takes a measurement into a draft, in its own definition. Raises NotThere, Invalid."""
    row = draft(writer, index_version_id)
    measurement = values.referred(writer, "measurement_id", Measurement, measurement_id)
    if measurement.strategy_id != row.strategy_id:
        raise Invalid("measurement_id", "of_another_strategy")
    if measurement.definition_id not in weights_of(writer, row.id):
        raise Invalid("measurement_id", "index_definition_left_out")
    _check(worst, best, weight)
    there = sa.select(IndexMeasure).where(IndexMeasure.index_version_id == row.id)
    if any(one.measurement_id == measurement_id for one in writer.session.scalars(there)):
        raise Invalid("measurement_id", "in_the_index_already")
    measure = IndexMeasure(
        index_version_id=row.id,
        measurement_id=measurement.id,
        definition_id=measurement.definition_id,
        worst=worst,
        best=best,
        logarithmic=logarithmic,
        weight=weight,
        position=values.next_position(writer, IndexMeasure.position, IndexMeasure.index_version_id == row.id),
    )
    writer.session.add(measure)
    renew(writer, row)
    return measure.id


@verb
def edit_index_measure(
    writer: Writer,
    *,
    index_measure_id: int,
    version: int,
    worst: float,
    best: float,
    weight: float,
    logarithmic: bool = False,
) -> int:
    """Sets goalposts and weight anew; gives the number of the draft. Raises NotThere, StaleWrite, Invalid."""
    measure, row = _of_draft(writer, index_measure_id, version)
    _check(worst, best, weight)
    measure.worst, measure.best, measure.weight = worst, best, weight
    measure.logarithmic = logarithmic
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
    writer: Writer, version: IndexVersion, weights: Mapping[int, float], choices: Sequence[Choice]
) -> None:
    """Writes what an empty draft is made of. Raises Invalid."""
    weigh_definitions(writer, version, weights)
    for position, choice in enumerate(choices):
        values.referred(writer, "measurement_id", Measurement, choice.measurement_id)
        _check(choice.worst, choice.best, choice.weight)
        writer.session.add(
            IndexMeasure(
                index_version_id=version.id,
                measurement_id=choice.measurement_id,
                definition_id=choice.definition_id,
                worst=choice.worst,
                best=choice.best,
                logarithmic=choice.logarithmic,
                weight=choice.weight,
                position=position,
            )
        )
    writer.session.flush()


def weigh_definitions(writer: Writer, version: IndexVersion, weights: Mapping[int, float]) -> None:
    """The draft has these definitions, with these weights, and no others. Raises Invalid on the field
    ``weight_<definition>``, also where one is left out that measurements stand in."""
    held = sa.select(IndexDefinition).where(IndexDefinition.index_version_id == version.id)
    there = {row.definition_id: row for row in writer.session.scalars(held)}
    in_use = sa.select(IndexMeasure.definition_id).where(IndexMeasure.index_version_id == version.id)
    used = set(writer.session.scalars(in_use))
    for definition_id, weight in weights.items():
        check_weight(weight_field(definition_id), weight)
        if definition_id in there:
            there[definition_id].weight = weight
            continue
        definition = values.referred(writer, "definition_id", Definition, definition_id)
        if definition.strategy_id != version.strategy_id:
            raise Invalid("definition_id", "of_another_strategy")
        writer.session.add(
            IndexDefinition(index_version_id=version.id, definition_id=definition_id, weight=weight)
        )
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


def check_weight(field: str, weight: float) -> None:
    """Raises Invalid for what is no number above zero."""
    values.number(field, weight)
    if not weight > 0:
        raise Invalid(field, "weight_not_positive")


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


def _check(worst: float, best: float, weight: float) -> None:
    values.number("worst", worst)
    values.number("best", best)
    check_weight("weight", weight)
    if worst == best:
        raise Invalid("best", "goalposts_equal")
