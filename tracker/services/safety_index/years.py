"""Years of the index: counted from the values there are now, and kept as they were published."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from tracker.records.models import IndexVersion, IndexYear
from tracker.records.queries.safety_index import design as query
from tracker.services.checks import rows, values
from tracker.services.errors import Duplicate, Invalid, StaleWrite
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.index.faults import Fault, Unusable, faults
from tracker.theory.index.scoring import Values
from tracker.theory.index.series import YearScore, over_years
from tracker.theory.kinds import IndexState
from tracker.theory.pathway import Id


@dataclass
class UnsoundIndex(Invalid):
    """A version that cannot be counted, with everything that is wrong with it or its values."""

    faults: tuple[Fault, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class CountedYear:
    """A year by a version, with the values of its measurements that it was counted from."""

    scored: YearScore
    values: Mapping[Id, float]


@verb
def publish_index_year(writer: Writer, *, index_version_id: int, year: int, edition: int, reason: str) -> int:
    """Publishes a year with the published version: one that is new, or anew because values were corrected.
    ``edition`` is the one to be made, 1 for a new year.

    Raises NotThere, StaleWrite where somebody has published the edition meanwhile, Invalid, UnsoundIndex.
    """
    row = fetch(writer, IndexVersion, index_version_id)
    if row.state is not IndexState.PUBLISHED:
        raise Invalid("state", "index_not_published")
    said = values.line("reason", reason, TEXT_LENGTH)
    latest = writer.session.scalars(
        sa.select(IndexYear)
        .where(IndexYear.index_version_id == row.id, IndexYear.year == year)
        .order_by(IndexYear.edition.desc())
        .limit(1)
    ).one_or_none()
    if edition != (latest.edition if latest else 0) + 1:
        raise StaleWrite("index_years", latest.id if latest else 0)
    counted = next((one for one in count_years(writer, row) if one.scored.year == year), None)
    if counted is None:
        raise Invalid("year", "index_year_without_values")
    if latest is not None and latest.values == _as_kept(counted.values):
        raise Invalid("year", "index_year_unchanged")
    try:
        return keep_year(writer, row.id, counted, edition=edition, reason=said)
    except Duplicate as error:
        raise StaleWrite("index_years", 0) from error


def count_years(writer: Writer, version: IndexVersion) -> tuple[CountedYear, ...]:
    """Every year by this version, from the values there are now. Only a draft is held against the inventory:
    a published one stands, also where a measurement is archived since. Raises UnsoundIndex."""
    design = query.design(writer.session, version.id)
    measurements = [int(measure.id) for measure in design.measures]
    is_draft = version.state is IndexState.DRAFT
    found = faults(design, query.directions(writer.session, measurements) if is_draft else None)
    if found:
        raise _unsound(found)
    values = query.values_by_year(writer.session, measurements)
    try:
        return tuple(
            CountedYear(scored, _there(values[scored.year])) for scored in over_years(design, values)
        )
    except Unusable as error:
        raise _unsound(error.faults) from error


def keep_year(
    writer: Writer, index_version_id: int, counted: CountedYear, *, edition: int, reason: str
) -> int:
    """Keeps a year as it is counted now."""
    scored = counted.scored
    row = IndexYear(
        index_version_id=index_version_id,
        year=scored.year,
        edition=edition,
        values=_as_kept(counted.values),
        scores={str(part.of.id): part.points for part in scored.score.members},
        points=scored.points,
        arithmetic=None if scored.points is None else scored.arithmetic,
        provisional=bool(scored.provisional),
        reason=reason,
        published_at=writer.now,
        published_by_id=writer.actor_id,
    )
    return rows.add(writer, row, "edition", str(edition))


def _there(values: Values) -> dict[Id, float]:
    return {number: value for number, value in values.items() if value is not None}


def _as_kept(values: Mapping[Id, float]) -> dict[str, float]:
    return {str(number): value for number, value in values.items()}


def _unsound(found: tuple[Fault, ...]) -> UnsoundIndex:
    first = found[0]
    return UnsoundIndex("index", str(first.kind), {"member": first.member}, found)
