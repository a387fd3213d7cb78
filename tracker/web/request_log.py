"""One line of JSON per request and per error, without anything that a person wrote or is known by.

Logged are the method, the rule of the route (not the address: it may hold a name or a key), status, duration
and a request id. Errors keep their type and where they happened, but not their message: databases and
converters quote the value in it.
"""

import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from flask import Flask, Response, current_app, g, request

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
PROJECT = Path(__file__).parent.parent.parent
INNERMOST = 3
"""Frames of libraries that are kept, counted from where the error happened; our own are all kept."""

LIBRARIES = "site-packages/"


class StandardError:
    """The standard error stream of the moment, which servers and tests replace."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


class Line(logging.Formatter):
    """What a library logs, in the same form."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info and record.exc_info[1]:
            told["errors"] = list(described(record.exc_info[1]))
        return json.dumps(told, ensure_ascii=False)


def install(app: Flask, stream: TextIO | None = None, *, developing: bool = False) -> None:
    """Logs the requests and errors of ``app`` to ``stream``, by default standard error.

    While developing, errors are printed as Python prints them.
    """
    app.extensions["request_log"] = logger(stream or cast(TextIO, StandardError()))
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)
    if developing:
        return
    app.log_exception = _error  # type: ignore[method-assign, assignment]
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Line())
        root.addHandler(handler)


def logger(stream: TextIO) -> Any:
    """Writes each event as a line of JSON to ``stream``."""
    return structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def request_id() -> str:
    """The number of this request: made here, or taken from the proxy in front of the program."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "") if current_app.config["TRACKER"].trusted_proxies else ""
        g.request_id = given if GIVEN.fullmatch(given) else secrets.token_hex(8)
    found: str = g.request_id
    return found


def _begin() -> None:
    g.began = time.perf_counter()
    request_id()


def _end(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    current_app.extensions["request_log"].info(
        "request", **_about(), status=response.status_code, ms=round(seconds * 1000, 1)
    )
    response.headers[HEADER] = request_id()
    return response


def _about() -> dict[str, str]:
    return {
        "request_id": request_id(),
        "method": request.method if request.method in METHODS else "other",
        "route": request.url_rule.rule if request.url_rule else "none",
    }


def _error(error: tuple[type[BaseException], BaseException, TracebackType]) -> None:
    current_app.extensions["request_log"].error("error", **_about(), errors=list(described(error[1])))


def described(error: BaseException) -> Iterator[dict[str, Any]]:
    """The error and what led to it: type, database code, and the frames without their values."""
    found: BaseException | None = error
    for _depth in range(5):
        if found is None:
            return
        kind = type(found)
        told: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
        code = getattr(found, "sqlstate", None) or getattr(found, "sqlite_errorname", None)
        if code:
            told["code"] = str(code)
        told["frames"] = list(_frames(found))
        yield told
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _frames(error: BaseException) -> Iterator[str]:
    frames = extract_tb(error.__traceback__)
    for position, frame in enumerate(frames, start=1):
        _before, library, path = frame.filename.rpartition(LIBRARIES)
        if library and position <= len(frames) - INNERMOST:
            continue
        if not library:
            path = frame.filename.removeprefix(f"{PROJECT}/")
        yield f"{path}:{frame.lineno} {frame.name}: {frame.line}"
