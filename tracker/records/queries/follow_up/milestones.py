"""The list of milestones across plans: filtered, counted, paged by key, each with what lies after it.

Statements are built once: building one takes longer than running it.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Element, Milestone, Organisation, Plan, PlanOwner, StatusReport, User
from tracker.records.queries.follow_up.milestone_filters import Filters, Query, conditions, lies_after
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import Sight, seen_by, sight, visible
from tracker.records.viewer import Viewer
from tracker.theory import pathway as theory
from tracker.theory.follow_up.milestones import DUE_SOON_DAYS, MilestoneAssessment, assess
from tracker.theory.kinds import DeliveryStatus
from tracker.theory.risk.stakes import StakeKey, most_first

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
class MilestoneRow:
    """One line of the list. ``goals`` are (number, code) of the goals that the milestone leads to, by code;
    ``elements`` counts the other elements there."""

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
    elements: int = 0


def counts(session: Session, viewer: Viewer, filters: Filters, today: date) -> dict[Selection, int]:
    """How many milestones stand in each state, each count at most ``COUNT_CAP`` + 1. One query."""
    query = _counts(sight(viewer), tuple(filters.used))
    row = session.execute(query, {**seen_by(viewer), **filters.used, **_days(today)}).one()
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
    query = _rows(sight(viewer), selection, tuple(filters.used), language, after is not None)
    given = {**seen_by(viewer), **filters.used, **_days(today), "limit": limit}
    if after is not None:
        given |= {"after_due": after[0], "after_id": after[1]}
    found = session.execute(query, given).all()
    after_each = _after_each(session, {row.element_id for row in found})
    return [_row(row, after_each[row.element_id], today) for row in found]


def overdue_by_stake(
    session: Session,
    viewer: Viewer,
    filters: Filters,
    today: date,
    language: str,
    *,
    after: StakeKey | None = None,
    limit: int = PAGE_SIZE,
    most: int = COUNT_CAP,
) -> list[MilestoneRow]:
    """Overdue milestones by what they put at risk, most goals first; ``after`` is the key of the row before
    the page. Only the ``most`` longest overdue are put in order. Three queries."""
    given = {**seen_by(viewer), **filters.used, **_days(today)}
    outlines = session.execute(_overdue(sight(viewer), tuple(filters.used)), {**given, "limit": most}).all()
    after_each = _after_each(session, {row.element_id for row in outlines})
    keys = sorted(_stake_key(row, after_each[row.element_id], today) for row in outlines)
    shown = [key for key in keys if after is None or key > after][:limit]
    query = _numbered(sight(viewer), tuple(filters.used), language)
    found = session.execute(query, {**given, "numbers": [key[-1] for key in shown]}).all()
    by_number = {row.id: _row(row, after_each[row.element_id], today) for row in found}
    return [by_number[key[-1]] for key in shown if key[-1] in by_number]


def stake_key(row: MilestoneRow) -> StakeKey:
    """The place of a row of ``overdue_by_stake``."""
    at_risk = row.assessment.delay_days > 0
    return most_first(
        len(row.goals) if at_risk else 0,
        row.elements if at_risk else 0,
        row.milestone.due,
        int(row.milestone.id),
    )


def _days(today: date) -> dict[str, date]:
    return {"today": today, "soon": today + timedelta(days=DUE_SOON_DAYS)}


@lru_cache(maxsize=64)
def _counts(how_far: Sight, used: tuple[str, ...]) -> Query:
    chosen = conditions(used)
    columns = [
        sa.select(sa.func.count())
        .select_from(
            _filtered(sa.select(Milestone.id), how_far, chosen)
            .where(_in_state(selection))
            .limit(COUNT_CAP + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(selection.value)
        for selection in Selection
    ]
    return sa.select(*columns)


@lru_cache(maxsize=128)
def _rows(how_far: Sight, selection: Selection, used: tuple[str, ...], language: str, further: bool) -> Query:
    query = _with_latest_report(_filtered(_row_columns(language), how_far, conditions(used)))
    query = query.where(_in_state(selection))
    if further:
        last = sa.tuple_(sa.bindparam("after_due", type_=sa.Date), sa.bindparam("after_id", type_=sa.Integer))
        query = query.where(sa.tuple_(Milestone.due, Milestone.id) > last)
    return query.order_by(Milestone.due, Milestone.id).limit(sa.bindparam("limit", type_=sa.Integer))


@lru_cache(maxsize=16)
def _overdue(how_far: Sight, used: tuple[str, ...]) -> Query:
    """As little of each overdue milestone as its place in the order needs."""
    columns = sa.select(Milestone.id, Milestone.element_id, Milestone.due, Milestone.baseline_due)
    query = _filtered(columns, how_far, conditions(used)).where(_in_state(Selection.OVERDUE))
    return query.order_by(Milestone.due, Milestone.id).limit(sa.bindparam("limit", type_=sa.Integer))


@lru_cache(maxsize=32)
def _numbered(how_far: Sight, used: tuple[str, ...], language: str) -> Query:
    query = _with_latest_report(_filtered(_row_columns(language), how_far, conditions(used)))
    return query.where(Milestone.id.in_(sa.bindparam("numbers", expanding=True)))


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


def _filtered(query: Query, how_far: Sight, chosen: list[sa.ColumnElement[bool]]) -> Query:
    return (
        query.select_from(Milestone)
        .join(Element, Element.id == Milestone.element_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(visible(how_far), Plan.archived_at.is_(None), Element.archived_at.is_(None))
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


def _in_state(selection: Selection) -> sa.ColumnElement[bool]:
    """The states of ``theory.follow_up.milestones``, as conditions; a test holds the two together."""
    opened: sa.ColumnElement[bool] = sa.text("milestones.done_on IS NULL")  # type: ignore[assignment]
    today = sa.bindparam("today", type_=sa.Date)
    soon = sa.bindparam("soon", type_=sa.Date)
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


_LIES_AFTER = lies_after()


@dataclass(slots=True)
class _After:
    """What lies after an element; nothing, unless the database says otherwise."""

    goals: tuple[tuple[int, str], ...] = ()
    elements: int = 0


def _after_each(session: Session, element_ids: Collection[int]) -> defaultdict[int, _After]:
    """What lies after each element. One query."""
    found: defaultdict[int, _After] = defaultdict(_After)
    for row in session.execute(_LIES_AFTER, {"element_ids": sorted(element_ids)}):
        found[row.start].elements += int(row.elements)
        if row.goal is not None:
            found[row.start].goals += ((row.goal, row.code),)
    for one in found.values():
        one.goals = tuple(sorted(one.goals, key=lambda pair: pair[1]))
    return found


def _stake_key(row: sa.Row[Any], lying: _After, today: date) -> StakeKey:
    at_risk = row.baseline_due < today
    return most_first(len(lying.goals) if at_risk else 0, lying.elements if at_risk else 0, row.due, row.id)


def _row(row: sa.Row[Any], lying: _After, today: date) -> MilestoneRow:
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
        lying.goals,
        lying.elements,
    )
