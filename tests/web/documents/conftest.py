"""A store of the test's own, and files sent with the forms of the program."""

from dataclasses import replace

import pytest

from tracker.services.documents.file_store import FileStore


@pytest.fixture
def store(app, tmp_path):
    """The store that ``app`` uses in this test."""
    app.extensions["file_store"] = FileStore(tmp_path / "store")
    return app.extensions["file_store"]


@pytest.fixture
def with_room(app):
    """``with_room(1000)``: so many bytes for the files of a plan."""

    def set_room(quota):
        app.config["TRACKER"] = replace(app.config["TRACKER"], plan_quota=quota)

    return set_room


@pytest.fixture
def upload(store):  # noqa: ARG001 - the files lie in a store of the test's own
    """``upload(browser, page, ("a.txt", b"…"), action=…, status="on_track")`` sends a form with files as it
    stands, but for what is filled in."""
    from io import BytesIO

    def sent(browser, page, *files, action="", **filled):
        chosen = {"document_file": [(BytesIO(content), name) for name, content in files]}
        return browser.submit(page, {**filled, **chosen}, action=action)

    return sent
