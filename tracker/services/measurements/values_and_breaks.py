"""The series of a measurement: its values, and where it breaks."""

from tracker.records.models import Measurement, MeasurementValue, SeriesBreak
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH, cleaned, contents_of
from tracker.theory.contents.measurement import BreakContents, ValueContents


@verb
def enter_value(writer: Writer, *, measurement_id: int, contents: ValueContents) -> int:
    """Enters a value of the series. Raises NotThere, Invalid, and Duplicate on ``taken_on`` where the series
    has a value of that day."""
    fetch(writer, Measurement, measurement_id)
    row = MeasurementValue(measurement_id=measurement_id, entered_by_id=writer.actor_id)
    rows.fill(writer, row, contents)
    return rows.write(writer, row, "taken_on")


@verb
def mark_break(writer: Writer, *, measurement_id: int, contents: BreakContents) -> int:
    """Says from when values cannot be compared with those before, and why. Raises NotThere, Invalid,
    Duplicate."""
    fetch(writer, Measurement, measurement_id)
    row = SeriesBreak(measurement_id=measurement_id)
    rows.fill(writer, row, contents)
    return rows.write(writer, row, "from_on")


@verb
def correct_value(
    writer: Writer, *, value_id: int, version: int, contents: ValueContents, reason: str
) -> int:
    """Says what was really measured, and why the series said something else. Years of the index that were
    published keep the old value. Gives the number of the measurement.

    Raises NotThere (also for an archived measurement), StaleWrite, Invalid (on ``value`` where nothing is
    changed), and Duplicate on ``taken_on`` where another value has that day.
    """
    row = fetch(writer, MeasurementValue, value_id, version)
    fetch(writer, Measurement, row.measurement_id)
    values.line("reason", reason, TEXT_LENGTH)
    if cleaned(contents) == contents_of(row, ValueContents):
        raise Invalid("value", "value_not_changed")
    rows.fill(writer, row, contents)
    rows.write(writer, row, "taken_on")
    return row.measurement_id


@verb
def withdraw_value(writer: Writer, *, value_id: int, version: int, reason: str) -> int:
    """Takes a value out of the series; the log keeps what it said, and published years of the index keep it.
    Gives the number of the measurement. Raises NotThere, StaleWrite, Invalid."""
    return _take_out(writer, MeasurementValue, value_id, version, reason)


@verb
def remove_break(writer: Writer, *, break_id: int, version: int, reason: str) -> int:
    """Says that a series does not break there after all, and why. Gives the number of the measurement.
    Raises NotThere, StaleWrite, Invalid."""
    return _take_out(writer, SeriesBreak, break_id, version, reason)


def _take_out(
    writer: Writer, model: type[MeasurementValue] | type[SeriesBreak], row_id: int, version: int, reason: str
) -> int:
    row = fetch(writer, model, row_id, version)
    fetch(writer, Measurement, row.measurement_id)
    values.line("reason", reason, TEXT_LENGTH)
    writer.session.delete(row)
    writer.session.flush()
    return row.measurement_id
