"""Rows that are to hold given values: what undoing, going back to a date and accepting have in common.

Pure, on the log's values. Rows that are proposed have negative numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.records.contents import ARCHIVED, CONTENTS, DECIDED, HAPPENED, KEYS, REFERENCES, key_of, live
from tracker.records.models.log import Operation
from tracker.records.replay import LoggedChange, State

Values = Mapping[str, Any]

_MOVED = frozenset({"position"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """``expected`` holds values that the row has before, ``wanted`` values that it gets: whole rows where one
    is made or removed, the columns concerned where it stays. None says that the row is not there; a row that
    is archived rather than removed is archived then."""

    entity: str
    entity_id: int
    expected: Values | None
    wanted: Values | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A row is not as it was when a change of it was made. ``column`` is None where the row itself is there
    or gone against expectation."""

    entity: str
    entity_id: int
    column: str | None
    expected: Any = None
    found: Any = None


def of_contents(changes: Iterable[LoggedChange]) -> list[LoggedChange]:
    """What can be undone or proposed of ``changes``, without the columns that are decided on."""
    found = []
    for change in changes:
        if change.entity not in CONTENTS:
            continue
        decided = DECIDED.get(change.entity, frozenset())
        if change.operation is Operation.UPDATE and decided:
            before, after = (_without(values or {}, decided) for values in (change.before, change.after))
            change = LoggedChange(change.entity, change.entity_id, change.operation, before, after)
            if not after:
                continue
        found.append(change)
    return found


def net(changes: Iterable[LoggedChange]) -> list[RowChange]:
    """One change for each row, from events that follow each other; rows that come to what they were are
    left out."""
    rows: dict[tuple[str, int], RowChange] = {}
    for change in changes:
        place = (change.entity, change.entity_id)
        step = RowChange(*place, change.before, change.after)
        rows[place] = _joined(rows[place], step) if place in rows else step
    return [row for row in rows.values() if row.expected != row.wanted]


def inverse(changes: Iterable[RowChange]) -> list[RowChange]:
    """What takes ``changes`` back. That a new row was moved among others since is no reason to keep it."""
    return [
        RowChange(
            row.entity,
            row.entity_id,
            _without(row.wanted, _MOVED) if row.expected is None and row.wanted else row.wanted,
            row.expected,
        )
        for row in changes
    ]


def logged(row: RowChange) -> LoggedChange:
    """The row's change in the form of the event log."""
    operation = Operation.UPDATE
    if row.expected is None or row.wanted is None:
        operation = Operation.CREATE if row.expected is None else Operation.DELETE
    return LoggedChange(row.entity, row.entity_id, operation, row.expected, row.wanted)


def told(rows: Iterable[RowChange]) -> list[LoggedChange]:
    """The same to be told to people: what is archived is told like what is removed."""
    return [_told(row) for row in rows]


def differing(differences: Iterable[Difference]) -> list[LoggedChange]:
    """From what was expected to what was found, as changes; of a row that is there, gone or archived against
    expectation, that it is."""
    return [
        LoggedChange(one.entity, one.entity_id, Operation.DELETE, {}, None)
        if one.column is None or (one.column == "archived_at" and one.found is not None)
        else LoggedChange(
            one.entity, one.entity_id, Operation.UPDATE, {one.column: one.expected}, {one.column: one.found}
        )
        for one in differences
    ]


def beside(state: State, rows: Iterable[RowChange]) -> list[LoggedChange]:
    """From what the rows hold now to what ``rows`` want of them, as changes: of rows that are still there,
    without columns that hold it already."""
    found = []
    for row in rows:
        now = state.get(row.entity, {}).get(row.entity_id)
        if now is None or now.get("archived_at") is not None or row.expected is None or row.wanted is None:
            continue
        columns = [
            name for name, value in row.wanted.items() if now.get(name) != value and name not in _MOVED
        ]
        if columns:
            before, after = ({name: values.get(name) for name in columns} for values in (now, row.wanted))
            found.append(LoggedChange(row.entity, row.entity_id, Operation.UPDATE, before, after))
    return found


def of_live(rows: Iterable[RowChange]) -> list[RowChange]:
    """The same, where what is edited may not have been archived; a new place among others is no edit."""
    return [
        RowChange(row.entity, row.entity_id, {"archived_at": None, **row.expected}, row.wanted)
        if row.entity in ARCHIVED and row.expected is not None and set(row.wanted or {}) - _MOVED
        else row
        for row in rows
    ]


def numbered_anew(rows: Iterable[RowChange]) -> list[RowChange]:
    """The same with negative numbers for the rows that are made, from -1, also where others name them."""
    given = list(rows)
    made = [(row.entity, row.entity_id) for row in given if row.expected is None]
    numbers = {place: -number for number, place in enumerate(made, 1)}
    return [
        RowChange(
            row.entity,
            numbers.get((row.entity, row.entity_id), row.entity_id),
            row.expected,
            None if row.wanted is None else renumbered(row.entity, row.wanted, numbers),
        )
        for row in given
    ]


def renumbered(entity: str, values: Values, numbers: Mapping[tuple[str, int], int]) -> dict[str, Any]:
    """Values whose references name other numbers."""
    places = {"id": entity, **REFERENCES.get(entity, {})}
    return {
        name: numbers.get((places[name], value), value) if name in places else value
        for name, value in values.items()
    }


def restoring(now: State, then: State) -> list[RowChange]:
    """What brings the contents that can be seen back to ``then``: rows made since are archived or removed,
    rows gone since come back, the others get the values that they had.

    A row whose holder goes with it stays on the holder. What is decided on or says what happened stays.
    """
    seen_now, seen_then = live(now), live(then)
    found: list[RowChange] = []
    for entity in CONTENTS:
        old = {key_of(entity, row): row for row in seen_then.get(entity, {}).values()}
        there = {key_of(entity, row): row for row in now.get(entity, {}).values()}
        for key, row in old.items():
            found.extend(_back(entity, there.get(key), row))
        for number, row in now.get(entity, {}).items():
            if key_of(entity, row) in old or row.get("archived_at") is not None:
                continue
            hangs = entity in ARCHIVED and number in seen_now.get(entity, {})
            # also what is hidden now, where its holder comes back
            if hangs or _held(entity, row, seen_then):
                found.append(_gone(entity, row))
    return found


def clashes(state: State, changes: Iterable[RowChange]) -> list[Difference]:
    """Where the rows are not as ``changes`` expect them."""
    return [one for change in changes for one in _clashes(state, change)]


def applied(state: State, changes: Iterable[RowChange], moment: str) -> State:
    """The rows after ``changes``; ``moment`` stands on what is archived. The rows are as expected."""
    found = {entity: dict(rows) for entity, rows in state.items()}
    for change in sorted(changes, key=lambda change: change.wanted is not None):
        rows = found.setdefault(change.entity, {})
        if change.wanted is not None:
            number = change.entity_id
            if change.expected is None and number in rows:
                number = min(0, *rows) - 1
            rows[number] = {**rows.get(number, {}), **change.wanted, "id": number}
        elif change.entity in ARCHIVED:
            rows[change.entity_id] = {**rows[change.entity_id], "archived_at": moment}
        else:
            rows.pop(change.entity_id, None)
    return found


def _joined(first: RowChange, then: RowChange) -> RowChange:
    expected, wanted = first.expected, then.wanted
    if first.expected is not None and then.expected is not None:
        # whole rows where the row goes, the columns of both where it stays
        expected = {**then.expected, **first.expected}
    if first.wanted is not None and then.wanted is not None:
        wanted = {**first.wanted, **then.wanted}
    if first.wanted is None and expected is not None and wanted is not None:
        # removed and made again under the same number
        wanted = {name: value for name, value in wanted.items() if expected.get(name) != value}
        expected = {name: expected.get(name) for name in wanted}
    return RowChange(first.entity, first.entity_id, expected, wanted)


def _told(row: RowChange) -> LoggedChange:
    wanted = row.wanted or {}
    if row.expected is not None and wanted.get("archived_at") is not None:
        return LoggedChange(row.entity, row.entity_id, Operation.DELETE, {}, None)
    if row.expected is not None and "archived_at" in wanted and len(wanted) == 1:
        return LoggedChange(row.entity, row.entity_id, Operation.CREATE, None, {})
    return logged(row)


def _without(values: Values, names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _back(entity: str, now: Values | None, then: Values) -> Iterator[RowChange]:
    if now is None:
        yield RowChange(entity, then["id"], None, then)
        return
    silent = DECIDED.get(entity, frozenset()) | HAPPENED.get(entity, frozenset()) | {"id"}
    wanted = {name: value for name, value in then.items() if name not in silent and now[name] != value}
    if wanted:
        yield RowChange(entity, now["id"], {name: now[name] for name in wanted}, wanted)


def _gone(entity: str, row: Values) -> RowChange:
    expected = {"archived_at": None} if entity in ARCHIVED else row
    return RowChange(entity, row["id"], expected, None)


def _held(entity: str, row: Values, seen: State) -> bool:
    return all(row[column] in seen.get(table, {}) for column, table in REFERENCES.get(entity, {}).items())


def _clashes(state: State, change: RowChange) -> Iterator[Difference]:
    rows = state.get(change.entity, {})
    if change.expected is None:
        if change.entity in KEYS and change.wanted is not None:
            key = key_of(change.entity, change.wanted)
            if any(key_of(change.entity, row) == key for row in rows.values()):
                yield Difference(change.entity, change.entity_id, None)
        elif change.entity_id in rows:
            yield Difference(change.entity, change.entity_id, None)
        return
    row = rows.get(change.entity_id)
    if row is None:
        yield Difference(change.entity, change.entity_id, None)
        return
    for name, value in change.expected.items():
        if row.get(name) != value:
            yield Difference(change.entity, change.entity_id, name, value, row.get(name))
