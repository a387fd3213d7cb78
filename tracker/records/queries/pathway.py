"""From rows to theory: one or many plans' theories of change, in six queries whatever their size.

Archived rows are left out, and so is a link whose element is archived. Titles come in the asked language.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.queries import pathway_rows
from tracker.records.queries.parties import party_by_root
from tracker.theory import pathway as theory

Part = TypeVar("Part")


class NoSuchPlan(LookupError):
    """The plan is not there."""


def load_pathway(session: Session, plan_id: int, language: str) -> theory.Pathway:
    """One plan's theory of change. Raises NoSuchPlan. The caller has checked that it may be seen."""
    try:
        return load_pathways(session, [plan_id], language)[plan_id]
    except KeyError:
        raise NoSuchPlan(plan_id) from None


def load_pathways(session: Session, plan_ids: Sequence[int], language: str) -> dict[int, theory.Pathway]:
    """Theories of change by plan number; plans that do not exist are left out."""
    wanted = sorted(set(plan_ids))
    elements = _by_plan(session, wanted, pathway_rows.elements(language))
    links = _by_plan(session, wanted, pathway_rows.links())
    assumptions = _by_plan(session, wanted, pathway_rows.assumptions(language))
    attachments = _by_plan(session, wanted, pathway_rows.attachments())
    milestones = _by_plan(session, wanted, pathway_rows.milestones(language))
    indicators = _by_plan(session, wanted, pathway_rows.indicators(language))
    return {
        plan_id: _pathway(
            rows,
            links[plan_id],
            assumptions[plan_id],
            attachments[plan_id],
            milestones[plan_id],
            indicators[plan_id],
        )
        for plan_id, rows in elements.items()
    }


def _by_plan(
    session: Session, plan_ids: list[int], query: sa.Executable
) -> defaultdict[int, list[sa.Row[Any]]]:
    grouped: defaultdict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in session.execute(query, {"plan_ids": plan_ids}):
        grouped[row.plan_id].append(row)
    return grouped


def _pathway(
    elements: list[sa.Row[Any]],
    links: list[sa.Row[Any]],
    assumptions: list[sa.Row[Any]],
    attachments: list[sa.Row[Any]],
    milestones: list[sa.Row[Any]],
    indicators: list[sa.Row[Any]],
) -> theory.Pathway:
    plan = elements[0]
    boxes = [row for row in elements if row.id is not None]
    under = _collect(assumptions, lambda row: row.link_id, lambda row: row.id)
    found = _collect(attachments, lambda row: row.link_id, _attachment)
    return theory.Pathway(
        id=plan.plan_id,
        code=plan.plan_code,
        title=plan.plan_title,
        goals=frozenset(map(int, plan.goals.split(","))) if plan.goals else frozenset(),
        primary_goal=plan.primary_goal,
        elements=tuple(_element(row) for row in boxes),
        links=tuple(_link(row, under[row.id], found[row.id]) for row in links),
        assumptions=tuple(
            {
                row.id: theory.Assumption(row.id, row.title, row.state, row.critical) for row in assumptions
            }.values()
        ),
        milestones=tuple(
            theory.Milestone(
                row.id, row.element_id, row.title, row.due, row.baseline_due, row.done_on, row.code
            )
            for row in milestones
        ),
        indicators=tuple(_indicator(rows) for rows in _runs(indicators)),
    )


def _collect(
    rows: Iterable[sa.Row[Any]],
    key: Callable[[sa.Row[Any]], int | None],
    value: Callable[[sa.Row[Any]], Part],
) -> defaultdict[int, list[Part]]:
    collected: defaultdict[int, list[Part]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            collected[owner].append(value(row))
    return collected


def _runs(rows: list[sa.Row[Any]]) -> Iterable[list[sa.Row[Any]]]:
    """Rows of the same indicator together; the query has ordered them."""
    runs: dict[int, list[sa.Row[Any]]] = {}
    for row in rows:
        runs.setdefault(row.id, []).append(row)
    return runs.values()


def _element(row: sa.Row[Any]) -> theory.Element:
    organisation = report = None
    if row.organisation_id is not None:
        organisation = theory.Organisation(
            row.organisation_id, row.organisation, party_by_root(row.root_kind)
        )
    if row.reported_on is not None:
        status = row.delivery_status or row.result_status
        report = theory.StatusReport(row.reported_on, status, row.happened, row.next_step)
    return theory.Element(
        id=row.id,
        kind=row.kind,
        title=row.title,
        code=row.code,
        position=row.position,
        organisation=organisation,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        expected_from=row.expected_from,
        goal=row.goal_id,
        report=report,
    )


def _link(row: sa.Row[Any], assumptions: list[int], found: list[theory.Attachment]) -> theory.Link:
    return theory.Link(
        id=row.id,
        kind=row.kind,
        source=row.source_id,
        target=row.target_id,
        code=row.code,
        position=row.position,
        basis=row.basis,
        lag_days=row.lag_days,
        rationale=row.rationale,
        attachments=tuple(found),
        assumptions=tuple(assumptions),
    )


def _attachment(row: sa.Row[Any]) -> theory.Attachment:
    finding = theory.Finding(row.id, row.citation, row.direction, row.level, row.effect, row.sentence)
    return theory.Attachment(finding, row.directness)


def _indicator(rows: list[sa.Row[Any]]) -> theory.Indicator:
    first = rows[0]
    return theory.Indicator(
        id=first.id,
        element=first.element_id,
        title=first.localised_title,
        unit=first.unit,
        direction=first.direction,
        baseline=theory.Reading(first.baseline_on, first.baseline_value),
        target=theory.Reading(first.target_on, first.target_value),
        readings=tuple(theory.Reading(row.read_on, row.value) for row in rows if row.read_on is not None),
        code=first.code,
    )
