"""The shared catalogue: entries with their goals and commitments, and which goals they serve when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import (
    CatalogueEntry,
    CatalogueGoal,
    Commitment,
    Definition,
    Event,
    Goal,
    Organisation,
)
from tracker.records.queries.catalogue.filters import Filters, Query, Selection, filtered, in_selection
from tracker.records.queries.catalogue.search import nearness
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import LARGEST_NUMBER
from tracker.records.search_words import search_for
from tracker.theory.contents.catalogue import CatalogueEntryContents, CommitmentContents

PAGE_SIZE = 25
COUNT_CAP = 1_000


@dataclass(frozen=True, slots=True)
class GoalName:
    """A goal with the definition that it belongs to."""

    id: int
    code: str
    title: str
    definition: str
    strategy_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry(CatalogueEntryContents):
    """A row of the catalogue as it is stored, with its owner's name."""

    id: int
    version: int
    strategy_id: int
    organisation: str
    illustrative: bool
    archived_at: datetime | None

    @property
    def archived(self) -> bool:
        return self.archived_at is not None

    def named(self, language: str) -> str:
        """The title in the reader's language."""
        return (self.title_en or self.title) if language == "en" else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow(CommitmentContents):
    id: int
    version: int
    entry_id: int
    archived: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line of the list. ``commitments`` are those that are not archived, in order."""

    entry: StoredEntry
    goals: tuple[GoalName, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()


def count(session: Session, filters: Filters, today: date) -> int:
    """How many entries the filters leave, at most ``COUNT_CAP`` + 1. One query."""
    found = filtered(session, sa.select(CatalogueEntry.id), filters, today).limit(COUNT_CAP + 1).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(found)) or 0


def rows(
    session: Session,
    filters: Filters,
    today: date,
    language: str,
    *,
    page: int = 1,
    limit: int = PAGE_SIZE,
) -> list[EntryRow]:
    """Entries by title; those of a search by where they hold its words first. One more than ``limit`` where
    there are further pages. Three queries."""
    query = filtered(session, sa.select(CatalogueEntry.id), filters, today)
    search = search_for(filters.words) if filters.words else None
    if search is not None:
        query = query.order_by(nearness(session, search))
    title = localised_column(CatalogueEntry, language)
    query = query.order_by(sa.func.lower(title), CatalogueEntry.id)
    wanted = list(session.scalars(query.offset((page - 1) * limit).limit(limit + 1)))
    return entries(session, wanted, language)


def entries(session: Session, wanted: Sequence[int], language: str) -> list[EntryRow]:
    """The entries of these numbers, in their order. Three queries; none for no numbers."""
    if not wanted:
        return []
    goals = _goals_of(session, wanted, language)
    stored = {
        row.id: StoredEntry(**row._mapping, goal_ids=[goal.id for goal in goals[row.id]])
        for row in session.execute(_columns(language, wanted))
    }
    commitments: defaultdict[int, list[CommitmentRow]] = defaultdict(list)
    for row in session.execute(_commitments().where(Commitment.catalogue_entry_id.in_(wanted))):
        if not row.archived:
            commitments[row.entry_id].append(CommitmentRow(**row._mapping))
    return [
        EntryRow(stored[number], tuple(goals[number]), tuple(commitments[number]))
        for number in wanted
        if number in stored
    ]


def one_entry(session: Session, entry_id: int, language: str) -> EntryRow | None:
    """An entry, archived or not. Three queries."""
    if entry_id > LARGEST_NUMBER:
        return None
    return next(iter(entries(session, [entry_id], language)), None)


def archived_commitments(session: Session, entry_id: int) -> list[CommitmentRow]:
    """The commitments that were taken out of an entry. One query."""
    query = _commitments().where(
        Commitment.catalogue_entry_id == entry_id, Commitment.archived_at.is_not(None)
    )
    return [CommitmentRow(**row._mapping) for row in session.execute(query)]


def one_commitment(session: Session, commitment_id: int) -> CommitmentRow | None:
    """A commitment, archived or not. One query."""
    if commitment_id > LARGEST_NUMBER:
        return None
    row = session.execute(_commitments().where(Commitment.id == commitment_id)).one_or_none()
    return None if row is None else CommitmentRow(**row._mapping)


def why_archived(session: Session, entry_id: int) -> tuple[datetime, str] | None:
    """When an archived entry was archived, and the reason that was given. One query."""
    found = session.execute(
        sa.select(Event.at, Event.reason)
        .where(Event.entity == "catalogue_entries", Event.entity_id == entry_id)
        .where(Event.verb == "archive_catalogue_entry")
        .order_by(Event.id.desc())
        .limit(1)
    ).one_or_none()
    return None if found is None else (found.at, found.reason)


def goals(session: Session, language: str) -> list[GoalName]:
    """The goals of the strategies with their definitions, in order. One query."""
    return [GoalName(*row) for row in session.execute(_goal_columns(language))]


@dataclass(frozen=True, slots=True)
class Period:
    """What tells whether an entry serves its goals on a day."""

    valid_from: date | None
    valid_until: date | None
    goals: tuple[int, ...]


def serving_periods(session: Session, today: date) -> list[Period]:
    """For each goal one entry that serves it and is valid today, where there is one. One query, which does
    not grow with the catalogue."""
    valid = (
        sa.select(CatalogueEntry.id)
        .join(CatalogueGoal, CatalogueGoal.catalogue_entry_id == CatalogueEntry.id)
        .where(CatalogueGoal.goal_id == Goal.id, in_selection(Selection.CURRENT, today))
        .limit(1)
        .correlate(Goal)
        .scalar_subquery()
    )
    serving = sa.select(Goal.id.label("goal"), valid.label("entry")).subquery()
    query = sa.select(CatalogueEntry.valid_from, CatalogueEntry.valid_until, serving.c.goal).join(
        serving, serving.c.entry == CatalogueEntry.id
    )
    return [Period(starts, ends, (goal,)) for starts, ends, goal in session.execute(query)]


def _columns(language: str, wanted: Sequence[int]) -> Query:
    return (
        sa.select(
            CatalogueEntry.id,
            CatalogueEntry.version,
            CatalogueEntry.strategy_id,
            CatalogueEntry.code,
            CatalogueEntry.title,
            CatalogueEntry.title_en,
            CatalogueEntry.organisation_id,
            localised_column(Organisation, language, "name").label("organisation"),
            CatalogueEntry.valid_from,
            CatalogueEntry.valid_until,
            CatalogueEntry.url,
            CatalogueEntry.note,
            CatalogueEntry.retrieved_from,
            CatalogueEntry.illustrative,
            CatalogueEntry.archived_at,
        )
        .join(Organisation, Organisation.id == CatalogueEntry.organisation_id)
        .where(CatalogueEntry.id.in_(wanted))
    )


def _commitments() -> Query:
    return sa.select(
        Commitment.id,
        Commitment.version,
        Commitment.catalogue_entry_id.label("entry_id"),
        Commitment.sentence,
        Commitment.archived_at.is_not(None).label("archived"),
    ).order_by(Commitment.position, Commitment.id)


def _goal_columns(language: str) -> Query:
    return (
        sa.select(
            Goal.id,
            Goal.code,
            localised_column(Goal, language),
            localised_column(Definition, language),
            Goal.strategy_id,
        )
        .join(Definition, Definition.id == Goal.definition_id)
        .order_by(Goal.strategy_id, Definition.position, Goal.position, Goal.id)
    )


def _goals_of(session: Session, wanted: Sequence[int], language: str) -> defaultdict[int, list[GoalName]]:
    found: defaultdict[int, list[GoalName]] = defaultdict(list)
    query = (
        _goal_columns(language)
        .join(CatalogueGoal, CatalogueGoal.goal_id == Goal.id)
        .where(CatalogueGoal.catalogue_entry_id.in_(wanted))
        .add_columns(CatalogueGoal.catalogue_entry_id)
    )
    for *goal, entry_id in session.execute(query):
        found[entry_id].append(GoalName(*goal))
    return found
