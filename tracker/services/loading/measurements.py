"""Takes the measurements of a strategy file, their series and the safety index into the database."""

from functools import partial

import sqlalchemy as sa

from tracker.exchange.strategy.contents import StrategyFile
from tracker.exchange.strategy.measurement_reading import IndexEntry, MeasurementEntry
from tracker.records.models import IndexVersion, Measurement, MeasurementValue
from tracker.services.loading.lookup import Loading, at
from tracker.services.measurements.inventory import add_measurement, judge_measurement, score_suitability
from tracker.services.measurements.values_and_breaks import enter_value, mark_break
from tracker.services.safety_index.versions import begin_index_version, publish_index_version
from tracker.theory.contents.index_version import IndexMeasureContents, IndexVersionContents
from tracker.theory.contents.measurement import (
    BreakContents,
    MeasurementContents,
    ValueContents,
    last_day,
)
from tracker.theory.kinds import Verdict

NO_REASON = "Uden begrundelse i filen"
"""The reason of a verdict where the file gives none."""

PUBLISHED_BY_FILE = "Offentliggjort, da filen blev læst ind"
"""The reason of a version that is published as it is loaded."""


def load_measurements(loading: Loading, strategy_id: int, file: StrategyFile) -> None:
    """A measurement that is there is left alone, and so is its series. The index is taken up where the
    strategy has none, and is published. Raises StrategyFileError."""
    loading.measurements = loading.codes(Measurement, Measurement.strategy_id == strategy_id)
    for entry in file.measurements:
        _load_measurement(loading, strategy_id, entry)
    if file.index is not None:
        _load_values(loading, file.index)
        _load_index(loading, strategy_id, file.index)


def _load_measurement(loading: Loading, strategy_id: int, entry: MeasurementEntry) -> None:
    owner = loading.organisations.get(entry.owner)
    left_out = entry.verdict is not Verdict.INCLUDE
    make = partial(
        add_measurement,
        loading.writer,
        strategy_id=strategy_id,
        illustrative=entry.illustrative,
        contents=MeasurementContents(
            code=entry.code,
            title=entry.title,
            title_en=entry.title_en,
            organisation_id=owner,
            outside_owner=entry.owner if owner is None else None,
            definition_id=loading.definitions[entry.definition],
            kind=entry.kind,
            unit=entry.unit,
            direction=entry.direction,
            frequency=entry.frequency,
            first_year=entry.first_year,
            areas="\n".join(entry.areas),
            question=entry.question,
            method=entry.method,
            quality="" if left_out else entry.note,
            retrieved_from=entry.retrieved_from,
        ),
    )
    if not loading.take("measurements", loading.measurements, entry, make):
        return
    measurement_id = loading.measurements[entry.code]
    with at(entry.line, entry.code):
        score_suitability(loading.writer, measurement_id=measurement_id, scores=entry.scores)
        judge_measurement(
            loading.writer,
            measurement_id=measurement_id,
            verdict=entry.verdict,
            reason=(entry.note if left_out else "") or NO_REASON,
        )
        for found in entry.breaks:
            mark_break(
                loading.writer,
                measurement_id=measurement_id,
                contents=BreakContents(from_on=last_day(found.year).replace(month=1, day=1), note=found.note),
            )


def _load_values(loading: Loading, index: IndexEntry) -> None:
    there = set(
        loading.writer.session.execute(sa.select(MeasurementValue.measurement_id, MeasurementValue.taken_on))
    )
    for entry in index.values:
        measurement_id = loading.measurements[entry.measurement]
        if (measurement_id, last_day(entry.year)) in there:
            loading.found["values of measurements"] += 1
            continue
        with at(entry.line, f"{entry.measurement} {entry.year}"):
            enter_value(
                loading.writer,
                measurement_id=measurement_id,
                contents=ValueContents(
                    taken_on=last_day(entry.year),
                    whole_year=True,
                    value=entry.value,
                    source=entry.source,
                    illustrative=entry.illustrative,
                ),
            )
        loading.added["values of measurements"] += 1


def _load_index(loading: Loading, strategy_id: int, index: IndexEntry) -> None:
    session = loading.writer.session
    if session.scalar(sa.select(IndexVersion.id).where(IndexVersion.strategy_id == strategy_id)):
        loading.found["versions of the index"] += 1
        return
    with at(index.line, index.code):
        version_id = begin_index_version(
            loading.writer,
            strategy_id=strategy_id,
            contents=IndexVersionContents(base_year=index.base_year, note=index.title),
            weights={loading.definitions[code]: weight for code, weight in index.weights.items()},
            measures=[
                IndexMeasureContents(
                    measurement_id=loading.measurements[choice.measurement],
                    definition_id=loading.definitions[choice.definition],
                    worst=choice.worst,
                    best=choice.best,
                    weight=choice.weight,
                )
                for choice in index.choices
            ],
            illustrative=index.illustrative,
        )
        publish_index_version(loading.writer, index_version_id=version_id, reason=PUBLISHED_BY_FILE)
    loading.added["versions of the index"] += 1
