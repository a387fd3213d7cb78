"""A theory of change from rows of the event log, whether they are now, were once or are only proposed.

The same as ``queries.pathway`` reads from the database: archived rows are left out, and so is what hangs on
them. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.records.contents import live
from tracker.records.logged import from_plain
from tracker.records.replay import State
from tracker.theory import pathway as theory
from tracker.theory.kinds import ElementKind

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a plan's rows refer to outside of it, by number: as it is now, in the reader's language.
    Archived findings are left out."""

    organisations: Mapping[int, theory.Organisation] = field(default_factory=dict)
    goals: Mapping[int, str] = field(default_factory=dict)
    findings: Mapping[int, theory.Finding] = field(default_factory=dict)


def build(state: State, plan_id: int, around: Surroundings, language: str) -> theory.Pathway:
    """The theory of change of a plan that is among ``state``. Raises KeyError where it is not."""
    plan = state["plans"][plan_id]
    seen = {entity: _typed(entity, rows) for entity, rows in live(state).items()}
    reports = _latest_reports(_typed("status_reports", state.get("status_reports", {})))
    elements = _in_order(seen.get("elements", []))
    declared = {row["goal_id"]: row["is_primary"] for row in seen.get("plan_goals", [])}
    assumptions = _in_order(seen.get("assumptions", []))
    return theory.Pathway(
        id=plan_id,
        code=plan["code"],
        title=_title(plan, language),
        goals=frozenset(declared),
        primary_goal=next((goal for goal, is_primary in declared.items() if is_primary), None),
        elements=tuple(_element(row, around, reports, language) for row in elements),
        links=tuple(_links(seen, assumptions, around)),
        assumptions=tuple(
            theory.Assumption(row["id"], _title(row, language), row["state"], row["critical"])
            for row in assumptions
        ),
        milestones=tuple(
            theory.Milestone(
                row["id"],
                row["element_id"],
                _title(row, language),
                row["due"],
                row["baseline_due"],
                row["done_on"],
                row["code"],
            )
            for row in _in_order(seen.get("milestones", []))
        ),
        indicators=tuple(_indicators(seen, state, language)),
    )


def _typed(entity: str, rows: Mapping[int, Mapping[str, Any]]) -> list[Row]:
    return [{name: from_plain(entity, name, value) for name, value in row.items()} for row in rows.values()]


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["position"], row["id"]))


def _title(row: Mapping[str, Any], language: str) -> str:
    danish: str = row["title"]
    return row["title_en"] or danish if language == "en" else danish


def _latest_reports(rows: list[Row]) -> dict[int, Row]:
    ordered = sorted(rows, key=lambda row: (row["reported_on"], row["id"]))
    return {row["element_id"]: row for row in ordered}


def _element(row: Row, around: Surroundings, reports: Mapping[int, Row], language: str) -> theory.Element:
    title = _title(row, language)
    if row["kind"] is ElementKind.GOAL:
        title = around.goals.get(row["goal_id"], title)
    report = None
    if found := reports.get(row["id"]):
        status = found["delivery_status"] or found["result_status"]
        report = theory.StatusReport(found["reported_on"], status, found["happened"], found["next_step"])
    return theory.Element(
        id=row["id"],
        kind=row["kind"],
        title=title,
        code=row["code"],
        position=row["position"],
        organisation=around.organisations.get(row["organisation_id"]),
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        expected_from=row["expected_from"],
        goal=row["goal_id"],
        report=report,
    )


def _links(
    seen: Mapping[str, list[Row]], assumptions: list[Row], around: Surroundings
) -> Iterator[theory.Link]:
    laid = {(row["link_id"], row["assumption_id"]) for row in seen.get("link_assumptions", [])}
    attached = sorted(seen.get("link_findings", []), key=lambda row: int(row["id"]))
    for row in _in_order(seen.get("links", [])):
        yield theory.Link(
            id=row["id"],
            kind=row["kind"],
            source=row["source_id"],
            target=row["target_id"],
            code=row["code"],
            position=row["position"],
            basis=row["basis"],
            lag_days=row["lag_days"],
            rationale=row["rationale"],
            attachments=tuple(
                theory.Attachment(around.findings[use["finding_id"]], use["directness"])
                for use in attached
                if use["link_id"] == row["id"] and use["finding_id"] in around.findings
            ),
            assumptions=tuple(one["id"] for one in assumptions if (row["id"], one["id"]) in laid),
        )


def _indicators(seen: Mapping[str, list[Row]], state: State, language: str) -> Iterator[theory.Indicator]:
    readings = sorted(_typed("readings", state.get("readings", {})), key=lambda row: row["read_on"])
    for row in _in_order(seen.get("indicators", [])):
        yield theory.Indicator(
            id=row["id"],
            element=row["element_id"],
            title=_title(row, language),
            unit=row["unit"],
            direction=row["direction"],
            baseline=theory.Reading(row["baseline_on"], row["baseline_value"]),
            target=theory.Reading(row["target_on"], row["target_value"]),
            readings=tuple(
                theory.Reading(one["read_on"], one["value"])
                for one in readings
                if one["indicator_id"] == row["id"]
            ),
            code=row["code"],
        )
