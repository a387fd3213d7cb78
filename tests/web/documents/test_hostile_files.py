"""Hostile names and contents: nothing lands outside the store, nothing is ever run or shown as a page.

Each file is sent as it is, with a head that calls it a web page, to one form. It is either refused with a
sentence and leaves nothing, or it lies in the store under a random name and is only ever saved.
"""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import databases
from tests.browsing import Browser
from tests.conftest import settings, signed_in
from tests.factories import Maker
from tests.personas import EMAILS, NOW, TODAY
from tests.web.documents import sending
from tests.web.documents.hostile import ACTIVE, DRESSED, GROWS, HEADS, NAMES, TWO_FACED
from tests.web.documents.sending import called, multipart
from tracker.app import create_app
from tracker.exchange.file_kinds import ENDINGS, KINDS
from tracker.extensions import db
from tracker.records.models import Document
from tracker.services.verb import Writer

pytestmark = pytest.mark.once

RANDOM = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
HARMLESS = re.compile(r"[^\x00-\x1f\x7f-\x9f/\\<>:\"|?*%;\u200b-\u200f\u202a-\u202e\u2066-\u2069]{1,160}")


@dataclass
class Place:
    """One form that takes files, and the folder around the store."""

    app: Flask
    root: Path
    browser: Browser
    address: str
    fields: dict[str, str]

    @property
    def store(self) -> Path:
        return self.root / "store"

    def send(self, name: bytes, content: bytes) -> int:
        """The status of the answer."""
        fields = {**self.fields, "idempotency_key": secrets.token_urlsafe(18)}
        body, kind = multipart(fields, [(name, content)])
        answer = self.browser.post(self.address, data=body, content_type=kind)
        if answer.status_code == 422:
            assert self.browser.checked(answer, self.address, 422).errors
        return answer.status_code

    def documents(self) -> list[Document]:
        with self.app.app_context():
            return list(db.session.scalars(sa.select(Document).order_by(Document.id)))

    def around(self) -> set[str]:
        """All that lies beside the store."""
        there = [path for path in self.root.iterdir() if path != self.store]
        tops = [path for path in there if not path.name.startswith("test_")]
        return {str(path) for top in tops for path in (top, *top.rglob("*"))}


@pytest.fixture(scope="module")
def place(_demo_template: databases.Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    root = tmp_path_factory.mktemp("hostile")
    with _demo_template.copy() as url:
        app = create_app(replace(settings(url), files=root / "store"))
        app.test_client_class = Browser
        with databases.opened(url) as session:
            milestone = Maker(Writer(session, NOW, TODAY)).milestone()
        browser = signed_in(app, EMAILS["planner"])
        address = f"/milestones/{milestone}/documents/new"
        sent = browser.page(address).form(address).values()
        yield Place(app, root, browser, address, {name: value[0] for name, value in sent.items()})
        with app.app_context():
            db.engine.dispose()


def _check(place: Place, name: bytes, content: bytes) -> Document | None:
    """Sends the file; the document that came of it, None where it was refused. All that must never be is
    looked for."""
    before, beside = place.documents(), place.around()
    status = place.send(name, content)
    documents = place.documents()
    new = documents[len(before) :]
    assert status == (303 if new else status)
    assert status in (303, 400, 422)
    assert place.around() == beside
    assert not Path("/tmp/evil.txt").exists()  # noqa: S108 - what some of the names ask for
    lying = {str(path.relative_to(place.store)) for path in place.store.rglob("*") if path.is_file()}
    assert all(RANDOM.fullmatch(path) for path in lying)
    assert {path.partition("/")[2] for path in lying} == {one.stored_as for one in documents}
    if not new:
        return None
    [document] = new
    _only_saved(place, document, content)
    return document


def _only_saved(place: Place, document: Document, content: bytes) -> None:
    assert document.file_name is not None
    assert HARMLESS.fullmatch(document.file_name)
    assert document.file_name.rpartition(".")[2] in ENDINGS
    answer = place.browser.get(f"/documents/{document.id}")
    assert answer.status_code == 200
    assert answer.data == content
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment; filename")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Content-Type"].partition(";")[0] in {kind.media_type for kind in KINDS}
    assert not {"\r", "\n"} & set("".join(value for _name, value in headers))
    mode = (place.store / str(document.stored_as)[:2] / str(document.stored_as)).stat().st_mode
    assert mode & 0o177 == 0


def test_there_are_two_hundred_names_and_a_hundred_contents() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 200
    assert len(ACTIVE) * len(DRESSED) + len(TWO_FACED) >= 100


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:40])
def test_a_name_leads_nowhere(name: str, place: Place) -> None:
    _check(place, called(name), sending.TEXT)


@pytest.mark.parametrize("head", HEADS)
def test_a_broken_head_leads_nowhere(head: bytes, place: Place) -> None:
    _check(place, head, sending.TEXT)


@pytest.mark.parametrize("ending", DRESSED)
@pytest.mark.parametrize("what", ACTIVE)
def test_what_could_run_is_not_taken_whatever_it_is_called(what: str, ending: str, place: Place) -> None:
    assert _check(place, called(f"referat.{ending}"), ACTIVE[what]) is None


@pytest.mark.parametrize("name", TWO_FACED)
def test_what_has_two_faces_is_only_ever_saved(name: str, place: Place) -> None:
    document = _check(place, called(name), TWO_FACED[name])
    assert document is not None
    assert document.media_type not in ("text/html", "image/svg+xml")


def test_nothing_is_unpacked(place: Place) -> None:
    began = time.process_time()
    assert _check(place, called("stor.docx"), GROWS) is not None
    assert time.process_time() - began < 2, "200 MB were unpacked"


@pytest.mark.parametrize("name", ["exe.\u202etxt.fdp", "a\u202efdp.exe"])
def test_a_name_that_reads_backwards_hides_no_ending(name: str, place: Place) -> None:
    assert _check(place, called(name), sending.TEXT) is None
