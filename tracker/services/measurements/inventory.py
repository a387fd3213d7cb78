"""The inventory of measurements: what there is, how suitable it is for the index, and the verdict."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from tracker.records.models import (
    Definition,
    Measurement,
    Organisation,
    Strategy,
    SuitabilityScore,
)
from tracker.records.queries.indicators.breakdowns import edition
from tracker.services.checks import rows, values
from tracker.services.errors import Invalid, StaleWrite
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import FIRST_YEAR, LAST_YEAR, TEXT_LENGTH, UNIT_LENGTH
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict
from tracker.theory.strategy.measurements import HIGHEST_SUITABILITY


@verb
def add_measurement(
    writer: Writer,
    *,
    strategy_id: int,
    code: str,
    title: str,
    title_en: str | None = None,
    organisation_id: int | None = None,
    outside_owner: str | None = None,
    definition_id: int,
    kind: MeasurementKind,
    unit: str,
    direction: IndicatorDirection,
    frequency: Frequency,
    first_year: int | None = None,
    areas: str = "",
    question: str = "",
    method: str = "",
    quality: str = "",
    retrieved_from: str = "",
    illustrative: bool = False,
) -> int:
    """Takes a measurement up in the inventory, as a candidate for the index.

    It is owned by an organisation of the strategy or by somebody outside, not by both. Raises Invalid,
    Duplicate.
    """
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    measurement = Measurement(
        strategy_id=strategy_id,
        illustrative=illustrative,
        position=values.next_position(writer, Measurement.position, Measurement.strategy_id == strategy_id),
    )
    _fill(
        writer,
        measurement,
        code=code,
        title=title,
        title_en=title_en,
        organisation_id=organisation_id,
        outside_owner=outside_owner,
        definition_id=definition_id,
        kind=kind,
        unit=unit,
        direction=direction,
        frequency=frequency,
        first_year=first_year,
        areas=areas,
        question=question,
        method=method,
        quality=quality,
        retrieved_from=retrieved_from,
    )
    return rows.add(writer, measurement, "code", measurement.code)


@verb
def edit_measurement(
    writer: Writer,
    *,
    measurement_id: int,
    version: int,
    code: str,
    title: str,
    title_en: str | None = None,
    organisation_id: int | None = None,
    outside_owner: str | None = None,
    definition_id: int,
    kind: MeasurementKind,
    unit: str,
    direction: IndicatorDirection,
    frequency: Frequency,
    first_year: int | None = None,
    areas: str = "",
    question: str = "",
    method: str = "",
    quality: str = "",
    retrieved_from: str = "",
) -> int:
    """Says anew what a measurement is; all of it is given, as a form holds it. Series, scores and verdict
    stay. Raises NotThere, StaleWrite, Invalid, Duplicate."""
    measurement = fetch(writer, Measurement, measurement_id, version)
    _fill(
        writer,
        measurement,
        code=code,
        title=title,
        title_en=title_en,
        organisation_id=organisation_id,
        outside_owner=outside_owner,
        definition_id=definition_id,
        kind=kind,
        unit=unit,
        direction=direction,
        frequency=frequency,
        first_year=first_year,
        areas=areas,
        question=question,
        method=method,
        quality=quality,
        retrieved_from=retrieved_from,
    )
    return rows.add(writer, measurement, "code", measurement.code)


@verb
def archive_measurement(writer: Writer, *, measurement_id: int, version: int, reason: str) -> int:
    """Takes a measurement out of the inventory; its series stays, and so do published versions of the index
    and indicators that use it. The reason has to be given. Raises NotThere, StaleWrite, Invalid."""
    measurement = fetch(writer, Measurement, measurement_id, version)
    values.line("reason", reason, TEXT_LENGTH)
    measurement.archived_at = writer.now
    writer.session.flush()
    return measurement.id


@verb
def restore_measurement(writer: Writer, *, measurement_id: int) -> int:
    """Takes an archived measurement up again as it was. Raises NotThere."""
    measurement = fetch(writer, Measurement, measurement_id, archived=True)
    measurement.archived_at = None
    writer.session.flush()
    return measurement.id


@verb
def score_suitability(
    writer: Writer,
    *,
    measurement_id: int,
    scores: Mapping[Suitability, int],
    seen: int | None = None,
) -> None:
    """Scores the measurement 0–3 on the given aspects. A score that stays the same keeps who gave it and
    when; others are the writer's, today. ``seen`` is the edition of the scores that the writer looked at.
    Raises NotThere, Invalid, and StaleWrite where the scores are of another edition."""
    fetch(writer, Measurement, measurement_id)
    given = sa.select(SuitabilityScore).where(SuitabilityScore.measurement_id == measurement_id)
    there = {row.aspect: row for row in writer.session.scalars(given)}
    if seen is not None and seen != edition(0, [(row.id, row.version) for row in there.values()]):
        raise StaleWrite("suitability_scores", measurement_id)
    for aspect, score in scores.items():
        if not 0 <= score <= HIGHEST_SUITABILITY:
            raise Invalid(aspect.value, "out_of_range", {"lowest": 0, "highest": HIGHEST_SUITABILITY})
        row = there.get(aspect)
        if row is None:
            row = SuitabilityScore(measurement_id=measurement_id, aspect=aspect)
            writer.session.add(row)
        elif row.score == score:
            continue
        row.score = score
        row.scored_on = writer.today
        row.scored_by_id = writer.actor_id
    writer.session.flush()


@verb
def judge_measurement(
    writer: Writer,
    *,
    measurement_id: int,
    version: int | None = None,
    verdict: Verdict,
    reason: str,
) -> None:
    """Says whether the measurement goes into the index, and why. Raises NotThere, StaleWrite, Invalid."""
    measurement = fetch(writer, Measurement, measurement_id, version)
    measurement.verdict = verdict
    measurement.verdict_reason = values.line("reason", reason, TEXT_LENGTH)
    measurement.verdict_on = writer.today
    measurement.verdict_by_id = writer.actor_id
    writer.session.flush()


def _fill(writer: Writer, measurement: Measurement, **given: Any) -> None:
    owner = _owner(writer, measurement, given["organisation_id"], given["outside_owner"])
    _definition(writer, measurement, given["definition_id"])
    measurement.code = values.code(given["code"])
    measurement.title = values.line("title", given["title"])
    measurement.title_en = values.optional_line("title_en", given["title_en"])
    measurement.organisation_id, measurement.outside_owner = given["organisation_id"], owner
    measurement.definition_id = given["definition_id"]
    measurement.unit = values.line("unit", given["unit"], UNIT_LENGTH)
    measurement.first_year = _year("first_year", given["first_year"])
    for field in ("kind", "direction", "frequency"):
        setattr(measurement, field, given[field])
    for field in ("areas", "question", "method", "quality", "retrieved_from"):
        setattr(measurement, field, values.text(field, given[field]))


def _owner(
    writer: Writer, measurement: Measurement, organisation_id: int | None, outside_owner: str | None
) -> str | None:
    """The owner outside the strategy, if it is one. An organisation that was archived meanwhile may stay."""
    outside = values.optional_line("outside_owner", outside_owner)
    if organisation_id is None and outside is None:
        raise Invalid("organisation_id", "required")
    if organisation_id is not None:
        if outside is not None:
            raise Invalid("outside_owner", "one_owner")
        if organisation_id != measurement.organisation_id:
            values.referred(writer, "organisation_id", Organisation, organisation_id)
    return outside


def _definition(writer: Writer, measurement: Measurement, definition_id: int) -> None:
    definition = values.referred(writer, "definition_id", Definition, definition_id)
    if definition.strategy_id != measurement.strategy_id:
        raise Invalid("definition_id", "not_there")


def _year(field: str, year: int | None) -> int | None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(field, "out_of_range", {"lowest": FIRST_YEAR, "highest": LAST_YEAR})
    return year
