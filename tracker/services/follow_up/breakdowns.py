"""Breaking indicators and their readings down by area, age or sex."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from tracker.records.models import Disaggregation, Indicator, IndicatorReading, ReadingPart
from tracker.records.queries.indicators.breakdowns import edition
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, NotThere, StaleWrite
from tracker.services.verb import Writer, fetch, snapshot, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.follow_up.breakdowns import Part, PartsFault, faults, is_ratio, same_label
from tracker.theory.kinds import Dimension

LABEL_LENGTH = 120
MOST_PARTS = 60
"""Of one reading in one breakdown: more is a table of its own, not a reading."""


@verb
def break_down_indicator(
    writer: Writer, *, indicator_id: int, seen: int, dimensions: Mapping[Dimension, bool]
) -> int:
    """Chooses by what the readings are broken down; the value says whether parts add up to the reading.

    ``seen`` is the ``edition`` of the indicator with its breakdowns. A dimension that is left out is no
    longer asked for. Raises NotThere, StaleWrite, and Invalid on the dimension: where shares or rates are to
    add up, and where readings have parts by a dimension that is left out.
    """
    indicator = fetch(writer, Indicator, indicator_id)
    stored = writer.session.scalars(
        sa.select(Disaggregation).where(Disaggregation.indicator_id == indicator_id)
    ).all()
    if edition(indicator.version, [(row.id, row.version) for row in stored]) != seen:
        raise StaleWrite("indicators", indicator_id, snapshot(indicator))
    for dimension, adds_up in dimensions.items():
        if adds_up and is_ratio(indicator.unit):
            raise Invalid(dimension.value, PartsFault.RATIOS_DO_NOT_ADD_UP.value, {"unit": indicator.unit})
    there = {row.dimension: row for row in stored}
    for dimension in Dimension:
        row = there.get(dimension)
        if dimension not in dimensions:
            if row is not None:
                _check_unused(writer, row)
                writer.session.delete(row)
        elif row is None:
            made = Disaggregation(
                plan_id=indicator.plan_id,
                indicator_id=indicator_id,
                dimension=dimension,
                adds_up=dimensions[dimension],
            )
            rows.add(writer, made, dimension.value, dimension.value)
        else:
            row.adds_up = dimensions[dimension]
    writer.session.flush()
    return indicator_id


@verb
def break_down_reading(
    writer: Writer,
    *,
    reading_id: int,
    seen: int,
    parts: Mapping[Dimension, Sequence[Part]],
    reason: str = "",
) -> int:
    """Says what a reading is made of; all parts by each dimension in ``parts`` are given, in their order.

    ``seen`` is the ``edition`` of the reading with its parts. Raises NotThere, StaleWrite, and Invalid: on
    the dimension where its parts are at fault (``theory.follow_up.breakdowns``), on ``reason`` where parts
    that were read are changed without one.
    """
    reading = fetch(writer, IndicatorReading, reading_id)
    indicator = fetch(writer, Indicator, reading.indicator_id)
    stored = writer.session.scalars(sa.select(ReadingPart).where(ReadingPart.reading_id == reading_id)).all()
    if edition(reading.version, [(row.id, row.version) for row in stored]) != seen:
        raise StaleWrite("readings", reading_id, snapshot(reading))
    changed = False
    for dimension, given in parts.items():
        breakdown = writer.session.scalar(
            sa.select(Disaggregation).where(
                Disaggregation.indicator_id == indicator.id, Disaggregation.dimension == dimension
            )
        )
        if breakdown is None:
            raise NotThere
        checked = _checked(dimension, given)
        _refuse_faults(indicator.unit, reading.value, checked, breakdown)
        own = [row for row in stored if row.disaggregation_id == breakdown.id]
        changed = _write(writer, reading, breakdown, own, checked) or changed
    if changed:
        values.line("reason", reason, TEXT_LENGTH)
    writer.session.flush()
    return reading_id


def _checked(dimension: Dimension, given: Sequence[Part]) -> list[Part]:
    if len(given) > MOST_PARTS:
        raise Invalid(dimension.value, "too_many_parts", {"most": MOST_PARTS})
    found = []
    for part in given:
        values.number(dimension.value, part.value)
        found.append(Part(values.line(dimension.value, part.label, LABEL_LENGTH), part.value))
    return found


def _refuse_faults(unit: str, total: float, parts: Sequence[Part], breakdown: Disaggregation) -> None:
    # what ratios of an earlier unit do wrong is no fault of these parts
    adds_up = breakdown.adds_up and not is_ratio(unit)
    for fault in faults(unit, total, parts, adds_up=adds_up):
        details = {
            "label": fault.label,
            "total": fault.total,
            "sum": fault.sum,
            "difference": abs(fault.difference),
        }
        raise Invalid(breakdown.dimension.value, fault.kind.value, details)


def _write(
    writer: Writer,
    reading: IndicatorReading,
    breakdown: Disaggregation,
    stored: Sequence[ReadingPart],
    given: Sequence[Part],
) -> bool:
    """Whether a part that was there has another value or is gone."""
    changed = False
    left = list(stored)
    for place, part in enumerate(given):
        row = next((one for one in left if same_label(one.label, part.label)), None)
        if row is None:
            writer.session.add(
                ReadingPart(
                    plan_id=reading.plan_id,
                    reading_id=reading.id,
                    disaggregation_id=breakdown.id,
                    label=part.label,
                    value=part.value,
                    position=place,
                )
            )
            continue
        left.remove(row)
        changed = changed or row.value != part.value
        row.label, row.value, row.position = part.label, part.value, place
    for row in left:
        writer.session.delete(row)
    return changed or bool(left)


def _check_unused(writer: Writer, breakdown: Disaggregation) -> None:
    used = writer.session.scalar(
        sa.select(sa.func.count(sa.distinct(ReadingPart.reading_id))).where(
            ReadingPart.disaggregation_id == breakdown.id
        )
    )
    if used:
        raise Invalid(breakdown.dimension.value, "has_parts", {"readings": used})
