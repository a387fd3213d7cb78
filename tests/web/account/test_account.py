"""The own account: password, one-time password, language."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.browsing import Browser
from tests.page import Form, Page
from tests.personas import EMAILS, PASSWORD
from tests.web.account.people import stored
from tracker.extensions import db
from tracker.records.models import Event, User

NEW = "en helt anden sætning"
SignInAs = Callable[[str], Browser]


def change(browser: Browser, now: str = PASSWORD, new: str = NEW, again: str = NEW) -> int:
    fields = {"current_password": now, "password": new, "again": again}
    return browser.submit("/account/password", fields).status_code


def signs_in(app: Flask, password: str) -> bool:
    browser = app.test_client()
    assert isinstance(browser, Browser)
    response = browser.submit("/sign-in", {"email": EMAILS["owner"], "password": password})
    return response.status_code == 303


def test_a_new_password_replaces_the_old_one(app: Flask, as_: SignInAs) -> None:
    assert change(as_("owner")) == 303
    assert signs_in(app, NEW)
    assert not signs_in(app, PASSWORD)


def test_changing_the_password_ends_all_sessions_but_a_new_one_here(as_: SignInAs, app: Flask) -> None:
    phone, desk = as_("owner"), as_("owner")
    before = desk.get_cookie("tracker")
    assert before is not None
    assert change(desk) == 303
    assert phone.get("/account").status_code == 303
    assert desk.get("/account").status_code == 200
    thief = app.test_client()
    thief.set_cookie("tracker", before.value)
    assert thief.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("now", "new", "again", "message"),
    [
        ("forkert adgangskode", NEW, NEW, "Det er ikke din adgangskode."),
        (PASSWORD, "kort", "kort", "Mindst 12 tegn."),
        (PASSWORD, "x" * 201, "x" * 201, "Højst 200 tegn."),
        (PASSWORD, "a" * 12, "a" * 12, "Brug mere end tre forskellige tegn."),
        (PASSWORD, PASSWORD, PASSWORD, "Vælg en anden adgangskode end den, du har nu."),
        (PASSWORD, NEW, NEW + ".", "De to adgangskoder er ikke ens."),
        (PASSWORD, "", "", "Udfyld dette felt."),
    ],
)
def test_a_password_that_does_not_do_is_refused_with_a_reason(
    now: str, new: str, again: str, message: str, app: Flask, as_: SignInAs
) -> None:
    browser = as_("owner")
    fields = {"current_password": now, "password": new, "again": again}
    page = browser.checked(browser.submit("/account/password", fields), "/account/password", 422)
    assert any(message in found for found in page.errors)
    assert page.title.startswith("Fejl:")
    assert browser.get("/account").status_code == 200
    assert signs_in(app, PASSWORD)


@pytest.mark.parametrize(
    "password", ["🔐 emoji og æøå", "مرحبا بالعالم كله", "nul \x00 i midten af den", "   mellemrum   "]
)
def test_a_password_may_hold_any_characters(password: str, app: Flask, as_: SignInAs) -> None:
    assert change(as_("owner"), new=password, again=password) == 303
    assert signs_in(app, password)


def test_a_one_time_password_leads_to_choosing_an_own_one_first(app: Flask, client: Browser) -> None:
    stored(app, EMAILS["owner"], "engangskode-1234", one_time=True)
    response = client.submit("/sign-in", {"email": EMAILS["owner"], "password": "engangskode-1234"})
    assert response.status_code == 303
    for address in ("/", "/my-work", "/plans"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (303, "/account/password")
    page = client.page("/account/password")
    assert "engangskode" in page.text
    assert change(client, now="engangskode-1234") == 303
    assert client.get("/my-work").status_code == 200


def test_a_password_change_is_an_event_without_the_password(app: Flask, as_: SignInAs) -> None:
    change(as_("owner"))
    with app.app_context():
        event = db.session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
        person = db.session.scalars(sa.select(User).where(User.email == EMAILS["owner"])).one()
        assert event is not None
        assert (event.verb, event.entity_id, event.actor_id) == ("store_password", person.id, person.id)
        assert person.password_hash is not None
        for values in (event.before, event.after):
            assert "password_hash" not in (values or {})
            assert person.password_hash not in str(values)


def test_the_language_is_remembered_for_the_person(as_: SignInAs) -> None:
    browser = as_("owner")
    page = browser.page("/account")
    assert page.heading == "Min konto"
    response = browser.send(_switch(page).values(), {}, "/language")
    assert response.headers["Location"] == "/account"
    assert browser.follow(response).heading == "My account"
    assert as_("owner").page("/account").heading == "My account"


def _switch(page: Page) -> Form:
    """The form in the page's head that changes the language."""
    return next(form for form in map(Form, page.root.all("form")) if form.action == "/language")


def test_somebody_who_is_not_signed_in_may_choose_a_language(client: Browser) -> None:
    page = client.page("/sign-in")
    assert client.follow(client.send(_switch(page).values(), {}, "/language")).heading == "Sign in"


@pytest.mark.parametrize("language", ["fr", "", "da'--", "../../etc"])
def test_no_other_language_can_be_chosen(language: str, client: Browser) -> None:
    page = client.page("/sign-in")
    assert client.send(_switch(page).values(), {"language": language}, "/language").status_code == 400


def test_choosing_a_language_leads_to_no_other_site(client: Browser) -> None:
    page = client.page("/sign-in")
    response = client.send(_switch(page).values(), {"next": "//evil.example"}, "/language")
    assert response.headers["Location"] == "/"


def test_my_account_shows_who_i_am_and_my_roles(as_: SignInAs) -> None:
    page = as_("planner").page("/account")
    assert "planner@example.org" in page.text
    assert "Planlægningsgruppe, Planlægningsgruppen for tryghedsstrategien" in page.text
