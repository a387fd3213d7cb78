"""A drawn diagram as an answer: a file with a tag, or a sentence to whoever asked for a file."""

import gzip
from typing import Literal

from flask import Response, request
from werkzeug.utils import secure_filename

from tracker.web import clock

FileFormat = Literal["svg", "png", "pdf"]
MIMETYPES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


def drawn_file(body: bytes, kind: FileFormat, key: str, of: str) -> Response:
    """``body`` as it is kept, gzipped: sent so to whoever reads gzip. ``of`` begins the file's name."""
    packed = request.accept_encodings.quality("gzip") > 0
    response = Response(body if packed else gzip.decompress(body), mimetype=MIMETYPES[kind])
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    name = f"{of}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "inline", filename=secure_filename(name))
    return _tagged(response, key)


def unchanged(key: str) -> Response:
    """To whoever has the diagram of this key."""
    return _tagged(Response(status=304), key)


def sentence(code: int, *lines: str) -> Response:
    """Whoever asked for a file gets a sentence as text."""
    text = "\n".join(lines) + "\n"
    response = Response(text, code, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    if code == 503:
        response.headers["Retry-After"] = "30"
    return response


def _tagged(response: Response, key: str) -> Response:
    response.set_etag(key)
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response
