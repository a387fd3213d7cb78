"""People who are mentioned in comments: who may be, and what waits for them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Comment, Mention, Organisation, Plan, User
from tracker.records.queries.comments.subjects import Subject, to_subject, with_subject
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import seen_by_person

MOST = 100
"""So many comments wait in a list; the others come up as these are seen."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be mentioned. ``names`` are all that they are known by."""

    id: int
    name: str
    names: tuple[str, ...]
    organisation: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment that waits to be seen by somebody who is mentioned in it."""

    id: int
    body: str
    by: str
    at: datetime
    subject: Subject
    plan_code: str
    plan: str


def mentionable(session: Session, plan_id: int, language: str) -> tuple[Person, ...]:
    """Everyone who has an account and may see the plan, by name. One query."""
    rows = session.execute(
        sa.select(
            User.id,
            localised_column(User, language, "name").label("shown"),
            User.name,
            User.name_en,
            localised_column(Organisation, language, "name").label("organisation"),
        )
        .select_from(User)
        .join(Plan, Plan.id == plan_id)
        .outerjoin(Organisation, Organisation.id == User.organisation_id)
        .where(seen_by_person())
    )
    found = [
        Person(
            row.id,
            row.shown,
            tuple({name for name in (row.name, row.name_en) if name}),
            row.organisation or "",
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))


def waiting(session: Session, user_id: int, language: str) -> list[Waiting]:
    """The comments that wait to be seen by a person, the oldest first, at most ``MOST``: in plans that they
    may see, neither seen nor resolved nor withdrawn. One query."""
    return [
        Waiting(row.id, row.body, row.by or "", row.written_at, to_subject(row), row.plan_code, row.plan)
        for row in session.execute(_waiting(language), {"user_id": user_id})
    ]


def waiting_count() -> sa.ScalarSelect[int]:
    """For a statement on ``users``: how many comments ``waiting`` finds for each."""
    first = aliased(Comment)
    return (
        sa.select(sa.func.count(Mention.id))
        .join(Comment, Comment.id == Mention.comment_id)
        .join(first, first.id == sa.func.coalesce(Comment.answers_id, Comment.id))
        .join(Plan, Plan.id == Mention.plan_id)
        .where(Mention.user_id == User.id, *_waits(first))
        .correlate(User)
        .scalar_subquery()
    )


def _waits(first: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Mention.seen_at.is_(None),
        Comment.body != "",
        first.resolved_at.is_(None),
        Plan.archived_at.is_(None),
        seen_by_person(),
    )


@cache
def _waiting(language: str) -> sa.Select[Any]:
    first, author = aliased(Comment), aliased(User)
    return (
        with_subject(language)
        .add_columns(
            Comment.id,
            Comment.body,
            Comment.written_at,
            localised_column(author, language, "name").label("by"),
            Plan.code.label("plan_code"),
            localised_column(Plan, language).label("plan"),
        )
        .join(Mention, Mention.comment_id == Comment.id)
        .join(User, User.id == Mention.user_id)
        .join(Plan, Plan.id == Comment.plan_id)
        .join(first, first.id == sa.func.coalesce(Comment.answers_id, Comment.id))
        .outerjoin(author, author.id == Comment.author_id)
        .where(Mention.user_id == sa.bindparam("user_id"), *_waits(first))
        .order_by(Comment.written_at, Comment.id)
        .limit(MOST)
    )
