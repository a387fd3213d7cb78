"""What the access log says about a request."""

import runpy
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

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
    assert SETTINGS["access_log_format"] % atoms == logged


def test_the_server_listens_on_this_machine_only() -> None:
    assert SETTINGS["bind"].startswith("127.0.0.1:")
