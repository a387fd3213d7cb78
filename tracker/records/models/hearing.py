"""Cases with their documents, and the hearings of committees."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Archivable, Base, Code, LongText, OptionalTitle, Title, Tracked, choice
from tracker.theory.kinds import CaseDocumentKind, HearingOutcome


class Case(Tracked, Archivable, Base):
    """A case of the municipality; ``code`` is its number in the journal. ``origin`` is what it began with,
    ``deliverable`` what has to come of it, and by when."""

    __tablename__ = "cases"
    __table_args__ = (sa.UniqueConstraint("strategy_id", "code"),)

    strategy_id: Mapped[int] = mapped_column(sa.ForeignKey("strategies.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    origin: Mapped[LongText]
    origin_on: Mapped[date | None]
    deliverable: Mapped[LongText]
    deliverable_due: Mapped[date | None]
    delivered_on: Mapped[date | None]
    illustrative: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class Hearing(Tracked, Base):
    """Opened on documents of the case, or on a plan as it was at ``plan_revision`` (the number of its latest
    event then). ``decided_by_id`` is the organisation that sent it out.

    A closed hearing has a ``summary``.
    """

    __tablename__ = "hearings"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "code"),
        sa.CheckConstraint("(plan_id IS NULL) = (plan_revision IS NULL)", "plan_is_frozen"),
        sa.CheckConstraint("opened_on <= deadline", "dates_ascend"),
    )

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"))
    code: Mapped[Code]
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    plan_revision: Mapped[int | None]
    opened_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    agenda_item: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    deadline: Mapped[date]
    note: Mapped[LongText]
    closed_on: Mapped[date | None]
    closed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    summary: Mapped[LongText]


class HearingRecipient(Tracked, Base):
    """Who is heard, and the one reply: without an ``outcome`` there is none. ``decision`` is verbatim."""

    __tablename__ = "hearing_recipients"
    __table_args__ = (
        sa.UniqueConstraint("hearing_id", "organisation_id"),
        sa.CheckConstraint("(outcome IS NULL) = (met_on IS NULL)", "reply_is_whole"),
    )

    hearing_id: Mapped[int] = mapped_column(sa.ForeignKey("hearings.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    met_on: Mapped[date | None]
    agenda_item: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    outcome: Mapped[HearingOutcome | None] = mapped_column(choice(HearingOutcome, "outcome"))
    decision: Mapped[LongText]
    decision_en: Mapped[LongText]
    recorded_at: Mapped[datetime | None]
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)


class ReplyPoint(Tracked, Archivable, Base):
    """One point of a decision: the plan or element that it changes, and what was ``done`` about it."""

    __tablename__ = "reply_points"
    __table_args__ = (
        sa.ForeignKeyConstraint(["element_id", "plan_id"], ["elements.id", "elements.plan_id"]),
        sa.CheckConstraint("element_id IS NULL OR plan_id IS NOT NULL", "element_of_plan"),
        sa.Index("ix_reply_points_element_id", "element_id"),
    )

    recipient_id: Mapped[int] = mapped_column(sa.ForeignKey("hearing_recipients.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    quote: Mapped[LongText]
    plan_id: Mapped[int | None] = mapped_column(sa.ForeignKey("plans.id"), index=True)
    element_id: Mapped[int | None] = mapped_column(sa.Integer)
    done: Mapped[LongText]
    done_on: Mapped[date | None]


class CaseDocument(Tracked, Archivable, Base):
    """A document of the case, or an attachment of one recipient's reply. It is an address, a file in the
    store (as in ``Document``), or, where it lies in the journal only, neither."""

    __tablename__ = "case_documents"
    __table_args__ = (sa.CheckConstraint("url IS NULL OR stored_as IS NULL", "address_or_file"),)

    case_id: Mapped[int] = mapped_column(sa.ForeignKey("cases.id"), index=True)
    recipient_id: Mapped[int | None] = mapped_column(sa.ForeignKey("hearing_recipients.id"), index=True)
    kind: Mapped[CaseDocumentKind] = mapped_column(
        choice(CaseDocumentKind, "kind"), default=CaseDocumentKind.OTHER
    )
    title: Mapped[Title]
    title_en: Mapped[OptionalTitle]
    url: Mapped[str | None] = mapped_column(sa.String(2000))
    stored_as: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    file_name: Mapped[str | None] = mapped_column(sa.String(255))
    media_type: Mapped[str | None] = mapped_column(sa.String(100))
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    dated_on: Mapped[date | None]
    added_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"), index=True)
    added_at: Mapped[datetime]


class HearingDocument(Tracked, Base):
    """A document of the case that is heard."""

    __tablename__ = "hearing_documents"
    __table_args__ = (sa.UniqueConstraint("hearing_id", "document_id"),)

    hearing_id: Mapped[int] = mapped_column(sa.ForeignKey("hearings.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("case_documents.id"), index=True)
