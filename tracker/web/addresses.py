"""Addresses of our own: which numbers they may hold, and where a person may be sent."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map, RequestRedirect

from tracker.records.queries.visibility import LARGEST_NUMBER

# Browsers drop control characters and read a backslash as a slash: both can turn a path into a host.
UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
LONGEST = 2_000


def address_of(endpoint: str, **values: int | str) -> str:
    """``url_for``, kept: a list has a hundred addresses of rows, and is asked for over and over."""
    return _kept(current_app.url_map, request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=8_192)
def _kept(_map: Map, _root: str, endpoint: str, values: tuple[tuple[str, int | str], ...]) -> str:
    return url_for(endpoint, **dict(values))  # type: ignore[arg-type]


def number_in(text: object) -> int | None:
    """The number that an address or a form names a row or a page by; None for what is none."""
    found = "" if text is None else str(text)
    return int(found) if found.isascii() and found.isdigit() and len(found) < 10 else None


class RowNumber(IntegerConverter):
    """``<int:...>``: an address with a number that no row can have is not there, and no database is asked."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


def own_page(address: str | None, otherwise: str = "/") -> str:
    """``address`` where it is the path of a page of ours that can be read, else ``otherwise``."""
    if not address or len(address) > LONGEST or UNSAFE.search(address):
        return otherwise
    if not address.startswith("/") or address.startswith("//"):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc:
        return otherwise
    try:
        current_app.create_url_adapter(request).match(parts.path, method="GET")  # type: ignore[union-attr]
    except RequestRedirect:
        return address
    except HTTPException:
        return otherwise
    return address


def page_before(otherwise: str = "/") -> str:
    """The page of ours that the browser says it comes from."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return otherwise
    return own_page(f"{parts.path}?{parts.query}" if parts.query else parts.path, otherwise)
