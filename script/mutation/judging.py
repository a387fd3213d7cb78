"""The tests as judges of mutants: which tests reach which lines, and what they say of one change.

Every run is a process of its own, forked from one that has the libraries loaded and nothing of the program.
A mutant exists in the memory of its process only; no file is changed.
"""

import ast
import importlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis
import pytest
import sqlalchemy as sa

from script.mutation.mutating import Mutant, Source
from script.mutation.processes import Job, limit, run
from script.mutation.reaching import ROOT, Replaced, Watch

OWN = ("tracker", "tests", "script", "config", "__main__", "conftest")

EXAMPLES = 25
"""Examples of a property, the same in every run; the first ten tell what a test reaches."""

JUDGES = 60
"""Tests asked about one mutant at most."""

ALLOWANCE = 15
"""Seconds of the processor that a test may take, and loading the program too, beside five times the usual."""


@dataclass(frozen=True)
class Reached:
    """What the tests reach: by file and line the tests' names ("" is an import), and by test its seconds."""

    by_line: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]


@dataclass
class Plugin:
    """Runs the ``chosen`` tests in their order, each with the seconds that it takes as a rule, or all tests;
    with ``watch``, notes what each reaches."""

    templates: Path
    chosen: dict[str, float] | None = None
    watch: Watch | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        hypothesis.settings.register_profile(
            "mutants",
            max_examples=10 if self.watch else EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate),
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        hypothesis.settings.load_profile("mutants")
        if "tests.databases" in sys.modules:
            self._keep_templates(sys.modules["tests.databases"])

    def _keep_templates(self, databases: ModuleType) -> None:
        """The databases that tests copy are filled once, by the program unchanged."""
        template = databases.Template

        def kept(folder: Path, name: str, prepare: Callable[[str], None]) -> Any:
            return template(folder, name, lambda url: self._fill(self.templates / name, url, prepare))

        databases.Template = kept  # type: ignore[attr-defined]

    def _fill(self, kept: Path, url: str, prepare: Callable[[str], None]) -> None:
        path = Path(str(sa.make_url(url).database))
        if not kept.exists():
            prepare(url)
            if self.watch:
                self.watch.begin()
            own = kept.with_suffix(f".{os.getpid()}")
            shutil.copyfile(path, own)
            own.rename(kept)
        shutil.copyfile(kept, path)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.chosen is not None:
            order = {name: place for place, name in enumerate(self.chosen)}
            items[:] = sorted(
                (item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid]
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = time.process_time()
        if self.chosen is not None:
            limit(before + ALLOWANCE + 5 * self.chosen[item.nodeid])
        if self.watch:
            self.watch.begin()
        yield
        if self.watch:
            self.watch.end(item.nodeid)
        self.seconds[item.nodeid] = time.process_time() - before

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def _pytest(tests: Iterable[str], folder: Path, plugin: Plugin, *options: str) -> int:
    files = sorted(tests)
    # the rules need no database, and so none of what the other tests share
    if all(name.startswith("tests/theory") for name in files):
        options = (*options, "--confcutdir=tests/theory")
    quietly = ("-q", "--tb=short", "-pno:cacheprovider", f"--basetemp={folder / 'tests'}")
    return int(pytest.main([*quietly, *options, *files], plugins=[plugin]))


def look(judges: Sequence[str], sources: Sequence[Source], scratch: Path) -> Reached:
    """Runs the tests below each path of ``judges`` once. Raises RuntimeError where one of them fails."""
    results = [scratch / f"reached-{place}.json" for place in range(len(judges))]
    jobs = [Job(_looking(path, sources, result), 1800) for path, result in zip(judges, results, strict=True)]
    for place, code in run(jobs, scratch):
        if code != 0:
            told = results[place].read_text() if results[place].exists() else ""
            raise RuntimeError(f"{judges[place]} fails on the code as it is ({code}). {told}")
    together = Reached({}, {})
    for result in results:
        told = json.loads(result.read_text())
        _load(told["libraries"])
        together.seconds.update(told["seconds"])
        for path, lines in told["by_line"].items():
            mine = together.by_line.setdefault(path, {})
            for line, tests in lines.items():
                mine[int(line)] = mine.get(int(line), []) + tests
    return together


def _looking(judge: str, sources: Sequence[Source], result: Path) -> Callable[[Path], int]:
    def work(folder: Path) -> int:
        watch = Watch(sources)
        plugin = Plugin(result.parent, watch=watch)
        code = _pytest([judge], folder, plugin)
        if code:
            result.write_text(json.dumps([plugin.failed, (folder / "log").read_text()[-1500:]]))
            return code
        libraries = [name for name in sys.modules if name.partition(".")[0] not in OWN]
        result.write_text(
            json.dumps({"seconds": plugin.seconds, "by_line": watch.by_line(), "libraries": libraries})
        )
        return code

    return work


def _load(libraries: Iterable[str]) -> None:
    """What the tests import beside the program is imported once, for all processes."""
    for name in libraries:
        with suppress(Exception):
            importlib.import_module(name)


def judges_of(mutant: Mutant, reached: Reached, paths: Sequence[str]) -> list[str]:
    """The tests below ``paths`` that reach the mutant, those first chosen that reach the rarest lines of its
    function, the quick ones first. Empty where no test reaches it."""
    by_line = {
        line: [test for test in tests if not test or test.startswith(tuple(paths))]
        for line, tests in reached.by_line.get(str(mutant.source.path), {}).items()
    }
    tests = _at(mutant.source.statement(mutant.line), by_line)
    scope = mutant.source.scope(mutant.line)
    named: set[str] = set()
    if tests == {""}:  # carried out when the module is imported
        name = mutant.source.bound(mutant.line)
        named = _naming(name, (test for test in reached.seconds if test.startswith(tuple(paths))))
        tests = named | _at(mutant.source.uses(name) if name else (), by_line) - {""}
        if not tests:
            scope = scope if scope.start == mutant.line else range(1, len(mutant.source.lines) + 1)
            tests = _at(scope, by_line)
    often_first = sorted(by_line, key=lambda line: (line in scope, -len(by_line[line])))
    rare = {test: len(by_line[line]) for line in often_first for test in by_line[line]}
    chosen = sorted(
        tests & reached.seconds.keys(), key=lambda test: (test not in named, rare.get(test, 0), test)
    )
    return sorted(chosen[:JUDGES], key=lambda test: (reached.seconds[test], test))


def _naming(name: str | None, tests: Iterable[str]) -> set[str]:
    """The tests that name a constant or a field themselves."""
    if name is None:
        return set()
    word = re.compile(rf"\b{name}\b")
    return {test for test in tests if word.search(_text(test))}


def _text(test: str) -> str:
    path, _, name = test.partition("::")
    return _functions(ROOT / path).get(name.partition("[")[0].rpartition("::")[2], "")


@cache
def _functions(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name: ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _at(lines: Iterable[int], by_line: dict[int, list[str]]) -> set[str]:
    return {test for line in lines for test in by_line.get(line, ())}


def judging(mutant: Mutant, tests: Sequence[str], reached: Reached, scratch: Path) -> Job:
    """Exit code 0 says that all ``tests`` pass with the mutant in the program's place."""

    def work(folder: Path) -> int:
        source = mutant.source.path
        sys.meta_path.insert(0, Replaced(source, lambda: compile(mutant.text, source, "exec")))
        files = {name.partition("::")[0] for name in tests}
        usual = {name: reached.seconds[name] for name in tests}
        return _pytest(files, folder, Plugin(scratch, usual), "-x")

    return Job(work, ALLOWANCE)
