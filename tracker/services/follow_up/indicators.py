"""Indicators on elements, and what was read on them."""

from collections.abc import Sequence

from tracker.records.models import Element, Indicator, IndicatorReading, Plan
from tracker.services.checks import rows, values
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.plans.next_codes import next_indicator_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.reading import ReadingContents


@verb
def add_indicator(writer: Writer, *, contents: IndicatorContents, code: str | None = None) -> int:
    """Makes an indicator of an element. Without ``code`` it gets the next. Raises Invalid, Duplicate."""
    element = values.referred(writer, "element_id", Element, contents.element_id)
    plan = values.referred(writer, "element_id", Plan, element.plan_id)
    indicator = Indicator(plan_id=plan.id)
    rows.fill(writer, indicator, contents)
    indicator.code = next_indicator_code(writer, plan) if code is None else values.code(code)
    indicator.position = values.next_position(writer, Indicator.position, Indicator.plan_id == plan.id)
    return rows.write(writer, indicator)


@verb
def edit_indicator(writer: Writer, *, indicator_id: int, version: int, contents: IndicatorContents) -> int:
    """Changes an indicator, or moves it to another element of its plan; all of it is given, as a form holds
    it. Its readings stay as they were read. Raises NotThere, StaleWrite, Invalid."""
    indicator = fetch(writer, Indicator, indicator_id, version)
    rows.fill(writer, indicator, contents)
    return rows.write(writer, indicator)


@verb
def archive_indicator(writer: Writer, *, indicator_id: int, version: int, reason: str = "") -> int:
    """Takes an indicator out of the plan; its readings stay with it. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Indicator, indicator_id, version, reason)


@verb
def restore_indicator(writer: Writer, *, indicator_id: int, version: int, reason: str = "") -> int:
    """Puts an archived indicator back with its readings, unless its element has become an external factor.

    Raises NotThere, StaleWrite, Invalid.
    """
    return rows.put_back(writer, Indicator, indicator_id, version, reason)


@verb
def add_reading(
    writer: Writer, *, indicator_id: int, contents: ReadingContents, proof: Sequence[Documentation] = ()
) -> int:
    """Adds what was read on a day. Raises NotThere, Invalid, and Duplicate on ``read_on`` where that day has
    a reading."""
    indicator = fetch(writer, Indicator, indicator_id)
    reading = IndicatorReading(
        plan_id=indicator.plan_id, indicator_id=indicator_id, entered_by_id=writer.actor_id
    )
    rows.fill(writer, reading, contents)
    reading_id = rows.write(writer, reading, "read_on")
    add_documents(writer, proof=proof, reading_id=reading_id)
    return reading_id
