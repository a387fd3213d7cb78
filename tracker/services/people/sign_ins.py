"""Sessions on the server: begun at sign-in, ended at sign-out, password change and deactivation. Whoever
signs in clears away what ran out."""

import sqlalchemy as sa

from tracker.records.models import SignIn, User
from tracker.records.queries.people.accounts import SIGN_IN_LASTS
from tracker.services.errors import NotThere
from tracker.services.verb import Writer, verb


@verb
def begin(
    writer: Writer, *, user_id: int, token_hash: str, verified_hash: str, better_hash: str | None = None
) -> int:
    """Begins a session of the person whose password was just verified against ``verified_hash``.

    Raises NotThere where the account was closed or got another password meanwhile. ``better_hash``
    replaces a hash that was made with older parameters.
    """
    user = writer.session.get(User, user_id, populate_existing=True)
    if user is None or user.deactivated_at is not None or user.password_hash != verified_hash:
        raise NotThere
    if better_hash is not None:
        user.password_hash = better_hash
    _remove_ended(writer)
    sign_in = SignIn(token_hash=token_hash, user_id=user_id, began_at=writer.now, seen_at=writer.now)
    writer.session.add(sign_in)
    writer.session.flush()
    return sign_in.id


@verb
def end_all(writer: Writer, *, user_id: int) -> int:
    """Ends the person's sessions everywhere; gives their number."""
    ended = sa.delete(SignIn).where(SignIn.user_id == user_id).returning(SignIn.id)
    return len(writer.session.execute(ended).all())


def _remove_ended(writer: Writer) -> None:
    writer.session.execute(sa.delete(SignIn).where(SignIn.began_at <= writer.now - SIGN_IN_LASTS))
