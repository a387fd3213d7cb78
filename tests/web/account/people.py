"""People for tests of their accounts, and how they come in."""

import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.personas import EMAILS, NOW, PASSWORD, QUICK, TODAY
from tracker.extensions import db
from tracker.records.models import User
from tracker.services.people.accounts import store_password
from tracker.services.verb import Writer, fetch, verb


def number(app: Flask, email: str) -> int:
    """The person with this address."""
    with app.app_context():
        return db.session.scalars(sa.select(User.id).where(User.email == email)).one()


def stored(app: Flask, email: str, password: str, *, one_time: bool = False) -> None:
    """Gives the person a password."""
    with app.app_context():
        store_password(
            Writer(db.session(), NOW, TODAY),
            user_id=number(app, email),
            password_hash=QUICK.hash(password),
            one_time=one_time,
            expected=None,
        )


def without_account(app: Flask, email: str) -> None:
    """Takes the person's password away."""
    with app.app_context():
        forget(Writer(db.session(), NOW, TODAY), user_id=number(app, email))


@verb
def forget(writer: Writer, *, user_id: int) -> None:
    fetch(writer, User, user_id).password_hash = None


def enter(client: Browser, persona: str = "owner", password: str = PASSWORD, **fields: str) -> str:
    """Signs in with the form and gives the address that it leads to."""
    response = client.submit("/sign-in", {"email": EMAILS[persona], "password": password, **fields})
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]
