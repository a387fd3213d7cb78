"""What a plan is made of, as rows of the event log: what can be undone, and what says what happened.

Source: docs/decisions/0005. Pure: rows are ``replay.State``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.records.replay import State

CONTENTS = (
    "plans",
    "plan_goals",
    "plan_owners",
    "plan_partners",
    "elements",
    "assumptions",
    "links",
    "milestones",
    "indicators",
    "link_assumptions",
    "link_findings",
)
"""Tables of what people plan, each behind those that it refers to. These can be undone and proposed."""

FACTS = ("status_reports", "readings")
"""Tables of what happened, as far as a theory of change shows it. Nothing undoes them, nor corrections of
readings, nor what it does not show: breakdowns, parts of readings, documentation."""

DECIDED: Mapping[str, frozenset[str]] = {"plans": frozenset({"state", "archived_at"})}
"""Columns that only a decision of the planning group changes: no undo and no proposal does."""

HAPPENED: Mapping[str, frozenset[str]] = {"milestones": frozenset({"done_on"})}
"""Columns that say what happened: going back to a date leaves them alone."""

ARCHIVED = frozenset({"elements", "assumptions", "links", "milestones", "indicators"})
"""Tables whose rows are archived instead of removed."""

REFERENCES: Mapping[str, Mapping[str, str]] = {
    "links": {"source_id": "elements", "target_id": "elements"},
    "milestones": {"element_id": "elements"},
    "indicators": {"element_id": "elements"},
    "link_assumptions": {"link_id": "links", "assumption_id": "assumptions"},
    "link_findings": {"link_id": "links"},
}
"""Columns that hold numbers of the plan's own rows: without that row there is nothing to see of this one."""

KEYS: Mapping[str, str] = {
    "plan_goals": "goal_id",
    "plan_owners": "user_id",
    "plan_partners": "organisation_id",
    "link_assumptions": "assumption_id",
    "link_findings": "finding_id",
}
"""What a row that is removed instead of archived ties to its holder: no two rows tie the same."""


def key_of(entity: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells the row from others of its table: both ends of a tie, else the number."""
    if entity in KEYS:
        return row.get("link_id", row["plan_id"]), row[KEYS[entity]]
    return (row["id"],)


def live(state: State) -> State:
    """The contents that can be seen: neither archived nor hanging on something that is."""
    found: State = {}
    for entity in CONTENTS:
        found[entity] = dict(_seen(entity, state, found))
    return {entity: rows for entity, rows in found.items() if rows}


def _seen(entity: str, state: State, found: State) -> Iterator[tuple[int, dict[str, Any]]]:
    holders = REFERENCES.get(entity, {})
    for number, row in state.get(entity, {}).items():
        if entity in ARCHIVED and row["archived_at"] is not None:
            continue
        if all(row[column] in found[table] for column, table in holders.items()):
            yield number, row
