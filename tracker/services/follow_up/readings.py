"""Readings that were entered: corrected one by one, or brought in together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Indicator, IndicatorReading
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.verb import Writer, fetch, snapshot, verb
from tracker.theory.contents.fields import TEXT_LENGTH, cleaned, contents_of
from tracker.theory.contents.reading import ReadingContents


@dataclass(frozen=True, slots=True)
class Replacement:
    """A reading's value as it was seen, and what it is to be."""

    before: float
    after: float


@verb
def correct_reading(
    writer: Writer, *, reading_id: int, version: int, contents: ReadingContents, reason: str
) -> int:
    """Says what was really read, and why it said something else; the log keeps both.

    Raises NotThere (also for an archived indicator), StaleWrite, Invalid, and Duplicate on ``read_on`` where
    another reading has that day. A correction that changes nothing is Invalid on ``value``.
    """
    reading = fetch(writer, IndicatorReading, reading_id, version)
    fetch(writer, Indicator, reading.indicator_id)
    values.line("reason", reason, TEXT_LENGTH)
    values.line("source", contents.source, TEXT_LENGTH)
    if cleaned(contents) == contents_of(reading, ReadingContents):
        raise Invalid("value", "reading_not_changed")
    rows.fill(writer, reading, contents)
    return rows.write(writer, reading, "read_on")


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

    Raises NotThere, Invalid (``reason`` has to say why there are corrections), and StaleWrite where a new day
    has a reading meanwhile, or a reading no longer says what a correction replaces.
    """
    indicator = fetch(writer, Indicator, indicator_id)
    values.line("source", source, TEXT_LENGTH)
    if not new and not corrections:
        raise Invalid("pasted", "nothing_to_save")
    if corrections:
        values.line("reason", reason, TEXT_LENGTH)
    query = sa.select(IndicatorReading).where(IndicatorReading.indicator_id == indicator_id)
    there = {row.read_on: row for row in writer.session.scalars(query)}
    for day in sorted(new):
        if day in there:
            raise StaleWrite("readings", there[day].id, snapshot(there[day]))
        row = IndicatorReading(
            plan_id=indicator.plan_id, indicator_id=indicator_id, entered_by_id=writer.actor_id
        )
        _fill(writer, row, ReadingContents(read_on=day, value=new[day], source=source))
        writer.session.add(row)
    for day, replacement in sorted(corrections.items()):
        found = there.get(day)
        if found is None or found.value != replacement.before:
            current = {} if found is None else snapshot(found)
            raise StaleWrite("readings", 0 if found is None else found.id, current)
        _fill(writer, found, ReadingContents(read_on=day, value=replacement.after, source=source))
    writer.session.flush()
    return len(new) + len(corrections)


def _fill(writer: Writer, row: IndicatorReading, contents: ReadingContents) -> None:
    rows.fill(writer, row, contents)
    rows.among_others(writer, row)
