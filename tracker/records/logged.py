"""The log's values as Python values again: the other direction of ``eventlog.plain``."""

from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.records.base import Base, Tracked, UtcDateTime
from tracker.records.models.evidence import EvidenceLevelColumn
from tracker.theory.kinds import EvidenceLevel


@cache
def models() -> dict[str, type[Tracked]]:
    """The tracked models by the names of their tables."""
    return {
        mapper.local_table.name: mapper.class_  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Tracked)
    }


def from_plain(entity: str, column: str, value: Any) -> Any:
    """A logged value as the type of its column. Raises KeyError for a column that there is not, ValueError
    or TypeError for a value that no longer fits it."""
    kind = sa.inspect(models()[entity]).columns[column].type
    if value is None:
        return None
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, EvidenceLevelColumn):
        return EvidenceLevel(value)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(value)
    if isinstance(kind, sa.Boolean):
        return bool(value)
    return float(value) if isinstance(kind, sa.Double) else value
