"""The people of the strategy, their accounts and their roles."""

import sqlalchemy as sa

from tracker.records.models import Organisation, RoleAssignment, User
from tracker.services.checks import rows, values
from tracker.services.errors import Duplicate, Invalid
from tracker.services.people import sign_ins
from tracker.services.people.passwords import STRONG, Passwords
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import Role


def plain_email(email: str) -> str:
    """The address as it is stored and looked up: trimmed, in small letters."""
    return email.strip().lower()


@verb
def add_person(
    writer: Writer,
    *,
    contents: PersonContents,
    password: str | None = None,
    code: str | None = None,
    passwords: Passwords = STRONG,
) -> int:
    """Makes a person. Without e-mail address or password they cannot sign in (a post without an account).

    ``code`` names the person in files. Raises Invalid, Duplicate.
    """
    user = User(
        code=None if code is None else values.code(code),
        password_hash=None if password is None else passwords.hash(password),
    )
    _fill(writer, user, contents)
    _refuse_taken(writer, user)
    return rows.write(writer, user, "email")


@verb
def change_person(writer: Writer, *, user_id: int, version: int | None, contents: PersonContents) -> int:
    """Changes a person; all of it is given, as a form holds it. Without an e-mail address the person has no
    account: their sessions end. Raises Invalid, Duplicate, StaleWrite, NotThere."""
    user = fetch(writer, User, user_id, version)
    _fill(writer, user, contents)
    rows.write(writer, user, "email")
    if user.email is None:
        sign_ins.end_all(writer, user_id=user_id)
    return user_id


@verb
def choose_language(writer: Writer, *, user_id: int, language: str) -> int:
    """Remembers the language that the person reads. Raises Invalid, NotThere."""
    user = fetch(writer, User, user_id)
    user.language = language
    return rows.write(writer, user, "email")


@verb
def deactivate_person(writer: Writer, *, user_id: int, version: int | None = None, reason: str = "") -> int:
    """Closes the account and ends its sessions; the name stays in the history.

    Raises Invalid for the writer's own account and for the last administrator's; StaleWrite; NotThere.
    """
    values.text("reason", reason)
    user = fetch(writer, User, user_id, version)
    if user_id == writer.actor_id:
        raise Invalid("user_id", "own_account")
    if user.deactivated_at is None:
        _keep_an_administrator(writer, without_user=user_id)
        user.deactivated_at = writer.now
    sign_ins.end_all(writer, user_id=user_id)
    return user_id


@verb
def reactivate_person(writer: Writer, *, user_id: int, reason: str = "") -> int:
    """Opens the account again, with the password and the roles it had. Raises NotThere."""
    values.text("reason", reason)
    user = fetch(writer, User, user_id)
    user.deactivated_at = None
    return user_id


@verb
def grant_role(writer: Writer, *, user_id: int, role: Role, organisation_id: int) -> int:
    """Gives the person a role in an organisation. Raises Invalid, Duplicate (field ``role``), NotThere."""
    fetch(writer, User, user_id)
    values.referred(writer, "organisation_id", Organisation, organisation_id)
    assignment = RoleAssignment(user_id=user_id, role=role, organisation_id=organisation_id)
    return rows.add(writer, assignment, "role", role.value)


@verb
def revoke_role(writer: Writer, *, role_id: int, reason: str = "") -> int:
    """Takes a role away; gives the person's number. Raises Invalid for the last administrator; NotThere."""
    values.text("reason", reason)
    assignment = fetch(writer, RoleAssignment, role_id)
    if assignment.role is Role.ADMINISTRATOR:
        _keep_an_administrator(writer, without_role=role_id)
    writer.session.delete(assignment)
    writer.session.flush()
    return assignment.user_id


def set_password(writer: Writer, *, user_id: int, password: str, passwords: Passwords = STRONG) -> int:
    """Gives the person a one-time password: they choose their own at the next sign-in. Ends their sessions.

    Hashed before the transaction, which holds the database's lock. Raises Invalid, NotThere.
    """
    return store_password(
        writer, user_id=user_id, password_hash=passwords.hash(password), one_time=True, expected=None
    )


def change_own_password(
    writer: Writer,
    *,
    user_id: int,
    current_hash: str | None,
    current_password: str,
    password: str,
    passwords: Passwords = STRONG,
) -> int:
    """Changes the person's own password and ends all their sessions, this one too.

    ``current_hash`` is what is stored now. Raises Invalid on ``current_password`` or ``password``.
    """
    if not passwords.fits(current_hash, current_password):
        raise Invalid("current_password", "wrong_password")
    if password == current_password:
        raise Invalid("password", "same_password")
    return store_password(
        writer,
        user_id=user_id,
        password_hash=passwords.hash(password),
        one_time=False,
        expected=current_hash,
    )


@verb
def store_password(
    writer: Writer, *, user_id: int, password_hash: str, one_time: bool, expected: str | None
) -> int:
    """Stores what ``Passwords.hash`` gave, unless the account got another one than ``expected`` meanwhile, or
    is none: closed, or without an e-mail address."""
    user = fetch(writer, User, user_id)
    if user.email is None or user.deactivated_at is not None:
        raise Invalid("user_id", "no_account")
    if expected is not None and user.password_hash != expected:
        raise Invalid("current_password", "wrong_password")
    user.password_hash = password_hash
    user.password_set_at = writer.now
    user.password_is_one_time = one_time
    sign_ins.end_all(writer, user_id=user_id)
    return user_id


def _fill(writer: Writer, user: User, contents: PersonContents) -> None:
    rows.fill(writer, user, contents)
    user.email = plain_email(user.email) if user.email else None


def _refuse_taken(writer: Writer, user: User) -> None:
    for field, column, value in (("email", User.email, user.email), ("code", User.code, user.code)):
        if value is not None and writer.session.scalar(sa.select(User.id).where(column == value)):
            raise Duplicate(field, value)


def _keep_an_administrator(
    writer: Writer, *, without_user: int | None = None, without_role: int | None = None
) -> None:
    """Somebody has to be able to let the others in."""
    left = (
        sa.select(User.id, RoleAssignment.id)
        .join(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(RoleAssignment.role == Role.ADMINISTRATOR, User.deactivated_at.is_(None))
    )
    holders = writer.session.execute(left).all()
    losing = [row for row in holders if without_user == row[0] or without_role == row[1]]
    if losing and len(losing) == len(holders):
        raise Invalid("role", "last_administrator")
