"""The session on the server: the cookie carries a random token, the database its hash."""

import hashlib
import secrets
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from flask import current_app, g, request, session
from flask_login import UserMixin, current_user, login_user

from tracker.extensions import db, login
from tracker.records.queries.people import accounts as people
from tracker.records.viewer import Viewer
from tracker.services.people.passwords import Passwords
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
    token = None if g.get("without_person") else session.get(TOKEN)
    if not isinstance(token, str):
        return None
    viewer = people.viewer_of_sign_in(db.session(), token_hash(token), clock.now())
    if viewer is None:
        return None
    g.strategy_zone = viewer.zone
    return SignedIn(viewer)


def remember(token: str) -> None:
    """Starts the browser's session anew around a token whose session the database holds.

    Nothing but the chosen language is taken over, so a cookie from before is worth nothing after.
    """
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session[TOKEN] = token
    person = people.viewer_of_sign_in(db.session(), token_hash(token), clock.now())
    if person is not None:
        login_user(SignedIn(person))


def forget() -> None:
    """Empties the browser's session, but for the language."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    g.pop("_login_user", None)


def passwords() -> Passwords:
    """How passwords are hashed here."""
    found: Passwords = current_app.config["TRACKER"].passwords
    return found


def network() -> str:
    """Where a request comes from: the address, or for IPv6 the network that one household has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def viewer() -> Viewer:
    """The signed-in person. Only for routes whose access rule asks for one."""
    return cast(SignedIn, current_user).viewer


def viewer_or_none() -> Viewer | None:
    """The signed-in person, or None; None too on the page that says that the database is away."""
    if g.get("without_person"):
        return None
    return cast(SignedIn, current_user).viewer if current_user.is_authenticated else None
