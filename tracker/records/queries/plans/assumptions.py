"""The register of assumptions over all plans, and the reviews that a person is asked for.

Statements are built once: building one takes longer than running it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.models import Assumption, LinkAssumption, Plan, PlanOwner, User
from tracker.records.queries.localised import localised_column
from tracker.records.queries.visibility import Sight, seen_by, sight, visible
from tracker.records.viewer import Viewer
from tracker.theory.follow_up.milestones import DUE_SOON_DAYS
from tracker.theory.kinds import AssumptionState, PlanState, Role
from tracker.theory.pathway import Id
from tracker.theory.plan_states import is_final

Query: TypeAlias = "sa.Select[*tuple[Any, ...]]"

PAGE_SIZE = 50
MOST_CHOICES = 200
NOBODY = 0
"""Stands for "nobody looks after it" among the people of a filter."""

ENDED = [state for state in PlanState if is_final(state)]
"""Nobody is asked to review what an ended plan assumed."""


@dataclass(frozen=True, slots=True)
class Filters:
    """``owner`` may be ``NOBODY``; ``review`` is "overdue", "due" (overdue or within 30 days) or
    "unplanned"."""

    plan: int | None = None
    owner: int | None = None
    state: AssumptionState | None = None
    critical: bool = False
    review: str = ""


@dataclass(frozen=True, slots=True)
class RegisteredAssumption:
    """``owner`` is a name, empty where nobody looks after it. ``asks`` is False where its plan has ended."""

    id: int
    code: str
    title: str
    test: str
    state: AssumptionState
    critical: bool
    owner: str
    review_on: date | None
    plan_id: int
    plan_code: str
    plan_title: str
    plan_state: PlanState
    owns_plan: bool = False
    links: tuple[Id, ...] = ()

    @property
    def asks(self) -> bool:
        return not is_final(self.plan_state)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (number, text)."""

    plans: list[tuple[int, str]] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=list)


def register(
    session: Session,
    viewer: Viewer,
    filters: Filters,
    today: date,
    language: str,
    *,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> list[RegisteredAssumption]:
    """The assumptions of visible plans, by plan and place in it; pages count from 1. Two queries."""
    query = _register(sight(viewer), _shape(filters), language)
    given = {**seen_by(viewer), **_given(filters, today), "size": size, "skip": (page - 1) * size}
    return _with_links(session, session.execute(query, given).all())


def count(session: Session, viewer: Viewer, filters: Filters, today: date) -> int:
    """How many assumptions fit the filters. One query."""
    query = _count(sight(viewer), _shape(filters))
    return session.scalar(query, {**seen_by(viewer), **_given(filters, today)}) or 0


def choices(session: Session, viewer: Viewer, language: str) -> Choices:
    """Visible plans that assume something, and the people who look after it; one query."""
    found = Choices()
    for kind, number, text in session.execute(_choices(sight(viewer), language), seen_by(viewer)):
        getattr(found, kind).append((number, text))
    return found


def due_reviews(session: Session, viewer: Viewer, today: date, language: str) -> list[RegisteredAssumption]:
    """Assumptions that the person is asked to look at again, overdue or within 30 days: their own, and for
    the planning group those that nobody looks after. The longest overdue first. One query."""
    given = {**seen_by(viewer), "soon": today + timedelta(days=DUE_SOON_DAYS)}
    query = _due_reviews(sight(viewer), viewer.is_planner, language)
    return [_row(row) for row in session.execute(query, given)]


def may_change(viewer: Viewer, row: RegisteredAssumption) -> bool:
    """Whether the person may change the assumption, or propose to: the planning group and the plan's
    owners."""
    return row.asks and (viewer.is_planner or (row.owns_plan and viewer.has(Role.OWNER)))


Shape: TypeAlias = tuple[str, ...]
"""The names of the filters that are set."""


def _shape(filters: Filters) -> Shape:
    unset = Filters()
    possible = ("plan", "owner", "state", "critical")
    names = [name for name in possible if getattr(filters, name) != getattr(unset, name)]
    if filters.owner == NOBODY:
        names[names.index("owner")] = "ownerless"
    return (*names, *([filters.review] if filters.review in _CONDITIONS else []))


def _given(filters: Filters, today: date) -> dict[str, Any]:
    return {
        "plan": filters.plan,
        "owner": filters.owner,
        "state": filters.state,
        "today": today,
        "soon": today + timedelta(days=DUE_SOON_DAYS),
    }


def _day(name: str) -> sa.BindParameter[date]:
    return sa.bindparam(name, type_=sa.Date)


_CONDITIONS: dict[str, Callable[[], sa.ColumnElement[bool]]] = {
    "plan": lambda: Plan.id == sa.bindparam("plan", type_=sa.Integer),
    "owner": lambda: Assumption.owner_id == sa.bindparam("owner", type_=sa.Integer),
    "ownerless": lambda: Assumption.owner_id.is_(None),
    "state": lambda: Assumption.state == sa.bindparam("state", type_=Assumption.state.type),
    "critical": lambda: Assumption.critical.is_(True),
    "overdue": lambda: sa.and_(Assumption.review_on < _day("today"), Plan.state.not_in(ENDED)),
    "due": lambda: sa.and_(Assumption.review_on <= _day("soon"), Plan.state.not_in(ENDED)),
    "unplanned": lambda: sa.and_(Assumption.review_on.is_(None), Plan.state.not_in(ENDED)),
}


def _seen(how_far: Sight) -> list[sa.ColumnElement[bool]]:
    return [visible(how_far), Plan.archived_at.is_(None), Assumption.archived_at.is_(None)]


@cache
def _columns(language: str) -> Query:
    own = aliased(PlanOwner)
    viewer: sa.BindParameter[int] = sa.bindparam("viewer_id", type_=sa.Integer)
    owns = sa.exists().where(own.plan_id == Plan.id, own.user_id == viewer).correlate(Plan)
    return (
        sa.select(
            Assumption.id,
            Assumption.code,
            localised_column(Assumption, language).label("title"),
            Assumption.test,
            Assumption.state,
            Assumption.critical,
            sa.func.coalesce(localised_column(User, language, "name"), "").label("owner"),
            Assumption.review_on,
            Plan.id.label("plan_id"),
            Plan.code.label("plan_code"),
            localised_column(Plan, language).label("plan_title"),
            Plan.state.label("plan_state"),
            owns.label("owns_plan"),
        )
        .join(Plan, Plan.id == Assumption.plan_id)
        .outerjoin(User, User.id == Assumption.owner_id)
    )


@lru_cache(maxsize=128)
def _register(how_far: Sight, shape: Shape, language: str) -> Query:
    return (
        _columns(language)
        .where(*_seen(how_far), *(_CONDITIONS[name]() for name in shape))
        .order_by(sa.func.length(Plan.code), Plan.code, Plan.id, Assumption.position, Assumption.id)
        .limit(sa.bindparam("size", type_=sa.Integer))
        .offset(sa.bindparam("skip", type_=sa.Integer))
    )


@lru_cache(maxsize=128)
def _count(how_far: Sight, shape: Shape) -> "sa.Select[int]":
    return (
        sa.select(sa.func.count())
        .select_from(Assumption)
        .join(Plan, Plan.id == Assumption.plan_id)
        .where(*_seen(how_far), *(_CONDITIONS[name]() for name in shape))
    )


@lru_cache(maxsize=16)
def _due_reviews(how_far: Sight, also_ownerless: bool, language: str) -> Query:
    mine = Assumption.owner_id == sa.bindparam("viewer_id", type_=sa.Integer)
    return (
        _columns(language)
        .where(*_seen(how_far), _CONDITIONS["due"]())
        .where(sa.or_(mine, Assumption.owner_id.is_(None)) if also_ownerless else mine)
        .order_by(Assumption.review_on, Plan.code, Assumption.position, Assumption.id)
    )


@lru_cache(maxsize=8)
def _choices(how_far: Sight, language: str) -> "sa.CompoundSelect[str, int, str]":
    held = sa.exists().where(Assumption.plan_id == Plan.id, Assumption.archived_at.is_(None)).correlate(Plan)
    kept = (
        sa.exists()
        .where(Assumption.owner_id == User.id, Assumption.plan_id == Plan.id, *_seen(how_far))
        .correlate(User)
    )
    name = localised_column(User, language, "name")
    plans = (
        sa.select(Plan.id, (Plan.code + " " + localised_column(Plan, language)).label("text"))
        .where(visible(how_far), Plan.archived_at.is_(None), held)
        .order_by(sa.func.length(Plan.code), Plan.code, Plan.id)
        .limit(MOST_CHOICES)
        .subquery()
    )
    people = sa.select(User.id, name.label("text")).where(kept).order_by(name).limit(MOST_CHOICES).subquery()
    return sa.union_all(sa.select(sa.literal("plans"), *plans.c), sa.select(sa.literal("owners"), *people.c))


_LINKS = (
    sa.select(LinkAssumption.assumption_id, LinkAssumption.link_id)
    .where(LinkAssumption.assumption_id.in_(sa.bindparam("assumption_ids", expanding=True)))
    .order_by(LinkAssumption.link_id)
)


def _with_links(session: Session, rows: Any) -> list[RegisteredAssumption]:
    places: dict[int, list[Id]] = {}
    for assumption, link in session.execute(_LINKS, {"assumption_ids": [row.id for row in rows]}):
        places.setdefault(assumption, []).append(link)
    return [_row(row, tuple(places.get(row.id, ()))) for row in rows]


def _row(row: Any, links: tuple[Id, ...] = ()) -> RegisteredAssumption:
    values = {**row._mapping, "owns_plan": bool(row.owns_plan)}
    return RegisteredAssumption(**values, links=links)
