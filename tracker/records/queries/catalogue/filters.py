"""What the catalogue's list is narrowed down to."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import CatalogueEntry, CatalogueGoal, Organisation
from tracker.records.queries.catalogue.search import finds
from tracker.records.queries.localised import localised_column
from tracker.records.search_words import search_for
from tracker.theory.strategy.catalogue import EXPIRES_SOON_DAYS

Query: TypeAlias = sa.Select[*tuple[Any, ...]]

MOST_CHOICES = 200


class Selection(StrEnum):
    """Which entries by validity, as ``theory.strategy.catalogue`` has it, and those that were archived."""

    EVERY = "every"
    CURRENT = "current"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    NO_END = "no_end"
    NOT_YET = "not_yet"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Filters:
    """``words`` as they were typed; empty where nothing is looked for."""

    words: str = ""
    organisation: int | None = None
    goal: int | None = None
    selection: Selection = Selection.EVERY


def in_selection(selection: Selection, today: date) -> sa.ColumnElement[bool]:
    """Condition on ``catalogue_entries``."""
    if selection is Selection.ARCHIVED:
        return CatalogueEntry.archived_at.is_not(None)
    starts, ends = CatalogueEntry.valid_from, CatalogueEntry.valid_until
    begun = sa.or_(starts.is_(None), starts <= today)
    of_the_day = {
        Selection.EVERY: sa.true(),
        Selection.CURRENT: sa.and_(begun, sa.or_(ends.is_(None), ends >= today)),
        Selection.EXPIRING: sa.and_(begun, ends >= today, ends <= today + timedelta(days=EXPIRES_SOON_DAYS)),
        Selection.EXPIRED: ends < today,
        Selection.NO_END: ends.is_(None),
        Selection.NOT_YET: starts > today,
    }
    return sa.and_(CatalogueEntry.archived_at.is_(None), of_the_day[selection])


def filtered(session: Session, query: Query, filters: Filters, today: date) -> Query:
    """``query`` over ``catalogue_entries``, with the filters on it. Signs without a word find nothing."""
    query = query.where(in_selection(filters.selection, today))
    if filters.words:
        search = search_for(filters.words)
        query = query.where(sa.false() if search is None else finds(session, search))
    if filters.organisation is not None:
        query = query.where(CatalogueEntry.organisation_id == filters.organisation)
    if filters.goal is not None:
        served = sa.select(CatalogueGoal.catalogue_entry_id).where(CatalogueGoal.goal_id == filters.goal)
        query = query.where(CatalogueEntry.id.in_(served))
    return query


def owners(session: Session, language: str) -> list[tuple[int, str]]:
    """The organisations that own entries, by name, at most ``MOST_CHOICES``. One query."""
    name = localised_column(Organisation, language, "name").label("name")
    owning = sa.select(CatalogueEntry.organisation_id)
    query = sa.select(Organisation.id, name).where(Organisation.id.in_(owning)).order_by(name)
    return [(row[0], row[1]) for row in session.execute(query.limit(MOST_CHOICES))]
