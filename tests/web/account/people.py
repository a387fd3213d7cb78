"""Changes to people that no page makes."""

import sqlalchemy as sa
from flask import Flask

from tests.personas import NOW, TODAY
from tracker.extensions import db
from tracker.records.models import User
from tracker.services.people.accounts import store_password
from tracker.services.people.passwords import QUICK
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
