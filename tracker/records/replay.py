"""What the event log says the rows are: forwards from nothing, backwards from now.

Pure: values are as the log keeps them (dates in ISO 8601, members of vocabularies as their values).
``tracker.records.queries.history.log`` reads events and states from the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tracker.records.models.log import Operation

State: TypeAlias = dict[str, dict[int, dict[str, Any]]]
"""Table → number of the row → column → value. A table without rows may be missing."""


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One event: ``before`` and ``after`` hold all columns of a deleted or created row, the changed ones
    of an updated row."""

    entity: str
    entity_id: int
    operation: Operation
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class BrokenLog(ValueError):
    """An event does not fit the rows that it should have changed."""


def replay(changes: Iterable[LoggedChange], state: State | None = None) -> State:
    """The rows after ``changes``, oldest first, from ``state`` (nothing, unless given). Raises BrokenLog."""
    found = _copy(state)
    for change in changes:
        _step(found, change, change.before, change.after)
    return _without_empty(found)


def undo(changes: Iterable[LoggedChange], state: State) -> State:
    """The rows before ``changes``, newest first, of which ``state`` is the outcome. Raises BrokenLog."""
    found = _copy(state)
    for change in changes:
        _step(found, change, change.after, change.before)
    return _without_empty(found)


def _step(
    state: State, change: LoggedChange, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> None:
    rows = state.setdefault(change.entity, {})
    row = rows.get(change.entity_id)
    if (row is None) != (old is None):
        raise BrokenLog(f"{change.operation} of {change.entity} {change.entity_id}")
    if row is not None and old is not None:
        different = [name for name, value in old.items() if row.get(name) != value]
        if different:
            raise BrokenLog(f"{change.entity} {change.entity_id} differs in {', '.join(different)}")
    if new is None:
        del rows[change.entity_id]
    else:
        rows[change.entity_id] = {**(row or {}), **new}


def _copy(state: State | None) -> State:
    return {table: dict(rows) for table, rows in (state or {}).items()}


def _without_empty(state: State) -> State:
    return {table: rows for table, rows in state.items() if rows}
