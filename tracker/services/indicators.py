"""Indicators and their readings."""

import math
from datetime import date

import sqlalchemy as sa

from tracker.records.models import Element, Indicator, IndicatorReading
from tracker.services import entry
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import IndicatorDirection

LARGEST = 1e15
"""Larger values lose their units in a double."""


@verb
def add_indicator(
    writer: Writer,
    *,
    element_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    unit: str,
    direction: IndicatorDirection,
    baseline_on: date,
    baseline_value: float,
    target_on: date,
    target_value: float,
) -> int:
    """Puts an indicator on an element. Its direction agrees with baseline and target, and the target is
    later (DOMAIN, Indicator). Raises Invalid, Duplicate."""
    element = entry.referred(writer, "element_id", Element, element_id)
    _check_value("baseline_value", baseline_value)
    _check_value("target_value", target_value)
    if target_on <= baseline_on:
        raise Invalid("target_on", "target_not_after_baseline")
    rising = direction is IndicatorDirection.HIGHER_BETTER
    if target_value == baseline_value or (target_value > baseline_value) != rising:
        raise Invalid("target_value", "target_against_direction")
    indicator = Indicator(
        plan_id=element.plan_id,
        element_id=element.id,
        code=entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        unit=entry.line("unit", unit, 60),
        direction=direction,
        baseline_on=baseline_on,
        baseline_value=baseline_value,
        target_on=target_on,
        target_value=target_value,
        position=entry.next_position(writer, Indicator.position, Indicator.plan_id == element.plan_id),
    )
    return entry.add(writer, indicator, "code", indicator.code)


@verb
def add_reading(writer: Writer, *, indicator_id: int, read_on: date, value: float, source: str = "") -> int:
    """Adds a reading after the baseline, one for each day. Raises Invalid, Duplicate, NotThere."""
    indicator = fetch(writer, Indicator, indicator_id)
    _check_value("value", value)
    entry.not_to_come(writer, "read_on", read_on)
    if read_on <= indicator.baseline_on:
        raise Invalid("read_on", "not_after_baseline", {"day": f"{indicator.baseline_on:%d.%m.%Y}"})
    taken = sa.select(IndicatorReading.id).where(
        IndicatorReading.indicator_id == indicator_id, IndicatorReading.read_on == read_on
    )
    if writer.session.scalar(taken) is not None:
        raise Duplicate("read_on", f"{read_on:%d.%m.%Y}")
    reading = IndicatorReading(
        plan_id=indicator.plan_id,
        indicator_id=indicator.id,
        read_on=read_on,
        value=value,
        source=entry.text("source", source),
        entered_by_id=writer.actor_id,
    )
    return entry.add(writer, reading, "read_on", f"{read_on:%d.%m.%Y}")


def _check_value(field: str, value: float) -> None:
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise Invalid(field, "not_a_number")
