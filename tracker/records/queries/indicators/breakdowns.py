"""How an indicator's readings are broken down, and the parts that were read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Disaggregation, IndicatorReading, ReadingPart
from tracker.theory.kinds import Dimension


@dataclass(frozen=True, slots=True)
class StoredBreakdown:
    """By what readings are broken down, and whether their parts add up to them."""

    id: int
    version: int
    dimension: Dimension
    adds_up: bool


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A reading's value for one area, age group or sex."""

    id: int
    version: int
    breakdown_id: int
    label: str
    value: float


def breakdowns(session: Session, indicator_id: int) -> tuple[StoredBreakdown, ...]:
    """By area, age, sex: in this order. One query."""
    rows = session.execute(
        sa.select(
            Disaggregation.id, Disaggregation.version, Disaggregation.dimension, Disaggregation.adds_up
        ).where(Disaggregation.indicator_id == indicator_id)
    )
    order = list(Dimension)
    return tuple(sorted((StoredBreakdown(*row) for row in rows), key=lambda one: order.index(one.dimension)))


def parts(session: Session, indicator_id: int) -> dict[int, tuple[StoredPart, ...]]:
    """The parts of an indicator's readings, by the reading's number, in their order. One query."""
    rows = session.execute(
        sa.select(
            ReadingPart.reading_id,
            ReadingPart.id,
            ReadingPart.version,
            ReadingPart.disaggregation_id,
            ReadingPart.label,
            ReadingPart.value,
        )
        .join(IndicatorReading, IndicatorReading.id == ReadingPart.reading_id)
        .where(IndicatorReading.indicator_id == indicator_id)
        .order_by(ReadingPart.position, ReadingPart.id)
    )
    found: defaultdict[int, list[StoredPart]] = defaultdict(list)
    for row in rows:
        found[row.reading_id].append(StoredPart(*row[1:]))
    return {reading: tuple(own) for reading, own in found.items()}


def edition(version: int, rows: Iterable[tuple[int, int]]) -> int:
    """A number that stands for a row and those that hang on it, for a form that edits all of them: another
    as soon as one of them is another. ``rows`` are numbers and versions."""
    return crc32(repr((version, sorted(rows))).encode()) % 1_000_000_000
