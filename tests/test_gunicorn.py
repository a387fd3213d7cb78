"""What the server logs about a request, and where it listens."""

import runpy
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from logging import StreamHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

SETTINGS = runpy.run_path(str(Path(__file__).parent.parent / "gunicorn.conf.py"))
KEY = "Zk3vJx8QmP1tYb6Lw9Rc4Hn7Ds2Fg5Ka"


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/plans/12/diagram.svg", "GET /plans/12/diagram.svg 200 5 3ms"),
        (f"/calendar/{KEY}.ics", "GET /calendar/….ics 200 5 3ms"),
        (f"/password/{KEY}/new", "GET /password/…/new 200 5 3ms"),
    ],
)
def test_the_access_log_holds_no_address_no_query_and_no_key(path: str, logged: str) -> None:
    assert _logged(path) == logged


def _logged(path: str) -> str:
    request = SimpleNamespace(headers=[("REFERER", "/people?q=Hansen"), ("USER-AGENT", "Browser")])
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "RAW_URI": f"{path}?q=Hansen",
        "QUERY_STRING": "q=Hansen",
        "REMOTE_ADDR": "192.0.2.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    response = SimpleNamespace(status="200 OK", sent=5, headers=[])
    logger = SETTINGS["logger_class"](Config())
    atoms = logger.atoms(response, request, environ, timedelta(milliseconds=3))
    line: str = SETTINGS["access_log_format"] % atoms
    return line


def test_the_server_listens_on_this_machine_only() -> None:
    assert SETTINGS["bind"].startswith("127.0.0.1:")


@pytest.fixture
def log() -> Iterator[tuple[Logger, StringIO]]:
    """gunicorn's log as it is set up here, and what stands in it."""
    logger: Logger = SETTINGS["logger_class"](Config())
    written = StringIO()
    handler = StreamHandler(written)
    logger.error_log.addHandler(handler)
    yield logger, written
    logger.error_log.removeHandler(handler)


def test_no_path_begins_a_line_of_its_own_in_the_access_log() -> None:
    line = _logged('/x\n{"level": "error"}\r\x1b[2J\x85\u2028')
    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_a_request_that_cannot_be_read_is_logged_without_its_sender_and_its_text(
    log: tuple[Logger, StringIO],
) -> None:
    logger, written = log
    # as gunicorn words it for a malformed request
    logger.warning("Invalid request from ip=192.0.2.1: Invalid HTTP Version: 'kirsten@example.org'")
    assert written.getvalue() == "Invalid request.\n"


def test_an_error_outside_the_pages_is_logged_without_the_address_that_was_asked_for(
    log: tuple[Logger, StringIO],
) -> None:
    logger, written = log
    try:
        int("Kirsten")
    except ValueError:
        logger.exception("Error handling request %s %s", "GET", "/people?q=Hansen")
    assert written.getvalue() == "Error handling request: ValueError\n"


def test_a_worker_that_cannot_start_says_why(log: tuple[Logger, StringIO]) -> None:
    logger, written = log
    try:
        raise RuntimeError("the database is gone")
    except RuntimeError:
        logger.exception("Exception in worker process")
    assert "the database is gone" in written.getvalue()


def _server(*addresses: object) -> Any:
    return SimpleNamespace(cfg=SimpleNamespace(address=list(addresses)))


@pytest.mark.parametrize("address", [("0.0.0.0", 8000), ("::", 8000), ("192.0.2.7", 80), ("example.org", 80)])  # noqa: S104
def test_a_demonstration_is_not_served_where_others_can_reach_it(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DEMO", "1")
    with pytest.raises(SystemExit, match=r"A demonstration is for this machine only"):
        SETTINGS["on_starting"](_server(("127.0.0.1", 8000), address))
    monkeypatch.setenv("TRACKER_DEMO", "0")
    SETTINGS["on_starting"](_server(address))


def test_a_demonstration_is_served_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DEMO", "1")
    SETTINGS["on_starting"](_server(("127.0.0.1", 8000), ("::1", 8000), ("localhost", 8000), "/run/x.sock"))
