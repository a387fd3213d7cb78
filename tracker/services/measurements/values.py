"""The series of a measurement: its values, and where it breaks."""

from datetime import date

import sqlalchemy as sa

from tracker.records.models import Measurement, MeasurementValue, SeriesBreak
from tracker.services.checks import rows, values
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH


def last_day(year: int) -> date:
    """The day that a value of a whole year is dated on."""
    return date(year, 12, 31)


@verb
def enter_value(
    writer: Writer,
    *,
    measurement_id: int,
    taken_on: date,
    whole_year: bool = False,
    value: float,
    source: str = "",
    illustrative: bool = False,
) -> int:
    """Enters a value of the series. One of a whole year is dated on its last day, and may be entered while
    the year runs; another date is not in the future. Raises NotThere, Invalid, Duplicate."""
    measurement = fetch(writer, Measurement, measurement_id)
    check_day(writer, taken_on, whole_year=whole_year)
    values.number("value", value)
    row = MeasurementValue(
        measurement_id=measurement.id,
        taken_on=taken_on,
        whole_year=whole_year,
        value=value,
        source=values.text("source", source),
        illustrative=illustrative,
        entered_by_id=writer.actor_id,
    )
    return rows.add(writer, row, "taken_on", taken_on.isoformat())


@verb
def mark_break(writer: Writer, *, measurement_id: int, from_on: date, note: str) -> int:
    """Says that values from ``from_on`` cannot be compared with those before, and why. Raises NotThere,
    Invalid, Duplicate."""
    fetch(writer, Measurement, measurement_id)
    row = SeriesBreak(
        measurement_id=measurement_id, from_on=from_on, note=values.line("note", note, TEXT_LENGTH)
    )
    same = sa.select(SeriesBreak.id).where(
        SeriesBreak.measurement_id == measurement_id, SeriesBreak.from_on == from_on
    )
    if writer.session.scalar(same) is not None:
        raise Duplicate("from_on", from_on.isoformat())
    return rows.add(writer, row, "from_on", from_on.isoformat())


@verb
def correct_value(
    writer: Writer,
    *,
    value_id: int,
    version: int,
    taken_on: date,
    whole_year: bool = False,
    value: float,
    source: str = "",
    illustrative: bool = False,
    reason: str,
) -> int:
    """Says what was really measured, and why the series said something else. Years of the index that were
    published keep the old value. Gives the number of the measurement.

    Raises NotThere (also for an archived measurement), StaleWrite, Invalid (on ``value`` where nothing is
    changed), and Duplicate on ``taken_on`` where another value has that day.
    """
    row = fetch(writer, MeasurementValue, value_id, version)
    fetch(writer, Measurement, row.measurement_id)
    check_day(writer, taken_on, whole_year=whole_year)
    values.number("value", value)
    values.line("reason", reason, TEXT_LENGTH)
    told = values.text("source", source)
    now = (row.taken_on, row.whole_year, row.value, row.source, row.illustrative)
    if (taken_on, whole_year, value, told, illustrative) == now:
        raise Invalid("value", "value_not_changed")
    other = sa.select(MeasurementValue.id).where(
        MeasurementValue.measurement_id == row.measurement_id,
        MeasurementValue.taken_on == taken_on,
        MeasurementValue.id != value_id,
    )
    if writer.session.scalar(other) is not None:
        raise Duplicate("taken_on", taken_on.isoformat())
    row.taken_on, row.whole_year, row.value = taken_on, whole_year, value
    row.source, row.illustrative = told, illustrative
    rows.add(writer, row, "taken_on", taken_on.isoformat())
    return row.measurement_id


@verb
def withdraw_value(writer: Writer, *, value_id: int, version: int, reason: str) -> int:
    """Takes a value out of the series; the log keeps what it said, and published years of the index keep it.
    Gives the number of the measurement. Raises NotThere, StaleWrite, Invalid."""
    row = fetch(writer, MeasurementValue, value_id, version)
    fetch(writer, Measurement, row.measurement_id)
    values.line("reason", reason, TEXT_LENGTH)
    writer.session.delete(row)
    writer.session.flush()
    return row.measurement_id


@verb
def remove_break(writer: Writer, *, break_id: int, version: int, reason: str) -> int:
    """Says that a series does not break there after all, and why. Gives the number of the measurement.
    Raises NotThere, StaleWrite, Invalid."""
    row = fetch(writer, SeriesBreak, break_id, version)
    fetch(writer, Measurement, row.measurement_id)
    values.line("reason", reason, TEXT_LENGTH)
    writer.session.delete(row)
    writer.session.flush()
    return row.measurement_id


def check_day(writer: Writer, taken_on: date, *, whole_year: bool) -> None:
    """Raises Invalid for a day, or a year, that is still to come."""
    if not whole_year:
        values.not_to_come(writer, "taken_on", taken_on)
    elif taken_on != last_day(taken_on.year) or taken_on.year > writer.today.year:
        raise Invalid("taken_on", "in_the_future")
