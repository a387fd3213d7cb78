"""The inventory of measurements: what there is, how suitable it is for the index, and the verdict."""

from collections.abc import Mapping

import sqlalchemy as sa

from tracker.records.models import Measurement, Strategy, SuitabilityScore
from tracker.records.queries.indicators.breakdowns import edition
from tracker.services.checks import rows, values
from tracker.services.errors import StaleWrite
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.fields import TEXT_LENGTH
from tracker.theory.contents.measurement import SCORE, MeasurementContents
from tracker.theory.kinds import Suitability, Verdict


@verb
def add_measurement(
    writer: Writer, *, strategy_id: int, contents: MeasurementContents, illustrative: bool = False
) -> int:
    """Takes a measurement up in the inventory, as a candidate for the index. Raises Invalid, Duplicate."""
    values.referred(writer, "strategy_id", Strategy, strategy_id)
    measurement = Measurement(
        strategy_id=strategy_id,
        illustrative=illustrative,
        position=values.next_position(writer, Measurement.position, Measurement.strategy_id == strategy_id),
    )
    rows.fill(writer, measurement, contents)
    return rows.write(writer, measurement)


@verb
def edit_measurement(
    writer: Writer, *, measurement_id: int, version: int, contents: MeasurementContents
) -> int:
    """Says anew what a measurement is; all of it is given, as a form holds it. Series, scores and verdict
    stay. Raises NotThere, StaleWrite, Invalid, Duplicate."""
    measurement = fetch(writer, Measurement, measurement_id, version)
    rows.fill(writer, measurement, contents)
    return rows.write(writer, measurement)


@verb
def archive_measurement(writer: Writer, *, measurement_id: int, version: int, reason: str) -> int:
    """Takes a measurement out of the inventory; its series stays, and so do published versions of the index
    and indicators that use it. The reason has to be given. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Measurement, measurement_id, version, reason, needed=True)


@verb
def restore_measurement(writer: Writer, *, measurement_id: int) -> int:
    """Takes an archived measurement up again as it was. Raises NotThere."""
    return rows.put_back(writer, Measurement, measurement_id)


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
        values.whole(aspect.value, score, SCORE)
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
