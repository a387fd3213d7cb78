"""What the workbench edits: rows as they are stored, in both languages, with their versions."""

from dataclasses import dataclass, fields, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Comment,
    Element,
    Goal,
    Indicator,
    Link,
    Milestone,
    Organisation,
    Plan,
    StatusReport,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredElement(ElementContents):
    id: int
    version: int
    plan_id: int
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLink(LinkContents):
    id: int
    version: int
    plan_id: int
    archived: bool


@dataclass(frozen=True, slots=True)
class Archived:
    """An element or a link that was taken out; ``title`` of a link names its ends."""

    id: int
    version: int
    title: str


def stored_element(session: Session, element_id: int) -> StoredElement | None:
    """A goal element has the titles of the strategy's goal. One query."""
    query = _stored(Element, StoredElement).add_columns(
        Goal.title.label("goal_title"), Goal.title_en.label("goal_title_en")
    )
    row = session.execute(
        query.outerjoin(Goal, Goal.id == Element.goal_id).where(Element.id == element_id)
    ).one_or_none()
    if row is None:
        return None
    held = dict(row._mapping)
    goal_title, goal_title_en = held.pop("goal_title"), held.pop("goal_title_en")
    found = StoredElement(**held)
    return found if found.goal_id is None else replace(found, title=goal_title, title_en=goal_title_en)


def stored_link(session: Session, link_id: int) -> StoredLink | None:
    """One query."""
    row = session.execute(_stored(Link, StoredLink).where(Link.id == link_id)).one_or_none()
    return None if row is None else StoredLink(**row._mapping)


def _stored(model: Any, shape: type) -> "sa.Select[*tuple[Any, ...]]":
    """The columns that ``shape`` has fields for."""
    names = [field.name for field in fields(shape) if field.name != "archived"]
    return sa.select(
        *(getattr(model, name) for name in names), model.archived_at.is_not(None).label("archived")
    )


def organisation_choices(session: Session, language: str, keep: int | None) -> list[tuple[int, str]]:
    """(number, name) of organisations that can be responsible: archived ones only where ``keep`` is one.
    One query."""
    name = localised_column(Organisation, language, "name")
    found = session.execute(
        sa.select(Organisation.id, name)
        .where(sa.or_(Organisation.archived_at.is_(None), Organisation.id == keep))
        .order_by(name)
    )
    return [(number, text) for number, text in found]


def goal_choices(session: Session, plan_id: int, language: str) -> list[tuple[int, str]]:
    """(number, code and title) of the goals of the plan's strategy. One query."""
    found = session.execute(
        sa.select(Goal.id, Goal.code + " " + localised_column(Goal, language))
        .join(Plan, Plan.strategy_id == Goal.strategy_id)
        .where(Plan.id == plan_id)
        .order_by(Goal.position, Goal.id)
    )
    return [(number, text) for number, text in found]


def archived_elements(session: Session, plan_id: int, language: str) -> list[Archived]:
    """Elements that were taken out of the plan, the latest first. One query."""
    found = session.execute(
        sa.select(Element.id, Element.version, localised_column(Element, language))
        .where(Element.plan_id == plan_id, Element.archived_at.is_not(None))
        .order_by(Element.archived_at.desc(), Element.id)
    )
    return [Archived(*row) for row in found]


def archived_links(session: Session, plan_id: int, language: str) -> list[Archived]:
    """Links that were taken out between elements that are there, the latest first. One query."""
    source, target = aliased(Element), aliased(Element)
    found = session.execute(
        sa.select(
            Link.id,
            Link.version,
            localised_column(source, language) + " → " + localised_column(target, language),
        )
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .where(Link.plan_id == plan_id, Link.archived_at.is_not(None))
        .where(source.archived_at.is_(None), target.archived_at.is_(None))
        .order_by(Link.archived_at.desc(), Link.id)
    )
    return [Archived(*row) for row in found]


@dataclass(frozen=True, slots=True)
class Dependants:
    """How much hangs on an element and would be hidden with it."""

    links: int
    milestones: int
    indicators: int
    reports: int
    comments: int

    @property
    def any(self) -> bool:
        return any((self.links, self.milestones, self.indicators, self.reports, self.comments))


def dependants(session: Session, element_id: int) -> Dependants:
    """Counts what hangs on an element. One query."""

    def count(model: type, *where: sa.ColumnElement[bool]) -> "sa.ScalarSelect[int]":
        return sa.select(sa.func.count()).select_from(model).where(*where).scalar_subquery()

    row = session.execute(
        sa.select(
            count(
                Link,
                sa.or_(Link.source_id == element_id, Link.target_id == element_id),
                Link.archived_at.is_(None),
            ),
            count(Milestone, Milestone.element_id == element_id, Milestone.archived_at.is_(None)),
            count(Indicator, Indicator.element_id == element_id, Indicator.archived_at.is_(None)),
            count(StatusReport, StatusReport.element_id == element_id),
            count(Comment, Comment.element_id == element_id, Comment.resolved_at.is_(None)),
        )
    ).one()
    return Dependants(*row)
