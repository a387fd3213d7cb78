"""Readings that were entered: corrected one by one, or brought in together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Indicator, IndicatorReading
from tracker.services.checks import rows, values
from tracker.services.checks.follow_up import reading as check_reading
from tracker.services.errors import Duplicate, Invalid, StaleWrite
from tracker.services.verb import Writer, fetch, snapshot, verb
from tracker.theory.contents.fields import TEXT_LENGTH


@dataclass(frozen=True, slots=True)
class Replacement:
    """A reading's value as it was seen, and what it is to be."""

    before: float
    after: float


@verb
def correct_reading(
    writer: Writer,
    *,
    reading_id: int,
    version: int,
    read_on: date,
    value: float,
    source: str,
    reason: str,
) -> int:
    """Says what was really read, and why it said something else; the log keeps both.

    Raises NotThere (also for an archived indicator), StaleWrite, Invalid, and Duplicate on ``read_on`` where
    another reading has that day. A correction that changes nothing is Invalid on ``value``.
    """
    reading = fetch(writer, IndicatorReading, reading_id, version)
    indicator = fetch(writer, Indicator, reading.indicator_id)
    _check_day(writer, indicator, read_on)
    values.number("value", value)
    values.line("reason", reason, TEXT_LENGTH)
    told = values.line("source", source, TEXT_LENGTH)
    if (read_on, value, told) == (reading.read_on, reading.value, reading.source):
        raise Invalid("value", "reading_not_changed")
    other = sa.select(IndicatorReading.id).where(
        IndicatorReading.indicator_id == indicator.id,
        IndicatorReading.read_on == read_on,
        IndicatorReading.id != reading_id,
    )
    if writer.session.scalar(other) is not None:
        raise Duplicate("read_on", read_on.isoformat())
    reading.read_on, reading.value, reading.source = read_on, value, told
    return rows.add(writer, reading, "read_on", read_on.isoformat())


@verb
def import_readings(
    writer: Writer,
    *,
    indicator_id: int,
    new: Mapping[date, float],
    corrections: Mapping[date, Replacement],
    source: str,
    reason: str = "",
) -> int:
    """Adds readings by their days and corrects others, all or none, in one change. Gives how many.

    Raises NotThere, Invalid (``reason`` has to say why there are corrections), Duplicate on ``read_on`` where
    a new day has a reading meanwhile, and StaleWrite where a reading no longer says what a correction
    replaces.
    """
    indicator = fetch(writer, Indicator, indicator_id)
    told = values.line("source", source, TEXT_LENGTH)
    if not new and not corrections:
        raise Invalid("pasted", "nothing_to_save")
    if corrections:
        values.line("reason", reason, TEXT_LENGTH)
    query = sa.select(IndicatorReading).where(IndicatorReading.indicator_id == indicator_id)
    there = {row.read_on: row for row in writer.session.scalars(query)}
    for day in sorted(new):
        if day in there:
            raise Duplicate("read_on", day.isoformat())
        _check_day(writer, indicator, day)
        values.number("value", new[day])
        writer.session.add(
            IndicatorReading(
                plan_id=indicator.plan_id,
                indicator_id=indicator_id,
                read_on=day,
                value=new[day],
                source=told,
                entered_by_id=writer.actor_id,
            )
        )
    for day, replacement in sorted(corrections.items()):
        row = there.get(day)
        if row is None or row.value != replacement.before:
            current = {} if row is None else snapshot(row)
            raise StaleWrite("readings", 0 if row is None else row.id, current)
        _check_day(writer, indicator, day)
        values.number("value", replacement.after)
        row.value, row.source = replacement.after, told
    writer.session.flush()
    return len(new) + len(corrections)


def _check_day(writer: Writer, indicator: Indicator, read_on: date) -> None:
    check_reading(indicator, read_on)
    values.not_to_come(writer, "read_on", read_on)
