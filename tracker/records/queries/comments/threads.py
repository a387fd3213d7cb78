"""Comments on elements and links: the threads of a discussion, and how many are open."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Comment, Link, Mention, User
from tracker.records.queries.comments.subjects import Subject, Which, in_state, to_subject, with_subject
from tracker.records.queries.localised import localised_column

MOST = 100
"""The newest threads that one discussion and the panel of an element show."""

PAGE = 25
"""Threads on a page of a plan's list."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is mentioned, and whether they have seen it."""

    id: int
    name: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. ``by`` is empty where the program wrote it; ``body`` where it was withdrawn."""

    id: int
    body: str
    by: str
    by_id: int | None
    at: datetime
    mentioned: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, the oldest first; ``resolved_at`` is None while it is open."""

    subject: Subject
    first: Said
    answers: tuple[Said, ...]
    resolved_at: datetime | None
    resolved_by: str


@dataclass(frozen=True, slots=True)
class OpenComments:
    """How many threads are open: in the plan, and by element and link."""

    total: int
    elements: dict[int, int]
    links: dict[int, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open thread in brief."""

    id: int
    body: str
    by: str
    at: datetime
    answers: int


@dataclass(frozen=True, slots=True)
class Around:
    """The open threads on an element, the newest first, and how many there are on each of its links."""

    threads: tuple[Opened, ...]
    links: dict[int, int]


def threads(
    session: Session,
    language: str,
    *,
    plan_id: int = 0,
    element_id: int = 0,
    link_id: int = 0,
    which: Which = Which.ALL,
    page: int = 1,
    size: int = MOST,
) -> list[Thread]:
    """A page of the threads of a plan, an element or a link, the newest first. The caller has checked that
    the plan may be seen. Two queries, whatever their number; one where there are none."""
    first = aliased(Comment)
    wanted = sa.select(first.id).where(first.answers_id.is_(None), in_state(first, which))
    for column, number in (
        (first.plan_id, plan_id),
        (first.element_id, element_id),
        (first.link_id, link_id),
    ):
        if number:
            wanted = wanted.where(column == number)
    wanted = wanted.order_by(first.written_at.desc(), first.id.desc()).limit(size).offset((page - 1) * size)
    chosen = wanted.cte("wanted")
    ids = sa.select(chosen.c.id)
    query = _said(language).where(sa.or_(Comment.id.in_(ids), Comment.answers_id.in_(ids)))
    rows = session.execute(query.order_by(Comment.written_at, Comment.id)).all()
    named = _mentions(session, [row.id for row in rows], language)
    answers: defaultdict[int, list[Said]] = defaultdict(list)
    for row in rows:
        if row.answers_id is not None:
            answers[row.answers_id].append(_to_said(row, named))
    found = [
        Thread(
            to_subject(row), _to_said(row, named), tuple(answers[row.id]), row.resolved_at, row.resolver or ""
        )
        for row in rows
        if row.answers_id is None
    ]
    return found[::-1]


def said(session: Session, comment_id: int, language: str) -> Said | None:
    """One comment. Two queries."""
    row = session.execute(_said(language).where(Comment.id == comment_id)).one_or_none()
    return None if row is None else _to_said(row, _mentions(session, [comment_id], language))


def counts(session: Session, plan_id: int) -> dict[Which, int]:
    """How many threads of a plan there are in each list. One query."""
    first = aliased(Comment)
    row = session.execute(
        sa.select(
            *(
                sa.func.coalesce(sa.func.sum(sa.case((in_state(first, which), 1), else_=0)), 0)
                for which in Which
            )
        )
        .select_from(first)
        .where(first.plan_id == plan_id, first.answers_id.is_(None))
    ).one()
    return dict(zip(Which, row, strict=True))


def open_comments(session: Session, plan_id: int) -> OpenComments:
    """Open threads by what they are about. One query."""
    rows = session.execute(_open_comments(), {"plan_id": plan_id}).all()
    return OpenComments(
        sum(row.threads for row in rows),
        {row.element_id: row.threads for row in rows if row.element_id is not None},
        {row.link_id: row.threads for row in rows if row.link_id is not None},
    )


def around(session: Session, element_id: int, language: str) -> Around:
    """What is open on an element and on its links. One query."""
    rows = session.execute(_around(language), {"element_id": element_id}).all()
    links: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        if row.link_id is not None:
            links[row.link_id] += 1
    return Around(
        tuple(
            Opened(row.id, row.body, row.by or "", row.written_at, row.answers)
            for row in rows
            if row.link_id is None
        ),
        dict(links),
    )


# Statements that many pages send are built once.


@cache
def _open_comments() -> sa.Select[int | None, int | None, int]:
    return (
        sa.select(Comment.element_id, Comment.link_id, sa.func.count().label("threads"))
        .where(Comment.plan_id == sa.bindparam("plan_id"), Comment.answers_id.is_(None))
        .where(in_state(Comment, Which.OPEN))
        .group_by(Comment.element_id, Comment.link_id)
    )


@cache
def _around(language: str) -> sa.Select[Any]:
    element: sa.BindParameter[int] = sa.bindparam("element_id", type_=sa.Integer)
    answer = aliased(Comment)
    answers = (
        sa.select(sa.func.count())
        .select_from(answer)
        .where(answer.answers_id == Comment.id, answer.body != "")
        .correlate(Comment)
        .scalar_subquery()
    )
    links = sa.select(Link.id).where(sa.or_(Link.source_id == element, Link.target_id == element))
    return (
        sa.select(
            Comment.id,
            Comment.link_id,
            Comment.body,
            localised_column(User, language, "name").label("by"),
            Comment.written_at,
            answers.label("answers"),
        )
        .outerjoin(User, User.id == Comment.author_id)
        .where(
            Comment.answers_id.is_(None), sa.or_(Comment.element_id == element, Comment.link_id.in_(links))
        )
        .where(in_state(Comment, Which.OPEN))
        .order_by(Comment.written_at.desc(), Comment.id.desc())
        .limit(MOST)
    )


def _said(language: str) -> sa.Select[Any]:
    resolver = aliased(User)
    return (
        with_subject(language)
        .add_columns(
            Comment.id,
            Comment.answers_id,
            Comment.body,
            Comment.author_id,
            Comment.written_at,
            Comment.resolved_at,
            localised_column(User, language, "name").label("by"),
            localised_column(resolver, language, "name").label("resolver"),
        )
        .outerjoin(User, User.id == Comment.author_id)
        .outerjoin(resolver, resolver.id == Comment.resolved_by_id)
    )


def _mentions(session: Session, comment_ids: Sequence[int], language: str) -> defaultdict[int, list[Named]]:
    found: defaultdict[int, list[Named]] = defaultdict(list)
    if not comment_ids:
        return found
    name = localised_column(User, language, "name")
    rows = session.execute(
        sa.select(Mention.comment_id, User.id, name, Mention.seen_at.is_not(None))
        .join(User, User.id == Mention.user_id)
        .where(Mention.comment_id.in_(comment_ids))
        .order_by(name, User.id)
    )
    for comment_id, person_id, person, seen in rows:
        found[comment_id].append(Named(person_id, person, bool(seen)))
    return found


def _to_said(row: Any, named: dict[int, list[Named]]) -> Said:
    people = tuple(named.get(row.id, ()))
    return Said(row.id, row.body, row.by or "", row.author_id, row.written_at, people)
