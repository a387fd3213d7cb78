"""``flask administrator``: how the first person comes in where there are no demo accounts."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from tests.browsing import Browser
from tests.conftest import SignInAs, settings
from tests.personas import EMAILS
from tests.web.account.people import number
from tracker.app import create_app
from tracker.extensions import db
from tracker.records.models import Organisation, RoleAssignment, User

pytestmark = pytest.mark.both

Command = Callable[..., Result]


@pytest.fixture
def command(app: Flask) -> Command:
    return lambda *words: app.test_cli_runner().invoke(args=["administrator", *words])


def password(result: Result) -> str:
    assert result.exit_code == 0, result.output
    found = re.search(r"One-time password: (\S+)", result.output)
    assert found
    return found[1]


def enters(app: Flask, email: str, word: str) -> Browser:
    browser = app.test_client()
    assert isinstance(browser, Browser)
    assert browser.submit("/sign-in", {"email": email, "password": word}).status_code == 303
    return browser


def test_an_empty_installation_gets_its_first_administrator(empty_url: str) -> None:
    app = create_app(replace(settings(empty_url), demo=False))
    app.test_client_class = Browser
    words = ["administrator", "Kirsten@example.org", "Kirsten Hansen", "AAK"]
    password(app.test_cli_runner().invoke(args=words))
    # asked again, it gives another password and adds nothing
    word = password(app.test_cli_runner().invoke(args=words))
    browser = enters(app, "kirsten@example.org", word)
    assert browser.get("/admin").headers["Location"] == "/account/password"
    own = {"current_password": word, "password": "en helt egen sætning", "again": "en helt egen sætning"}
    assert browser.submit("/account/password", own).status_code == 303
    assert browser.page("/admin").heading == "Administration"
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(User)) == 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(RoleAssignment)) == 1
        db.engine.dispose()


def test_somebody_who_is_there_is_let_in_and_signed_out_elsewhere(
    command: Command, app: Flask, as_: SignInAs
) -> None:
    elsewhere = as_("reader")
    result = command(EMAILS["reader"], "Et andet navn", "AAK")
    assert "there already" in result.output
    assert elsewhere.get("/account").status_code == 303
    enters(app, EMAILS["reader"], password(result))
    with app.app_context():
        assert db.session.get_one(User, number(app, EMAILS["reader"])).name == "Læser (demo)"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("kirsten@example.org", "Kirsten", "NOWHERE"), "organisation: not there"),
        (("kirsten", "Kirsten", "AAK"), "email: not an email"),
        (("kirsten@example.org", "", "AAK"), "name: required"),
    ],
)
def test_what_does_not_do_is_refused_and_changes_nothing(
    words: tuple[str, ...], reason: str, command: Command, app: Flask
) -> None:
    result = command(*words)
    assert result.exit_code == 1
    assert f"{reason}. Nothing was changed." in result.output
    with app.app_context():
        assert db.session.scalar(sa.select(User.id).where(User.email == "kirsten@example.org")) is None


def test_who_was_deactivated_stays_so(command: Command, as_: SignInAs, app: Flask) -> None:
    as_("admin").submit(f"/admin/people/{number(app, EMAILS['reader'])}/deactivate", {"reason": "Fratrådt"})
    assert "email: deactivated" in command(EMAILS["reader"], "Læser", "AAK").output
