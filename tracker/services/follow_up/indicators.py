"""Indicators on elements, and what was read on them."""

from collections.abc import Sequence
from datetime import date
from math import isfinite

import sqlalchemy as sa

from tracker.records.models import Disaggregation, Element, Indicator, IndicatorReading, Measurement, Plan
from tracker.services import entry
from tracker.services.documents.documentation import Documentation, add_documents
from tracker.services.errors import Invalid
from tracker.services.plans.next_codes import next_indicator_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.follow_up.breakdowns import is_ratio
from tracker.theory.kinds import ElementKind, IndicatorDirection

LARGEST_VALUE = 1e15
"""Whole numbers up to here are exact in every database and browser."""

UNIT_LENGTH = 60


@verb
def add_indicator(
    writer: Writer,
    *,
    element_id: int,
    code: str | None = None,
    title: str,
    title_en: str | None = None,
    unit: str,
    direction: IndicatorDirection,
    baseline_on: date,
    baseline_value: float,
    target_on: date,
    target_value: float,
    measurement_id: int | None = None,
) -> int:
    """Makes an indicator of an element. Values are in ``unit``. Without ``code`` it gets the next;
    ``measurement_id`` is the measurement of the inventory that it is read from.

    The target comes after the baseline and lies in ``direction`` of it (DOMAIN, Indicator). Raises
    Invalid, Duplicate.
    """
    element = _measurable(writer, element_id)
    _check(direction, baseline_on, baseline_value, target_on, target_value)
    if measurement_id is not None:
        entry.referred(writer, "measurement_id", Measurement, measurement_id)
    indicator = Indicator(
        plan_id=element.plan_id,
        element_id=element_id,
        measurement_id=measurement_id,
        code=_next_code(writer, element.plan_id) if code is None else entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        unit=entry.line("unit", unit, UNIT_LENGTH),
        direction=direction,
        baseline_on=baseline_on,
        baseline_value=baseline_value,
        target_on=target_on,
        target_value=target_value,
        position=entry.next_position(writer, Indicator.position, Indicator.plan_id == element.plan_id),
    )
    return entry.add(writer, indicator, "code", indicator.code)


@verb
def edit_indicator(
    writer: Writer,
    *,
    indicator_id: int,
    version: int,
    element_id: int,
    title: str,
    title_en: str | None = None,
    unit: str,
    direction: IndicatorDirection,
    baseline_on: date,
    baseline_value: float,
    target_on: date,
    target_value: float,
    measurement_id: int | None = None,
) -> int:
    """Changes an indicator, or moves it to another element of its plan; all of it is given, as a form holds
    it. Its readings stay as they were read.

    Raises NotThere, StaleWrite, Invalid; so too where a reading would no longer come after the baseline, and
    where parts that add up would become shares.
    """
    indicator = fetch(writer, Indicator, indicator_id, version)
    if element_id != indicator.element_id and _measurable(writer, element_id).plan_id != indicator.plan_id:
        raise Invalid("element_id", "of_another_plan")
    _check(direction, baseline_on, baseline_value, target_on, target_value)
    first = writer.session.scalar(
        sa.select(sa.func.min(IndicatorReading.read_on)).where(IndicatorReading.indicator_id == indicator_id)
    )
    if first is not None and first <= baseline_on:
        raise Invalid("baseline_on", "readings_before_baseline", {"reading": first})
    _check_unit(writer, indicator_id, unit)
    if measurement_id is not None and measurement_id != indicator.measurement_id:
        entry.referred(writer, "measurement_id", Measurement, measurement_id)
    indicator.measurement_id = measurement_id
    indicator.element_id = element_id
    indicator.title = entry.line("title", title)
    indicator.title_en = entry.optional_line("title_en", title_en)
    indicator.unit = entry.line("unit", unit, UNIT_LENGTH)
    indicator.direction = direction
    indicator.baseline_on = baseline_on
    indicator.baseline_value = baseline_value
    indicator.target_on = target_on
    indicator.target_value = target_value
    writer.session.flush()
    return indicator.id


@verb
def archive_indicator(writer: Writer, *, indicator_id: int, version: int, reason: str = "") -> int:
    """Takes an indicator out of the plan; its readings stay with it. Raises NotThere, StaleWrite, Invalid."""
    indicator = fetch(writer, Indicator, indicator_id, version)
    entry.text("reason", reason)
    indicator.archived_at = writer.now
    writer.session.flush()
    return indicator.id


@verb
def restore_indicator(writer: Writer, *, indicator_id: int, version: int, reason: str = "") -> int:
    """Puts an archived indicator back with its readings, unless its element has become an external factor.

    Raises NotThere, StaleWrite, Invalid.
    """
    indicator = fetch(writer, Indicator, indicator_id, version, archived=True)
    entry.text("reason", reason)
    _measurable(writer, indicator.element_id)
    indicator.archived_at = None
    writer.session.flush()
    return indicator.id


@verb
def add_reading(
    writer: Writer,
    *,
    indicator_id: int,
    read_on: date,
    value: float,
    source: str = "",
    proof: Sequence[Documentation] = (),
) -> int:
    """Adds what was read on a day, in the indicator's unit; one reading a day.

    Raises NotThere, Invalid, and Duplicate on ``read_on`` where that day has a reading.
    """
    indicator = fetch(writer, Indicator, indicator_id)
    if read_on <= indicator.baseline_on:
        raise Invalid("read_on", "reading_not_after_baseline", {"baseline": indicator.baseline_on})
    entry.not_to_come(writer, "read_on", read_on)
    check_value("value", value)
    reading = IndicatorReading(
        plan_id=indicator.plan_id,
        indicator_id=indicator_id,
        read_on=read_on,
        value=value,
        source=entry.text("source", source),
        entered_by_id=writer.actor_id,
    )
    reading_id = entry.add(writer, reading, "read_on", read_on.isoformat())
    add_documents(writer, proof=proof, reading_id=reading_id)
    return reading_id


def _measurable(writer: Writer, element_id: int) -> Element:
    element = entry.referred(writer, "element_id", Element, element_id)
    if element.kind is ElementKind.EXTERNAL:
        raise Invalid("element_id", "not_on_external_factors")
    return element


def _check_unit(writer: Writer, indicator_id: int, unit: str) -> None:
    adding = sa.exists().where(Disaggregation.indicator_id == indicator_id, Disaggregation.adds_up)
    if is_ratio(unit) and writer.session.scalar(sa.select(adding)):
        raise Invalid("unit", "parts_add_up")


def _next_code(writer: Writer, plan_id: int) -> str:
    return next_indicator_code(writer, entry.referred(writer, "element_id", Plan, plan_id))


def _check(
    direction: IndicatorDirection,
    baseline_on: date,
    baseline_value: float,
    target_on: date,
    target_value: float,
) -> None:
    check_value("baseline_value", baseline_value)
    check_value("target_value", target_value)
    if target_on <= baseline_on:
        raise Invalid("target_on", "target_not_after_baseline")
    if target_value == baseline_value:
        raise Invalid("target_value", "target_equals_baseline")
    if (target_value > baseline_value) is not (direction is IndicatorDirection.HIGHER_BETTER):
        raise Invalid("direction", "target_against_direction")


def check_value(field: str, value: float) -> None:
    """Refuses on ``field`` what no database and browser keep alike: no number, or too large a one."""
    if not isfinite(value):
        raise Invalid(field, "not_a_number")
    if abs(value) > LARGEST_VALUE:
        raise Invalid(field, "number_too_large")
