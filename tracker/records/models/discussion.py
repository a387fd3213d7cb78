"""What people say of a plan, and what they propose to change in it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Base, LongText, Tracked, choice
from tracker.theory.kinds import ProposalState


class Comment(Tracked, Base):
    """Said of one element or of one link. ``answers_id`` is the comment that it answers; only a comment
    that answers none is resolved, and its answers with it. One that was withdrawn has an empty ``body``."""

    __tablename__ = "comments"
    __table_args__ = (
        sa.ForeignKeyConstraint(["element_id", "plan_id"], ["elements.id", "elements.plan_id"]),
        sa.CheckConstraint("(element_id IS NULL) <> (link_id IS NULL)", "of_one_thing"),
        sa.Index("ix_comments_element_id", "element_id"),
    )

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    element_id: Mapped[int | None] = mapped_column(sa.Integer)
    link_id: Mapped[int | None] = mapped_column(sa.ForeignKey("links.id"), index=True)
    answers_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id"), index=True)
    body: Mapped[LongText]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    written_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class Mention(Tracked, Base):
    """A person who is asked to look at a comment; it stands in their work list until ``seen_at``, or until
    the comment is resolved.

    That somebody has read something changes nothing in the plan: ``seen_at`` is no event, and gives the
    plan no new edition.
    """

    __tablename__ = "mentions"
    __untracked__ = Tracked.__untracked__ | {"seen_at"}
    __table_args__ = (sa.UniqueConstraint("comment_id", "user_id"),)

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comments.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"), index=True)
    seen_at: Mapped[datetime | None]


class Proposal(Tracked, Base):
    """A change that its author may not make alone: the planning group accepts it or returns it.

    ``changes`` holds what the change would write, in the form of the event log (``replay.LoggedChange``):
    rows that it would make have negative numbers. ``verb`` names what was done, ``revision`` the plan's
    edition that the author saw.
    """

    __tablename__ = "proposals"

    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    made_at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(sa.String(60))
    why: Mapped[LongText]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    revision: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(choice(ProposalState, "state"), default=ProposalState.OPEN)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    answer: Mapped[LongText]
