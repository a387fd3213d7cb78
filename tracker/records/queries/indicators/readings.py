"""The readings of an indicator one by one, with who entered them and how they were corrected."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.logged import from_plain
from tracker.records.models import Event, IndicatorReading, Operation, User
from tracker.records.queries.follow_up.reporting import FollowedIndicator, followed_indicator
from tracker.records.queries.localised import localised_column
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.pathway import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading(ReadingContents):
    """``by`` names who entered it; empty where a file said so."""

    id: int
    version: int
    by: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reading said before and after, by column: only what was changed."""

    at: datetime
    by: str
    reason: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """An indicator with all its readings, in order of time."""

    followed: FollowedIndicator
    readings: tuple[StoredReading, ...]


def read_indicator(session: Session, indicator_id: int, language: str) -> ReadIndicator | None:
    """One indicator; None where it or its element is not there or archived. Two queries."""
    found = followed_indicator(session, indicator_id, language)
    if found is None:
        return None
    rows = session.execute(_readings(language).where(IndicatorReading.indicator_id == indicator_id))
    readings = tuple(StoredReading(**row._mapping) for row in rows)
    values = tuple(Reading(one.read_on, one.value) for one in readings)
    return ReadIndicator(replace(found, indicator=replace(found.indicator, readings=values)), readings)


def indicator_of(session: Session, reading_id: int) -> int | None:
    """The number of the indicator that a reading belongs to. One query."""
    return session.scalar(sa.select(IndicatorReading.indicator_id).where(IndicatorReading.id == reading_id))


def corrections(session: Session, indicator_id: int, language: str) -> dict[int, tuple[Correction, ...]]:
    """How an indicator's readings were corrected, by the reading's number, the newest first. One query."""
    own = sa.select(IndicatorReading.id).where(IndicatorReading.indicator_id == indicator_id)
    name = sa.func.coalesce(localised_column(User, language, "name"), "")
    rows = session.execute(
        sa.select(Event.entity_id, Event.at, name, Event.reason, Event.before, Event.after)
        .outerjoin(User, User.id == Event.actor_id)
        .where(Event.entity == "readings", Event.operation == Operation.UPDATE, Event.entity_id.in_(own))
        .order_by(Event.id.desc())
    )
    found: defaultdict[int, list[Correction]] = defaultdict(list)
    for number, at, by, reason, before, after in rows:
        found[number].append(Correction(at, by, reason, _typed(before), _typed(after)))
    return {reading: tuple(own) for reading, own in found.items()}


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {column: from_plain("readings", column, value) for column, value in values.items()}


def _readings(language: str) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        IndicatorReading.id,
        IndicatorReading.version,
        IndicatorReading.read_on,
        IndicatorReading.value,
        IndicatorReading.source,
        sa.func.coalesce(localised_column(User, language, "name"), "").label("by"),
    )
    return (
        sa.select(*columns)
        .outerjoin(User, User.id == IndicatorReading.entered_by_id)
        .order_by(IndicatorReading.read_on, IndicatorReading.id)
    )
