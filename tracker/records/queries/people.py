"""People, their roles and their sessions."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tracker.records.models import RoleAssignment, SignIn, User
from tracker.records.viewer import Viewer
from tracker.theory.kinds import Role

SIGN_IN_LASTS = timedelta(hours=12)
"""A session ends so long after it began, whatever happens in it."""


def viewer_of_sign_in(session: Session, token_hash: str, now: datetime) -> Viewer | None:
    """The person whose session has this token, with all roles; None when it has ended. One query."""
    rows = session.execute(
        sa.select(
            User.id,
            User.name,
            User.email,
            User.language,
            User.password_is_one_time,
            RoleAssignment.role,
            RoleAssignment.organisation_id,
        )
        .join(SignIn, SignIn.user_id == User.id)
        .outerjoin(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(SignIn.token_hash == token_hash)
        .where(SignIn.began_at > now - SIGN_IN_LASTS)
        .where(User.deactivated_at.is_(None))
    ).all()
    if not rows:
        return None
    first = rows[0]
    roles: frozenset[tuple[Role, int]] = frozenset(
        (row.role, row.organisation_id) for row in rows if row.role is not None
    )
    return Viewer(first.id, first.name, first.email or "", first.language, roles, first.password_is_one_time)
