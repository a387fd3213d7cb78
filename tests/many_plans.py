"""Copies of the demo's plans, to see what a page costs when there are many; written past the verbs."""

from typing import Any

import sqlalchemy as sa

SHIFT = 100_000
"""A copy of a plan has the row numbers of the original plus this, once for each copy."""

OF_A_PLAN = [
    "plans",
    "plan_goals",
    "plan_owners",
    "plan_partners",
    "elements",
    "links",
    "assumptions",
    "link_assumptions",
    "link_findings",
    "status_reports",
    "milestones",
    "indicators",
    "readings",
]
SHIFTED = frozenset(
    ["id", "plan_id", "element_id", "source_id", "target_id", "link_id", "assumption_id", "indicator_id"]
)


def copy_plans(connection: sa.Connection, plans: int, owner: int | None = None) -> None:
    """Copies the plans there are, in turn, until there are ``plans``. The copies belong to the same owners,
    or to ``owner`` alone."""
    # Tables as the database describes them: the program's own are written by verbs only.
    described = sa.MetaData()
    described.reflect(connection)
    tables = described.tables
    originals = {
        name: [dict(row) for row in connection.execute(sa.select(tables[name])).mappings()]
        for name in OF_A_PLAN
    }
    first = [row["id"] for row in originals["plans"]]
    for number in range(len(first), plans):
        plan, copy = first[number % len(first)], number // len(first)
        for name in OF_A_PLAN:
            rows = [row for row in originals[name] if row["id" if name == "plans" else "plan_id"] == plan]
            if name == "plan_owners" and owner is not None:
                rows = [{**row, "user_id": owner} for row in rows[:1]]
            if rows:
                connection.execute(sa.insert(tables[name]), [_copy(row, copy, name) for row in rows])


def _copy(row: dict[str, Any], copy: int, table: str) -> dict[str, Any]:
    new = {name: value + copy * SHIFT if name in SHIFTED and value else value for name, value in row.items()}
    if table == "plans":
        new["code"] = f"{row['code']}-{copy}"
    return new
