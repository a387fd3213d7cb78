"""Drawn diagrams: kept by hash, drawn once however many ask, never inside a transaction."""

import fcntl
import gzip
import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from tracker.diagrams.errors import DiagramUnavailable, DotBusy, DotFailed, DotTimeout
from tracker.diagrams.output.concurrency import private_folder
from tracker.records.engine import writing_options
from tracker.records.models import DrawnDiagram

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=2)
"""A diagram says which day it is ("overdue by 53 days"), so that yesterday's is never asked for again."""

MOST_KEPT = 4_000
"""Rows; the oldest go first."""

PRUNED_EVERY = 64
"""One new diagram in so many, by its hash, clears out the old ones."""

REST = 30.0
"""Seconds for which a ``dot`` that didn't answer in time is not called again: each call holds up a worker."""

PATIENCE = 2.0
"""Seconds that a request waits for another that draws the same."""

_STRIPES = 1_024
_PAUSE = 0.01
_DRAWN, _FAILED = b"+", b"-"
_resting: dict[str, float] = {}


def hash_of(*facts: object) -> str:
    """Hexadecimal, 64 letters; equal for equal facts."""
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


_BODY = sa.select(DrawnDiagram.body).where(DrawnDiagram.hash == sa.bindparam("hash"))


def kept(session: Session, key: str) -> bytes | None:
    """The gzipped diagram of this hash, None where there is none. One query."""
    return session.scalar(_BODY, {"hash": key})


def drawn(
    session: Session,
    key: str,
    kind: str,
    draw: Callable[[], bytes],
    *,
    now: datetime,
    program: str = "dot",
    patience: float = PATIENCE,
) -> bytes:
    """The gzipped diagram of this hash: drawn, and kept for the next who asks.

    The caller has looked with ``kept`` and read all that ``draw`` needs: whatever transaction is open ends
    here. Requests for one hash wait for the first, over all processes and at most ``patience`` seconds, and
    share its result; when it failed they fail too. ``kind`` is a word such as "svg". Raises
    DiagramUnavailable, at once while ``program`` is given a rest after it failed to answer.
    """
    session.rollback()
    if time.monotonic() < _resting.get(program, 0.0):
        raise DotTimeout(f"{program} didn't answer lately")
    with _only_one(key, time.monotonic() + patience) as lock:
        if lock.noted(_DRAWN):
            found = kept(session, key)
            session.rollback()
            if found is not None:
                return found
        elif lock.waited and lock.noted(_FAILED):
            raise DotFailed("it was just tried")
        try:
            body = gzip.compress(draw(), 6, mtime=0)
        except DiagramUnavailable as error:
            lock.note(_FAILED)
            if isinstance(error, DotTimeout) and not isinstance(error, DotBusy):
                _resting[program] = time.monotonic() + REST
            raise
        _keep(session, key, kind, body, now)
        lock.note(_DRAWN)
        return body


def _keep(session: Session, key: str, kind: str, body: bytes, now: datetime) -> None:
    """A diagram that cannot be kept is still a diagram."""
    try:
        session.connection(execution_options=writing_options(session.get_bind().dialect.name))
        session.execute(
            sa.insert(DrawnDiagram).values(hash=key, format=kind, body=body, drawn_at=now),
        )
        if int(key[:8], 16) % PRUNED_EVERY == 0:
            prune(session, now)
        session.commit()
    except IntegrityError:
        session.rollback()
    except DBAPIError as error:
        session.rollback()
        log.warning("a diagram could not be kept: %s", type(error.orig).__name__)


def prune(session: Session, now: datetime) -> None:
    """Deletes what is older than ``KEPT_FOR``, and the oldest beyond ``MOST_KEPT``."""
    newest = (
        sa.select(DrawnDiagram.drawn_at)
        .order_by(DrawnDiagram.drawn_at.desc())
        .offset(MOST_KEPT)
        .limit(1)
        .scalar_subquery()
    )
    session.execute(
        sa.delete(DrawnDiagram)
        .where(sa.or_(DrawnDiagram.drawn_at < now - KEPT_FOR, DrawnDiagram.drawn_at <= newest))
        .execution_options(synchronize_session=False)
    )


class _Lock:
    """The lock of a hash. Its file notes what became of the hash that held it last: whoever comes next need
    not ask the database."""

    def __init__(self, key: str, handle: int | None = None) -> None:
        self.key = key.encode()
        self.handle = handle
        self.waited = False

    def note(self, outcome: bytes) -> None:
        if self.handle is not None:
            with suppress(OSError):
                os.pwrite(self.handle, outcome + self.key, 0)

    def noted(self, outcome: bytes) -> bool:
        line = outcome + self.key
        return self.handle is not None and os.pread(self.handle, len(line), 0) == line

    def take(self, deadline: float) -> None:
        while self.handle is not None:
            try:
                fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                self.waited = True
            else:
                return
            if time.monotonic() >= deadline:
                raise DotBusy("another request is drawing it")
            time.sleep(_PAUSE)


@contextmanager
def _only_one(key: str, deadline: float) -> Iterator[_Lock]:
    """Holds the lock of a hash. Raises DotBusy at the deadline. Where no lock files can be kept, nobody
    waits."""
    folder = private_folder()
    if folder is None:
        yield _Lock(key)
        return
    # a file for each hash would never be cleared away; the few that share one wait for each other
    path = folder / f"hash-{int(key[:8], 16) % _STRIPES}"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        lock = _Lock(key, handle)
        lock.take(deadline)
        yield lock
    finally:
        os.close(handle)
