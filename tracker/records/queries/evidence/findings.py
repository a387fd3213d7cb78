"""The evidence register: findings by what they say, and where the viewer's plans use them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Finding, Link, LinkFinding, Plan, PlanOwner
from tracker.records.queries.evidence.filters import (
    MOST_CHOICES,
    Filters,
    Query,
    Selection,
    filtered,
    in_selection,
    on_links,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER
from tracker.records.viewer import Viewer
from tracker.theory.contents.finding import FindingContents
from tracker.theory.kinds import Directness, EvidenceLevel, Role

PAGE_SIZE = 50
COUNT_CAP = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding(FindingContents):
    """A row of the register as it is stored."""

    id: int
    version: int
    level: EvidenceLevel
    archived: bool


@dataclass(frozen=True, slots=True)
class PlanUse:
    """On how many links of one plan a finding is."""

    plan_id: int
    code: str
    title: str
    links: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    finding: StoredFinding
    plans: tuple[PlanUse, ...] = ()

    @property
    def links(self) -> int:
        return sum(one.links for one in self.plans)


@dataclass(frozen=True, slots=True)
class Use:
    """A finding on one link."""

    attachment_id: int
    plan_id: int
    link_id: int
    directness: Directness
    note: str


@dataclass(frozen=True, slots=True)
class Review:
    """A finding whose review date has come up, with the plans that use it and that the person sees."""

    finding: StoredFinding
    plans: tuple[PlanUse, ...]


def counts(session: Session, viewer: Viewer, filters: Filters, today: date) -> dict[Selection, int]:
    """How many findings each part of the register holds under the filters, at most ``COUNT_CAP`` + 1. One
    query."""
    columns = [
        sa.select(sa.func.count())
        .select_from(
            filtered(sa.select(Finding.id), viewer, filters)
            .where(in_selection(selection, today))
            .limit(COUNT_CAP + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(selection.value)
        for selection in Selection
    ]
    row = session.execute(sa.select(*columns)).one()
    return {selection: getattr(row, selection.value) for selection in Selection}


def rows(
    session: Session,
    viewer: Viewer,
    selection: Selection,
    filters: Filters,
    today: date,
    language: str,
    *,
    after: int | None = None,
    limit: int = PAGE_SIZE,
) -> list[FindingRow]:
    """Findings by citation, those to be reviewed by their date; ``after`` is the number of the row before the
    page. Two queries."""
    query = filtered(_columns(), viewer, filters).where(in_selection(selection, today))
    order = Finding.review_by if selection is Selection.REVIEW else Finding.citation
    if after is not None:
        before = aliased(Finding)
        held = getattr(before, order.key)
        last = sa.select(held).where(before.id == after).scalar_subquery()
        query = query.where(sa.or_(order > last, sa.and_(order == last, Finding.id > after)))
    found = [_stored(row) for row in session.execute(query.order_by(order, Finding.id).limit(limit))]
    used = _used_in(session, viewer, language, [one.id for one in found])
    return [FindingRow(one, tuple(used[one.id])) for one in found]


def stored_finding(session: Session, finding_id: int) -> StoredFinding | None:
    """Archived ones too. One query."""
    if finding_id > LARGEST_NUMBER:
        return None
    row = session.execute(_columns().where(Finding.id == finding_id)).one_or_none()
    return None if row is None else _stored(row)


def uses(session: Session, viewer: Viewer, finding_id: int) -> list[Use]:
    """Every link that a finding is on in plans that the viewer sees, by plan. One query."""
    found = session.execute(
        on_links(
            sa.select(
                LinkFinding.id,
                LinkFinding.plan_id,
                LinkFinding.link_id,
                LinkFinding.directness,
                LinkFinding.note,
            ),
            viewer,
        )
        .where(LinkFinding.finding_id == finding_id)
        .order_by(Plan.code, Plan.id, Link.position, Link.id)
    )
    return [Use(*row) for row in found]


def with_doi(session: Session, doi: str, but: int | None = None) -> list[StoredFinding]:
    """The findings of the publication with this DOI, but for one. One query."""
    query = _columns().where(sa.func.lower(Finding.doi) == doi.lower(), Finding.archived_at.is_(None))
    if but is not None:
        query = query.where(Finding.id != but)
    return [_stored(row) for row in session.execute(query.order_by(Finding.code).limit(MOST_CHOICES))]


def reviews(
    session: Session, viewer: Viewer, today: date, language: str, plan_id: int | None = None
) -> list[Review]:
    """Findings to be reviewed, the longest overdue first: for the planning group all, for an owner those that
    their plans use; ``plan_id`` narrows it to those of one own plan. At most two queries."""
    if not viewer.has(Role.OWNER, Role.PLANNER):
        return []
    query = _columns().where(in_selection(Selection.REVIEW, today))
    if plan_id is not None or not viewer.is_planner:
        used = on_links(sa.select(LinkFinding.finding_id), viewer).where(_own(viewer))
        if plan_id is not None:
            used = used.where(Plan.id == plan_id)
        query = query.where(Finding.id.in_(used))
    query = query.order_by(Finding.review_by, Finding.id).limit(MOST_CHOICES)
    found = [_stored(row) for row in session.execute(query)]
    used_in = _used_in(session, viewer, language, [one.id for one in found])
    return [Review(one, tuple(used_in[one.id])) for one in found]


def _columns() -> Query:
    names = [one.name for one in fields(StoredFinding) if one.name != "archived"]
    return sa.select(
        *(getattr(Finding, name) for name in names), Finding.archived_at.is_not(None).label("archived")
    )


def _stored(row: Any) -> StoredFinding:
    values = dict(row._mapping)
    return StoredFinding(**{**values, "archived": bool(values["archived"])})


def _own(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.exists().where(PlanOwner.plan_id == Plan.id, PlanOwner.user_id == viewer.id)


def _used_in(
    session: Session, viewer: Viewer, language: str, finding_ids: Iterable[int]
) -> defaultdict[int, list[PlanUse]]:
    found: defaultdict[int, list[PlanUse]] = defaultdict(list)
    wanted = sorted(finding_ids)
    if not wanted:
        return found
    title = localised_column(Plan, language)
    query = (
        on_links(sa.select(LinkFinding.finding_id, Plan.id, Plan.code, title, sa.func.count()), viewer)
        .where(LinkFinding.finding_id.in_(wanted))
        .group_by(LinkFinding.finding_id, Plan.id, Plan.code, title)
        .order_by(Plan.code, Plan.id)
    )
    for finding_id, *use in session.execute(query):
        found[finding_id].append(PlanUse(*use))
    return found
