"""One account per role for a demonstration."""

from dataclasses import dataclass

import sqlalchemy as sa

from tracker.records.models import Organisation, User
from tracker.services.errors import NotThere
from tracker.services.people.accounts import add_person, grant_role, store_password
from tracker.services.verb import Writer, verb
from tracker.theory.contents.person import PersonContents
from tracker.theory.kinds import Role


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """``post`` is the code of the person in the sample whom the account takes over, with their roles;
    without one a new person gets ``role`` in each of ``organisations`` (codes)."""

    email: str
    post: str | None = None
    name: str = ""
    name_en: str = ""
    role: Role | None = None
    organisations: tuple[str, ...] = ()


DEMO_ACCOUNTS = (
    DemoAccount("owner@example.org", post="r-for"),
    DemoAccount("planner@example.org", post="r-koord"),
    DemoAccount(
        "manager@example.org",
        name="Leder (demo)",
        name_en="Manager (demo)",
        role=Role.MANAGER,
        organisations=("AAK", "NP"),
    ),
    DemoAccount("secretary@example.org", post="r-sek"),
    DemoAccount(
        "reader@example.org",
        name="Læser (demo)",
        name_en="Reader (demo)",
        role=Role.READER,
        organisations=("AAK",),
    ),
    DemoAccount(
        "admin@example.org",
        name="Administrator (demo)",
        name_en="Administrator (demo)",
        role=Role.ADMINISTRATOR,
        organisations=("AAK",),
    ),
)


def demo_hashes(writer: Writer) -> dict[str, str | None]:
    """The stored password hash of each demo account there is, by e-mail address."""
    emails = [account.email for account in DEMO_ACCOUNTS]
    rows = writer.session.execute(sa.select(User.email, User.password_hash).where(User.email.in_(emails)))
    return {email: stored for email, stored in rows if email is not None}


@verb
def open_demo_accounts(writer: Writer, *, password_hash: str, keep: frozenset[str]) -> int:
    """Makes the demo accounts that are missing and gives each but those of ``keep`` (e-mail addresses)
    this password; a post that somebody has taken stays theirs. Returns how many it made.

    Raises NotThere where the sample is not loaded.
    """
    made = 0
    for account in DEMO_ACCOUNTS:
        user_id = writer.session.scalar(sa.select(User.id).where(User.email == account.email))
        if user_id is None:
            user_id = (
                _take_over(writer, account.post, account.email) if account.post else _make(writer, account)
            )
            made += user_id is not None
        if user_id is not None and account.email not in keep:
            store_password(
                writer, user_id=user_id, password_hash=password_hash, one_time=False, expected=None
            )
    return made


def _take_over(writer: Writer, post: str, email: str) -> int | None:
    user = writer.session.scalar(sa.select(User).where(User.code == post))
    if user is None:
        raise NotThere
    if user.email is not None:
        return None
    user.email = email
    writer.session.flush()
    return user.id


def _make(writer: Writer, account: DemoAccount) -> int:
    rows = writer.session.execute(
        sa.select(Organisation.code, Organisation.id).where(Organisation.code.in_(account.organisations))
    )
    organisations = dict(rows.all())
    if len(organisations) < len(account.organisations):
        raise NotThere
    user_id = add_person(
        writer,
        contents=PersonContents(
            name=account.name,
            name_en=account.name_en,
            email=account.email,
            organisation_id=organisations[account.organisations[0]],
        ),
    )
    for code in account.organisations:
        if account.role is not None:
            grant_role(writer, user_id=user_id, role=account.role, organisation_id=organisations[code])
    return user_id
