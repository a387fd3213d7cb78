"""Error pages: in the design, in both languages, and there also when the database is not."""

from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy.exc import TimeoutError as NoConnection

from tests.browsing import Browser
from tests.conftest import SignInAs, application
from tests.page import Page
from tracker.services.errors import NotThere
from tracker.web.access import PUBLIC, requires

pytestmark = pytest.mark.once

HEADINGS = {
    400: ("Forespørgslen kunne ikke forstås", "The request could not be understood"),
    403: ("Det har du ikke adgang til", "You do not have access to this"),
    404: ("Siden blev ikke fundet", "The page was not found"),
    405: ("Adressen kan ikke åbnes på denne måde", "This address cannot be opened this way"),
    409: ("Ændret af en anden", "Changed by somebody else"),
    413: ("Det, du sendte, er for stort", "What you sent is too large"),
    429: ("For mange forsøg", "Too many attempts"),
    500: ("Noget gik galt hos os", "Something went wrong on our side"),
    503: ("Tjenesten er ikke tilgængelig lige nu", "The service is not available right now"),
}
NO_DATABASE = "sqlite:////nowhere/at/all.sqlite"


def _failing(app: Flask) -> Flask:
    """The application with addresses that answer each error; ``/fail/boom`` is an error of the program."""
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @requires(PUBLIC)
    def fail(code: str) -> str:
        if code.partition(".")[0].isdigit():
            abort(int(code.partition(".")[0]))
        raise {"boom": RuntimeError("a secret"), "gone": NotThere(), "full": NoConnection("pool")}[code]

    app.add_url_rule("/fail/<code>", "fail", fail, methods=["GET", "POST"])
    return app


@pytest.fixture
def failing(demo_url: str) -> Flask:
    return _failing(application(demo_url))


def browser_of(app: Flask, language: str = "da") -> Browser:
    browser = app.test_client()
    assert isinstance(browser, Browser)
    with browser.session_transaction() as session:
        session["language"] = language
    return browser


@pytest.fixture
def cut_off() -> Flask:
    """The application whose database cannot be reached."""
    return _failing(application(NO_DATABASE))


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("code", HEADINGS)
def test_each_error_says_what_happened_and_what_to_do(code: int, language: int, failing: Flask) -> None:
    browser = browser_of(failing, ("da", "en")[language])
    page = browser.page(f"/fail/{code}", code)
    assert page.heading == HEADINGS[code][language]
    assert page.title == f"{HEADINGS[code][language]} – Tracker"
    assert len(page.main.all("p")) >= 3
    assert page.links


@pytest.mark.parametrize("code", HEADINGS)
def test_each_error_page_is_there_without_a_database(code: int, cut_off: Flask) -> None:
    for cookie in ({}, {"sign_in": "a token", "_user_id": "1"}):
        browser = browser_of(cut_off)
        with browser.session_transaction() as session:
            session.update(cookie)
        assert browser.page(f"/fail/{code}", code).heading == HEADINGS[code][0]


def test_when_the_database_is_away_the_page_says_so_and_when_to_try_again(cut_off: Flask) -> None:
    browser = browser_of(cut_off)
    with browser.session_transaction() as session:
        session.update({"sign_in": "a token", "_user_id": "1"})
    for path in ("/", "/account", "/sign-in", "/plans"):
        response = browser.get(path)
        page = browser.checked(response, path, 503)
        assert page.heading == HEADINGS[503][0]
        assert response.headers["Retry-After"] == "60"


def test_signing_in_while_the_database_is_away_is_answered_503(cut_off: Flask) -> None:
    response = browser_of(cut_off).submit("/sign-in", {"email": "a@example.org", "password": "x"})
    assert response.status_code == 503


def test_a_database_that_was_never_migrated_is_not_available(tmp_path: Path) -> None:
    app = application(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    response = browser_of(app).submit("/sign-in", {"email": "a@example.org", "password": "x"})
    assert response.status_code == 503


def test_when_every_connection_is_taken_the_page_says_to_wait(failing: Flask) -> None:
    browser_of(failing).page("/fail/full", 503)


def test_an_error_of_the_program_shows_a_reference_and_nothing_else(failing: Flask) -> None:
    browser = browser_of(failing)
    response = browser.get("/fail/boom")
    page = browser.checked(response, "/fail/boom", 500)
    assert response.headers["X-Request-ID"] in page.text
    for secret in ("a secret", "RuntimeError", "Traceback", "/tracker/"):
        assert secret not in page.source


def test_a_row_that_is_not_there_answers_like_a_page_that_is_not(failing: Flask) -> None:
    assert browser_of(failing).page("/fail/gone", 404).heading == HEADINGS[404][0]


def test_an_unknown_address_answers_404_in_any_language(client: Browser) -> None:
    page = client.page("/der-er-intet-her", 404)
    assert page.heading == HEADINGS[404][0]


def test_the_405_page_says_what_the_address_takes(client: Browser) -> None:
    response = client.get("/sign-out")
    assert client.checked(response, "/sign-out", 405).heading == HEADINGS[405][0]
    assert set(response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_who_is_signed_in_keeps_the_menu_on_an_error_page(as_: SignInAs) -> None:
    page = as_("owner").page("/der-er-intet-her", 404)
    assert page.root.one("nav", class_="site-nav").all("a")


@pytest.mark.parametrize("code", HEADINGS)
@pytest.mark.parametrize("ending", [".svg", ".csv", ".xlsx", ".pdf"])
def test_a_file_that_fails_answers_in_plain_text(code: int, ending: str, failing: Flask) -> None:
    response = browser_of(failing).get(f"/fail/{code}{ending}")
    assert response.status_code == code
    assert response.mimetype == "text/plain"
    assert response.get_data(as_text=True).startswith(HEADINGS[code][0] + ".")


@pytest.mark.parametrize("code", [401, 406, 410, 415, 418, 422, 501, 502, 504])
def test_an_error_without_a_page_of_its_own_has_a_page(code: int, failing: Flask) -> None:
    page = browser_of(failing).page(f"/fail/{code}", code)
    assert page.heading == HEADINGS[500 if code >= 500 else 400][0]


def test_a_form_without_its_token_is_told_what_to_do(client: Browser) -> None:
    values = client.page("/sign-in").form("/sign-in").values()
    for token in (None, "", "x", "a.b.c"):
        response = client.send(values, {"csrf_token": token, "email": "a@example.org"}, "/sign-in")
        page = client.checked(response, "/sign-in", 400)
        assert page.heading == "Formularen er udløbet"
        assert "Kopiér det, genindlæs siden" in page.text


def test_a_form_that_is_too_large_is_refused(client: Browser) -> None:
    values = client.page("/sign-in").form("/sign-in").values()
    response = client.send(values, {"email": "x" * (3 * 1024 * 1024)}, "/sign-in")
    assert client.checked(response, "/sign-in", 413).heading == HEADINGS[413][0]


def test_a_form_of_many_parts_is_refused(client: Browser) -> None:
    values = client.page("/sign-in").form("/sign-in").values()
    many = {f"field{number}": "x" for number in range(3_000)}
    response = client.post("/sign-in", data={**values, **many}, content_type="multipart/form-data")
    assert response.status_code == 413


def test_an_error_page_is_never_kept(failing: Flask) -> None:
    for code in HEADINGS:
        assert browser_of(failing).get(f"/fail/{code}").headers["Cache-Control"] == "no-store"


def test_a_language_can_be_chosen_on_an_error_page_of_a_form(client: Browser) -> None:
    page: Page = client.checked(client.get("/sign-out"), "/sign-out", 405)
    form = next(node for node in page.root.all("form") if node["action"] == "/language")
    values = {node["name"]: [node.get("value")] for node in form.all("input")}
    response = client.send(values, {}, "/language")
    assert response.headers["Location"] == "/"
