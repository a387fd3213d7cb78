"""Hearings, their recipients, and who has not answered. One on a plan is for those who see that plan."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Case, Hearing, HearingRecipient, Organisation, Plan, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER, visible_hearings
from tracker.records.viewer import Viewer
from tracker.theory.kinds import HearingOutcome

PAGE_SIZE = 25
MOST_CHOICES = 200


class HearingSelection(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """``organisation`` is heard and has not answered; None leaves a filter out."""

    selection: HearingSelection = HearingSelection.ALL
    organisation: int | None = None
    case: int | None = None
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class HeardPlan:
    """The plan that a hearing is on, by its names of today, and the number of the event it is frozen at."""

    id: int
    code: str
    title: str
    revision: int


@dataclass(frozen=True, slots=True)
class HearingRow:
    id: int
    version: int
    code: str
    title: str
    case_id: int
    case_code: str
    case_title: str
    illustrative: bool
    opened_on: date
    decided_by: str
    agenda_item: str
    deadline: date
    note: str
    closed_on: date | None
    closed_by: str
    summary: str
    plan: HeardPlan | None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """Without an ``outcome`` there is no reply. ``recorded_by`` is empty where a file said so."""

    id: int
    version: int
    hearing_id: int
    organisation_id: int
    organisation: str
    met_on: date | None
    agenda_item: str
    outcome: HearingOutcome | None
    decision: str
    decision_en: str
    recorded_at: datetime | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A recipient of an open hearing who has not answered."""

    recipient_id: int
    organisation: str
    hearing_id: int
    hearing_code: str
    hearing_title: str
    deadline: date


def count(session: Session, viewer: Viewer, filters: Filters) -> int:
    """One query."""
    return int(session.scalar(_filtered(sa.select(sa.func.count(Hearing.id)), viewer, filters)) or 0)


def hearings(
    session: Session,
    viewer: Viewer,
    filters: Filters,
    language: str,
    *,
    page: int = 1,
    limit: int | None = PAGE_SIZE,
) -> list[HearingRow]:
    """Open ones first, the latest opened before the others. One query."""
    query = _filtered(_hearings(language), viewer, filters)
    query = query.order_by(Hearing.closed_on.is_not(None), Hearing.opened_on.desc(), Hearing.id.desc())
    if limit is not None:
        query = query.limit(limit).offset((page - 1) * limit)
    return [_hearing(row) for row in session.execute(query)]


def hearing(session: Session, viewer: Viewer, hearing_id: int, language: str) -> HearingRow | None:
    """None where it is not there or not theirs to see. One query."""
    if hearing_id > LARGEST_NUMBER:
        return None
    query = _hearings(language).where(Hearing.id == hearing_id, visible_hearings(viewer))
    row = session.execute(query).one_or_none()
    return None if row is None else _hearing(row)


def recipients(
    session: Session, hearing_ids: Iterable[int], language: str
) -> dict[int, tuple[RecipientRow, ...]]:
    """Those of each hearing, in their order. One query."""
    query = _recipients(language).where(HearingRecipient.hearing_id.in_(sorted(hearing_ids)))
    found: defaultdict[int, list[RecipientRow]] = defaultdict(list)
    for row in session.execute(query.order_by(HearingRecipient.position, HearingRecipient.id)):
        found[row.hearing_id].append(RecipientRow(*row))
    return {number: tuple(rows) for number, rows in found.items()}


def recipient(
    session: Session, viewer: Viewer, recipient_id: int, language: str
) -> tuple[RecipientRow, HearingRow] | None:
    """One recipient with its hearing. Two queries."""
    if recipient_id > LARGEST_NUMBER:
        return None
    row = session.execute(_recipients(language).where(HearingRecipient.id == recipient_id)).one_or_none()
    of = None if row is None else hearing(session, viewer, row.hearing_id, language)
    return None if row is None or of is None else (RecipientRow(*row), of)


def missing(
    session: Session,
    viewer: Viewer,
    language: str,
    *,
    before: date | None = None,
    organisations: Collection[int] | None = None,
    limit: int = 20,
) -> list[Missing]:
    """Recipients of open hearings who have not answered, the earliest deadline first: those whose deadline is
    ``before`` a day, and of these ``organisations`` only, where these are given. One query."""
    query = (
        sa.select(
            HearingRecipient.id,
            localised_column(Organisation, language, "name"),
            Hearing.id,
            Hearing.code,
            localised_column(Hearing, language),
            Hearing.deadline,
        )
        .join(Hearing, Hearing.id == HearingRecipient.hearing_id)
        .join(Organisation, Organisation.id == HearingRecipient.organisation_id)
        .where(visible_hearings(viewer), Hearing.closed_on.is_(None), HearingRecipient.outcome.is_(None))
        .order_by(Hearing.deadline, Hearing.id, HearingRecipient.position)
        .limit(limit)
    )
    if before is not None:
        query = query.where(Hearing.deadline < before)
    if organisations is not None:
        query = query.where(HearingRecipient.organisation_id.in_(sorted(organisations)))
    return [Missing(*row) for row in session.execute(query)]


def heard_organisations(session: Session, language: str) -> list[tuple[int, str]]:
    """Who is heard anywhere, by name: what the list is filtered by. One query."""
    name = localised_column(Organisation, language, "name")
    heard = sa.exists().where(HearingRecipient.organisation_id == Organisation.id)
    rows = session.execute(sa.select(Organisation.id, name).where(heard).order_by(name).limit(MOST_CHOICES))
    return [(row[0], row[1]) for row in rows]


def _filtered(query: Any, viewer: Viewer, filters: Filters) -> Any:
    query = query.where(visible_hearings(viewer))
    if filters.selection is HearingSelection.OPEN:
        query = query.where(Hearing.closed_on.is_(None))
    if filters.selection is HearingSelection.CLOSED:
        query = query.where(Hearing.closed_on.is_not(None))
    if filters.case is not None:
        query = query.where(Hearing.case_id == filters.case)
    if filters.plan is not None:
        query = query.where(Hearing.plan_id == filters.plan)
    if filters.organisation is not None:
        unanswered = sa.exists().where(
            HearingRecipient.hearing_id == Hearing.id,
            HearingRecipient.organisation_id == filters.organisation,
            HearingRecipient.outcome.is_(None),
        )
        query = query.where(unanswered)
    return query


def _hearings(language: str) -> Any:
    return (
        sa.select(
            Hearing.id,
            Hearing.version,
            Hearing.code,
            localised_column(Hearing, language).label("title"),
            Hearing.case_id,
            Case.code.label("case_code"),
            localised_column(Case, language).label("case_title"),
            Case.illustrative,
            Hearing.opened_on,
            localised_column(Organisation, language, "name").label("decided_by"),
            Hearing.agenda_item,
            Hearing.deadline,
            Hearing.note,
            Hearing.closed_on,
            sa.func.coalesce(localised_column(User, language, "name"), "").label("closed_by"),
            Hearing.summary,
            Hearing.plan_id,
            Hearing.plan_revision,
            Plan.code.label("plan_code"),
            localised_column(Plan, language).label("plan_title"),
        )
        .select_from(Hearing)
        .join(Case, Case.id == Hearing.case_id)
        .join(Organisation, Organisation.id == Hearing.decided_by_id)
        .outerjoin(User, User.id == Hearing.closed_by_id)
        .outerjoin(Plan, Plan.id == Hearing.plan_id)
    )


_HEARING = tuple(one.name for one in fields(HearingRow) if one.name != "plan")


def _hearing(row: Any) -> HearingRow:
    plan = None
    if row.plan_id is not None:
        plan = HeardPlan(row.plan_id, row.plan_code, row.plan_title, row.plan_revision)
    return HearingRow(**{name: getattr(row, name) for name in _HEARING}, plan=plan)


def _recipients(language: str) -> Any:
    by = aliased(User)
    return (
        sa.select(
            HearingRecipient.id,
            HearingRecipient.version,
            HearingRecipient.hearing_id,
            HearingRecipient.organisation_id,
            localised_column(Organisation, language, "name").label("organisation"),
            HearingRecipient.met_on,
            HearingRecipient.agenda_item,
            HearingRecipient.outcome,
            HearingRecipient.decision,
            HearingRecipient.decision_en,
            HearingRecipient.recorded_at,
            sa.func.coalesce(localised_column(by, language, "name"), "").label("recorded_by"),
        )
        .join(Organisation, Organisation.id == HearingRecipient.organisation_id)
        .outerjoin(by, by.id == HearingRecipient.recorded_by_id)
    )
