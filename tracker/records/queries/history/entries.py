"""Histories from the event log: the newest change first, the events of one verb together.

Three queries whatever the size: which changes, their events, and the names of all rows in them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Event, Operation, User
from tracker.records.queries.history.values import NAMED_BY, Named, Value, names, typed
from tracker.records.queries.localised import localised_column
from tracker.records.replay import LoggedChange

PAGE = 25
"""Changes on a page."""

SHOWN = 25
"""Of one change's like events so many are shown one by one."""

KINDS: dict[str, tuple[str, ...]] = {
    "plan": ("plans", "plan_goals", "plan_owners", "plan_partners"),
    "elements": ("elements",),
    "links": ("links",),
    "assumptions": ("assumptions", "link_assumptions"),
    "evidence": ("link_findings",),
    "milestones": ("milestones",),
    "indicators": ("indicators", "readings", "disaggregations", "reading_parts"),
    "reports": ("status_reports",),
    "documents": ("documents",),
    "discussion": ("comments", "mentions"),
    "proposals": ("proposals",),
    "prioritisation": ("candidates", "round_entries"),
    "hearings": ("hearings", "reply_points"),
    "catalogue": ("commitment_links",),
}
"""Kinds of thing that a history is narrowed down to, and the tables that keep them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column's value before and after; ``before`` is None in a new row, ``after`` in a removed one."""

    column: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: what happened to which row."""

    id: int
    subject: Named
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Like events of one change. ``count`` counts all of them, ``entries`` holds the first ``SHOWN``."""

    entity: str
    operation: Operation
    count: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What one verb did. ``actor`` is None where the program itself did it, from a file."""

    id: str
    at: datetime
    actor: str | None
    verb: str
    reason: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class History:
    """``older`` is the cursor of the next page, None on the last one."""

    changes: tuple[Change, ...]
    older: int | None


def history(
    session: Session,
    scope: sa.ColumnElement[bool],
    language: str,
    *,
    kind: str | None = None,
    before: int | None = None,
) -> History:
    """A page of changes, the newest first: those whose latest event in scope is older than ``before``.

    ``kind`` is one of ``KINDS``. The caller has checked that the plan may be seen.
    """
    if kind is not None:
        scope = sa.and_(scope, Event.entity.in_(KINDS[kind]))
    latest = sa.func.max(Event.id)
    pages = sa.select(Event.change, latest.label("latest")).where(scope).group_by(Event.change)
    if before is not None:
        pages = pages.having(latest < before)
    found = session.execute(pages.order_by(latest.desc()).limit(PAGE + 1)).all()
    changes = [row.change for row in found[:PAGE]]
    if not changes:
        return History((), None)
    older = found[PAGE - 1].latest if len(found) > PAGE else None
    built = _build(session.execute(_events(scope, changes, language)).all())
    known = names(session, _mentioned(built), language)
    ordered = sorted(built, key=lambda change: changes.index(change.id))
    return History(tuple(_with_names(change, known) for change in ordered), older)


def in_words(session: Session, changes: Iterable[LoggedChange], language: str) -> tuple[Group, ...]:
    """Changes that are not in the log, as a history tells them: what is proposed, or would be undone. New
    rows with negative numbers go by their own titles. One query."""
    rows = [
        _Unlogged(one.entity_id, one.entity, one.entity_id, one.operation, one.before, one.after)
        for one in changes
    ]
    groups = tuple(replace(group, count=len(group.entries)) for group in _groups(rows))
    change = Change("", datetime.now(UTC), None, "", "", groups)
    known = names(session, _mentioned([change]), language)
    new = [row for row in rows if row.after and row.entity_id < 0]
    known |= {(row.entity, row.entity_id): _own_name(row.after or {}) for row in new}
    links = [row for row in new if row.entity == "links"]
    known |= {(row.entity, row.entity_id): _ends(row.after or {}, known) for row in links}
    return _with_names(change, known).groups


def _ends(values: Mapping[str, Any], known: Mapping[tuple[str, int], str]) -> str:
    """A link by what it runs from and to."""
    return " → ".join(known.get(("elements", values[end]), "") for end in ("source_id", "target_id"))


@dataclass(frozen=True, slots=True)
class _Unlogged:
    """What an event would hold."""

    id: int
    entity: str
    entity_id: int
    operation: Operation
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    count: int = 0


def _events(scope: sa.ColumnElement[bool], changes: list[str], language: str) -> "sa.Select[Any]":
    alike = (Event.change, Event.entity, Event.operation)
    ranked = (
        sa.select(
            Event,
            sa.func.row_number().over(partition_by=alike, order_by=Event.id).label("place"),
            sa.func.count().over(partition_by=alike).label("count"),
        )
        .where(scope, Event.change.in_(changes))
        .subquery()
    )
    return (
        sa.select(ranked, localised_column(User, language, "name").label("actor"))
        .outerjoin(User, User.id == ranked.c.actor_id)
        .where(ranked.c.place <= SHOWN)
        .order_by(ranked.c.id)
    )


def _build(rows: Any) -> list[Change]:
    changes: dict[str, list[Any]] = {}
    for row in rows:
        changes.setdefault(row.change, []).append(row)
    return [
        Change(
            change, events[-1].at, events[0].actor, events[0].verb, events[0].reason, tuple(_groups(events))
        )
        for change, events in changes.items()
    ]


def _groups(events: list[Any]) -> Iterator[Group]:
    alike: dict[tuple[str, Operation], list[Any]] = {}
    for row in events:
        alike.setdefault((row.entity, row.operation), []).append(row)
    for (entity, operation), rows in alike.items():
        yield Group(entity, operation, rows[0].count, tuple(map(_entry, rows)))


def _entry(row: Any) -> Entry:
    before, after = row.before or {}, row.after or {}
    fields = [
        Field(
            column,
            typed(row.entity, column, before.get(column)),
            typed(row.entity, column, after.get(column)),
        )
        for column in (after or before)
    ]
    return Entry(row.id, Named(row.entity, row.entity_id, _own_name(after or before)), tuple(fields))


def _own_name(values: Mapping[str, Any]) -> str:
    """What the event itself calls its row: the only name left of a row that was removed."""
    return str(values.get("title") or values.get("name") or values.get("label") or "")


def _mentioned(changes: list[Change]) -> Iterator[Named]:
    for change in changes:
        for group in change.groups:
            for entry in group.entries:
                yield entry.subject
                for field in entry.fields:
                    yield from (value for value in (field.before, field.after) if isinstance(value, Named))


def _with_names(change: Change, known: dict[tuple[str, int], str]) -> Change:
    def named(value: Value) -> Value:
        if isinstance(value, Named):
            return replace(value, name=known.get((value.entity, value.id), value.name))
        return value

    def entry(one: Entry) -> Entry:
        fields = tuple(Field(field.column, named(field.before), named(field.after)) for field in one.fields)
        subject = named(one.subject)
        if not subject.name:
            by = NAMED_BY.get(subject.entity)
            found = (field.after or field.before for field in fields if field.column == by)
            subject = replace(subject, name=next((row.name for row in found), ""))
        return Entry(one.id, subject, fields)

    groups = (replace(group, entries=tuple(map(entry, group.entries))) for group in change.groups)
    return replace(change, groups=tuple(groups))
