"""Diagrams are kept by hash, drawn once however many ask, and never inside a transaction."""

import gzip
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import databases
from tests.personas import NOW
from tracker.diagrams.errors import DotBusy, DotFailed, DotTimeout
from tracker.records.models import DrawnDiagram
from tracker.services import kept_diagrams as diagrams
from tracker.services.kept_diagrams import drawn, hash_of, kept


@pytest.fixture(autouse=True)
def own_locks(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.fixture(autouse=True)
def rested(monkeypatch):
    monkeypatch.setattr(diagrams, "_resting", {})


def draw_nothing():
    raise AssertionError("it was kept, so nothing should be drawn")


def test_a_drawn_diagram_is_kept(session):
    key = hash_of("a")
    assert kept(session, key) is None
    assert gzip.decompress(drawn(session, key, "svg", lambda: b"<svg/>", now=NOW)) == b"<svg/>"
    assert gzip.decompress(kept(session, key) or b"") == b"<svg/>"


def test_whoever_looked_before_it_was_kept_does_not_draw_it_again(session):
    key = hash_of("a")
    drawn(session, key, "svg", lambda: b"<svg/>", now=NOW)
    assert gzip.decompress(drawn(session, key, "svg", draw_nothing, now=NOW)) == b"<svg/>"


def test_no_transaction_is_open_while_dot_draws(session):
    session.execute(sa.text("SELECT 1"))
    open_while_drawing = []

    def draw():
        open_while_drawing.append(session.in_transaction())
        return b"<svg/>"

    drawn(session, hash_of("a"), "svg", draw, now=NOW)
    assert open_while_drawing == [False]


def test_requests_for_one_diagram_at_the_same_time_draw_it_once(empty_url):
    calls = []
    begin = threading.Barrier(6)

    def draw():
        calls.append(1)
        time.sleep(0.2)
        return b"<svg/>"

    def ask(_number):
        with databases.opened(empty_url) as session:
            begin.wait()
            return drawn(session, hash_of("a"), "svg", draw, now=NOW)

    with ThreadPoolExecutor(6) as pool:
        answers = set(pool.map(ask, range(6)))
    assert len(calls) == 1
    assert [gzip.decompress(answer) for answer in answers] == [b"<svg/>"]


def test_those_who_waited_for_a_failure_fail_too_and_the_next_one_tries_again(empty_url):
    calls = []
    begin = threading.Barrier(4)

    def fail():
        calls.append(1)
        time.sleep(0.2)
        raise DotFailed("dot ended with 1")

    def ask(_number):
        with databases.opened(empty_url) as session:
            begin.wait()
            with pytest.raises(DotFailed):
                drawn(session, hash_of("a"), "svg", fail, now=NOW)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert len(calls) == 1
    with databases.opened(empty_url) as session:
        assert drawn(session, hash_of("a"), "svg", lambda: b"<svg/>", now=NOW)


def test_nobody_waits_longer_than_their_patience(empty_url):
    begun = threading.Event()
    finish = threading.Event()

    def draw_long():
        begun.set()
        assert finish.wait(30)
        return b"<svg/>"

    def ask():
        with databases.opened(empty_url) as session:
            return drawn(session, hash_of("a"), "svg", draw_long, now=NOW)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask)
        assert begun.wait(30)
        with databases.opened(empty_url) as session, pytest.raises(DotBusy):
            drawn(session, hash_of("a"), "svg", draw_nothing, now=NOW, patience=0.05)
        finish.set()
        assert first.result()


def test_a_dot_that_did_not_answer_is_given_a_rest(session):
    def hang():
        raise DotTimeout("dot didn't end in time")

    with pytest.raises(DotTimeout):
        drawn(session, hash_of("a"), "svg", hang, now=NOW, program="/mad/dot")
    with pytest.raises(DotTimeout):
        drawn(session, hash_of("b"), "svg", draw_nothing, now=NOW, program="/mad/dot")
    assert drawn(session, hash_of("b"), "svg", lambda: b"<svg/>", now=NOW, program="/sane/dot")


def test_a_dot_that_fails_or_is_busy_is_called_again(session):
    for error in (DotFailed("dot ended with 1"), DotBusy("all places were taken")):

        def fail(error=error):
            raise error

        with pytest.raises(type(error)):
            drawn(session, hash_of("a"), "svg", fail, now=NOW)
    assert drawn(session, hash_of("a"), "svg", lambda: b"<svg/>", now=NOW)


def test_a_diagram_that_cannot_be_kept_is_still_a_diagram(session):
    session.execute(sa.text("DROP TABLE drawn_diagrams"))
    session.commit()
    assert gzip.decompress(drawn(session, hash_of("a"), "svg", lambda: b"<svg/>", now=NOW)) == b"<svg/>"


def test_two_that_keep_the_same_diagram_do_not_quarrel(session, monkeypatch):
    monkeypatch.setattr(diagrams, "private_folder", lambda: None)
    for _ in range(2):
        assert drawn(session, hash_of("a"), "svg", lambda: b"<svg/>", now=NOW)


def test_old_diagrams_go_and_the_newest_stay(session, monkeypatch):
    monkeypatch.setattr(diagrams, "MOST_KEPT", 2)
    ages = {"new": 0, "yesterday's": 20, "older": 30, "old": 60}
    for name, hours in ages.items():
        when = NOW - timedelta(hours=hours)
        session.add(DrawnDiagram(hash=name, format="svg", body=b"", drawn_at=when))
    session.commit()
    diagrams.prune(session, NOW)
    session.commit()
    assert set(session.scalars(sa.select(DrawnDiagram.hash))) == {"new", "yesterday's"}


def test_equal_facts_have_equal_hashes_and_others_do_not():
    assert hash_of(1, "a", None) == hash_of(1, "a", None)
    assert len({hash_of(1, "a"), hash_of(1, "b"), hash_of("1", "a"), hash_of(1, "a", None)}) == 4
