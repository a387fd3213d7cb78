"""Years of the index as they were published, and what is linked to their measurements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, IndexVersion, IndexYear, Indicator, Plan, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.index.scoring import Values
from tracker.theory.kinds import ElementKind, IndexState
from tracker.theory.pathway import Id


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """As it was published. ``values`` by measurement, in their units; ``parts`` are the points of the
    definitions by number; points are None where withheld."""

    year: int
    edition: int
    values: Values
    parts: dict[Id, float | None]
    points: float | None
    arithmetic: float | None
    reason: str
    published_at: datetime
    published_by: str | None


@dataclass(frozen=True, slots=True)
class LatestYear:
    """The last year that the published version has; ``points`` is None where it is withheld, ``provisional``
    where values are missing below it."""

    year: int
    points: float | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class LinkedOutcome:
    """An element that an indicator read from a measurement stands on."""

    element_id: int
    kind: ElementKind
    title: str
    plan_id: int
    plan_code: str
    plan: str


def published_years(session: Session, version_id: int) -> list[PublishedYear]:
    """The latest edition of each year, in order; one query."""
    latest = {one.year: one for one in _editions(session, version_id)}
    return [latest[year] for year in sorted(latest)]


def editions(session: Session, version_id: int, year: int) -> list[PublishedYear]:
    """Every edition of one year, the latest first."""
    found = _editions(session, version_id, IndexYear.year == year)
    return list(reversed(found))


def latest_year(session: Session, strategy_id: int) -> LatestYear | None:
    """For a line on another page; one query."""
    row = session.execute(
        sa.select(IndexYear.year, IndexYear.points, IndexYear.provisional)
        .join(IndexVersion, IndexVersion.id == IndexYear.index_version_id)
        .where(IndexVersion.strategy_id == strategy_id, IndexVersion.state == IndexState.PUBLISHED)
        .order_by(IndexYear.year.desc(), IndexYear.edition.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else LatestYear(*row)


def linked_outcomes(
    session: Session, viewer: Viewer, measurements: Iterable[Id], language: str
) -> dict[Id, list[LinkedOutcome]]:
    """By measurement, what its indicators stand on, in plans that the viewer sees; one query."""
    rows = session.execute(
        sa.select(
            Indicator.measurement_id,
            Element.id,
            Element.kind,
            localised_column(Element, language),
            Plan.id,
            Plan.code,
            localised_column(Plan, language),
        )
        .join(Element, Element.id == Indicator.element_id)
        .join(Plan, Plan.id == Indicator.plan_id)
        .where(
            Indicator.measurement_id.in_([int(one) for one in measurements]),
            Indicator.archived_at.is_(None),
            Element.archived_at.is_(None),
            Plan.archived_at.is_(None),
            visible_plans(viewer),
        )
        .distinct()
        .order_by(Plan.code, Element.id)
    )
    found: defaultdict[Id, list[LinkedOutcome]] = defaultdict(list)
    for row in rows:
        if row[0] is not None:
            found[row[0]].append(LinkedOutcome(*row[1:]))
    return dict(found)


def _editions(session: Session, version_id: int, *conditions: sa.ColumnElement[bool]) -> list[PublishedYear]:
    rows = session.execute(
        sa.select(
            IndexYear.year,
            IndexYear.edition,
            IndexYear.values,
            IndexYear.scores,
            IndexYear.points,
            IndexYear.arithmetic,
            IndexYear.reason,
            IndexYear.published_at,
            User.name,
        )
        .outerjoin(User, User.id == IndexYear.published_by_id)
        .where(IndexYear.index_version_id == version_id, *conditions)
        .order_by(IndexYear.year, IndexYear.edition)
    )
    return [
        PublishedYear(year, edition, _by_number(values), _by_number(scores), *rest)
        for year, edition, values, scores, *rest in rows
    ]


def _by_number(kept: dict[str, float | None]) -> dict[Id, float | None]:
    return {int(number): value for number, value in kept.items()}
