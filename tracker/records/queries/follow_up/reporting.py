"""What is followed up, one row at a time: an element with its latest report, a milestone with its version, an
indicator with its latest reading. Archived rows are left out."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Element,
    Goal,
    Indicator,
    IndicatorReading,
    Milestone,
    Plan,
    StatusReport,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.theory import pathway as theory
from tracker.theory.follow_up.indicators import latest_reading
from tracker.theory.kinds import ElementKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: its element and the element's plan, titles in the asked language."""

    element_id: int
    element: str
    kind: ElementKind
    plan_id: int
    plan_code: str
    plan: str


@dataclass(frozen=True, slots=True)
class FollowedElement:
    """``by`` names who gave the latest report; empty where there is none, or a file said so."""

    element: theory.Element
    place: Place
    by: str


@dataclass(frozen=True, slots=True)
class FollowedMilestone:
    """``version`` travels in the form that answers for the milestone."""

    milestone: theory.Milestone
    place: Place
    version: int


@dataclass(frozen=True, slots=True)
class FollowedIndicator:
    """The indicator holds its latest reading only."""

    indicator: theory.Indicator
    place: Place

    @property
    def latest(self) -> theory.Reading | None:
        """The reading, where the rules can use it."""
        return latest_reading(self.indicator)


def followed_element(session: Session, element_id: int, language: str) -> FollowedElement | None:
    """One element with its latest report; None where it is not there or archived. One query."""
    row = session.execute(element_rows(language).where(Element.id == element_id)).one_or_none()
    return None if row is None else to_element(row)


def followed_milestone(session: Session, milestone_id: int, language: str) -> FollowedMilestone | None:
    """One milestone; None where it or its element is not there or archived. One query."""
    row = session.execute(milestone_rows(language).where(Milestone.id == milestone_id)).one_or_none()
    return None if row is None else to_milestone(row)


def followed_indicator(session: Session, indicator_id: int, language: str) -> FollowedIndicator | None:
    """One indicator; None where it or its element is not there or archived. One query."""
    row = session.execute(indicator_rows(language).where(Indicator.id == indicator_id)).one_or_none()
    return None if row is None else to_indicator(row)


def element_rows(language: str) -> sa.Select[Any]:
    """A row for each element, for ``to_element``."""
    newer = aliased(StatusReport)
    latest = (
        sa.select(newer.id)
        .where(newer.plan_id == Element.plan_id, newer.element_id == Element.id)
        .order_by(newer.reported_on.desc(), newer.id.desc())
        .limit(1)
        .correlate(Element)
        .scalar_subquery()
    )
    return (
        sa.select(
            *_place(language),
            Element.code,
            Element.position,
            Element.expected_from,
            StatusReport.reported_on,
            StatusReport.delivery_status,
            StatusReport.result_status,
            StatusReport.happened,
            StatusReport.next_step,
            sa.func.coalesce(localised_column(User, language, "name"), "").label("by"),
        )
        .select_from(Element)
        .join(Plan, Plan.id == Element.plan_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .outerjoin(StatusReport, StatusReport.id == latest)
        .outerjoin(User, User.id == StatusReport.reported_by_id)
        .where(Element.archived_at.is_(None))
    )


def milestone_rows(language: str) -> sa.Select[Any]:
    """A row for each milestone, for ``to_milestone``."""
    return (
        sa.select(
            *_place(language),
            Milestone.id,
            Milestone.version,
            Milestone.code,
            localised_column(Milestone, language).label("title"),
            Milestone.due,
            Milestone.baseline_due,
            Milestone.done_on,
        )
        .select_from(Milestone)
        .join(Element, Element.id == Milestone.element_id)
        .join(Plan, Plan.id == Element.plan_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .where(Milestone.archived_at.is_(None), Element.archived_at.is_(None))
    )


def indicator_rows(language: str) -> sa.Select[Any]:
    """A row for each indicator, for ``to_indicator``."""
    newer = aliased(IndicatorReading)
    latest = (
        sa.select(sa.func.max(newer.read_on))
        .where(newer.indicator_id == Indicator.id)
        .correlate(Indicator)
        .scalar_subquery()
    )
    return (
        sa.select(
            *_place(language),
            Indicator.id,
            Indicator.code,
            localised_column(Indicator, language).label("title"),
            Indicator.unit,
            Indicator.direction,
            Indicator.baseline_on,
            Indicator.baseline_value,
            Indicator.target_on,
            Indicator.target_value,
            IndicatorReading.read_on,
            IndicatorReading.value,
        )
        .select_from(Indicator)
        .join(Element, Element.id == Indicator.element_id)
        .join(Plan, Plan.id == Element.plan_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .outerjoin(
            IndicatorReading,
            sa.and_(IndicatorReading.indicator_id == Indicator.id, IndicatorReading.read_on == latest),
        )
        .where(Indicator.archived_at.is_(None), Element.archived_at.is_(None))
    )


def to_element(row: sa.Row[Any]) -> FollowedElement:
    """From a row of ``element_rows``."""
    report = None
    if row.reported_on is not None:
        status = row.delivery_status or row.result_status
        report = theory.StatusReport(row.reported_on, status, row.happened, row.next_step)
    element = theory.Element(
        id=row.element_id,
        kind=row.kind,
        title=row.element,
        code=row.code,
        position=row.position,
        expected_from=row.expected_from,
        report=report,
    )
    return FollowedElement(element, _to_place(row), row.by)


def to_milestone(row: sa.Row[Any]) -> FollowedMilestone:
    """From a row of ``milestone_rows``."""
    milestone = theory.Milestone(
        row.id, row.element_id, row.title, row.due, row.baseline_due, row.done_on, row.code
    )
    return FollowedMilestone(milestone, _to_place(row), row.version)


def to_indicator(row: sa.Row[Any]) -> FollowedIndicator:
    """From a row of ``indicator_rows``."""
    indicator = theory.Indicator(
        id=row.id,
        element=row.element_id,
        title=row.title,
        unit=row.unit,
        direction=row.direction,
        baseline=theory.Reading(row.baseline_on, row.baseline_value),
        target=theory.Reading(row.target_on, row.target_value),
        readings=() if row.read_on is None else (theory.Reading(row.read_on, row.value),),
        code=row.code,
    )
    return FollowedIndicator(indicator, _to_place(row))


def _place(language: str) -> tuple[sa.ColumnElement[Any], ...]:
    # A goal element is called as the strategy calls the goal.
    title = sa.func.coalesce(localised_column(Goal, language), localised_column(Element, language))
    return (
        Element.id.label("element_id"),
        title.label("element"),
        Element.kind.label("kind"),
        Plan.id.label("plan_id"),
        Plan.code.label("plan_code"),
        localised_column(Plan, language).label("plan"),
    )


def _to_place(row: sa.Row[Any]) -> Place:
    return Place(row.element_id, row.element, row.kind, row.plan_id, row.plan_code, row.plan)
