"""Whose history: the events of a plan, of an element, of a milestone, of an indicator, and what these are
called."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    CaseDocument,
    Comment,
    Disaggregation,
    Document,
    Element,
    Event,
    HearingDocument,
    HearingRecipient,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Mention,
    Milestone,
    Operation,
    Plan,
    ReadingPart,
    StatusReport,
)
from tracker.records.queries.localised import localised_column

Condition = sa.ColumnElement[bool]

NAMED: dict[str, Any] = {
    "plans": Plan,
    "elements": Element,
    "milestones": Milestone,
    "indicators": Indicator,
}
"""What has a history of its own, by its table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``code``, ``title`` and ``archived`` are the thing's own. A milestone and an indicator name their
    element, an element itself, a plan none."""

    code: str
    title: str
    archived: bool
    plan_id: int
    plan_code: str
    plan_title: str
    element_id: int | None
    element_title: str | None


def heading(session: Session, model: str, row_id: int, language: str) -> Heading:
    """The names of a plan, element, milestone or indicator that is known to be there; ``model`` is its table.
    One query."""
    thing: Any = NAMED[model]
    element_id: Any = sa.null()
    element_title: Any = sa.null()
    query = sa.select(thing)
    if thing is not Plan:
        element_id, element_title = Element.id, localised_column(Element, language)
        query = query.join(Plan, Plan.id == thing.plan_id)
    if thing in (Milestone, Indicator):
        query = query.join(Element, Element.id == thing.element_id)
    row = session.execute(
        query.where(thing.id == row_id).with_only_columns(
            thing.code,
            localised_column(thing, language),
            thing.archived_at.is_not(None),
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
            element_id,
            element_title,
        )
    ).one()
    return Heading(*row)


def of_plan(plan_id: int) -> Condition:
    """Events of a plan and of everything in it."""
    return Event.plan_id == plan_id


def of_element(plan_id: int, element_id: int) -> Condition:
    """Events of an element and of what hangs on it: reports, milestones, indicators, links, documents."""

    def rows(model: Any, *where: Condition) -> "sa.Select[tuple[int]]":
        return sa.select(model.id).where(*where)

    milestones = rows(Milestone, Milestone.element_id == element_id)
    indicators = rows(Indicator, Indicator.element_id == element_id)
    readings = rows(IndicatorReading, IndicatorReading.indicator_id.in_(indicators))
    links = rows(Link, sa.or_(Link.source_id == element_id, Link.target_id == element_id))
    reports = rows(StatusReport, StatusReport.element_id == element_id)
    documents = rows(
        Document,
        sa.or_(
            Document.element_id == element_id,
            Document.report_id.in_(reports),
            Document.milestone_id.in_(milestones),
            Document.reading_id.in_(readings),
        ),
    )
    comments = rows(Comment, sa.or_(Comment.element_id == element_id, Comment.link_id.in_(links)))
    found = {
        "elements": [element_id],
        "status_reports": reports,
        "milestones": milestones,
        "indicators": indicators,
        "readings": readings,
        "disaggregations": rows(Disaggregation, Disaggregation.indicator_id.in_(indicators)),
        "reading_parts": rows(ReadingPart, ReadingPart.reading_id.in_(readings)),
        "links": links,
        "link_findings": rows(LinkFinding, LinkFinding.link_id.in_(links)),
        "link_assumptions": rows(LinkAssumption, LinkAssumption.link_id.in_(links)),
        "documents": documents,
        "comments": comments,
        "mentions": rows(Mention, Mention.comment_id.in_(comments)),
    }
    # A row that was taken off a link is gone; its event still names the link.
    taken_off = sa.and_(
        Event.entity.in_(["link_findings", "link_assumptions"]),
        Event.operation == Operation.DELETE,
        Event.before["link_id"].as_integer().in_(links),
    )
    return sa.and_(
        Event.plan_id == plan_id, sa.or_(*_rows(found), taken_off, *_gone_parts(indicators, readings))
    )


def of_milestone(plan_id: int, milestone_id: int) -> Condition:
    """Events of a milestone and its documentation."""
    documents = sa.select(Document.id).where(Document.milestone_id == milestone_id)
    found = {"milestones": [milestone_id], "documents": documents}
    return sa.and_(Event.plan_id == plan_id, sa.or_(*_rows(found)))


def of_indicator(plan_id: int, indicator_id: int) -> Condition:
    """Events of an indicator, its readings, their parts and their documentation."""
    readings = sa.select(IndicatorReading.id).where(IndicatorReading.indicator_id == indicator_id)
    found = {
        "indicators": [indicator_id],
        "readings": readings,
        "disaggregations": sa.select(Disaggregation.id).where(Disaggregation.indicator_id == indicator_id),
        "reading_parts": sa.select(ReadingPart.id).where(ReadingPart.reading_id.in_(readings)),
        "documents": sa.select(Document.id).where(Document.reading_id.in_(readings)),
    }
    gone = _gone_parts([indicator_id], readings)
    return sa.and_(Event.plan_id == plan_id, sa.or_(*_rows(found), *gone))


def of_hearing(hearing_id: int) -> Condition:
    """Events of a hearing, the documents that it is on and its recipients, also those who were taken off."""
    recipients = sa.select(HearingRecipient.id).where(HearingRecipient.hearing_id == hearing_id)
    heard_on = sa.select(HearingDocument.id).where(HearingDocument.hearing_id == hearing_id)
    found = {"hearings": [hearing_id], "hearing_recipients": recipients, "hearing_documents": heard_on}
    taken_off = sa.and_(
        Event.entity == "hearing_recipients",
        Event.operation == Operation.DELETE,
        Event.before["hearing_id"].as_integer() == hearing_id,
    )
    return sa.or_(*_rows(found), taken_off)


def of_recipient(recipient_id: int) -> Condition:
    """Events of a recipient's reply and its attachments."""
    attached = sa.select(CaseDocument.id).where(CaseDocument.recipient_id == recipient_id)
    return sa.or_(*_rows({"hearing_recipients": [recipient_id], "case_documents": attached}))


def _gone_parts(indicators: Any, readings: Any) -> tuple[Condition, ...]:
    """Breakdowns and parts that were removed: their events still name the indicator or the reading."""
    return tuple(
        sa.and_(
            Event.entity == entity,
            Event.operation == Operation.DELETE,
            Event.before[column].as_integer().in_(holders),
        )
        for entity, column, holders in (
            ("disaggregations", "indicator_id", indicators),
            ("reading_parts", "reading_id", readings),
        )
    )


def _rows(found: dict[str, Any]) -> Iterator[Condition]:
    return (sa.and_(Event.entity == entity, Event.entity_id.in_(ids)) for entity, ids in found.items())
