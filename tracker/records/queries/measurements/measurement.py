"""One measurement: what it is, its series, its scores, and what uses it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.logged import from_plain
from tracker.records.models import (
    Definition,
    Event,
    Measurement,
    MeasurementValue,
    Operation,
    Organisation,
    SeriesBreak,
    SuitabilityScore,
    User,
)
from tracker.records.queries.indicators.breakdowns import edition
from tracker.records.queries.indicators.readings import Correction
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER
from tracker.theory.contents.measurement import BreakContents, MeasurementContents, ValueContents
from tracker.theory.kinds import Suitability, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMeasurement(MeasurementContents):
    """``title``, ``owner`` and ``definition`` are in the asked language; ``verdict_by`` is empty where a file
    said so."""

    id: int
    version: int
    strategy_id: int
    verdict: Verdict
    verdict_reason: str
    verdict_on: date | None
    illustrative: bool
    owner: str
    definition_code: str
    definition: str
    verdict_by: str
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredValue(ValueContents):
    """``by`` names who entered it; empty where a file said so."""

    id: int
    version: int
    by: str

    @property
    def on(self) -> date:
        """Its day, as the rules on series call it."""
        return self.taken_on


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBreak(BreakContents):
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class StoredScore:
    id: int
    version: int
    score: int
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A value that was taken out of the series, as the log keeps it."""

    on: date
    whole_year: bool
    value: float
    at: datetime
    by: str
    reason: str


Stored = TypeVar("Stored", StoredValue, StoredBreak)


def stored_measurement(session: Session, measurement_id: int, language: str) -> StoredMeasurement | None:
    """Archived ones too. One query."""
    if measurement_id > LARGEST_NUMBER:
        return None
    owner = sa.func.coalesce(localised_column(Organisation, language, "name"), Measurement.outside_owner)
    query = (
        sa.select(
            Measurement,
            localised_column(Measurement, language).label("title"),
            owner.label("owner"),
            Definition.code.label("definition_code"),
            localised_column(Definition, language).label("definition"),
            _name(language).label("verdict_by"),
        )
        .join(Definition, Definition.id == Measurement.definition_id)
        .outerjoin(Organisation, Organisation.id == Measurement.organisation_id)
        .outerjoin(User, User.id == Measurement.verdict_by_id)
        .where(Measurement.id == measurement_id)
    )
    row = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return None
    joined = ("title", "owner", "definition_code", "definition", "verdict_by")
    own = [name for name in StoredMeasurement.__dataclass_fields__ if name not in (*joined, "archived")]
    return StoredMeasurement(
        **{name: getattr(row.Measurement, name) for name in own},
        **{name: getattr(row, name) for name in joined},
        archived=row.Measurement.archived_at is not None,
    )


def values(session: Session, measurement_id: int, language: str) -> list[StoredValue]:
    """The series in order of time. One query."""
    found = session.execute(_values(language).where(MeasurementValue.measurement_id == measurement_id))
    return [StoredValue(**row._mapping) for row in found]


def stored_value(session: Session, value_id: int, language: str) -> tuple[int, StoredValue] | None:
    """A value, and the number of its measurement. One query."""
    return _one(session, _values(language), MeasurementValue, value_id, StoredValue)


def corrections(session: Session, measurement_id: int, language: str) -> dict[int, tuple[Correction, ...]]:
    """How values were corrected, by the value's number, the newest first. One query."""
    own = sa.select(MeasurementValue.id).where(MeasurementValue.measurement_id == measurement_id)
    events = session.execute(
        sa.select(Event.entity_id, Event.at, _name(language), Event.reason, Event.before, Event.after)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.entity == "measurement_values", Event.operation == Operation.UPDATE)
        .where(Event.entity_id.in_(own))
        .order_by(Event.id.desc())
    )
    found: defaultdict[int, list[Correction]] = defaultdict(list)
    for number, at, by, reason, before, after in events:
        found[number].append(Correction(at, by, reason, _typed(before), _typed(after)))
    return {value: tuple(each) for value, each in found.items()}


def withdrawn(session: Session, measurement_id: int, language: str) -> list[Withdrawn]:
    """Values that were taken out of the series, the newest first. One query."""
    events = session.execute(
        sa.select(Event.before, Event.at, _name(language), Event.reason)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.entity == "measurement_values", Event.operation == Operation.DELETE)
        .where(Event.before["measurement_id"].as_integer() == measurement_id)
        .order_by(Event.id.desc())
    )
    found = []
    for before, at, by, reason in events:
        one = _typed(before)
        found.append(Withdrawn(one["taken_on"], one["whole_year"], one["value"], at, by, reason))
    return found


def breaks(session: Session, measurement_id: int) -> list[StoredBreak]:
    """Where the series breaks, in order of time. One query."""
    query = _breaks().where(SeriesBreak.measurement_id == measurement_id).order_by(SeriesBreak.from_on)
    return [StoredBreak(**row._mapping) for row in session.execute(query)]


def stored_break(session: Session, break_id: int) -> tuple[int, StoredBreak] | None:
    """A break, and the number of its measurement. One query."""
    return _one(session, _breaks(), SeriesBreak, break_id, StoredBreak)


def scores(session: Session, measurement_id: int, language: str) -> dict[Suitability, StoredScore]:
    """The scores by aspect. One query."""
    found = session.execute(
        sa.select(
            SuitabilityScore.aspect,
            SuitabilityScore.id,
            SuitabilityScore.version,
            SuitabilityScore.score,
            SuitabilityScore.scored_on,
            _name(language),
        )
        .outerjoin(User, User.id == SuitabilityScore.scored_by_id)
        .where(SuitabilityScore.measurement_id == measurement_id)
    )
    return {row[0]: StoredScore(*row[1:]) for row in found}


def edition_of(given: Mapping[Suitability, StoredScore]) -> int:
    """A number that stands for the scores as they are: what ``score_suitability`` takes as ``seen``."""
    return edition(0, [(one.id, one.version) for one in given.values()])


def _name(language: str) -> sa.ColumnElement[str]:
    return sa.func.coalesce(localised_column(User, language, "name"), "")


def _values(language: str) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        MeasurementValue.id,
        MeasurementValue.version,
        MeasurementValue.taken_on,
        MeasurementValue.whole_year,
        MeasurementValue.value,
        MeasurementValue.source,
        MeasurementValue.illustrative,
        _name(language).label("by"),
    )
    return (
        sa.select(*columns)
        .outerjoin(User, User.id == MeasurementValue.entered_by_id)
        .order_by(MeasurementValue.taken_on, MeasurementValue.id)
    )


def _breaks() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        SeriesBreak.id,
        SeriesBreak.version,
        SeriesBreak.from_on,
        SeriesBreak.note,
    )
    return sa.select(*columns)


def _one(
    session: Session,
    query: sa.Select[Any],
    model: type[MeasurementValue] | type[SeriesBreak],
    number: int,
    kind: type[Stored],
) -> tuple[int, Stored] | None:
    row = session.execute(query.add_columns(model.measurement_id).where(model.id == number)).one_or_none()
    if row is None:
        return None
    held = dict(row._mapping)
    return held.pop("measurement_id"), kind(**held)


def _typed(logged: Mapping[str, Any]) -> dict[str, Any]:
    return {column: from_plain("measurement_values", column, value) for column, value in logged.items()}
