"""Rounds of prioritisation: the list, and the matrix of one as it is now.

What belongs to a plan that the viewer may not see, also an idea that became one, is neither named nor
counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import (
    Candidate,
    Event,
    Operation,
    Plan,
    Round,
    RoundCriterion,
    RoundEntry,
    User,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.contents.scoring_round import CriterionContents, RoundContents
from tracker.theory.priorities.candidates import Criterion

MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list; ``entries`` counts the candidates that the viewer sees."""

    id: int
    title: str
    opened_on: date
    decided_at: datetime | None
    entries: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class StoredRound:
    """``result`` is the frozen matrix (``records.frozen_matrix``), None while the round is open. ``title``
    is in the reader's language, ``contents`` has it in both."""

    id: int
    version: int
    strategy_id: int
    title: str
    contents: RoundContents
    opened_on: date
    opened_by: str | None
    decided_at: datetime | None
    decided_by: str | None
    reasons: str
    result: dict[str, Any] | None
    illustrative: bool

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCriterion(CriterionContents):
    criterion: Criterion
    version: int


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A weight (0–1) or an anchor of a round that somebody changed; ``score`` is the anchor's, None for the
    weight."""

    at: datetime
    actor: str | None
    criterion: Criterion
    score: int | None
    before: Any
    after: Any


def criteria_edition(versions: Iterable[int]) -> int:
    """A number that stands for all criteria of a round, for the form that edits them together: greater as
    soon as one of them was changed."""
    return sum(versions)


def in_sight(viewer: Viewer | None) -> sa.ColumnElement[bool]:
    """Condition on ``round_entries`` with ``plans`` and ``candidates`` joined by ``with_plans``: what the
    viewer may see; the program itself (None) sees everything."""
    return sa.true() if viewer is None else sa.or_(Plan.id.is_(None), visible_plans(viewer))


def with_plans(query: Any) -> Any:
    """``round_entries`` with their ideas, and with the plans that they are or have become."""
    return query.outerjoin(Candidate, Candidate.id == RoundEntry.candidate_id).outerjoin(
        Plan, Plan.id == sa.func.coalesce(RoundEntry.plan_id, Candidate.plan_id)
    )


def round_lines(session: Session, viewer: Viewer, language: str) -> list[RoundLine]:
    """Every round, open ones first, then the latest. One query."""
    held = with_plans(sa.select(RoundEntry.round_id, RoundEntry.id.label("entry_id")).select_from(RoundEntry))
    seen = held.where(in_sight(viewer)).subquery("seen")
    query = (
        sa.select(
            Round.id,
            localised_column(Round, language),
            Round.opened_on,
            Round.decided_at,
            sa.func.count(seen.c.entry_id),
            Round.illustrative,
        )
        .outerjoin(seen, seen.c.round_id == Round.id)
        .group_by(Round.id)
        .order_by(Round.decided_at.is_not(None), Round.decided_at.desc(), Round.id.desc())
    )
    return [RoundLine(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class GivenUpRound:
    title: str
    at: datetime
    by: str | None
    reason: str


def given_up_rounds(session: Session, language: str) -> list[GivenUpRound]:
    """Rounds that were taken away undecided, the latest first; only the log still holds them. One query."""
    rows = session.execute(
        sa.select(
            Event.before["title"].as_string(),
            Event.at,
            localised_column(User, language, "name"),
            Event.reason,
        )
        .outerjoin(User, User.id == Event.actor_id)
        .where(
            Event.entity == Round.__tablename__,
            Event.operation == Operation.DELETE,
            Event.verb == "give_up_round",
        )
        .order_by(Event.id.desc())
    )
    return [GivenUpRound(*row) for row in rows]


def stored_round(session: Session, round_id: int, language: str) -> StoredRound | None:
    """One round; None where it is not there. One query."""
    opener, decider = aliased(User), aliased(User)
    query: Any = sa.select(
        Round.id,
        Round.version,
        Round.strategy_id,
        localised_column(Round, language),
        Round.title,
        Round.title_en,
        Round.opened_on,
        localised_column(opener, language, "name"),
        Round.decided_at,
        localised_column(decider, language, "name"),
        Round.reasons,
        Round.result,
        Round.illustrative,
    )
    row = session.execute(
        query.outerjoin(opener, opener.id == Round.opened_by_id)
        .outerjoin(decider, decider.id == Round.decided_by_id)
        .where(Round.id == round_id)
    ).one_or_none()
    if row is None:
        return None
    number, version, strategy_id, localised, title, title_en, *rest = row
    contents = RoundContents(title=title, title_en=title_en)
    return StoredRound(number, version, strategy_id, localised, contents, *rest)


def criteria(session: Session, round_id: int) -> list[StoredCriterion]:
    """The criteria of a round in the order of the domain. One query."""
    rows = session.execute(
        sa.select(
            RoundCriterion.criterion,
            RoundCriterion.weight,
            RoundCriterion.anchor_0,
            RoundCriterion.anchor_1,
            RoundCriterion.anchor_2,
            RoundCriterion.anchor_3,
            RoundCriterion.version,
        ).where(RoundCriterion.round_id == round_id)
    )
    found = [StoredCriterion(**row._mapping) for row in rows]
    return sorted(found, key=lambda one: list(Criterion).index(one.criterion))


def criteria_changes(session: Session, round_id: int, language: str) -> list[CriterionChange]:
    """Who changed which weight and anchor of the round, the latest first, at most ``MOST_CHANGES``. One
    query."""
    query = (
        sa.select(
            Event.at,
            localised_column(User, language, "name"),
            RoundCriterion.criterion,
            Event.before,
            Event.after,
        )
        .join(RoundCriterion, RoundCriterion.id == Event.entity_id)
        .outerjoin(User, User.id == Event.actor_id)
        .where(
            Event.entity == RoundCriterion.__tablename__,
            Event.operation == Operation.UPDATE,
            RoundCriterion.round_id == round_id,
        )
        .order_by(Event.id.desc())
        .limit(MOST_CHANGES)
    )
    return [
        CriterionChange(
            at,
            actor,
            criterion,
            None if column == "weight" else int(column.removeprefix("anchor_")),
            (before or {}).get(column),
            (after or {}).get(column),
        )
        for at, actor, criterion, before, after in session.execute(query)
        for column in after or {}
    ][:MOST_CHANGES]


def seen_entries(session: Session, viewer: Viewer, round_id: int) -> set[int]:
    """The numbers of the round's candidates that the viewer sees. One query."""
    query = with_plans(sa.select(RoundEntry.id).select_from(RoundEntry))
    return set(session.scalars(query.where(RoundEntry.round_id == round_id, in_sight(viewer))))


def entry_round(session: Session, entry_id: int) -> int | None:
    """The round of a candidate in it. One query."""
    return session.scalar(sa.select(RoundEntry.round_id).where(RoundEntry.id == entry_id))
