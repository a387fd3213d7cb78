"""``flask sweep-files``: clears the store, and fails where documentation has lost its file."""

from collections.abc import Callable
from io import BytesIO
from os import utime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.factories import Maker
from tracker.services.documents.documentation import PlacedFile
from tracker.services.documents.file_store import FileStore

pytestmark = pytest.mark.both

Sweep = Callable[[], Result]


@pytest.fixture
def store(app: Flask, tmp_path: Path) -> FileStore:
    store = FileStore(tmp_path / "store")
    app.extensions["file_store"] = store
    return store


@pytest.fixture
def sweep(app: Flask) -> Sweep:
    return lambda: app.test_cli_runner().invoke(args=["sweep-files"])


def test_what_nothing_speaks_of_goes_and_documentation_stays(
    sweep: Sweep, store: FileStore, make_in_demo: Maker
) -> None:
    kept, old, young = (store.take(BytesIO(b"Referat"), "a.txt") for _ in range(3))
    make_in_demo.document(file=PlacedFile(kept, 10**9))
    make_in_demo.writer.session.rollback()
    for file in (kept, old):
        path = store.path(file.stored_as)
        assert path is not None
        utime(path, (0, 0))
    result = sweep()
    assert result.exit_code == 0
    assert (
        "Files kept: 1. Removed, since nothing speaks of them: 1. Waiting for their form: 1." in result.output
    )
    assert {one.name for one in store.files()} == {kept.stored_as, young.stored_as}


def test_documentation_without_its_file_is_named_and_fails_the_command(
    sweep: Sweep, store: FileStore, make_in_demo: Maker
) -> None:
    file = store.take(BytesIO(b"Referat"), "a.txt")
    number = make_in_demo.document(file=PlacedFile(file, 10**9))
    make_in_demo.writer.session.rollback()
    store.remove(file.stored_as)
    result = sweep()
    assert result.exit_code == 1
    assert f"Missing: documentation no. {number}, {file.stored_as}." in result.output
    assert "Put them back from a backup." in result.output
