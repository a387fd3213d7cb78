"""The check of fetched pages sees what is wrong with them."""

import pytest
from flask import Flask
from werkzeug.wrappers import Response

from tests.browsing import Browser
from tests.page import Page

GOOD = """<!doctype html>
<html lang="da"><head><title>Side – Tracker</title>
<script nonce="n1" src="/static/js/page.js"></script></head>
<body><main id="main"><h1>Side</h1>
<form method="post" action="/sign-in"><input type="hidden" name="csrf_token" value="t">
<label for="email">E-mail</label><input id="email" name="email" value="a@example.org">
<select name="language"><option value="da">Dansk</option><option value="en" selected>English</option></select>
<textarea name="note">
To linjer
her</textarea><input type="checkbox" name="agree"><input type="radio" name="way" value="1" checked>
<button name="go">Send</button></form><a href="#main">Op</a></main></body></html>"""


def page(source: str) -> Page:
    response = Response(source, mimetype="text/html")
    response.headers["Content-Security-Policy"] = "script-src 'nonce-n1'"
    return Page(response)


def test_a_good_page_has_no_fault(app: Flask) -> None:
    assert page(GOOD).faults(app) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('lang="da"', "", "names no language"),
        ("Side – Tracker", " – Tracker", "no title"),
        ("<h1>Side</h1>", "<h2>Side</h2>", "0 <h1>"),
        ("<h1>Side</h1>", "<h1>Side</h1><h1>En til</h1>", "2 <h1>"),
        ('id="email"', 'id="main"', "id main stands twice"),
        ('for="email"', 'for="mail"', "for names mail"),
        ('<input type="hidden" name="csrf_token" value="t">', "", "no CSRF token"),
        ('action="/sign-in"', 'action="/nowhere"', "form to POST /nowhere"),
        ('href="#main"', 'href="#elsewhere"', "leads nowhere"),
        ('href="#main"', 'href="/nowhere"', "link to /nowhere"),
        ('href="#main"', 'href="javascript:alert(1)"', "runs a script"),
        ('nonce="n1"', 'nonce="n2"', "without the nonce"),
        ("<h1>", '<h1 style="color: red">', "inline style"),
        ("<h1>", '<h1 onclick="alert(1)">', "inline handler onclick"),
        ("</h1>", "</h2>", "</h2> closes <h1>"),
        ("<h1>", '<img src="/static/img/icon.svg"><h1>', "without alt"),
        ("<h1>", '<h1 class="a" class="b">', "attribute twice"),
        ("<h1>", '<h1 class="a" "b">', 'has " among its attributes'),
        ("<h1>Side", "<h1>1 < 2", "< begins no element"),
    ],
)
def test_a_fault_is_seen(app: Flask, old: str, new: str, fault: str) -> None:
    assert old in GOOD
    assert fault in "\n".join(page(GOOD.replace(old, new, 1)).faults(app))


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    form = page(GOOD).form("/sign-in", "email")
    assert form.values() == {
        "csrf_token": ["t"],
        "email": ["a@example.org"],
        "language": ["en"],
        "note": ["To linjer\nher"],
        "way": ["1"],
    }
    assert form.names >= {"agree", "go"}


def test_a_form_that_is_sent_from_its_page_passes_the_csrf_check(client: Browser) -> None:
    response = client.submit("/sign-in", {"email": "owner@example.org", "password": "en-tryg-adgangskode"})
    assert response.status_code == 303


def test_a_form_without_its_token_is_refused(client: Browser) -> None:
    values = client.page("/sign-in").form("/sign-in", "email").values()
    values |= {"email": ["owner@example.org"], "password": ["en-tryg-adgangskode"]}
    assert client.send(values, {"csrf_token": None}, "/sign-in").status_code == 400
