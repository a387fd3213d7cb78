"""What measurements and their values have to do with others, and with today."""

from tracker.records.models import Definition, Measurement, MeasurementValue
from tracker.services.checks.values import not_to_come, referred
from tracker.services.errors import Invalid
from tracker.services.verb import Writer
from tracker.theory.contents.measurement import last_day


def measurement(writer: Writer, row: Measurement) -> None:
    """Its definition of safety is one of its own strategy."""
    definition = referred(writer, "definition_id", Definition, row.definition_id)
    if definition.strategy_id != row.strategy_id:
        raise Invalid("definition_id", "not_there")


def value(writer: Writer, row: MeasurementValue) -> None:
    """One of a whole year stands on its last day and may be entered while the year runs; another day is not
    to come."""
    if not row.whole_year:
        not_to_come(writer, "taken_on", row.taken_on)
    elif row.taken_on != last_day(row.taken_on.year) or row.taken_on.year > writer.today.year:
        raise Invalid("taken_on", "in_the_future")
