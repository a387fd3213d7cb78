"""The first administrator of an installation, and the way back in when nobody has the role any more."""

import sqlalchemy as sa

from tracker.records.models import Organisation, RoleAssignment, User
from tracker.services.errors import Invalid
from tracker.services.people.accounts import add_person, grant_role, plain_email, store_password
from tracker.services.people.organisations import add_organisation
from tracker.services.verb import Writer, verb
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import OrganisationKind, Role


@verb
def open_administrator(
    writer: Writer, *, email: str, name: str, organisation: str, password_hash: str
) -> tuple[int, bool]:
    """Gives the person with this address the administrator's role and a one-time password; a person that is
    not there is made. ``organisation`` is a code; in a database without organisations it is made.

    Returns the person's number, and whether they were made. Raises Invalid.
    """
    place = _place(writer, organisation)
    user = writer.session.scalar(sa.select(User).where(User.email == plain_email(email)))
    if user is not None and user.deactivated_at is not None:
        raise Invalid("email", "deactivated")
    user_id = (
        user.id
        if user
        else add_person(writer, contents=PersonContents(name=name, email=email, organisation_id=place))
    )
    held = sa.select(RoleAssignment.id).where(
        RoleAssignment.user_id == user_id,
        RoleAssignment.role == Role.ADMINISTRATOR,
        RoleAssignment.organisation_id == place,
    )
    if writer.session.scalar(held) is None:
        grant_role(writer, user_id=user_id, role=Role.ADMINISTRATOR, organisation_id=place)
    store_password(writer, user_id=user_id, password_hash=password_hash, one_time=True, expected=None)
    return user_id, user is None


def _place(writer: Writer, code: str) -> int:
    found = writer.session.scalar(
        sa.select(Organisation.id).where(Organisation.code == code, Organisation.archived_at.is_(None))
    )
    if found is not None:
        return found
    if writer.session.scalar(sa.select(Organisation.id).limit(1)) is not None:
        raise Invalid("organisation", "not_there")
    return add_organisation(
        writer, contents=OrganisationContents(code=code, name=code, kind=OrganisationKind.MUNICIPALITY)
    )
