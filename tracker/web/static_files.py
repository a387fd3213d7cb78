"""Our own files for the browser: served past the pages, kept by the browser for good.

Their address holds a hash over all of them, so it changes when one of them does. While developing,
they are read anew each time, at a plain address.
"""

import hashlib
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise


@cache
def fingerprint(folder: Path) -> str:
    """A hash over the names and contents of all files below ``folder``; 16 hexadecimal digits."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).digest()
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + content)
    return found.hexdigest()[:16]


def address(folder: Path, *, developing: bool) -> str:
    """Where the files are found: the application's ``static_url_path``."""
    return "/static" if developing else f"/static/{fingerprint(folder)}"


def install(app: Flask, *, developing: bool) -> None:
    """Serves the files of the application's static folder before the application is asked."""
    if developing or app.static_folder is None or app.static_url_path is None:
        return
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=app.static_folder,
        prefix=app.static_url_path,
        allow_all_origins=False,
        immutable_file_test=_always,
        add_headers_function=_headers,
    )


def _always(_path: str, _url: str) -> bool:
    return True


def _headers(headers: Headers, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    )
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
