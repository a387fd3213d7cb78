"""Versions of the safety index: drawn up, published with the years there are, retired.

A published version never changes: what it is made of is written while it is a draft, and every year that is
published keeps the values and the points that it was published with (DOMAIN, Index).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from tracker.records.models import (
    Definition,
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    IndexYear,
    Measurement,
    Strategy,
)
from tracker.records.queries import safety_index as query
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.index.faults import Unusable, faults
from tracker.theory.index.series import YearScore, over_years
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


@verb
def begin_index_version(
    writer: Writer,
    *,
    strategy_id: int,
    base_year: int | None = None,
    note: str = "",
    weights: Mapping[int, float],
    choices: Sequence[Choice],
    made_from_id: int | None = None,
    illustrative: bool = False,
) -> int:
    """Draws up the next version; ``weights`` are those of the definitions by number. A draft may hold faults
    but for a weight that is not above zero and goalposts that are equal. Raises Invalid."""
    entry.referred(writer, "strategy_id", Strategy, strategy_id)
    number = sa.select(sa.func.max(IndexVersion.number)).where(IndexVersion.strategy_id == strategy_id)
    version = IndexVersion(
        strategy_id=strategy_id,
        number=(writer.session.scalar(number) or 0) + 1,
        base_year=base_year,
        note=entry.text("note", note),
        made_from_id=made_from_id,
        made_at=writer.now,
        made_by_id=writer.actor_id,
        illustrative=illustrative,
    )
    entry.add(writer, version, "number", str(version.number))
    write_contents(writer, version, weights, choices)
    return version.id


def write_contents(
    writer: Writer, version: IndexVersion, weights: Mapping[int, float], choices: Sequence[Choice]
) -> None:
    """Writes what an empty draft is made of. Raises Invalid."""
    for definition_id, weight in weights.items():
        entry.referred(writer, "definition_id", Definition, definition_id)
        _check_weight(weight)
        row = IndexDefinition(index_version_id=version.id, definition_id=definition_id, weight=weight)
        writer.session.add(row)
    for position, choice in enumerate(choices):
        entry.referred(writer, "measurement_id", Measurement, choice.measurement_id)
        _check_weight(choice.weight)
        if choice.worst == choice.best:
            raise Invalid("best", "goalposts_equal")
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


@verb
def publish_index_version(
    writer: Writer, *, index_version_id: int, version: int | None = None, reason: str = ""
) -> int:
    """Publishes a draft with every year that there are values for; the version published before is retired.

    Raises NotThere, StaleWrite, and Invalid where it is no draft, or a version or a value is at fault.
    """
    row = fetch(writer, IndexVersion, index_version_id, version)
    if row.state is not IndexState.DRAFT:
        raise Invalid("state", "index_not_draft")
    years = count_years(writer, row.id)
    before = sa.select(IndexVersion).where(
        IndexVersion.strategy_id == row.strategy_id, IndexVersion.state == IndexState.PUBLISHED
    )
    for older in writer.session.scalars(before):
        older.state, older.retired_at = IndexState.RETIRED, writer.now
    row.state = IndexState.PUBLISHED
    row.published_at, row.published_by_id = writer.now, writer.actor_id
    for year in years:
        publish_year(writer, row.id, year, reason=reason)
    writer.session.flush()
    return row.id


def count_years(writer: Writer, index_version_id: int) -> tuple[YearScore, ...]:
    """Every year by this version, from the values there are now. Raises Invalid."""
    design = query.design(writer.session, index_version_id)
    measurements = [int(measure.id) for measure in design.measures]
    found = faults(design, query.directions(writer.session, measurements))
    if found:
        raise Invalid("index", str(found[0].kind), {"member": found[0].member})
    try:
        return over_years(design, query.values_by_year(writer.session, measurements))
    except Unusable as error:
        raise Invalid("index", str(error.faults[0].kind), {"member": error.faults[0].member}) from error


def publish_year(
    writer: Writer, index_version_id: int, year: YearScore, *, edition: int = 1, reason: str = ""
) -> None:
    """Keeps a year as it is counted now."""
    measurements = [
        member.of.id for part in year.score.members for member in part.members if member.value is not None
    ]
    values = query.values_by_year(writer.session, [int(number) for number in measurements])
    writer.session.add(
        IndexYear(
            index_version_id=index_version_id,
            year=year.year,
            edition=edition,
            values={str(number): values[year.year][number] for number in measurements},
            scores={str(part.of.id): part.points for part in year.score.members},
            points=year.points,
            arithmetic=None if year.points is None else year.arithmetic,
            provisional=bool(year.provisional),
            reason=entry.text("reason", reason),
            published_at=writer.now,
            published_by_id=writer.actor_id,
        )
    )


def _check_weight(weight: float) -> None:
    if not weight > 0:
        raise Invalid("weight", "weight_not_positive")
