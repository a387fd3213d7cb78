"""Documentation: one piece of it, and all that a thing has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Document,
    Element,
    Goal,
    Indicator,
    IndicatorReading,
    Milestone,
    Plan,
    StatusReport,
    User,
)
from tracker.records.queries.follow_up.reporting import Place
from tracker.records.queries.localised import localised_column
from tracker.records.queries.plans.element_trail import DocumentLink


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document with the columns that serve its file. ``holder`` names the column of what it belongs to
    (``element_id``, ``report_id``, ``milestone_id`` or ``reading_id``), ``holder_id`` its row."""

    link: DocumentLink
    version: int
    stored_as: str | None
    sha256: str | None
    withdrawn_at: datetime | None
    holder: str
    holder_id: int


@dataclass(frozen=True, slots=True)
class Documented:
    """What documentation belongs to, with its place. ``title`` is that of the element, milestone or
    indicator; ``on`` the day of a report or a reading, or on which a milestone was done. ``documents`` are
    the newest first."""

    holder: str
    holder_id: int
    place: Place
    title: str
    on: date | None
    documents: tuple[StoredDocument, ...]

    @property
    def live(self) -> tuple[StoredDocument, ...]:
        return tuple(one for one in self.documents if one.withdrawn_at is None)

    @property
    def withdrawn(self) -> tuple[StoredDocument, ...]:
        return tuple(one for one in self.documents if one.withdrawn_at is not None)


HOLDER_IDS = ("element_id", "report_id", "milestone_id", "reading_id")


def stored_document(session: Session, document_id: int, language: str) -> StoredDocument | None:
    """One document, withdrawn ones too; None where it is not there. One query."""
    row = session.execute(_rows(language).where(Document.id == document_id)).one_or_none()
    return None if row is None else _stored(row)


def documented(session: Session, holder: str, holder_id: int, language: str) -> Documented | None:
    """A thing with its documentation; None where it, or what it stands on, is not there or archived.
    Two queries."""
    row = session.execute(_things(holder, language).where(_KEYS[holder] == holder_id)).one_or_none()
    if row is None:
        return None
    of_it: Any = getattr(Document, holder)
    found = session.execute(_rows(language).where(of_it == holder_id))
    newest_first = sorted(found.all(), key=lambda one: (one.dated_on, one.id), reverse=True)
    place = Place(row.element_id, row.element, row.kind, row.plan_id, row.plan_code, row.plan)
    return Documented(
        holder, holder_id, place, row.title, row.on_day, tuple(_stored(one) for one in newest_first)
    )


def documents_of_plan(session: Session, plan_id: int, language: str) -> dict[int, tuple[DocumentLink, ...]]:
    """Live documentation of a plan by element: its own, and that of its reports, milestones and readings;
    the newest first. One query."""
    reading, report, milestone = aliased(IndicatorReading), aliased(StatusReport), aliased(Milestone)
    element: sa.ColumnElement[int] = sa.func.coalesce(
        Document.element_id, report.element_id, milestone.element_id, Indicator.element_id
    )
    rows = session.execute(
        _rows(language)
        .add_columns(element.label("of_element"))
        .outerjoin(report, report.id == Document.report_id)
        .outerjoin(milestone, milestone.id == Document.milestone_id)
        .outerjoin(reading, reading.id == Document.reading_id)
        .outerjoin(Indicator, Indicator.id == reading.indicator_id)
        .where(Document.plan_id == plan_id, Document.archived_at.is_(None))
        .order_by(Document.dated_on.desc(), Document.id.desc())
    )
    found: dict[int, tuple[DocumentLink, ...]] = {}
    for row in rows:
        found[row.of_element] = (*found.get(row.of_element, ()), _link(row))
    return found


def room_taken(session: Session, plan_id: int) -> int:
    """Bytes that the files of a plan take, withdrawn ones included. One query."""
    query = sa.select(sa.func.coalesce(sa.func.sum(Document.size), 0)).where(Document.plan_id == plan_id)
    return int(session.scalar(query) or 0)


_KEYS: dict[str, Any] = {
    "element_id": Element.id,
    "report_id": StatusReport.id,
    "milestone_id": Milestone.id,
    "reading_id": IndicatorReading.id,
}


def _things(holder: str, language: str) -> sa.Select[Any]:
    # A goal element is called as the strategy calls the goal.
    element = sa.func.coalesce(localised_column(Goal, language), localised_column(Element, language))
    title, on_day = {
        "element_id": (element, sa.type_coerce(sa.null(), sa.Date())),
        "report_id": (element, StatusReport.reported_on),
        "milestone_id": (localised_column(Milestone, language), Milestone.done_on),
        "reading_id": (localised_column(Indicator, language), IndicatorReading.read_on),
    }[holder]
    columns: list[Any] = [
        Element.id.label("element_id"),
        element.label("element"),
        Element.kind.label("kind"),
        Plan.id.label("plan_id"),
        Plan.code.label("plan_code"),
        localised_column(Plan, language).label("plan"),
        title.label("title"),
        on_day.label("on_day"),
    ]
    query = (
        sa.select(*columns)
        .select_from(Element)
        .join(Plan, Plan.id == Element.plan_id)
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .where(Element.archived_at.is_(None))
    )
    match holder:
        case "report_id":
            return query.join(StatusReport, StatusReport.element_id == Element.id)
        case "milestone_id":
            query = query.join(Milestone, Milestone.element_id == Element.id)
            return query.where(Milestone.archived_at.is_(None))
        case "reading_id":
            query = query.join(Indicator, Indicator.element_id == Element.id)
            query = query.join(IndicatorReading, IndicatorReading.indicator_id == Indicator.id)
            return query.where(Indicator.archived_at.is_(None))
    return query


def _rows(language: str) -> sa.Select[Any]:
    columns: list[Any] = [
        Document.id,
        Document.version,
        Document.title,
        Document.url,
        Document.file_name,
        Document.media_type,
        Document.size,
        Document.stored_as,
        Document.sha256,
        Document.dated_on,
        Document.archived_at,
        *(getattr(Document, name) for name in HOLDER_IDS),
        sa.func.coalesce(localised_column(User, language, "name"), "").label("by"),
    ]
    return sa.select(*columns).select_from(Document).outerjoin(User, User.id == Document.added_by_id)


def _stored(row: sa.Row[Any]) -> StoredDocument:
    holder = next(name for name in HOLDER_IDS if getattr(row, name) is not None)
    return StoredDocument(
        _link(row), row.version, row.stored_as, row.sha256, row.archived_at, holder, getattr(row, holder)
    )


def _link(row: sa.Row[Any]) -> DocumentLink:
    return DocumentLink(
        row.id, row.title, row.url, row.file_name, row.media_type, row.size, row.dated_on, row.by
    )
