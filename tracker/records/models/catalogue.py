"""The shared catalogue: the strategies that both organisations already have, and what they commit to."""

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import Relation


class CatalogueEntry(Tracked, Archivable, Base):
    """An existing strategy, policy or plan: never anything on identifiable persons. ``valid_until`` is its
    last day, None where it has no end.

    The columns ``searched_...`` hold the words of titles, commitments and note as searches look for them
    (``records.search_words``). They follow from the texts, so that the log leaves them out.
    """

    __tablename__ = "catalogue_entries"
    __table_args__ = (
        sa.UniqueConstraint("strategy_id", "code"),
        sa.CheckConstraint("valid_from <= valid_until", "period"),
        sa.Index("ix_catalogue_entries_valid_until", "valid_until"),
    )
    __untracked__: ClassVar[frozenset[str]] = Tracked.__untracked__ | {
        "searched_title",
        "searched_commitments",
        "searched_note",
    }

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    url: Mapped[str | None] = mapped_column(sa.String(2000))
    note: Mapped[LongText]
    retrieved_from: Mapped[LongText]
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    searched_title: Mapped[LongText]
    searched_commitments: Mapped[LongText]
    searched_note: Mapped[LongText]


sa.Index(
    "ix_catalogue_entries_search",
    sa.func.catalogue_vector(
        CatalogueEntry.searched_title, CatalogueEntry.searched_commitments, CatalogueEntry.searched_note
    ),
    postgresql_using="gin",
).ddl_if(dialect="postgresql")


class CatalogueGoal(Tracked, Base):
    __tablename__ = "catalogue_goals"
    __table_args__ = (sa.UniqueConstraint("catalogue_entry_id", "goal_id"),)

    catalogue_entry_id: Mapped[int] = mapped_column(sa.ForeignKey("catalogue_entries.id"))
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goals.id"), index=True)


class Commitment(Tracked, Archivable, Base):
    """What an existing strategy binds its owner to, in a sentence."""

    __tablename__ = "commitments"

    catalogue_entry_id: Mapped[int] = mapped_column(sa.ForeignKey("catalogue_entries.id"), index=True)
    sentence: Mapped[LongText]
    position: Mapped[int] = mapped_column(default=0, server_default="0")


class CommitmentLink(Tracked, Base):
    """How a commitment stands to an element of a plan."""

    __tablename__ = "commitment_links"
    __table_args__ = (
        sa.ForeignKeyConstraint(["element_id", "plan_id"], ["elements.id", "elements.plan_id"]),
        sa.UniqueConstraint("commitment_id", "element_id"),
        sa.Index("ix_commitment_links_element_id", "element_id"),
    )

    commitment_id: Mapped[int] = mapped_column(sa.ForeignKey("commitments.id"))
    plan_id: Mapped[int] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    element_id: Mapped[int] = mapped_column(sa.Integer)
    relation: Mapped[Relation] = mapped_column(choice(Relation, "relation"))
    note: Mapped[LongText]
