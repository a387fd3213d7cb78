"""What the workbench edits on elements and links: rows as they are stored, with their versions."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    Assumption,
    Finding,
    Indicator,
    IndicatorReading,
    LinkAssumption,
    LinkFinding,
    Milestone,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.link import AssumptionContents, AttachmentContents
from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.kinds import AssumptionState, EffectDirection, EvidenceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAssumption(AssumptionContents):
    id: int
    version: int
    plan_id: int
    code: str
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMilestone(MilestoneContents):
    id: int
    version: int
    plan_id: int
    code: str
    due: date
    baseline_due: date
    done_on: date | None
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredIndicator(IndicatorContents):
    id: int
    version: int
    plan_id: int
    code: str
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAttachment(AttachmentContents):
    """A finding on a link, with what the register says of it."""

    id: int
    version: int
    plan_id: int
    link_id: int
    finding_id: int
    citation: str
    effect: str
    sentence: str
    direction: EffectDirection
    level: EvidenceLevel


def stored_assumption(session: Session, assumption_id: int) -> StoredAssumption | None:
    """One query."""
    found = _rows(session, _stored(Assumption, StoredAssumption, Assumption.id == assumption_id))
    return StoredAssumption(**found[0]) if found else None


def stored_milestone(session: Session, milestone_id: int) -> StoredMilestone | None:
    """One query."""
    found = _rows(session, _stored(Milestone, StoredMilestone, Milestone.id == milestone_id))
    return StoredMilestone(**found[0]) if found else None


def stored_indicator(session: Session, indicator_id: int) -> StoredIndicator | None:
    """One query."""
    found = _rows(session, _stored(Indicator, StoredIndicator, Indicator.id == indicator_id))
    return StoredIndicator(**found[0]) if found else None


def stored_attachment(session: Session, attachment_id: int) -> StoredAttachment | None:
    """One query."""
    found = _rows(session, _attached(LinkFinding.id == attachment_id))
    return StoredAttachment(**found[0]) if found else None


def milestones_of(session: Session, element_id: int) -> list[StoredMilestone]:
    """An element's milestones by due date, archived ones among them. One query."""
    query = _stored(Milestone, StoredMilestone, Milestone.element_id == element_id)
    return [StoredMilestone(**row) for row in _rows(session, query.order_by(Milestone.due, Milestone.id))]


def indicators_of(session: Session, element_id: int) -> list[StoredIndicator]:
    """An element's indicators in their order, archived ones among them. One query."""
    query = _stored(Indicator, StoredIndicator, Indicator.element_id == element_id)
    return [
        StoredIndicator(**row) for row in _rows(session, query.order_by(Indicator.position, Indicator.id))
    ]


def assumptions_under(session: Session, link_id: int) -> list[StoredAssumption]:
    """The assumptions that a link relies on, without archived ones. One query."""
    query = _stored(Assumption, StoredAssumption, Assumption.archived_at.is_(None))
    query = query.join(LinkAssumption, LinkAssumption.assumption_id == Assumption.id)
    query = query.where(LinkAssumption.link_id == link_id)
    return [
        StoredAssumption(**row) for row in _rows(session, query.order_by(Assumption.position, Assumption.id))
    ]


def attachments_of(session: Session, link_id: int) -> list[StoredAttachment]:
    """The findings on a link, without those that the register has archived. One query."""
    query = _attached(LinkFinding.link_id == link_id, Finding.archived_at.is_(None))
    return [StoredAttachment(**row) for row in _rows(session, query.order_by(LinkFinding.id))]


def links_of_assumption(session: Session, assumption_id: int) -> list[int]:
    """The numbers of the links that an assumption lies under, archived ones among them. One query."""
    query = sa.select(LinkAssumption.link_id).where(LinkAssumption.assumption_id == assumption_id)
    return list(session.scalars(query.order_by(LinkAssumption.id)))


def count_readings(session: Session, indicator_id: int) -> int:
    """One query."""
    query = sa.select(sa.func.count()).where(IndicatorReading.indicator_id == indicator_id)
    return session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """``owner`` is a name, ``links`` the numbers of the links that it lies under."""

    id: int
    code: str
    title: str
    state: AssumptionState
    critical: bool
    test: str
    owner: str
    review_on: date | None
    archived: bool
    links: tuple[int, ...]


def assumptions_of_plan(session: Session, plan_id: int, language: str) -> list[AssumptionRow]:
    """A plan's assumptions in their order, archived ones among them. Two queries."""
    places: dict[int, list[int]] = {}
    for assumption_id, link_id in session.execute(
        sa.select(LinkAssumption.assumption_id, LinkAssumption.link_id)
        .where(LinkAssumption.plan_id == plan_id)
        .order_by(LinkAssumption.link_id)
    ):
        places.setdefault(assumption_id, []).append(link_id)
    found = session.execute(
        sa.select(
            Assumption.id,
            Assumption.code,
            localised_column(Assumption, language),
            Assumption.state,
            Assumption.critical,
            Assumption.test,
            sa.func.coalesce(localised_column(User, language, "name"), ""),
            Assumption.review_on,
            Assumption.archived_at.is_not(None),
        )
        .outerjoin(User, User.id == Assumption.owner_id)
        .where(Assumption.plan_id == plan_id)
        .order_by(Assumption.position, Assumption.id)
    )
    return [AssumptionRow(*row, links=tuple(places.get(row[0], ()))) for row in found]


def other_assumptions(session: Session, plan_id: int, link_id: int, language: str) -> list[tuple[int, str]]:
    """(number, text) of the plan's assumptions that do not lie under a link. One query."""
    lies = sa.exists().where(LinkAssumption.assumption_id == Assumption.id, LinkAssumption.link_id == link_id)
    found = session.execute(
        sa.select(Assumption.id, localised_column(Assumption, language))
        .where(Assumption.plan_id == plan_id, Assumption.archived_at.is_(None), ~lies)
        .order_by(Assumption.position, Assumption.id)
    )
    return [(number, text) for number, text in found]


@dataclass(frozen=True, slots=True)
class LibraryFinding:
    id: int
    citation: str
    effect: str
    direction: EffectDirection
    level: EvidenceLevel


def other_findings(session: Session, link_id: int) -> list[LibraryFinding]:
    """The findings of the register that are not on a link, by the effect that they are about. One query."""
    used = sa.exists().where(LinkFinding.finding_id == Finding.id, LinkFinding.link_id == link_id)
    found = session.execute(
        sa.select(Finding.id, Finding.citation, Finding.effect, Finding.direction, Finding.level)
        .where(Finding.archived_at.is_(None), ~used)
        .order_by(Finding.effect, Finding.level.desc(), Finding.citation, Finding.id)
    )
    return [LibraryFinding(*row) for row in found]


def person_choices(session: Session, language: str, keep: int | None) -> list[tuple[int, str]]:
    """(number, name) of people who can look after something: one whose account is closed only where ``keep``
    is theirs. One query."""
    name = localised_column(User, language, "name")
    found = session.execute(
        sa.select(User.id, name)
        .where(sa.or_(User.deactivated_at.is_(None), User.id == keep))
        .order_by(name, User.id)
    )
    return [(number, text) for number, text in found]


def _rows(session: Session, query: "sa.Select[*tuple[Any, ...]]") -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


def _stored(model: Any, shape: type, *where: sa.ColumnElement[bool]) -> "sa.Select[*tuple[Any, ...]]":
    """The columns that ``shape`` has fields for."""
    names = [field.name for field in fields(shape) if field.name != "archived"]
    archived = model.archived_at.is_not(None).label("archived")
    return sa.select(*(getattr(model, name) for name in names), archived).where(*where)


def _attached(*where: sa.ColumnElement[bool]) -> "sa.Select[*tuple[Any, ...]]":
    return (
        sa.select(
            LinkFinding.id,
            LinkFinding.version,
            LinkFinding.plan_id,
            LinkFinding.link_id,
            LinkFinding.finding_id,
            LinkFinding.directness,
            LinkFinding.note,
            Finding.citation,
            Finding.effect,
            Finding.sentence,
            Finding.direction,
            Finding.level,
        )
        .join(Finding, Finding.id == LinkFinding.finding_id)
        .where(*where)
    )
