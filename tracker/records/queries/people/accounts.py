"""People, their roles and their sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import Organisation, RoleAssignment, SignIn, Strategy, User
from tracker.records.queries.people.mentions import waiting_count
from tracker.records.queries.visibility import LARGEST_NUMBER
from tracker.records.viewer import Viewer
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import Role

SIGN_IN_LASTS = timedelta(hours=12)
"""A session ends so long after it began, whatever happens in it."""


# Asked by every request: built once.
_OF_SIGN_IN = (
    sa.select(
        User.id,
        User.name,
        User.email,
        User.language,
        User.password_is_one_time,
        RoleAssignment.role,
        RoleAssignment.organisation_id,
        sa.select(Strategy.timezone).order_by(Strategy.id).limit(1).scalar_subquery().label("zone"),
        waiting_count().label("mentions"),
    )
    .join(SignIn, SignIn.user_id == User.id)
    .outerjoin(RoleAssignment, RoleAssignment.user_id == User.id)
    .where(SignIn.token_hash == sa.bindparam("token_hash"))
    .where(SignIn.began_at > sa.bindparam("began_after"))
    .where(User.deactivated_at.is_(None))
)


def viewer_of_sign_in(session: Session, token_hash: str, now: datetime) -> Viewer | None:
    """The person whose session has this token, with all roles; None when it has ended. One query."""
    rows = session.execute(_OF_SIGN_IN, {"token_hash": token_hash, "began_after": now - SIGN_IN_LASTS}).all()
    if not rows:
        return None
    first = rows[0]
    roles: frozenset[tuple[Role, int]] = frozenset(
        (row.role, row.organisation_id) for row in rows if row.role is not None
    )
    return Viewer(
        first.id,
        first.name,
        first.email or "",
        first.language,
        roles,
        first.password_is_one_time,
        first.zone or "",
        first.mentions,
    )


@dataclass(frozen=True, slots=True)
class Credentials:
    user_id: int
    password_hash: str | None
    active: bool


def credentials(session: Session, email: str) -> Credentials | None:
    """What a password is checked against; ``email`` in small letters. One query."""
    row = session.execute(
        sa.select(User.id, User.password_hash, User.deactivated_at).where(User.email == email)
    ).one_or_none()
    return None if row is None else Credentials(row.id, row.password_hash, row.deactivated_at is None)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role in an organisation, named in both languages."""

    id: int
    role: Role
    organisation_id: int
    organisation: str
    organisation_en: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(PersonContents):
    """A person as an account page shows them; ``has_password`` says whether they can sign in."""

    id: int
    version: int
    code: str | None
    organisation: str | None
    organisation_en: str | None
    has_password: bool
    password_is_one_time: bool
    password_set_at: datetime | None
    deactivated_at: datetime | None
    roles: tuple[HeldRole, ...]


def account(session: Session, user_id: int) -> Account | None:
    """One person with roles, in the order of their organisations. Two queries."""
    row = session.execute(
        sa.select(User, Organisation.name, Organisation.name_en)
        .outerjoin(Organisation, User.organisation_id == Organisation.id)
        .where(User.id == user_id)
    ).one_or_none()
    if row is None:
        return None
    user, organisation, organisation_en = row
    return Account(
        id=user.id,
        version=user.version,
        code=user.code,
        name=user.name,
        name_en=user.name_en,
        email=user.email,
        language=user.language,
        organisation_id=user.organisation_id,
        organisation=organisation,
        organisation_en=organisation_en,
        has_password=user.password_hash is not None,
        password_is_one_time=user.password_is_one_time,
        password_set_at=user.password_set_at,
        deactivated_at=user.deactivated_at,
        roles=tuple(_roles(session, user_id)),
    )


def _roles(session: Session, user_id: int) -> list[HeldRole]:
    rows = session.execute(
        sa.select(
            RoleAssignment.id,
            RoleAssignment.role,
            RoleAssignment.organisation_id,
            Organisation.name,
            Organisation.name_en,
        )
        .join(Organisation, Organisation.id == RoleAssignment.organisation_id)
        .where(RoleAssignment.user_id == user_id)
        .order_by(RoleAssignment.role, Organisation.name, RoleAssignment.id)
    )
    return [HeldRole(*row) for row in rows]


def role_holder(session: Session, role_id: int) -> int | None:
    """The person who holds the role of this number; None where there is none any more. One query."""
    if role_id > LARGEST_NUMBER:
        return None
    return session.scalar(sa.select(RoleAssignment.user_id).where(RoleAssignment.id == role_id))
