"""A series that is brought in together, from a pasted column or a file."""

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Measurement, MeasurementValue
from tracker.services.checks import values
from tracker.services.errors import Duplicate, Invalid, StaleWrite
from tracker.services.follow_up.readings import Replacement
from tracker.services.measurements.values import check_day
from tracker.services.verb import Writer, fetch, snapshot, verb
from tracker.theory.contents.fields import TEXT_LENGTH


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
    has to say why there are corrections), Duplicate on ``taken_on`` where a new day has a value meanwhile,
    and StaleWrite where a value no longer says what a correction replaces.
    """
    fetch(writer, Measurement, measurement_id)
    told = values.line("source", source, TEXT_LENGTH)
    if not new and not corrections:
        raise Invalid("pasted", "nothing_to_save")
    if corrections:
        values.line("reason", reason, TEXT_LENGTH)
    for day, value in [*new.items(), *((day, one.after) for day, one in corrections.items())]:
        check_day(writer, day, whole_year=day in whole_years)
        values.number("value", value)
    query = sa.select(MeasurementValue).where(MeasurementValue.measurement_id == measurement_id)
    there = {row.taken_on: row for row in writer.session.scalars(query)}
    for day in sorted(new):
        if day in there:
            raise Duplicate("taken_on", day.isoformat())
        writer.session.add(
            MeasurementValue(
                measurement_id=measurement_id,
                taken_on=day,
                whole_year=day in whole_years,
                value=new[day],
                source=told,
                illustrative=illustrative,
                entered_by_id=writer.actor_id,
            )
        )
    for day, replacement in sorted(corrections.items()):
        row = there.get(day)
        if row is None or row.value != replacement.before:
            current = {} if row is None else snapshot(row)
            raise StaleWrite("measurement_values", 0 if row is None else row.id, current)
        row.value, row.source, row.illustrative = replacement.after, told, illustrative
        row.whole_year = row.whole_year or day in whole_years
    writer.session.flush()
    return len(new) + len(corrections)
