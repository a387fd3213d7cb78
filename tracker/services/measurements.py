"""The inventory of measurements: what there is, how suitable it is for the index, and the verdict."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from tracker.records.base import TEXT_LENGTH
from tracker.records.models import (
    Definition,
    Measurement,
    Organisation,
    Strategy,
    SuitabilityScore,
)
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.indicators import UNIT_LENGTH
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import Frequency, IndicatorDirection, MeasurementKind, Suitability, Verdict
from tracker.theory.measurements import HIGHEST_SUITABILITY

FIRST_YEAR, LAST_YEAR = 1900, 2200


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
    entry.referred(writer, "strategy_id", Strategy, strategy_id)
    owner = _owner(writer, organisation_id, outside_owner)
    _definition(writer, strategy_id, definition_id)
    measurement = Measurement(
        strategy_id=strategy_id,
        code=entry.code(code),
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        organisation_id=organisation_id,
        outside_owner=owner,
        definition_id=definition_id,
        kind=kind,
        unit=entry.line("unit", unit, UNIT_LENGTH),
        direction=direction,
        frequency=frequency,
        first_year=_year("first_year", first_year),
        areas=entry.text("areas", areas),
        question=entry.text("question", question),
        method=entry.text("method", method),
        quality=entry.text("quality", quality),
        retrieved_from=entry.text("retrieved_from", retrieved_from),
        illustrative=illustrative,
        position=entry.next_position(writer, Measurement.position, Measurement.strategy_id == strategy_id),
    )
    return entry.add(writer, measurement, "code", measurement.code)


@verb
def score_suitability(
    writer: Writer,
    *,
    measurement_id: int,
    scores: Mapping[Suitability, int],
    scored_on: date | None = None,
) -> None:
    """Scores the measurement 0–3 on the given aspects. A score that stays the same keeps who gave it and
    when; others are the writer's, today unless said otherwise. Raises NotThere, Invalid."""
    fetch(writer, Measurement, measurement_id)
    given = sa.select(SuitabilityScore).where(SuitabilityScore.measurement_id == measurement_id)
    there = {row.aspect: row for row in writer.session.scalars(given)}
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
        row.scored_on = scored_on or writer.today
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
    measurement.verdict_reason = entry.line("reason", reason, TEXT_LENGTH)
    measurement.verdict_on = writer.today
    measurement.verdict_by_id = writer.actor_id
    writer.session.flush()


def _owner(writer: Writer, organisation_id: int | None, outside_owner: str | None) -> str | None:
    outside = entry.optional_line("outside_owner", outside_owner)
    if organisation_id is None and outside is None:
        raise Invalid("organisation_id", "required")
    if organisation_id is not None:
        if outside is not None:
            raise Invalid("outside_owner", "one_owner")
        entry.referred(writer, "organisation_id", Organisation, organisation_id)
    return outside


def _definition(writer: Writer, strategy_id: int, definition_id: int) -> None:
    definition = entry.referred(writer, "definition_id", Definition, definition_id)
    if definition.strategy_id != strategy_id:
        raise Invalid("definition_id", "not_there")


def _year(field: str, year: int | None) -> int | None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(field, "out_of_range", {"lowest": FIRST_YEAR, "highest": LAST_YEAR})
    return year
