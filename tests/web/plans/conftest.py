"""A `dot` of the test's own choosing, and rows made in the demonstration."""

import dataclasses
import stat

import pytest

from tests import databases
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.services import kept_diagrams as diagrams
from tracker.services.verb import Writer


@pytest.fixture(autouse=True)
def own_locks(tmp_path, monkeypatch):
    """Locks of this test alone, and no `dot` resting from another."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(diagrams, "_resting", {})


@pytest.fixture
def dot(app, tmp_path):
    """``dot("exit 1")`` puts a shell script in the place of `dot`; it notes each call in ``dot.calls()``."""

    class Dot:
        log = tmp_path / "calls"

        def __call__(self, script):
            path = tmp_path / "dot"
            path.write_text(f"#!/bin/sh\necho called >>{self.log}\n{script}\n")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            self.named(str(path))

        def named(self, path):
            app.config["TRACKER"] = dataclasses.replace(app.config["TRACKER"], dot_path=path)

        def calls(self):
            return len(self.log.read_text().splitlines()) if self.log.exists() else 0

    return Dot()


@pytest.fixture
def made(demo_url):
    """Makes rows in the demonstration's database; they belong to its strategy."""
    with databases.opened(demo_url) as session:
        maker = Maker(Writer(session, NOW, TODAY))
        maker.made.update(strategy=1, organisation=1, goal=1)
        yield maker
