"""Who tries too many passwords has to wait."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.browsing import Browser
from tests.conftest import settings
from tests.personas import EMAILS
from tests.web.account.people import enter
from tracker.app import create_app
from tracker.extensions import db, limiter


@pytest.fixture
def limited(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Somebody at a server that counts attempts."""
    # one limiter for all programs of a process: the programs of other tests count nothing again afterwards
    monkeypatch.setattr(limiter, "enabled", True)
    app = create_app(replace(settings(demo_url), rate_limits_enabled=True))
    app.test_client_class = Browser
    browser = app.test_client()
    assert isinstance(browser, Browser)
    yield browser
    with app.app_context():
        db.engine.dispose()


def _attempts(browser: Browser, email: str, count: int, address: str = "192.0.2.1") -> list[int]:
    page = browser.page("/sign-in")
    values = page.form("/sign-in").values()
    found = []
    for _attempt in range(count):
        response = browser.post(
            "/sign-in",
            data={**values, "email": email, "password": "forkert"},
            environ_overrides={"REMOTE_ADDR": address},
        )
        found.append(response.status_code)
    return found


def test_an_account_is_closed_for_a_while_after_ten_wrong_passwords(limited: Browser) -> None:
    assert _attempts(limited, EMAILS["owner"], 12) == [422] * 10 + [429] * 2
    # the right password and another address of the network do not help, another account is open
    assert _attempts(limited, EMAILS["owner"].upper(), 1, "198.51.100.7") == [429]
    assert _attempts(limited, EMAILS["planner"], 1) == [422]


def test_unknown_addresses_are_closed_like_known_ones(limited: Browser) -> None:
    assert _attempts(limited, "nobody@example.org", 11) == [422] * 10 + [429]


def test_an_address_that_tries_many_accounts_is_closed(limited: Browser) -> None:
    found = [_attempts(limited, f"person{number}@example.org", 1)[0] for number in range(62)]
    assert found == [422] * 60 + [429] * 2
    assert _attempts(limited, "person1@example.org", 1, "198.51.100.7") == [422]


def test_all_of_an_ipv6_network_is_one_address(limited: Browser) -> None:
    found = [
        _attempts(limited, f"person{number}@example.org", 1, f"2001:db8::{number:x}")[0]
        for number in range(61)
    ]
    assert found[-1] == 429


def test_who_has_the_right_password_is_not_counted(limited: Browser) -> None:
    values = limited.page("/sign-in").form("/sign-in").values()
    for _attempt in range(12):
        browser = limited.application.test_client()
        assert isinstance(browser, Browser)
        enter(browser)
    assert (
        limited.send(values, {"email": EMAILS["owner"], "password": "forkert"}, "/sign-in").status_code == 422
    )


def test_the_page_for_too_many_attempts_says_when_to_try_again(limited: Browser) -> None:
    _attempts(limited, EMAILS["owner"], 10)
    values = limited.page("/sign-in").form("/sign-in").values()
    response = limited.post("/sign-in", data={**values, "email": EMAILS["owner"], "password": "x"})
    page = limited.checked(response, "/sign-in", 429)
    assert page.heading == "For mange forsøg"
    assert "Prøv igen om 15 minutter" in page.text
    assert 0 < int(response.headers["Retry-After"]) <= 900
