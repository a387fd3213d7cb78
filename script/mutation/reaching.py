"""Which tests carry out which lines, told by marks in the code itself.

Tracing costs every line of everything that a test carries out; a mark costs only where it stands. One stands
before each run of statements that are carried out one after the other.
"""

import ast
import builtins
import importlib.machinery
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import CodeType, ModuleType

from script.mutation.mutating import Source, head

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = "__reached__"


class Replaced(importlib.machinery.SourceFileLoader):
    """Imports one file of the program as ``code`` gives it. Put first into ``sys.meta_path``."""

    def __init__(self, path: Path, code: Callable[[], CodeType]) -> None:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        super().__init__(name, str(path))
        self.code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return self.code()


class Watch:
    """Marks ``sources``, and keeps which test came by which mark."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.marks: list[tuple[str, list[int]]] = []
        self.tests: dict[int, list[str]] = {}
        self._now: set[int] = set()
        setattr(builtins, MARK, self._now.add)
        sys.meta_path[:0] = [Replaced(one.path, partial(self._marked, one)) for one in sources]

    def begin(self) -> None:
        """Forgets what was carried out before a test."""
        self.end("")

    def end(self, test: str) -> None:
        """Keeps what was carried out since the beginning for ``test``."""
        for mark in self._now:
            self.tests.setdefault(mark, []).append(test)
        self._now.clear()

    def by_line(self) -> dict[str, dict[int, list[str]]]:
        """By file and line the tests that came by; "" stands for what was carried out between them."""
        found: dict[str, dict[int, list[str]]] = {}
        for mark, tests in self.tests.items():
            path, lines = self.marks[mark]
            for line in lines:
                mine = found.setdefault(path, {}).setdefault(line, [])
                mine.extend(test for test in dict.fromkeys(tests) if test not in mine)
        return found

    def _marked(self, source: Source) -> CodeType:
        tree = ast.parse(source.text)
        for node in list(ast.walk(tree)):
            for name in ("body", "orelse", "finalbody"):
                block = getattr(node, name, None)
                if isinstance(block, list) and block:
                    setattr(node, name, list(self._block(source, node, block)))
        return compile(ast.fix_missing_locations(tree), str(source.path), "exec", dont_inherit=True)

    def _block(self, source: Source, owner: ast.AST, block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
        lines = list(head(owner)) if isinstance(owner, ast.ExceptHandler) else []
        after: list[ast.stmt] = []
        for statement in block:
            lines += head(statement)
            after.append(statement)
            if hasattr(statement, "body") or isinstance(statement, ast.Match):
                yield from self._mark(source, lines, after)
                lines, after = [], []
        yield from self._mark(source, lines, after)

    def _mark(self, source: Source, lines: list[int], statements: list[ast.stmt]) -> Iterator[ast.stmt]:
        if statements:
            call = f"{MARK}({len(self.marks)})"
            self.marks.append((str(source.path), lines))
            (mark,) = ast.parse(call).body
            yield ast.copy_location(mark, statements[0])
            yield from statements
