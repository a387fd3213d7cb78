"""Cases of the municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Case, Hearing
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER, visible_hearings
from tracker.records.viewer import Viewer
from tracker.theory.contents.case import CaseContents


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow(CaseContents):
    """``title`` in the reader's language, ``title_da`` and ``title_en`` as stored. ``hearings`` counts those
    that the viewer sees."""

    id: int
    version: int
    title_da: str
    illustrative: bool
    strategy_id: int
    archived: bool
    hearings: int

    def days_overdue(self, today: date) -> int:
        """How far the deliverable is behind: not delivered and due before ``today``; else 0."""
        if self.deliverable_due is None or self.delivered_on is not None:
            return 0
        return max(0, (today - self.deliverable_due).days)


def cases(session: Session, viewer: Viewer, language: str, *, archived: bool = False) -> list[CaseRow]:
    """The latest number first; the archived ones where these are asked for. One query."""
    wanted = Case.archived_at.is_not(None) if archived else Case.archived_at.is_(None)
    query = _rows(viewer, language).where(wanted).order_by(Case.code.desc(), Case.id)
    return [CaseRow(**row._mapping) for row in session.execute(query)]


def archived_cases(session: Session) -> int:
    """How many cases are archived. One query."""
    return session.scalar(sa.select(sa.func.count(Case.id)).where(Case.archived_at.is_not(None))) or 0


def case(session: Session, viewer: Viewer, case_id: int, language: str) -> CaseRow | None:
    """Archived ones too. One query."""
    if case_id > LARGEST_NUMBER:
        return None
    row = session.execute(_rows(viewer, language).where(Case.id == case_id)).one_or_none()
    return None if row is None else CaseRow(**row._mapping)


def _rows(viewer: Viewer, language: str) -> Any:
    held = sa.select(sa.func.count()).select_from(Hearing)
    held = held.where(Hearing.case_id == Case.id, visible_hearings(viewer)).correlate(Case)
    return sa.select(
        Case.id,
        Case.version,
        Case.code,
        localised_column(Case, language).label("title"),
        Case.title.label("title_da"),
        Case.title_en,
        Case.origin,
        Case.origin_on,
        Case.deliverable,
        Case.deliverable_due,
        Case.delivered_on,
        Case.illustrative,
        Case.strategy_id,
        Case.archived_at.is_not(None).label("archived"),
        held.scalar_subquery().label("hearings"),
    )
