"""Signing in and out: who comes in, where they land, and how every session ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from tests.browsing import Browser
from tests.conftest import settings, signed_in
from tests.personas import EMAILS, NOW, PASSWORD
from tests.web.account.people import enter, stored, without_account
from tracker.app import create_app
from tracker.extensions import db
from tracker.records.models import SignIn, User
from tracker.services.people.passwords import Passwords

WRONG = "E-mail eller adgangskode er forkert. Tjek begge dele, og prøv igen."


def sessions(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(SignIn.id))) or 0


def test_somebody_with_a_role_lands_on_the_front_page(client: Browser) -> None:
    assert client.follow(client.get(enter(client))).heading
    assert client.get("/account").status_code == 200


def test_somebody_without_a_role_is_told_so(app: Flask, client: Browser) -> None:
    with app.app_context():
        stored(app, EMAILS["stranger"], PASSWORD)
    page = client.follow(client.get(enter(client, "stranger")))
    assert "Du har ingen rolle endnu" in page.text


def test_the_address_may_be_written_in_capitals_and_with_spaces(client: Browser) -> None:
    response = client.submit("/sign-in", {"email": "  OWNER@Example.org ", "password": PASSWORD})
    assert response.status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAILS["owner"], "en anden adgangskode"),
        (EMAILS["owner"], PASSWORD + " "),
        ("nobody@example.org", PASSWORD),
        (EMAILS["stranger"], ""),
        (EMAILS["stranger"], PASSWORD),
    ],
)
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(
    email: str, password: str, client: Browser
) -> None:
    page = client.checked(
        client.submit("/sign-in", {"email": email, "password": password or "x"}), "/sign-in", 422
    )
    assert WRONG in page.text
    assert page.title.startswith("Fejl:")
    form = page.form("/sign-in")
    assert form.values()["email"] == [email]
    assert PASSWORD not in page.source
    assert client.get("/account").status_code == 303


def test_an_unknown_address_takes_the_same_hashing(monkeypatch: pytest.MonkeyPatch, client: Browser) -> None:
    verified: list[str] = []
    verify = PasswordHasher.verify

    def noted(self: PasswordHasher, known: str, given: bytes) -> bool:
        verified.append(known)
        return verify(self, known, given)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    client.submit("/sign-in", {"email": "nobody@example.org", "password": "x"})
    assert len(verified) == 1


def test_somebody_without_a_password_cannot_sign_in(app: Flask, client: Browser) -> None:
    without_account(app, EMAILS["owner"])
    for password in ("x", "None", ""):
        response = client.submit("/sign-in", {"email": EMAILS["owner"], "password": password})
        assert response.status_code == 422


def test_a_deactivated_person_cannot_sign_in_and_their_sessions_are_over(
    app: Flask, client: Browser, as_: Callable[[str], Browser]
) -> None:
    owner, admin = as_("owner"), as_("admin")
    assert owner.get("/account").status_code == 200
    with app.app_context():
        person = db.session.scalars(sa.select(User.id).where(User.email == EMAILS["owner"])).one()
    response = admin.submit(f"/admin/people/{person}/deactivate", {"reason": ""})
    assert response.status_code == 303
    assert owner.get("/account").status_code == 303
    page = client.checked(
        client.submit("/sign-in", {"email": EMAILS["owner"], "password": PASSWORD}), "/sign-in", 422
    )
    assert WRONG in page.text


def test_signing_in_makes_a_new_session_and_keeps_nothing_but_the_language(
    app: Flask, client: Browser
) -> None:
    with client.session_transaction() as session:
        session["language"] = "en"
        session["planted"] = "by somebody else"
        session["csrf_token"] = "known to somebody else"
        session["sign_in"] = "known to somebody else"
    enter(client)
    with client.session_transaction() as session:
        assert session["language"] == "en"
        assert "planted" not in session
        assert session.get("csrf_token") != "known to somebody else"
        assert session["sign_in"] != "known to somebody else"
        token = session["sign_in"]
    with app.app_context():
        hashes = db.session.scalars(sa.select(SignIn.token_hash)).all()
    assert hashes
    assert token not in hashes


def test_signing_out_ends_the_sessions_on_every_device(as_: Callable[[str], Browser]) -> None:
    phone, desk = as_("owner"), as_("owner")
    colleague = as_("planner")
    page = desk.follow(desk.submit("/account", action="/sign-out"))
    assert "logget ud på alle enheder" in page.text
    assert phone.get("/account").status_code == 303
    assert desk.get("/account").status_code == 303
    assert colleague.get("/account").status_code == 200


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(app: Flask, client: Browser) -> None:
    enter(client)
    cookie = client.get_cookie("tracker")
    assert cookie is not None
    client.submit("/account", action="/sign-out")
    thief = app.test_client()
    thief.set_cookie("tracker", cookie.value)
    assert thief.get("/account").status_code == 303


def test_a_session_ends_twelve_hours_after_it_began(app: Flask) -> None:
    browser = signed_in(app, EMAILS["owner"])
    with app.app_context():
        row = db.session.scalars(sa.select(SignIn)).one()
        row.began_at = NOW - timedelta(hours=24)
        db.session.commit()
    assert browser.get("/account").status_code == 303


def test_sessions_that_ran_out_are_removed_at_the_next_sign_in(app: Flask, client: Browser) -> None:
    signed_in(app, EMAILS["reader"])
    with app.app_context():
        db.session.scalars(sa.select(SignIn)).one().began_at = NOW - timedelta(days=2)
        db.session.commit()
    enter(client)
    assert sessions(app) == 1


def test_who_is_not_signed_in_comes_back_to_where_they_wanted(client: Browser) -> None:
    response = client.get("/milestones?state=due_soon")
    assert response.status_code == 303
    page = client.page(response.headers["Location"])
    values = page.form("/sign-in").values()
    response = client.send(values, {"email": EMAILS["owner"], "password": PASSWORD}, "/sign-in")
    assert response.headers["Location"] == "/milestones?state=due_soon"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/%09/evil.example/\t",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "/account\r\nSet-Cookie: x=1",
        "http:/account",
        "account",
        "/nowhere",
        "/sign-out",
        "/account?" + "x" * 5000,
        "",
    ],
)
def test_signing_in_leads_to_no_other_site(elsewhere: str, client: Browser) -> None:
    assert enter(client, next=elsewhere) == "/signed-in"
    assert client.get("/sign-in", query_string={"next": elsewhere}).headers["Location"] == "/"


def test_a_form_sent_after_the_session_ended_says_so_and_leads_back(
    app: Flask, as_: Callable[[str], Browser]
) -> None:
    browser = as_("owner")
    page = browser.page("/account/password")
    with app.app_context():
        db.session.execute(sa.delete(SignIn))
        db.session.commit()
    response = browser.post(
        "/account/password",
        data=page.form("/account/password").values(),
        headers={"Referer": "http://localhost/account/password"},
    )
    assert response.headers["Location"] == "/sign-in?next=/account/password"
    assert "så intet er gemt" in browser.follow(response).text


def test_a_hash_with_older_parameters_is_made_anew_at_sign_in(demo_url: str) -> None:
    stronger = Passwords(rounds=2, memory_kib=16, lanes=1)
    app = create_app(replace(settings(demo_url), passwords=stronger))
    app.test_client_class = Browser
    browser = app.test_client()
    assert isinstance(browser, Browser)
    enter(browser)
    with app.app_context():
        kept = db.session.scalars(sa.select(User.password_hash).where(User.email == EMAILS["owner"])).one()
        assert kept is not None
        assert "t=2" in kept
        db.engine.dispose()
    again = app.test_client()
    assert isinstance(again, Browser)
    enter(again)
