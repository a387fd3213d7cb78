"""No form is taken without its token: asked of every route that writes."""

from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from tests.browsing import Browser
from tests.conftest import SignInAs, application

pytestmark = pytest.mark.once

FORGED = ["forged", "", "a\x00b", "9" * 25, "²"]

WRITING = sorted(
    (
        (route, method)
        for route in application("sqlite://").url_map.iter_rules()
        for method in (route.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    ),
    key=lambda pair: (pair[0].rule, pair[1]),
)


def _address(app: Flask, route: Route) -> str:
    values = {
        name: sorted(converter.items)[0]
        if isinstance(converter, AnyConverter)
        else 1
        if isinstance(converter, IntegerConverter)
        else "x"
        for name, converter in route._converters.items()
    }
    return app.url_map.bind("localhost").build(route.endpoint, values)


@pytest.mark.parametrize(("route", "method"), WRITING, ids=lambda value: str(value))
def test_a_form_without_its_token_changes_nothing(
    route: Route, method: str, app: Flask, client: Browser, as_: SignInAs
) -> None:
    address = _address(app, route)
    for persona, browser in {"nobody": client, "admin": as_("admin"), "planner": as_("planner")}.items():
        for token in (None, *FORGED) if persona == "planner" else (None, "forged"):
            data = {} if token is None else {"csrf_token": token}
            response = browser.open(address, method=method, data=data)
            assert response.status_code == 400, f"{persona}: {token}"
            assert "Formularen er udløbet" in response.get_data(as_text=True), f"{persona}: {token}"


def test_a_token_from_another_browser_is_worth_nothing(as_: SignInAs) -> None:
    mine, theirs = as_("owner"), as_("planner")
    values = mine.page("/account/password").form("/account/password").values()
    theirs.page("/account")
    assert theirs.send(values, {}, "/account/password").status_code == 400


def test_every_form_posts_to_an_address_of_ours(as_: SignInAs) -> None:
    for form in as_("admin").page("/admin/people/1").forms:
        assert not urlsplit(form.action).netloc
