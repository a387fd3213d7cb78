"""A series that is brought in together, from a pasted column or a file."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial

import sqlalchemy as sa

from tracker.records.models import Measurement, MeasurementValue
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.follow_up.readings import Replacement
from tracker.services.verb import Writer, fetch, snapshot, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.measurement import ValueContents


@verb
def import_series(
    writer: Writer,
    *,
    measurement_id: int,
    new: Mapping[date, float],
    corrections: Mapping[date, Replacement],
    whole_years: Collection[date] = (),
    source: str,
    illustrative: bool = False,
    reason: str = "",
) -> int:
    """Adds values by their days and corrects others, all or none, in one change. Gives how many.

    ``whole_years`` are those of the days that stand for a whole year. Raises NotThere, Invalid (``reason``
    has to say why there are corrections), and StaleWrite where a new day has a value meanwhile, or a value
    no longer says what a correction replaces.
    """
    fetch(writer, Measurement, measurement_id)
    values.line("source", source, TEXT_LENGTH)
    if not new and not corrections:
        raise Invalid("pasted", "nothing_to_save")
    if corrections:
        values.line("reason", reason, TEXT_LENGTH)
    told = partial(ValueContents, source=source, illustrative=illustrative)
    query = sa.select(MeasurementValue).where(MeasurementValue.measurement_id == measurement_id)
    there = {row.taken_on: row for row in writer.session.scalars(query)}
    for day in sorted(new):
        if day in there:
            raise StaleWrite("measurement_values", there[day].id, snapshot(there[day]))
        row = MeasurementValue(measurement_id=measurement_id, entered_by_id=writer.actor_id)
        _fill(writer, row, told(taken_on=day, whole_year=day in whole_years, value=new[day]))
        writer.session.add(row)
    for day, replacement in sorted(corrections.items()):
        found = there.get(day)
        if found is None or found.value != replacement.before:
            current = {} if found is None else snapshot(found)
            raise StaleWrite("measurement_values", 0 if found is None else found.id, current)
        whole_year = found.whole_year or day in whole_years
        _fill(writer, found, told(taken_on=day, whole_year=whole_year, value=replacement.after))
    writer.session.flush()
    return len(new) + len(corrections)


def _fill(writer: Writer, row: MeasurementValue, contents: ValueContents) -> None:
    rows.fill(writer, row, contents)
    rows.among_others(writer, row)
