"""The session on the server: the cookie carries a random token, the database its hash."""

import hashlib
import secrets
from typing import cast

from flask import session
from flask_login import UserMixin, current_user

from tracker.extensions import db, login
from tracker.records.queries import people
from tracker.records.viewer import Viewer
from tracker.web import clock

TOKEN = "sign_in"  # noqa: S105 - the name of a key, not a secret


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login carries: the viewer and nothing of the database."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        return str(self.viewer.id)


def new_token() -> str:
    """A token for the cookie, 256 bits."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database stores of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@login.user_loader  # type: ignore[untyped-decorator]
def _load(_user_id: str) -> SignedIn | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    viewer = people.viewer_of_sign_in(db.session(), token_hash(token), clock.now())
    return SignedIn(viewer) if viewer else None


def viewer() -> Viewer:
    """The signed-in person. Only for routes whose access rule asks for one."""
    return cast(SignedIn, current_user).viewer


def viewer_or_none() -> Viewer | None:
    """The signed-in person, or None."""
    return cast(SignedIn, current_user).viewer if current_user.is_authenticated else None
