"""How many drawings may be made at a time on this machine, over all processes: one locked file a turn."""

import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.diagrams.errors import DotBusy

_PAUSE = 0.01
"""Seconds between two looks for a free turn."""


@contextmanager
def turn(deadline: float, places: int) -> Iterator[None]:
    """Holds one of ``places`` turns. Raises DotBusy when none is free at ``deadline`` (`time.monotonic`).
    Where no lock files can be kept, every caller gets a turn: a slow machine is better than no diagrams."""
    folder = private_folder()
    if folder is None:
        yield
        return
    held = _take(folder, deadline, places)
    try:
        yield
    finally:
        os.close(held)


def _take(folder: Path, deadline: float, places: int) -> int:
    """The open file whose lock is the turn; closing it gives the turn back, and so does the process's end."""
    while True:
        for place in range(places):
            handle = os.open(folder / f"turn-{place}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(handle)
            else:
                return handle
        if time.monotonic() >= deadline:
            raise DotBusy(f"all {places} places were taken")
        time.sleep(_PAUSE)


def private_folder() -> Path | None:
    """A folder that only this user can write to, None where there can be none."""
    folder = Path(tempfile.gettempdir()) / f"tracker-diagrams-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    private = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022
    return folder if private else None
