"""Writes rows of a plan so that they hold given values: undoing, going back to a date, accepting.

Everything goes through the session like any other write, so that the event log sees it, and every row that
was written is asked for the same rules as by the ordinary verbs (``checks.rows``).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.records.base import Tracked
from tracker.records.contents import ARCHIVED, CONTENTS, DECIDED, REFERENCES
from tracker.records.eventlog import plain, tracked_columns
from tracker.records.logged import from_plain, models
from tracker.records.models import Plan, PlanGoal
from tracker.records.row_changes import Difference, RowChange, clashes, renumbered
from tracker.services.checks import rows
from tracker.services.errors import ChangedMeanwhile, Duplicate, Invalid, RowInvalid
from tracker.services.verb import Writer, fetch
from tracker.theory.contents.fields import CODE_LENGTH
from tracker.theory.plan_states import is_final

CODED: Final = frozenset({"elements", "links", "assumptions", "milestones", "indicators"})
FIXED: Final = frozenset({"id", "plan_id", "baseline_due", "strategy_id"})
"""Columns that no write changes."""

Rows = dict[tuple[str, int], Tracked]


def open_plan(writer: Writer, plan_id: int) -> Plan:
    """The plan, where it may change. Raises NotThere, and Invalid in a final state."""
    plan = fetch(writer, Plan, plan_id)
    if is_final(plan.state):
        raise Invalid("plan_id", "plan_is_final")
    return plan


def apply_rows(writer: Writer, plan_id: int, changes: Iterable[RowChange]) -> dict[tuple[str, int], int]:
    """Writes what ``changes`` want, and gives the numbers of new rows by table and negative number.

    Only inside a verb. A row that is to go is archived where its kind is; archiving is dated now. Raises
    ChangedMeanwhile where a row is not as expected, RowInvalid where the outcome would break a rule; nothing
    may be kept then.
    """
    given = list(changes)
    for change in given:
        if change.entity not in CONTENTS or (change.entity == "plans" and change.wanted is None):
            raise ValueError(f"rows of {change.entity} are not written so")
    there = _there(writer, plan_id)
    found = {entity: {number: _values(row) for number, row in rows.items()} for entity, rows in there.items()}
    different = clashes(found, given)
    if different:
        raise ChangedMeanwhile(tuple(different))
    return _write(writer, plan_id, there, given)


def _there(writer: Writer, plan_id: int) -> dict[str, dict[int, Tracked]]:
    """All contents of the plan, as objects of the session."""
    found: dict[str, dict[int, Tracked]] = {}
    for entity in CONTENTS:
        model = models()[entity]
        columns = sa.inspect(model).columns
        belongs = columns["id" if entity == "plans" else "plan_id"] == plan_id
        query = sa.select(model).where(belongs).execution_options(populate_existing=True)
        found[entity] = {row.id: row for row in writer.session.scalars(query)}
    return found


def _values(row: Tracked) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in tracked_columns(row)}


def _write(
    writer: Writer, plan_id: int, there: dict[str, dict[int, Tracked]], changes: list[RowChange]
) -> dict[tuple[str, int], int]:
    session = writer.session
    written: Rows = {}
    numbers: dict[tuple[str, int], int] = {}
    for change in changes:
        if change.wanted is None and change.entity not in ARCHIVED:
            session.delete(there[change.entity].pop(change.entity_id))
    session.flush()
    for entity in CONTENTS:
        own = [change for change in changes if change.entity == entity]
        # of two goals that change places one is primary no more before the other becomes it
        own.sort(key=lambda change: bool((change.wanted or {}).get("is_primary")))
        for change in own:
            if change.expected is not None and (change.wanted is not None or entity in ARCHIVED):
                row = there[entity][change.entity_id]
                _update(writer, row, change, numbers)
                _flush(writer, change)
                written[entity, row.id] = row
        for change in own:
            if change.expected is None and change.wanted is not None:
                row = _create(writer, plan_id, there, change, numbers)
                written[entity, row.id] = row
    _check(writer, plan_id, written)
    return numbers


def _check(writer: Writer, plan_id: int, written: Rows) -> None:
    """Asks the rows that were written, once all are there, and the plan as a whole."""
    for (entity, _), row in written.items():
        with _named(entity, row):
            rows.among_others(writer, row)
    ties = writer.session.scalars(sa.select(PlanGoal.is_primary).where(PlanGoal.plan_id == plan_id)).all()
    if ties and not any(ties):
        raise RowInvalid("primary_goal_id", "required", {}, "plans", plan_id)


@contextmanager
def _named(entity: str, row: Tracked) -> Iterator[None]:
    """A refusal says which of the rows it is about."""
    try:
        yield
    except Invalid as error:
        raise RowInvalid(error.field, error.fault, error.details, entity, row.id or 0) from error
    except Duplicate as error:
        raise _taken(error.field, error.value, entity, row.id or 0) from error


def _taken(field: str, value: str, entity: str, number: int) -> RowInvalid:
    return RowInvalid(field, "code_taken", {"code": value}, entity, number)


def _flush(writer: Writer, change: RowChange) -> None:
    """Writes one row; a value that only one row may have names the row that does not get it."""
    try:
        writer.session.flush()
    except IntegrityError as error:
        code = (change.wanted or {}).get("code")
        if code is not None:
            raise _taken("code", code, change.entity, change.entity_id) from error
        raise ChangedMeanwhile((Difference(change.entity, change.entity_id, None),)) from error


def _update(writer: Writer, row: Tracked, change: RowChange, numbers: Mapping[tuple[str, int], int]) -> None:
    if change.wanted is None:
        row.archived_at = writer.now  # type: ignore[attr-defined]
        return
    for name, value in renumbered(change.entity, change.wanted, numbers).items():
        if name in DECIDED.get(change.entity, ()) or (name in FIXED and value == plain(getattr(row, name))):
            continue
        if name in FIXED:
            raise ValueError(f"{change.entity}.{name} never changes")
        if name == "archived_at" and value is not None:
            value = plain(writer.now)
        setattr(row, name, from_plain(change.entity, name, value))
    with _named(change.entity, row):
        rows.itself(row)


def _create(
    writer: Writer,
    plan_id: int,
    there: dict[str, dict[int, Tracked]],
    change: RowChange,
    numbers: dict[tuple[str, int], int],
) -> Tracked:
    """A new row; one that was removed gets its number back where it is still free."""
    model = models()[change.entity]
    values = renumbered(change.entity, change.wanted or {}, numbers)
    if values["plan_id"] != plan_id:
        raise ValueError(f"{change.entity} {change.entity_id} belongs to another plan")
    for name, table in REFERENCES.get(change.entity, {}).items():
        if values[name] not in there[table]:
            raise ChangedMeanwhile((Difference(table, values[name], None),))
    if change.entity in CODED:
        values["code"] = _free_code(str(values["code"]), there[change.entity])
    typed = {name: from_plain(change.entity, name, value) for name, value in values.items()}
    if change.entity_id < 0 or writer.session.get(model, change.entity_id) is not None:
        del typed["id"]
    row = model(**typed)
    with _named(change.entity, row):
        rows.itself(row)
    writer.session.add(row)
    _flush(writer, change)
    there[change.entity][row.id] = row
    numbers[change.entity, change.entity_id] = row.id
    return row


def _free_code(code: str, rows: Mapping[int, Tracked]) -> str:
    """The code, or where it is taken the next one of its pattern that is free."""
    taken = {getattr(row, "code", "") for row in rows.values()}
    start, digits = re.fullmatch(r"(.*?)([0-9]*)", code, re.DOTALL).groups()  # type: ignore[union-attr]
    number = int(digits or "1")
    while code in taken:
        number += 1
        tail = str(number).zfill(len(digits))
        code = start[: CODE_LENGTH - len(tail)] + tail
    return code
