"""What is known of the things around an element: sources of findings, carers of assumptions, who entered and
documented what."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Assumption,
    Document,
    Finding,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    StatusReport,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.pathway import Id

NO_TEXT: Any = sa.type_coerce(sa.null(), sa.Text())
NO_NUMBER: Any = sa.type_coerce(sa.null(), sa.Integer())
NO_DAY: Any = sa.type_coerce(sa.null(), sa.Date())


@dataclass(frozen=True, slots=True)
class FindingSource:
    """Where one attached finding comes from, and what was noted when it was attached."""

    design: str
    doi: str | None
    url: str | None
    studies: int | None
    review_by: date | None
    note: str


@dataclass(frozen=True, slots=True)
class AssumptionCare:
    """Who looks after an assumption, and when it is reviewed."""

    owner: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the links of an element rest on: findings by (link, finding), assumptions by id."""

    findings: dict[tuple[Id, Id], FindingSource]
    assumptions: dict[Id, AssumptionCare]


@dataclass(frozen=True, slots=True)
class Entered:
    """A reading's number and source, and who entered it."""

    id: int
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """Documentation: an address (``url``), or a file of ``size`` bytes; ``by`` may be empty."""

    id: int
    title: str
    url: str | None
    file_name: str | None
    media_type: str | None
    size: int | None
    dated_on: date
    by: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What was entered about an element: readings by (indicator, day); documentation of the element itself,
    by report, by milestone, and by (indicator, day) of the reading that it proves; the newest first."""

    readings: dict[tuple[Id, date], Entered]
    of_element: tuple[DocumentLink, ...]
    of_report: dict[int, tuple[DocumentLink, ...]]
    of_milestone: dict[Id, tuple[DocumentLink, ...]]
    of_reading: dict[tuple[Id, date], tuple[DocumentLink, ...]]


def ground(session: Session, element_id: int, language: str) -> Ground:
    """What is known of the findings and assumptions on the links into and out of an element. One query."""
    links = (
        sa.select(Link.id)
        .where(sa.or_(Link.source_id == element_id, Link.target_id == element_id))
        .where(Link.archived_at.is_(None))
    )
    findings = (
        sa.select(
            LinkFinding.link_id,
            Finding.id.label("finding_id"),
            NO_NUMBER.label("assumption_id"),
            Finding.design.label("text"),
            Finding.doi,
            Finding.url,
            Finding.studies,
            Finding.review_by.label("day"),
            LinkFinding.note,
        )
        .join(Finding, Finding.id == LinkFinding.finding_id)
        .where(LinkFinding.link_id.in_(links))
    )
    assumptions = (
        sa.select(
            LinkAssumption.link_id,
            NO_NUMBER,
            Assumption.id,
            _person(language),
            NO_TEXT,
            NO_TEXT,
            NO_NUMBER,
            Assumption.review_on,
            sa.literal(""),
        )
        .join(Assumption, Assumption.id == LinkAssumption.assumption_id)
        .outerjoin(User, User.id == Assumption.owner_id)
        .where(LinkAssumption.link_id.in_(links))
    )
    rows = session.execute(findings.union_all(assumptions)).all()
    return Ground(
        {
            (row.link_id, row.finding_id): FindingSource(
                row.text, row.doi, row.url, row.studies, row.day, row.note
            )
            for row in rows
            if row.finding_id is not None
        },
        {
            row.assumption_id: AssumptionCare(row.text or "", row.day)
            for row in rows
            if row.assumption_id is not None
        },
    )


def trail(session: Session, element_id: int, language: str) -> Trail:
    """Readings and documentation of one element, its reports, milestones and indicators. One query."""
    query = _readings(element_id, language).union_all(_documents(element_id, language))
    rows = sorted(
        session.execute(query).all(), key=lambda row: (row.dated_on or date.min, row.id), reverse=True
    )
    entered = {
        (row.holder_id, row.read_on): Entered(row.id, row.text, row.person or "")
        for row in rows
        if row.what == "reading"
    }
    return _trail(entered, [row for row in rows if row.what != "reading"])


def _readings(element_id: int, language: str) -> "sa.Select[*tuple[Any, ...]]":
    return (
        sa.select(
            sa.literal("reading").label("what"),
            IndicatorReading.id,
            IndicatorReading.indicator_id.label("holder_id"),
            IndicatorReading.read_on.label("read_on"),
            IndicatorReading.source.label("text"),
            NO_NUMBER.label("report_id"),
            NO_TEXT.label("url"),
            NO_TEXT.label("file_name"),
            NO_TEXT.label("media_type"),
            NO_NUMBER.label("size"),
            NO_DAY.label("dated_on"),
            _person(language).label("person"),
        )
        .join(Indicator, Indicator.id == IndicatorReading.indicator_id)
        .outerjoin(User, User.id == IndicatorReading.entered_by_id)
        .where(Indicator.element_id == element_id)
    )


def _documents(element_id: int, language: str) -> "sa.Select[*tuple[Any, ...]]":
    own_milestones = sa.select(Milestone.id).where(Milestone.element_id == element_id)
    own_reports = sa.select(StatusReport.id).where(StatusReport.element_id == element_id)
    holder = aliased(IndicatorReading)
    return (
        sa.select(
            sa.literal("document"),
            Document.id,
            sa.func.coalesce(Document.milestone_id, holder.indicator_id),
            holder.read_on,
            Document.title,
            Document.report_id,
            Document.url,
            Document.file_name,
            Document.media_type,
            Document.size,
            Document.dated_on,
            _person(language),
        )
        .outerjoin(holder, holder.id == Document.reading_id)
        .outerjoin(Indicator, Indicator.id == holder.indicator_id)
        .outerjoin(User, User.id == Document.added_by_id)
        .where(Document.archived_at.is_(None))
        .where(
            sa.or_(
                Document.element_id == element_id,
                Document.report_id.in_(own_reports),
                Document.milestone_id.in_(own_milestones),
                Indicator.element_id == element_id,
            )
        )
    )


def _trail(entered: dict[tuple[Id, date], Entered], documents: Sequence[sa.Row[Any]]) -> Trail:
    """The documents by what each is about."""
    of_element: list[DocumentLink] = []
    of_report: defaultdict[int, list[DocumentLink]] = defaultdict(list)
    of_milestone: defaultdict[Id, list[DocumentLink]] = defaultdict(list)
    of_reading: defaultdict[tuple[Id, date], list[DocumentLink]] = defaultdict(list)
    for row in documents:
        document = DocumentLink(
            row.id,
            row.text,
            row.url,
            row.file_name,
            row.media_type,
            row.size,
            row.dated_on,
            row.person or "",
        )
        if row.report_id is not None:
            of_report[row.report_id].append(document)
        elif row.holder_id is None:
            of_element.append(document)
        elif row.read_on is None:
            of_milestone[row.holder_id].append(document)
        else:
            of_reading[row.holder_id, row.read_on].append(document)
    return Trail(
        entered,
        tuple(of_element),
        {report: tuple(found) for report, found in of_report.items()},
        {milestone: tuple(found) for milestone, found in of_milestone.items()},
        {reading: tuple(found) for reading, found in of_reading.items()},
    )


def _person(language: str) -> Any:
    return localised_column(User, language, "name")
