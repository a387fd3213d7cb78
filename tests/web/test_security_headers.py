"""What every answer tells the browser: run nothing of others, be framed by nobody, guess nothing."""

import re
from dataclasses import replace

import pytest
from flask import Flask, Response, request

from tests.browsing import Browser
from tests.conftest import SignInAs, settings
from tracker.app import create_app

pytestmark = pytest.mark.once

PATHS = [
    "/",
    "/sign-in",
    "/account",
    "/admin/people",
    "/milestones",
    "/milestones.csv",
    "/healthz",
    "/nowhere",
]


def directives(policy: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(path: str, as_: SignInAs) -> None:
    headers = as_("admin").get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-cache" in headers["Cache-Control"] or "no-store" in headers["Cache-Control"]
    policy = directives(headers["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert re.fullmatch(r"'nonce-[\w-]{20,}'", policy["script-src"])
    for name, value in policy.items():
        assert "unsafe" not in value, name
        assert "*" not in value, name
        assert "http" not in value, name


def test_each_answer_has_a_nonce_of_its_own(client: Browser) -> None:
    found = {client.get("/sign-in").headers["Content-Security-Policy"] for _time in range(5)}
    assert len(found) == 5


def test_the_session_cookie_is_for_this_site_and_for_no_script(client: Browser) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie


def test_in_production_the_cookie_travels_on_https_alone(demo_url: str) -> None:
    app = create_app(replace(settings(demo_url), demo=False, secure_cookies=True))
    response = app.test_client().get("/sign-in", base_url="https://tracker.example")
    assert "Secure" in response.headers["Set-Cookie"]
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_https_nothing_is_said_about_it(client: Browser) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers


@pytest.mark.parametrize(("hops", "address"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_forwarded_headers_count_only_behind_a_trusted_proxy(hops: int, address: str, demo_url: str) -> None:
    app: Flask = create_app(replace(settings(demo_url), trusted_proxies=hops))
    seen: list[tuple[str | None, bool]] = []

    @app.after_request
    def note(response: Response) -> Response:
        seen.append((request.remote_addr, request.is_secure))
        return response

    app.test_client().get(
        "/healthz", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9", "X-Forwarded-Proto": "https"}
    )
    assert seen == [(address, hops == 1)]
