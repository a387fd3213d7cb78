"""Whatever stands in an address is answered: with a page, or that there is none."""

import inspect
import os
import re
import sys
from zlib import crc32

import pytest
from flask import Flask
from werkzeug.routing import Rule as Route
from werkzeug.routing.converters import AnyConverter, IntegerConverter

from tests.conftest import SignInAs, application
from tests.hostile import KEPT, LONG, REFUSED
from tracker.web.access import RECORD_REPLY, RUN_HEARINGS, rule_of
from tracker.web.lists import Asked

pytestmark = pytest.mark.both

ROUTES = sorted(
    (
        route
        for route in application("sqlite://").url_map.iter_rules()
        if "GET" in (route.methods or ()) and route.endpoint != "static"
    ),
    key=lambda route: route.rule,
)
STRANGE = [
    KEPT["markup"],
    KEPT["emoji"],
    REFUSED["NUL"],
    LONG[:2000],
    "²",
    "٣",
    "-1",
    "9" * 25,
    "2015-99-99.1",
]
FEW = 0 if os.environ.get("TRACKER_TEST_EXAMPLES") == "many" else 3
"""How many of ``STRANGE`` a name in a query gets, and its namesakes in other addresses others: 0 is all."""

ASKED = re.compile(r'args(?:\.get\(|\[)"(\w+)"|"(\w+)" in request\.args')
ANSWERS = (200, 303, 304, 400, 404)


def _address(app: Flask, route: Route, number: int = 1) -> str:
    values = {
        name: sorted(converter.items)[0] if isinstance(converter, AnyConverter) else number
        for name, converter in route._converters.items()
    }
    return app.url_map.bind("localhost").build(route.endpoint, values)


def _asked(app: Flask, route: Route) -> set[str]:
    """What the module of the route's view looks for in the query: by name, among the filters of its list, and
    as the number of a page."""
    module = sys.modules[inspect.unwrap(app.view_functions[route.endpoint]).__module__]
    source = inspect.getsource(module)
    named = {one or other for one, other in ASKED.findall(source)}
    filters = {one.name for one in getattr(module, "ASKED", ()) if isinstance(one, Asked)}
    return named | filters | ({"page"} if "page_number()" in source else set())


def _reader(app: Flask, route: Route) -> str:
    """Somebody who may open the address."""
    if route.endpoint.startswith("admin."):
        return "admin"
    rule = rule_of(app, route.endpoint)
    return "secretary" if rule in (RUN_HEARINGS, RECORD_REPLY) else "planner"


def _strange(rule: str, name: str) -> list[str]:
    begin = crc32(f"{rule} {name}".encode()) % len(STRANGE)
    return [*STRANGE[begin:], *STRANGE[:begin]][: FEW or None]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.rule)
def test_any_query_is_answered(route: Route, app: Flask, as_: SignInAs) -> None:
    address = _address(app, route)
    browser = as_(_reader(app, route))
    assert browser.get(address).status_code != 403
    for name in sorted(_asked(app, route)):
        for strange in _strange(route.rule, name):
            answer = browser.get(address, query_string={name: strange})
            assert answer.status_code in ANSWERS, f"{name}={strange[:40]}: {answer.status}"


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if any(isinstance(c, IntegerConverter) for c in route._converters.values())],
    ids=lambda route: route.rule,
)
def test_a_number_that_no_row_has_is_not_there(route: Route, app: Flask, as_: SignInAs) -> None:
    browsers = {persona: as_(persona) for persona in ("planner", "admin")}
    for number in (0, 2**31 - 1, 2**31, 2**63, 10**40):
        for persona, browser in browsers.items():
            answer = browser.get(_address(app, route, number))
            assert answer.status_code in (403, 404), f"{number} as {persona}: {answer.status}"
