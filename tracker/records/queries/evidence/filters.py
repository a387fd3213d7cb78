"""What the evidence register is narrowed down to, what there is to choose from, and what makes a use.

Plans that a person may not see are neither counted nor named. A link counts as a use while it, its ends and
its plan are not archived.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Element, Finding, Link, LinkFinding, Plan
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import visible_plans
from tracker.records.viewer import Viewer
from tracker.theory.kinds import EffectDirection, EvidenceLevel

Query: TypeAlias = sa.Select[*tuple[Any, ...]]


REVIEW_SOON_DAYS = 30
"""A review comes up so many days before its date, as a milestone does."""


MOST_CHOICES = 200
MOST_WORDS = 8
"""So many words of a search are looked for."""


class Selection(StrEnum):
    """Which part of the register: what counts, what is to be reviewed now, what counts no more."""

    CURRENT = "current"
    REVIEW = "review"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Filters:
    """``words`` are looked for in citation, effect, sentence, DOI and code; all have to be there. An effect
    also holds a word where ``effects_like`` names it: people know effects by other names than files."""

    words: str = ""
    effects_like: Mapping[str, Sequence[str]] = field(default_factory=dict)
    effect: str = ""
    direction: EffectDirection | None = None
    level: EvidenceLevel | None = None
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    effects: list[str] = field(default_factory=list)
    plans: list[tuple[int, str]] = field(default_factory=list)


def choices(session: Session, viewer: Viewer, language: str) -> Choices:
    """The effects of the register and the plans that the viewer sees, each at most ``MOST_CHOICES``. Two
    queries."""
    effects = sa.select(Finding.effect).distinct().order_by(Finding.effect).limit(MOST_CHOICES)
    title = localised_column(Plan, language)
    plans = (
        sa.select(Plan.id, Plan.code + " " + title)
        .where(visible_plans(viewer), Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id)
        .limit(MOST_CHOICES)
    )
    return Choices(list(session.scalars(effects)), [(row[0], row[1]) for row in session.execute(plans)])


def in_selection(selection: Selection, today: date) -> sa.ColumnElement[bool]:
    """Condition on ``findings``."""
    live = Finding.archived_at.is_(None)
    match selection:
        case Selection.CURRENT:
            return live
        case Selection.REVIEW:
            return sa.and_(live, Finding.review_by <= today + timedelta(days=REVIEW_SOON_DAYS))
        case Selection.ARCHIVED:
            return ~live


def filtered(query: Query, viewer: Viewer, filters: Filters) -> Query:
    """``query`` over ``findings``, with the filters on it."""
    for one in filters.words.split()[:MOST_WORDS]:
        query = query.where(_says(one, filters.effects_like.get(one, ())))
    if filters.effect:
        query = query.where(Finding.effect == filters.effect)
    if filters.direction is not None:
        query = query.where(Finding.direction == filters.direction)
    if filters.level is not None:
        query = query.where(Finding.level == filters.level)
    if filters.plan is not None:
        used = on_links(sa.select(LinkFinding.finding_id), viewer).where(Plan.id == filters.plan)
        query = query.where(Finding.id.in_(used))
    return query


def _says(word: str, effects: Sequence[str]) -> sa.ColumnElement[bool]:
    """SQLite knows upper and lower case of ASCII only, so that a word is tried in its usual forms."""
    forms = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    columns = (Finding.citation, Finding.sentence, Finding.doi, Finding.code, Finding.effect)
    tries = [column.icontains(form, autoescape=True) for column in columns for form in forms]
    return sa.or_(*tries, Finding.effect.in_(effects)) if effects else sa.or_(*tries)


def on_links(query: Query, viewer: Viewer) -> Query:
    """``query`` over ``link_findings``, with the plans and links that make a use."""
    source, target = aliased(Element), aliased(Element)
    return (
        query.select_from(LinkFinding)
        .join(Plan, Plan.id == LinkFinding.plan_id)
        .join(Link, Link.id == LinkFinding.link_id)
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .where(visible_plans(viewer), Plan.archived_at.is_(None), Link.archived_at.is_(None))
        .where(source.archived_at.is_(None), target.archived_at.is_(None))
    )
