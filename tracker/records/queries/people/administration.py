"""What administrators read: people with their roles, organisations with what depends on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Element, Organisation, Plan, PlanOwner, PlanPartner, RoleAssignment, User
from tracker.records.viewer import Viewer
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.kinds import Role


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list; ``roles`` without their organisations, each once, in the vocabulary's order."""

    id: int
    name: str
    name_en: str | None
    email: str | None
    organisation: str | None
    organisation_en: str | None
    has_password: bool
    deactivated_at: datetime | None
    roles: tuple[Role, ...]


def people(
    session: Session, viewer: Viewer, search: str = "", organisation_id: int | None = None
) -> list[PersonLine]:
    """Everybody whose name, e-mail address or organisation holds ``search``, by name. Two queries.

    Compared here and not in the database: SQLite knows no small letters of Æ, Ø and Å.
    """
    if not viewer.has(Role.ADMINISTRATOR):
        return []
    held: dict[int, set[Role]] = {}
    roles = sa.select(RoleAssignment.user_id, RoleAssignment.role, RoleAssignment.organisation_id)
    here: set[int] = set()
    for user_id, role, place in session.execute(roles):
        held.setdefault(user_id, set()).add(role)
        if place == organisation_id:
            here.add(user_id)
    rows = session.execute(
        sa.select(
            User.id,
            User.name,
            User.name_en,
            User.email,
            Organisation.name.label("organisation"),
            Organisation.name_en.label("organisation_en"),
            User.password_hash.is_not(None).label("has_password"),
            User.deactivated_at,
            User.organisation_id,
        ).outerjoin(Organisation, User.organisation_id == Organisation.id)
    )
    wanted = search.casefold().split()
    order = list(Role)
    found = []
    for row in rows:
        words = " ".join(text for text in row[1:6] if text).casefold()
        elsewhere = (
            organisation_id is not None and row.organisation_id != organisation_id and row.id not in here
        )
        if elsewhere or not all(word in words for word in wanted):
            continue
        found.append(PersonLine(*row[:8], roles=tuple(sorted(held.get(row.id, ()), key=order.index))))
    return sorted(
        found, key=lambda person: (person.deactivated_at is not None, person.name.casefold(), person.id)
    )


@dataclass(frozen=True, slots=True)
class OwnedPlan:
    id: int
    code: str
    title: str
    title_en: str | None


def owned_plans(session: Session, user_id: int) -> list[OwnedPlan]:
    """Plans that the person is an initiative owner of. One query."""
    rows = session.execute(
        sa.select(Plan.id, Plan.code, Plan.title, Plan.title_en)
        .join(PlanOwner, PlanOwner.plan_id == Plan.id)
        .where(PlanOwner.user_id == user_id, Plan.archived_at.is_(None))
        .order_by(Plan.code, Plan.id)
    )
    return [OwnedPlan(*row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine(OrganisationContents):
    """An organisation in the tree; ``depth`` counts the organisations above it."""

    id: int
    version: int
    archived_at: datetime | None
    people: int
    depth: int = 0


def organisations(session: Session, *, archived: bool = True) -> list[OrganisationLine]:
    """All organisations, each below its parent, by name. ``people`` counts active ones. One query."""
    people = (
        sa.select(sa.func.count())
        .where(User.organisation_id == Organisation.id, User.deactivated_at.is_(None))
        .scalar_subquery()
    )
    query = sa.select(
        Organisation.id,
        Organisation.version,
        Organisation.code,
        Organisation.name,
        Organisation.name_en,
        Organisation.kind,
        Organisation.parent_id,
        Organisation.archived_at,
        people.label("people"),
    )
    if not archived:
        query = query.where(Organisation.archived_at.is_(None))
    return _as_tree([OrganisationLine(**row._mapping) for row in session.execute(query)])


def _as_tree(lines: Sequence[OrganisationLine]) -> list[OrganisationLine]:
    there = {line.id for line in lines}
    below: dict[int | None, list[OrganisationLine]] = {}
    for line in sorted(lines, key=lambda line: (line.name.casefold(), line.id)):
        below.setdefault(line.parent_id if line.parent_id in there else None, []).append(line)
    found: list[OrganisationLine] = []
    waiting = [(line, 0) for line in reversed(below.get(None, []))]
    while waiting:
        line, depth = waiting.pop()
        found.append(replace(line, depth=depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(line.id, []))]
    return found


@dataclass(frozen=True, slots=True)
class Dependants:
    """What an organisation is used for. The first three keep it from being archived."""

    parts: int
    plans_led: int
    roles: int
    people: int
    elements: int
    partner_in: int

    @property
    def hold(self) -> bool:
        return bool(self.parts or self.plans_led or self.roles)


def dependants(session: Session, organisation_id: int) -> Dependants:
    """Counts of what names the organisation, archived and closed rows left out. One query."""
    counted = [
        sa.select(sa.func.count())
        .select_from(Organisation)
        .where(Organisation.parent_id == organisation_id, Organisation.archived_at.is_(None)),
        sa.select(sa.func.count())
        .select_from(Plan)
        .where(Plan.lead_organisation_id == organisation_id, Plan.archived_at.is_(None)),
        sa.select(sa.func.count())
        .select_from(RoleAssignment)
        .join(User, User.id == RoleAssignment.user_id)
        .where(RoleAssignment.organisation_id == organisation_id, User.deactivated_at.is_(None)),
        sa.select(sa.func.count())
        .select_from(User)
        .where(User.organisation_id == organisation_id, User.deactivated_at.is_(None)),
        sa.select(sa.func.count())
        .select_from(Element)
        .where(Element.organisation_id == organisation_id, Element.archived_at.is_(None)),
        sa.select(sa.func.count())
        .select_from(PlanPartner)
        .where(PlanPartner.organisation_id == organisation_id),
    ]
    row = session.execute(sa.select(*(query.scalar_subquery() for query in counted))).one()
    return Dependants(*row)


@dataclass(frozen=True, slots=True)
class Counts:
    """``without_account`` people have no password or no address yet."""

    people: int
    without_account: int
    organisations: int


def counts(session: Session) -> Counts:
    """For the front page of the administration. One query."""
    active = User.deactivated_at.is_(None)
    row = session.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(User).where(active).scalar_subquery(),
            sa.select(sa.func.count())
            .select_from(User)
            .where(active, sa.or_(User.password_hash.is_(None), User.email.is_(None)))
            .scalar_subquery(),
            sa.select(sa.func.count())
            .select_from(Organisation)
            .where(Organisation.archived_at.is_(None))
            .scalar_subquery(),
        )
    ).one()
    return Counts(*row)
