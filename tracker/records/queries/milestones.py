"""The list of milestones across plans: filtered, counted, paged by key, each with the goals at risk."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Element,
    Goal,
    Link,
    Milestone,
    Organisation,
    Plan,
    PlanOwner,
    StatusReport,
    User,
)
from tracker.records.queries.pathway import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory import pathway as theory
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind
from tracker.theory.milestones import DUE_SOON_DAYS, MilestoneAssessment, assess
from tracker.theory.risk import goals_downstream

Query: TypeAlias = sa.Select[*tuple[Any, ...]]

COUNT_CAP = 1_000
"""Counts stop here: "more than 1,000" says enough, and the page stays quick."""

PAGE_SIZE = 50


class Selection(StrEnum):
    """Which milestones, by their state."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    PLANNED = "planned"
    DONE_LATE = "done_late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Filters:
    """Numbers of rows; None leaves the filter out. An organisation stands for those below it too."""

    organisation: int | None = None
    goal: int | None = None
    owner: int | None = None
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """One line of the list. ``goals`` are (number, code) of the goals that the milestone leads to."""

    milestone: theory.Milestone
    assessment: MilestoneAssessment
    element_title: str
    plan_id: int
    plan_code: str
    plan_title: str
    organisation: str
    owners: str
    status: DeliveryStatus | None
    reported_on: date | None
    goals: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (number, text)."""

    organisations: list[tuple[int, str]] = field(default_factory=list)
    goals: list[tuple[int, str]] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=list)
    plans: list[tuple[int, str]] = field(default_factory=list)


def counts(session: Session, viewer: Viewer, filters: Filters, today: date) -> dict[Selection, int]:
    """How many milestones stand in each state, each count at most ``COUNT_CAP`` + 1. One query."""
    chosen = _conditions(filters)
    columns = [
        sa.select(sa.func.count())
        .select_from(
            _filtered(sa.select(Milestone.id), viewer, chosen)
            .where(_in_state(selection, today))
            .limit(COUNT_CAP + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(selection.value)
        for selection in Selection
    ]
    row = session.execute(sa.select(*columns)).one()
    return {selection: getattr(row, selection.value) for selection in Selection}


def rows(
    session: Session,
    viewer: Viewer,
    selection: Selection,
    filters: Filters,
    today: date,
    language: str,
    *,
    after: tuple[date, int] | None = None,
    limit: int = PAGE_SIZE,
) -> list[MilestoneRow]:
    """Milestones by due date, the longest overdue first; ``after`` is the (due, id) of the row before the
    page. Two queries."""
    query = _with_latest_report(_filtered(_row_columns(language), viewer, _conditions(filters)))
    query = query.where(_in_state(selection, today))
    if after is not None:
        query = query.where(sa.tuple_(Milestone.due, Milestone.id) > sa.tuple_(*map(sa.literal, after)))
    found = session.execute(query.order_by(Milestone.due, Milestone.id).limit(limit)).all()
    goals = _goals_reached(session, {row.plan_id for row in found}, {row.element_id for row in found})
    return [_row(row, goals.get(row.element_id, ()), today) for row in found]


def choices(session: Session, viewer: Viewer, language: str, most: int = 200) -> Choices:
    """The filters' choices among what the viewer may see, each at most ``most``. Four queries."""
    plans = sa.select(Plan.id).where(visible_plans(viewer), Plan.archived_at.is_(None))
    name = localised_column(Organisation, language, "name")
    responsible = sa.select(Element.organisation_id).where(Element.plan_id.in_(plans))
    owners = sa.select(PlanOwner.user_id).where(PlanOwner.plan_id.in_(plans))
    person = localised_column(User, language, "name")

    def pairs(query: Query) -> list[tuple[int, str]]:
        return [(row[0], row[1]) for row in session.execute(query.limit(most))]

    return Choices(
        pairs(
            sa.select(Organisation.id, name)
            .where(sa.or_(Organisation.id.in_(responsible), _has_part_below(responsible)))
            .order_by(name)
        ),
        [
            (row.id, f"{row.code} {row.title}")
            for row in session.execute(
                sa.select(Goal.id, Goal.code, localised_column(Goal, language).label("title"))
                .order_by(Goal.position)
                .limit(most)
            )
        ],
        pairs(sa.select(User.id, person).where(User.id.in_(owners)).order_by(person)),
        pairs(
            sa.select(Plan.id, Plan.code + " " + localised_column(Plan, language))
            .where(Plan.id.in_(plans))
            .order_by(Plan.code)
        ),
    )


def _has_part_below(responsible: Query) -> sa.ColumnElement[bool]:
    below = aliased(Organisation)
    return sa.exists().where(below.parent_id == Organisation.id, below.id.in_(responsible))


def _row_columns(language: str) -> Query:
    owners = (
        sa.select(sa.func.aggregate_strings(localised_column(User, language, "name"), ", "))
        .join(PlanOwner, PlanOwner.user_id == User.id)
        .where(PlanOwner.plan_id == Plan.id)
        .correlate(Plan)
        .scalar_subquery()
    )
    return sa.select(
        Milestone.id,
        Milestone.element_id,
        Milestone.code,
        localised_column(Milestone, language).label("title"),
        Milestone.due,
        Milestone.baseline_due,
        Milestone.done_on,
        localised_column(Element, language).label("element_title"),
        Plan.id.label("plan_id"),
        Plan.code.label("plan_code"),
        localised_column(Plan, language).label("plan_title"),
        sa.func.coalesce(localised_column(Organisation, language, "name"), "").label("organisation"),
        sa.func.coalesce(owners, "").label("owners"),
        StatusReport.delivery_status,
        StatusReport.reported_on,
    )


def _filtered(query: Query, viewer: Viewer, chosen: list[sa.ColumnElement[bool]]) -> Query:
    return (
        query.select_from(Milestone)
        .join(Element, Element.id == Milestone.element_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None), Element.archived_at.is_(None))
        # As a literal, word for word the condition of the partial index: a bound parameter would hide it.
        .where(sa.text("milestones.archived_at IS NULL"))
        .where(*chosen)
    )


def _with_latest_report(query: Query) -> Query:
    newer = aliased(StatusReport)
    latest = (
        sa.select(newer.id)
        .where(newer.plan_id == Element.plan_id, newer.element_id == Element.id)
        .order_by(newer.reported_on.desc(), newer.id.desc())
        .limit(1)
        .correlate(Element)
        .scalar_subquery()
    )
    return query.outerjoin(Organisation, Organisation.id == Element.organisation_id).outerjoin(
        StatusReport, StatusReport.id == latest
    )


def _conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Made once for a statement: its recursive parts are named."""
    chosen: list[sa.ColumnElement[bool]] = []
    if filters.organisation is not None:
        chosen.append(Element.organisation_id.in_(_with_those_below(filters.organisation)))
    if filters.goal is not None:
        chosen.append(Milestone.element_id.in_(_leading_to(filters.goal)))
    if filters.owner is not None:
        chosen.append(sa.exists().where(PlanOwner.plan_id == Plan.id, PlanOwner.user_id == filters.owner))
    if filters.plan is not None:
        chosen.append(Plan.id == filters.plan)
    return chosen


def _in_state(selection: Selection, today: date) -> sa.ColumnElement[bool]:
    """The states of ``theory.milestones``, as conditions; a test holds the two together."""
    opened: sa.ColumnElement[bool] = sa.text("milestones.done_on IS NULL")  # type: ignore[assignment]
    soon = today + timedelta(days=DUE_SOON_DAYS)
    match selection:
        case Selection.OVERDUE:
            return sa.and_(opened, Milestone.due < today)
        case Selection.DUE_SOON:
            return sa.and_(opened, Milestone.due.between(today, soon))
        case Selection.PLANNED:
            return sa.and_(opened, Milestone.due > soon)
        case Selection.DONE_LATE:
            return Milestone.done_on > Milestone.due
        case Selection.DONE:
            return Milestone.done_on <= Milestone.due


def _with_those_below(organisation_id: int) -> Query:
    found: sa.CTE = (
        sa.select(Organisation.id)
        .where(Organisation.id == organisation_id)
        .cte("organisation_and_below", recursive=True)
    )
    below = sa.select(Organisation.id).join(found, Organisation.parent_id == found.c.id)
    return sa.select(found.union(below).c.id)


def _leading_to(goal_id: int) -> Query:
    """Elements from which implementation and causal links lead to the goal."""
    found: sa.CTE = (
        sa.select(Element.id)
        .where(Element.goal_id == goal_id, Element.archived_at.is_(None))
        .cte("leading_to_goal", recursive=True)
    )
    before = (
        sa.select(Link.source_id)
        .join(found, Link.target_id == found.c.id)
        .where(Link.kind.in_([LinkKind.IMPLEMENTATION, LinkKind.CAUSAL]), Link.archived_at.is_(None))
    )
    return sa.select(found.union(before).c.id)


def _lean_pathways(
    session: Session, plan_ids: Iterable[int]
) -> dict[int, tuple[theory.Pathway, dict[int, str]]]:
    """Elements and forward links only, and the codes of the goals, by plan. One query."""
    source, target = aliased(Element), aliased(Element)
    found = session.execute(
        sa.select(
            Link.plan_id,
            Link.id,
            Link.kind,
            source.id,
            source.kind,
            target.id,
            target.kind,
            Goal.id,
            Goal.code,
        )
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .outerjoin(Goal, Goal.id == target.goal_id)
        .where(Link.plan_id.in_(sorted(plan_ids)), Link.archived_at.is_(None))
        .where(source.archived_at.is_(None), target.archived_at.is_(None))
        .where(Link.kind.in_([LinkKind.IMPLEMENTATION, LinkKind.CAUSAL]))
    ).all()
    boxes: dict[int, dict[int, theory.Element]] = {}
    arrows: dict[int, list[theory.Link]] = {}
    codes: dict[int, dict[int, str]] = {}
    for plan, link, kind, start, start_kind, end, end_kind, goal, code in found:
        held = boxes.setdefault(plan, {})
        held.setdefault(start, theory.Element(start, start_kind, ""))
        held[end] = theory.Element(end, end_kind, code or "", position=end, goal=goal)
        arrows.setdefault(plan, []).append(theory.Link(link, kind, start, end))
        if end_kind is ElementKind.GOAL:
            codes.setdefault(plan, {})[goal] = code
    return {
        plan: (
            theory.Pathway(plan, "", elements=tuple(held.values()), links=tuple(arrows[plan])),
            codes.get(plan, {}),
        )
        for plan, held in boxes.items()
    }


def _goals_reached(
    session: Session, plan_ids: Iterable[int], element_ids: Iterable[int]
) -> dict[int, tuple[tuple[int, str], ...]]:
    """(number, code) of the goals that each element leads to, by code. One query."""
    plans = _lean_pathways(session, plan_ids)
    reached: dict[int, tuple[tuple[int, str], ...]] = {}
    for element in element_ids:
        for pathway, codes in plans.values():
            if element in pathway.element:
                goals = ((int(goal), codes[int(goal)]) for goal in goals_downstream(pathway, element))
                reached[element] = tuple(sorted(goals, key=lambda pair: pair[1]))
                break
    return reached


def _row(row: sa.Row[Any], goals: tuple[tuple[int, str], ...], today: date) -> MilestoneRow:
    milestone = theory.Milestone(
        row.id, row.element_id, row.title, row.due, row.baseline_due, row.done_on, row.code
    )
    return MilestoneRow(
        milestone,
        assess(milestone, today),
        row.element_title,
        row.plan_id,
        row.plan_code,
        row.plan_title,
        row.organisation,
        row.owners,
        row.delivery_status,
        row.reported_on,
        goals,
    )
