"""`dot` may be missing, slow, killed or mad: there is an answer in time, and nothing is left running."""

import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.diagrams.drawings import SMALL
from tracker.diagrams.diagram import draw_svg
from tracker.diagrams.errors import DiagramUnavailable, DotBusy, DotFailed, DotMissing, DotTimeout
from tracker.diagrams.output import render
from tracker.diagrams.output.concurrency import turn
from tracker.diagrams.output.render import Renderer
from tracker.diagrams.placing.dot import to_dot

HASTE = 0.4
"""Seconds for a `dot` that never answers."""

PATIENCE = 30
"""Seconds for one that does, on whatever machine."""

Fake = Callable[..., Renderer]


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """A program that stands in for `dot`: a shell script."""

    def make(script: str, timeout: float = PATIENCE) -> Renderer:
        program = tmp_path / "dot"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        return Renderer(str(program), timeout=timeout)

    return make


def still_runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def test_a_page_with_a_hanging_dot_can_answer_within_six_seconds() -> None:
    assert Renderer().timeout <= 5.5


def test_missing_dot_is_said() -> None:
    with pytest.raises(DotMissing):
        draw_svg(SMALL, Renderer("/nowhere/dot"))
    with pytest.raises(DotMissing):
        draw_svg(SMALL, Renderer("no-such-program"))


def test_a_file_that_cannot_run_is_a_missing_dot(tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_bytes(b"\x00\x01no program")
    program.chmod(0o755)
    with pytest.raises(DotMissing):
        draw_svg(SMALL, Renderer(str(program)))


@pytest.mark.parametrize(
    "script",
    [
        "sleep 60",
        "exec sleep 60",
        "sleep 60 & wait",
        "cat >/dev/null; exec sleep 60",
        "echo '{}'; exec >&-; exec 2>&-; sleep 60",
        "trap '' TERM INT HUP; while :; do sleep 1; done",
    ],
)
def test_hanging_dot_is_stopped(fake: Fake, script: str) -> None:
    with pytest.raises(DotTimeout):
        draw_svg(SMALL, fake(script, HASTE))


def test_what_dot_started_is_stopped_too(fake: Fake, tmp_path: Path) -> None:
    with pytest.raises(DotTimeout):
        draw_svg(SMALL, fake(f"sleep 60 & echo $! > {tmp_path}/child; echo $$ > {tmp_path}/self; wait", 2))
    for name in ("child", "self"):
        pid = int((tmp_path / name).read_text())
        patience = time.monotonic() + 5
        while still_runs(pid) and time.monotonic() < patience:
            time.sleep(0.01)
        assert not still_runs(pid)


def test_a_child_that_left_the_group_and_holds_the_pipe_does_not_hold_us(fake: Fake) -> None:
    with pytest.raises(DotTimeout):
        draw_svg(SMALL, fake("setsid sleep 3 & exit 0", HASTE))


@pytest.mark.parametrize("script", ["kill -KILL $$", "kill -SEGV $$", "exit 3", "echo '{}'; exit 1"])
def test_killed_dot_is_said(fake: Fake, script: str) -> None:
    with pytest.raises(DotFailed, match="ended with"):
        draw_svg(SMALL, fake(script))


@pytest.mark.parametrize(
    "script",
    [
        "true",
        "echo rubbish",
        "head -c 100000 /dev/urandom",
        "echo '<svg xmlns=\"http://www.w3.org/2000/svg\"/>'",
        "echo '[]'",
        "echo '{}'",
        'echo \'{"objects": [], "edges": []}\'',
        'echo \'{"objects": [{"name": "c0", "pos": "a,b"}]}\'',
        "echo '{\"objects\": 7}'",
        'echo \'{"objects": [{"name": "c0", "pos": "nan,1"}]}\'',
    ],
)
def test_rubbish_from_dot_is_no_diagram(fake: Fake, script: str) -> None:
    with pytest.raises(DotFailed):
        draw_svg(SMALL, fake(script))


def test_output_without_end_is_cut_off(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_LARGEST_OUTPUT", 100_000)
    with pytest.raises(DiagramUnavailable):
        draw_svg(SMALL, fake("exec yes"))


def test_complaints_without_end_fill_no_memory_and_block_nothing(fake: Fake) -> None:
    with pytest.raises(DotTimeout):
        draw_svg(SMALL, fake("exec yes >&2", HASTE))


def test_dot_that_reads_nothing_gets_a_long_text_all_the_same(fake: Fake) -> None:
    with pytest.raises(DotFailed):
        fake("exec 0<&-; echo rubbish").render("x" * 1_000_000, "json0")


def test_greedy_dot_gets_no_more_memory_than_it_may(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_MEMORY", 256 << 20)
    with pytest.raises(DotFailed, match="MemoryError"):
        draw_svg(SMALL, fake("cat >/dev/null; exec python3 -c 'bytearray(1 << 30)'"))


def test_dot_knows_none_of_our_secrets(fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_SECRET_KEY", "hemmelig")
    with pytest.raises(DotFailed):
        draw_svg(SMALL, fake(f"env > {tmp_path}/env"))
    assert "hemmelig" not in (tmp_path / "env").read_text()


def test_fonts_of_the_pages_are_offered_to_dot(tmp_path: Path, fake: Fake) -> None:
    renderer = Renderer(fake(f"cat $FONTCONFIG_FILE > {tmp_path}/conf").dot_path, tmp_path, PATIENCE)
    with pytest.raises(DotFailed):
        draw_svg(SMALL, renderer)
    assert f"<dir>{tmp_path}</dir>" in (tmp_path / "conf").read_text()


@pytest.mark.parametrize("output", ["svg", "png", "pdf", "json0"])
def test_each_format_is_checked(fake: Fake, output: render.Format) -> None:
    assert Renderer().render(to_dot(SMALL), output)
    with pytest.raises(DotFailed):
        fake("echo rubbish").render(to_dot(SMALL), output)


def test_dot_that_cannot_read_the_text_says_where() -> None:
    with pytest.raises(DotFailed, match="syntax error"):
        Renderer().render("digraph { a -> ", "json0")


def _hold(ready: "Callable[[], None]", release: "Callable[[], bool]") -> None:
    with turn(time.monotonic() + 5, 1):
        ready()
        release()


@pytest.fixture
def own_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.mark.usefixtures("own_turns")
def test_a_turn_is_taken_by_one_process_at_a_time() -> None:
    context = get_context("fork")
    ready, release = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(ready.set, release.wait))
    other.start()
    try:
        assert ready.wait(20)
        with pytest.raises(DotBusy), turn(time.monotonic(), 1):
            pytest.fail("the turn was taken twice")
        with turn(time.monotonic(), 2):
            pass
    finally:
        release.set()
        other.join(20)
    with turn(time.monotonic() + 5, 1):
        pass


@pytest.mark.usefixtures("own_turns")
def test_a_turn_comes_back_after_a_failure() -> None:
    for _ in range(3):
        with pytest.raises(DotMissing), turn(time.monotonic(), 1):
            raise DotMissing
    with turn(time.monotonic(), 1):
        pass


def test_without_a_private_folder_there_are_diagrams_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with turn(time.monotonic(), 1), turn(time.monotonic(), 1):
        pass
