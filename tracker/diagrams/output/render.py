"""The only caller of the `dot` program: DOT text in, checked output out, within limits of time and memory."""

import json
import math
import os
import resource
import selectors
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from tracker.diagrams.errors import DotFailed, DotMissing, DotTimeout
from tracker.diagrams.output.concurrency import turn
from tracker.diagrams.output.fonts import environment

Format = Literal["svg", "png", "pdf", "json0"]

TIMEOUT = 5.0
"""Seconds from call to answer, waiting for a turn included: a page with a hanging `dot` still answers within
6."""

_LONGEST_WAIT = 1.0
_MEMORY = 1 << 30
_LARGEST_OUTPUT = 32 << 20
_LARGEST_COMPLAINT = 4_000
_CHUNK = 1 << 16
_TURNS = max(1, (os.cpu_count() or 2) - 1)
"""One core, and with it one worker, is left for everything that is no diagram while a `dot` hangs."""


@dataclass(frozen=True, slots=True)
class Renderer:
    """Where `dot` and the fonts are. ``dot_path`` is a path, or a name looked up on PATH; ``font_folder``
    holds the TTF files of IBM Plex Sans, None for the fonts of the machine."""

    dot_path: str = "dot"
    font_folder: Path | None = None
    timeout: float = TIMEOUT

    def render(
        self, dot_text: str, output: Format, *, placed: bool = False, deadline: float | None = None
    ) -> bytes:
        """What `dot` makes of the text; ``placed`` text has its own coordinates and is only painted.
        ``deadline`` (`time.monotonic`) is for several calls that share one timeout.

        Raises DotMissing, DotTimeout (DotBusy when it never began) or DotFailed, always within the timeout
        and half a second.
        """
        deadline = deadline or self.deadline()
        program = _program(self.dot_path)
        # where only positions are asked for, bent lines are found in half the time of curves
        lines = ["-Gsplines=polyline"] if output == "json0" else []
        layout = ["-Kneato", "-n2"] if placed else ["-Kdot", *lines]
        with turn(min(deadline, time.monotonic() + _LONGEST_WAIT), _TURNS):
            made = _run(
                [program, *layout, f"-T{output}"],
                dot_text.encode("utf-8", "replace"),
                environment(self.font_folder),
                deadline,
            )
        _check(made, output)
        return made

    def deadline(self) -> float:
        """When what begins now has to be done."""
        return time.monotonic() + self.timeout


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise DotMissing(f"no program {name!r}")
    return found


def _run(command: list[str], text: bytes, surroundings: dict[str, str], deadline: float) -> bytes:
    """Output of a program that is given ``text``."""
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program and arguments; the text goes to its input
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings,
            start_new_session=True,
        )
    except OSError as error:
        raise DotMissing(f"{command[0]} cannot be started: {error.strerror}") from error
    try:
        _limit(process.pid, math.ceil(deadline - time.monotonic()) + 1)
        output, complaint = _converse(process, text, deadline)
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    finally:
        ended = process.poll()
        _stop(process)
    if ended is None:
        raise DotTimeout("dot didn't end in time")
    if ended != 0:
        raise DotFailed(f"dot ended with {ended}: {complaint.decode('utf-8', 'replace')[:200]}")
    return output


def _limit(pid: int, seconds: int) -> None:
    """Memory, processor time and files of the program; set before it is given anything to read."""
    if not hasattr(resource, "prlimit"):
        return
    with suppress(OSError):
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (max(1, seconds), max(1, seconds)))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (_LARGEST_OUTPUT, _LARGEST_OUTPUT))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _converse(process: "subprocess.Popen[bytes]", text: bytes, deadline: float) -> tuple[bytes, bytes]:
    """Writes ``text`` and reads both streams until they end, so that no full pipe can block either side."""
    assert process.stdin and process.stdout  # noqa: S101, PT018 - opened as pipes just before
    assert process.stderr  # noqa: S101
    output, complaint = bytearray(), bytearray()
    waiting = memoryview(text)
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdin, process.stdout, process.stderr):
            os.set_blocking(stream.fileno(), False)
        selector.register(process.stdout, selectors.EVENT_READ, output)
        selector.register(process.stderr, selectors.EVENT_READ, complaint)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        while selector.get_map():
            ready = selector.select(deadline - time.monotonic())
            if time.monotonic() >= deadline:
                raise DotTimeout("dot didn't answer in time")
            for key, _ in ready:
                if key.data is None:
                    with suppress(BrokenPipeError):
                        waiting = waiting[os.write(key.fd, waiting[:_CHUNK]) :] if waiting else waiting
                        if waiting:
                            continue
                    selector.unregister(process.stdin)
                    process.stdin.close()
                    continue
                chunk = os.read(key.fd, _CHUNK)
                if not chunk:
                    selector.unregister(key.fileobj)
                elif key.data is output or len(complaint) < _LARGEST_COMPLAINT:
                    key.data.extend(chunk)
                if len(output) > _LARGEST_OUTPUT:
                    raise DotFailed("dot writes without end")
    return bytes(output), bytes(complaint)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Ends the program and all that it started, and closes the pipes."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with suppress(OSError):
                stream.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(0.3)


def _check(made: bytes, output: Format) -> None:
    """Refuses what is no drawing of the wanted format."""
    if output == "png" and made.startswith(b"\x89PNG\r\n\x1a\n"):
        return
    if output == "pdf" and made.startswith(b"%PDF-") and b"%%EOF" in made[-64:]:
        return
    if output == "svg":
        with suppress(ElementTree.ParseError):
            if ElementTree.fromstring(made).tag == "{http://www.w3.org/2000/svg}svg":  # noqa: S314 - bounded, own
                return
    if output == "json0":
        with suppress(ValueError):
            if isinstance(json.loads(made), dict):
                return
    raise DotFailed(f"dot wrote no {output}: {made[:60]!r}")
