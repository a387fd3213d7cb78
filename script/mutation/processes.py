"""Work in forked processes, two at a time, under limits.

Limits are in seconds of the processor, so that a busy machine judges as an idle one does. What waits for
ever uses no processor, and is ended for that.
"""

import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROCESSES = 2

BROKEN = 70
"""The exit code of work that raised an error."""

MEMORY = 4 << 30
"""Bytes of addresses that a process may take."""


PATIENCE = 180
"""Seconds of the clock without work, after which a process is taken to wait for ever."""


@dataclass(frozen=True)
class Job:
    """Work for a process of its own, with its limit in seconds of the processor, which ``work`` may renew.
    ``work`` gets the process's own folder and gives its exit code."""

    work: Callable[[Path], int]
    limit: float


@dataclass
class _Running:
    place: int
    used: str = ""
    since: float = 0.0

    def waits(self, pid: int) -> bool:
        """Whether the process has neither used nor wanted the processor for as long as patience lasts."""
        state, *counts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        used = " ".join(counts[10:14])
        if state == "R" or used != self.used:
            self.used, self.since = used, time.monotonic()
        return time.monotonic() - self.since > PATIENCE


def run(jobs: Sequence[Job], scratch: Path) -> Iterator[tuple[int, int | None]]:
    """As each ends: the job's place and its exit code, None where it came to its limit."""
    waiting = list(enumerate(jobs))[::-1]
    running: dict[int, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < PROCESSES:
                place, job = waiting.pop()
                running[_fork(job, scratch)] = _Running(place)
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid:
                place = running.pop(pid).place
                shutil.rmtree(scratch / str(pid), ignore_errors=True)
                yield place, None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
            else:
                _end(pid for pid, one in running.items() if one.waits(pid))
                time.sleep(0.05)
    finally:
        _end(running)


def _end(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _fork(job: Job, scratch: Path) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = BROKEN
    try:
        os.setpgid(0, 0)
        folder = scratch / str(os.getpid())
        folder.mkdir()
        tempfile.tempdir = str(folder)
        log = os.open(folder / "log", os.O_CREAT | os.O_WRONLY)
        os.dup2(log, 1)
        os.dup2(log, 2)
        limit(job.limit)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        code = job.work(folder)
    finally:
        os._exit(code)


def limit(seconds: float) -> None:
    """Ends this process when it has used the processor for so long since it began."""
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, resource.RLIM_INFINITY))
