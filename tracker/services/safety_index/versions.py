"""Versions of the safety index: drawn up, published with the years there are, retired.

A published version never changes: what it is made of is written while it is a draft, and every year that is
published keeps the values and the points that it was published with (DOMAIN, Index).
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from tracker.records.models import Definition, IndexDefinition, IndexMeasure, IndexVersion, Strategy
from tracker.services.checks import rows, values
from tracker.services.safety_index.contents import (
    draft,
    renew,
    weigh_definitions,
    weights_of,
    write_contents,
)
from tracker.services.safety_index.years import count_years, keep_year
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH, contents_of
from tracker.theory.contents.index_version import IndexMeasureContents, IndexVersionContents
from tracker.theory.kinds import IndexState


@verb
def begin_index_version(
    writer: Writer,
    *,
    strategy_id: int,
    contents: IndexVersionContents,
    weights: Mapping[int, float],
    measures: Sequence[IndexMeasureContents],
    made_from_id: int | None = None,
    illustrative: bool = False,
) -> int:
    """Draws up the next version; ``weights`` are those of the definitions by number. A draft may hold faults
    but for a weight that is not above zero and goalposts that are equal. Raises Invalid."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    number = sa.select(sa.func.max(IndexVersion.number)).where(IndexVersion.strategy_id == strategy_id)
    version = IndexVersion(
        strategy_id=strategy_id,
        number=(writer.session.scalar(number) or 0) + 1,
        made_from_id=made_from_id,
        made_at=writer.now,
        made_by_id=writer.actor_id,
        illustrative=illustrative,
    )
    rows.fill(writer, version, contents)
    rows.write(writer, version, taken="number")
    write_contents(writer, version, weights, measures)
    return version.id


@verb
def copy_index_version(writer: Writer, *, index_version_id: int, note: str = "") -> int:
    """Draws up the next version as a copy of one in any state. Raises NotThere, Invalid."""
    source = fetch(writer, IndexVersion, index_version_id)
    held = (
        sa.select(IndexMeasure)
        .where(IndexMeasure.index_version_id == source.id)
        .order_by(IndexMeasure.position, IndexMeasure.id)
    )
    return begin_index_version(
        writer,
        strategy_id=source.strategy_id,
        contents=IndexVersionContents(base_year=source.base_year, note=note),
        weights=weights_of(writer, source.id),
        measures=[contents_of(row, IndexMeasureContents) for row in writer.session.scalars(held)],
        made_from_id=source.id,
        illustrative=source.illustrative,
    )


@verb
def begin_empty_index_version(writer: Writer, *, strategy_id: int, note: str = "") -> int:
    """Draws up the next version from nothing: every definition of the strategy weighs the same, and no
    measurement is in it yet. Raises Invalid."""
    definitions = sa.select(Definition.id).where(Definition.strategy_id == strategy_id)
    weights = dict.fromkeys(writer.session.scalars(definitions), 1.0)
    contents = IndexVersionContents(note=note)
    return begin_index_version(
        writer, strategy_id=strategy_id, contents=contents, weights=weights, measures=()
    )


@verb
def edit_index_version(
    writer: Writer,
    *,
    index_version_id: int,
    version: int,
    contents: IndexVersionContents,
    weights: Mapping[int, float],
) -> int:
    """Sets base year, note and the weights of the definitions of a draft; a definition without a weight is
    left out of it. Raises NotThere, StaleWrite, Invalid."""
    row = draft(writer, index_version_id, version)
    rows.fill(writer, row, contents)
    rows.write(writer, row, taken="number")
    weigh_definitions(writer, row, weights)
    renew(writer, row)
    return row.id


@verb
def publish_index_version(
    writer: Writer, *, index_version_id: int, version: int | None = None, reason: str
) -> int:
    """Publishes a draft with every year that there are values for; the version published before is retired.

    Raises NotThere, StaleWrite, Invalid where it is no draft, and UnsoundIndex where it cannot be counted.
    """
    row = draft(writer, index_version_id, version)
    said = values.line("reason", reason, TEXT_LENGTH)
    years = count_years(writer, row)
    before = sa.select(IndexVersion).where(
        IndexVersion.strategy_id == row.strategy_id, IndexVersion.state == IndexState.PUBLISHED
    )
    for older in writer.session.scalars(before):
        older.state, older.retired_at = IndexState.RETIRED, writer.now
    row.state = IndexState.PUBLISHED
    row.published_at, row.published_by_id = writer.now, writer.actor_id
    for counted in years:
        keep_year(writer, row.id, counted, edition=1, reason=said)
    writer.session.flush()
    return row.id


@verb
def discard_index_version(writer: Writer, *, index_version_id: int, version: int, reason: str) -> int:
    """Takes a draft away that nobody wants; the reason and all that it was stay in the log. A version that
    was copied from it goes back to what it was made from itself.

    Raises NotThere, StaleWrite, and Invalid where it is no draft.
    """
    row = draft(writer, index_version_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    copies = sa.select(IndexVersion).where(IndexVersion.made_from_id == row.id)
    for copy in writer.session.scalars(copies):
        copy.made_from_id = row.made_from_id
    for model in (IndexMeasure, IndexDefinition):
        for part in writer.session.scalars(sa.select(model).where(model.index_version_id == row.id)):
            writer.session.delete(part)
    writer.session.flush()
    writer.session.delete(row)
    writer.session.flush()
    return index_version_id
