"""Files on their way from a browser into the store.

A route that takes files says so (``takes_files``); only its forms may be larger than others, and only those
of a browser that somebody signed in with. What was taken in with a form that is then refused waits in the
store, named by a signed token in the form, so that nobody sends a photo twice.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any, BinaryIO, TypeVar, cast

from flask import Flask, current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from tracker.services.documents.documentation import MOST_AT_ONCE, PlacedFile
from tracker.services.documents.file_store import LARGEST, FileStore, StoredFile
from tracker.services.errors import Invalid
from tracker.web.signin import TOKEN, viewer

View = TypeVar("View", bound=Callable[..., Any])

LARGEST_FORM = 4 * LARGEST
"""Bytes of a form with files, all of them together. A file above its own limit is refused at its field."""

READ_TO_THE_END = 2 * LARGEST_FORM
PATIENCE = 20
"""What is too large is read to its end, up to so many bytes and seconds: a browser that is answered while it
sends shows a broken connection in place of the answer."""

WAITS = 12 * 60 * 60
"""Seconds that a file waits for its form to be sent again; the sweeper leaves it alone for longer."""

KEPT = "kept_file"
SALT = "file-that-waits"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in the store that no row speaks of yet, and the token by which its form names it."""

    file: StoredFile
    token: str


@dataclass
class Taken:
    """What came with a form: ``waiting`` in all, of which ``new`` with this very request."""

    waiting: list[Waiting] = field(default_factory=list)
    new: list[Waiting] = field(default_factory=list)
    refused: list[Invalid] = field(default_factory=list)


def takes_files(view: View) -> View:
    """Lets the forms of a route be as large as its files need."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def install(app: Flask, store: FileStore) -> None:
    """Has to come before whatever reads forms, which CSRF protection does first."""
    app.extensions["file_store"] = store
    app.before_request(_make_room)


def _make_room() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False) and TOKEN in session:
        request.max_content_length = LARGEST_FORM


def drain() -> None:
    """Reads what is left of a form that is too large, so that the answer reaches the browser."""
    stream: BinaryIO | None = request.environ.get("wsgi.input")
    declared = request.content_length or 0
    if stream is None or declared > READ_TO_THE_END:
        return
    end, left = time.monotonic() + PATIENCE, declared
    while left > 0 and time.monotonic() < end:
        piece = stream.read(min(left, 64 * 1024))
        if not piece:
            return
        left -= len(piece)


def file_store() -> FileStore:
    """The store of this installation."""
    return cast(FileStore, current_app.extensions["file_store"])


def placed(file: StoredFile) -> PlacedFile:
    """The file with the room that a plan has here."""
    return PlacedFile(file, current_app.config["TRACKER"].plan_quota)


def take(chosen: Sequence[FileStorage]) -> Taken:
    """Takes in what was chosen, beside what waits from before. A file that is refused keeps out no other."""
    taken = Taken()
    for token in request.form.getlist(KEPT)[:MOST_AT_ONCE]:
        file = _read(token)
        if file is None:
            taken.refused.append(Invalid("document_file", "file_gone"))
        elif file not in [one.file for one in taken.waiting]:
            taken.waiting.append(Waiting(file, token))
    if len(chosen) + len(taken.waiting) > MOST_AT_ONCE:
        taken.refused.append(Invalid("document_file", "too_many_files", {"most": MOST_AT_ONCE}))
        return taken
    for upload in chosen:
        try:
            file = file_store().take(cast(BinaryIO, upload.stream), upload.filename or "")
        except Invalid as error:
            taken.refused.append(error)
        else:
            taken.new.append(Waiting(file, _sign(file)))
    taken.waiting += taken.new
    return taken


def forget(taken: Taken) -> None:
    """Removes what came with this request, where it was not needed after all."""
    for one in taken.new:
        file_store().remove(one.file.stored_as)


def _sign(file: StoredFile) -> str:
    return str(_signer().dumps([viewer().id, *astuple(file)]))


def _read(token: str) -> StoredFile | None:
    """The file that waits under a token that this person was given, where it is still there."""
    try:
        person, *held = _signer().loads(token, max_age=WAITS)
        file = StoredFile(*held)
    except (BadData, TypeError, ValueError):
        return None
    there = file_store().path(file.stored_as) is not None
    return file if person == viewer().id and there else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=SALT)
