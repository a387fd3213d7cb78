"""What the log holds: enough to find an error, and nothing of anybody."""

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask, request

from tests.browsing import Browser
from tests.conftest import settings, signed_in
from tests.personas import EMAILS, PASSWORD
from tracker.app import create_app
from tracker.extensions import db
from tracker.web import request_log
from tracker.web.access import PUBLIC, requires

pytestmark = pytest.mark.once


class Log:
    """The application, and the lines that it wrote."""

    def __init__(self, url: str, **changed: Any) -> None:
        self.stream = io.StringIO()
        self.app = create_app(replace(settings(url), **changed))
        self.app.test_client_class = Browser
        self.app.config["PROPAGATE_EXCEPTIONS"] = False
        self.app.extensions["request_log"] = request_log.logger(self.stream)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def browser(self) -> Browser:
        browser = self.app.test_client()
        assert isinstance(browser, Browser)
        return browser


@pytest.fixture
def log(demo_url: str) -> Iterator[Log]:
    found = Log(demo_url)
    yield found
    with found.app.app_context():
        db.engine.dispose()


def test_a_request_is_one_line(log: Log) -> None:
    browser = signed_in(log.app, EMAILS["admin"])
    response = browser.get("/admin/people/3?q=hemmeligt")
    assert len(log.lines) == 1
    line = log.lines[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", line.pop("timestamp"))
    assert line.pop("ms") >= 0
    assert line.pop("request_id") == response.headers["X-Request-ID"]
    assert line == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "route": "/admin/people/<int:person_id>",
        "status": 200,
    }


def test_the_log_holds_nothing_of_anybody(log: Log) -> None:
    browser = log.browser()
    browser.submit("/sign-in", {"email": EMAILS["owner"], "password": "en forkert adgangskode"})
    browser.submit("/sign-in", {"email": EMAILS["owner"], "password": PASSWORD})
    browser.get("/milestones?state=overdue&owner=7&fritekst=hemmeligt")
    browser.get(
        "/kirsten-hansen/hemmeligt?x=1", headers={"User-Agent": "Kirstens telefon", "Referer": "http://x/y"}
    )
    admin = signed_in(log.app, EMAILS["admin"])
    admin.submit("/admin/people/new", {"name": "Kirsten Hansen", "email": "kirsten@example.org"})
    assert len(log.lines) >= 8
    for secret in (
        "owner@",
        PASSWORD,
        "adgangskode",
        "hemmeligt",
        "fritekst",
        "irsten",
        "telefon",
        "Hansen",
        "127.0.0.1",
        "csrf",
        str(log.app.secret_key),
    ):
        assert secret not in log.text, secret


def test_an_error_keeps_its_type_and_place_but_not_its_message(log: Log) -> None:
    @requires(PUBLIC)
    def boom() -> str:
        name = request.args["name"]
        try:
            int(name)
        except ValueError as error:
            raise RuntimeError(f"{name} is no number") from error
        return ""

    log.app.add_url_rule("/boom", "boom", boom)
    response = log.browser().get("/boom?name=Kirsten")
    error, line = log.lines
    assert (error["event"], error["level"], error["route"]) == ("error", "error", "/boom")
    assert error["request_id"] == line["request_id"] == response.headers["X-Request-ID"]
    assert line["status"] == 500
    assert [found["type"] for found in error["errors"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "tests/web/test_request_log.py" in error["errors"][0]["frames"][-1]
    assert "int(name)" in error["errors"][1]["frames"][-1]
    assert "Kirsten" not in log.text


def test_an_error_of_the_database_keeps_its_code_but_no_values(log: Log) -> None:
    @requires(PUBLIC)
    def clash() -> str:
        insert = sa.text("INSERT INTO submissions (key, at, verb) VALUES (:key, '2015-09-15', 'x')")
        for _time in range(2):
            db.session.execute(insert, {"key": request.args["name"]})
        return ""

    log.app.add_url_rule("/clash", "clash", clash)
    log.browser().get("/clash?name=Kirsten")
    error = log.lines[0]["errors"]
    assert error[0]["type"] == "sqlalchemy.exc.IntegrityError"
    assert error[1]["code"] in ("SQLITE_CONSTRAINT", "23505")
    assert "Kirsten" not in log.text


def test_a_database_that_is_away_is_an_error_in_the_log() -> None:
    log = Log("sqlite:////nowhere/at/all.sqlite")
    browser = log.browser()
    with browser.session_transaction() as session:
        session.update({"sign_in": "a token", "_user_id": "1"})
    browser.get("/")
    assert [line["event"] for line in log.lines] == ["error", "request"]
    assert log.lines[1]["status"] == 503


@pytest.mark.parametrize("given", ["abc12345-trace", "x" * 65, "short", "a b c d e f g", "../../etc/passwd"])
def test_a_request_id_is_taken_from_a_trusted_proxy_alone(given: str, demo_url: str) -> None:
    fits = given == "abc12345-trace"
    for hops in (0, 1):
        log = Log(demo_url, trusted_proxies=hops)
        response = log.browser().get("/healthz", headers={"X-Request-ID": given})
        assert (response.headers["X-Request-ID"] == given) is (fits and hops == 1)


def test_a_made_up_method_is_not_written_out(log: Log) -> None:
    log.browser().open("/healthz", method="KIRSTEN")
    assert log.lines[0]["method"] == "other"


def test_lines_of_libraries_are_json_without_messages_of_errors() -> None:
    try:
        int("Kirsten")
    except ValueError as error:
        record = logging.LogRecord(
            "lib", logging.WARNING, "x.py", 1, "It failed", (), (ValueError, error, None)
        )
    line = json.loads(request_log.Line().format(record))
    assert (line["event"], line["level"], line["logger"]) == ("It failed", "warning", "lib")
    assert line["errors"][0]["type"] == "builtins.ValueError"
    assert "Kirsten" not in json.dumps({**line, "errors": [e["type"] for e in line["errors"]]})


def test_a_small_application_logs_where_it_is_told(empty_app: Flask) -> None:
    stream = io.StringIO()
    small = Flask("small")
    small.config["TRACKER"] = empty_app.config["TRACKER"]
    request_log.install(small, stream)
    small.test_client().get("/nowhere")
    assert json.loads(stream.getvalue())["status"] == 404
