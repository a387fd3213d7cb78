"""What comments are about: an element, or a link between two; and whether a thread on it is open."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Comment, Element, Goal, Link
from tracker.records.queries.localised import localised_column
from tracker.theory.kinds import ElementKind


class Which(StrEnum):
    """Open are threads on what is still in the plan; all are also those on what was archived."""

    OPEN = "open"
    RESOLVED = "resolved"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class End:
    """An element by name, in the asked language."""

    id: int
    title: str
    kind: ElementKind


@dataclass(frozen=True, slots=True)
class Subject:
    """What is commented on: an element, then ``ends`` holds it alone; or a link, from the first of its
    ``ends`` to the second."""

    plan_id: int
    link_id: int | None
    ends: tuple[End, ...]
    archived: bool


def subject(session: Session, language: str, *, element_id: int = 0, link_id: int = 0) -> Subject | None:
    """What a discussion is about, archived or not; None where it is not there. One query."""
    if element_id:
        element = aliased(Element)
        query = sa.select(element.plan_id, sa.null(), *_end(element, "one", language), *_no_end()).where(
            element.id == element_id
        )
        query = query.add_columns(element.archived_at.is_not(None))
    else:
        source, target = aliased(Element), aliased(Element)
        query = (
            sa.select(
                Link.plan_id,
                Link.id,
                *_end(source, "one", language),
                *_end(target, "other", language),
                _gone(source, target),
            )
            .join(source, source.id == Link.source_id)
            .join(target, target.id == Link.target_id)
            .where(Link.id == link_id)
        )
    row = session.execute(query).one_or_none()
    return None if row is None else to_subject(row)


def links_of(session: Session, element_id: int, language: str) -> tuple[Subject, ...]:
    """The links into and out of an element, without archived ones. One query."""
    source, target = aliased(Element), aliased(Element)
    rows = session.execute(
        sa.select(
            Link.plan_id,
            Link.id,
            *_end(source, "one", language),
            *_end(target, "other", language),
            sa.false(),
        )
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .where(sa.or_(Link.source_id == element_id, Link.target_id == element_id))
        .where(sa.not_(_gone(source, target)))
        .order_by(Link.target_id != element_id, Link.position, Link.id)
    )
    return tuple(to_subject(row) for row in rows)


def with_subject(language: str) -> sa.Select[Any]:
    """A row for each comment, with what ``to_subject`` reads."""
    one, target = aliased(Element), aliased(Element)
    return (
        sa.select(
            Comment.plan_id,
            Comment.link_id,
            *_end(one, "one", language),
            *_end(target, "other", language),
            _gone(one, target),
        )
        .select_from(Comment)
        .outerjoin(Link, Link.id == Comment.link_id)
        .outerjoin(one, one.id == sa.func.coalesce(Comment.element_id, Link.source_id))
        .outerjoin(target, target.id == Link.target_id)
    )


def to_subject(row: Any) -> Subject:
    """From the first nine columns of a row."""
    plan_id, link_id, *ends, archived = row[:9]
    found = tuple(End(*ends[at : at + 3]) for at in (0, 3) if ends[at] is not None)
    return Subject(plan_id, link_id, found, bool(archived))


def in_state(first: Any, which: Which) -> sa.ColumnElement[bool]:
    """Condition on the first comment of a thread."""
    if which is Which.ALL:
        return sa.true()
    if which is Which.RESOLVED:
        closed: sa.ColumnElement[bool] = first.resolved_at.is_not(None)
        return closed
    element, source, target = aliased(Element), aliased(Element), aliased(Element)
    link = aliased(Link)
    return sa.and_(
        first.resolved_at.is_(None),
        sa.or_(
            sa.exists().where(element.id == first.element_id, element.archived_at.is_(None)).correlate(first),
            sa.exists()
            .where(
                link.id == first.link_id,
                link.archived_at.is_(None),
                source.id == link.source_id,
                source.archived_at.is_(None),
                target.id == link.target_id,
                target.archived_at.is_(None),
            )
            .correlate(first),
        ),
    )


def _end(element: Any, side: str, language: str) -> tuple[sa.ColumnElement[Any], ...]:
    # A goal element is called as the strategy calls the goal.
    goal = (
        sa.select(localised_column(Goal, language))
        .where(Goal.id == element.goal_id)
        .correlate(element)
        .scalar_subquery()
    )
    title = sa.func.coalesce(goal, localised_column(element, language))
    return element.id.label(f"{side}_id"), title.label(f"{side}_title"), element.kind.label(f"{side}_kind")


def _no_end() -> tuple[sa.ColumnElement[Any], ...]:
    return sa.null(), sa.null(), sa.null()


def _gone(source: Any, target: Any) -> sa.ColumnElement[bool]:
    """Whether an element, or a link or one of its ends, is archived."""
    return sa.or_(
        source.archived_at.is_not(None), target.archived_at.is_not(None), Link.archived_at.is_not(None)
    )
