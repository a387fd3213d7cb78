"""Rooms stay small: no folder with more files, no file with more lines and no function longer than these.

Left out: migrations (they are history), samples, what is generated or installed, and tests' tables of what is
expected. Prints what is too large and ends with 1 where something is.
"""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MOST_FILES = 22
"""In a folder; about twenty, and a little room for the next one."""

MOST_LINES = 300
"""In a file of the program."""

LONGEST_FUNCTION = 60

FOLDERS = ("tracker", "templates", "tests", "script")
"""Whose folders are counted."""

NOT_COUNTED = ("tests/theory/references",)


def tracked() -> list[str]:
    """The files that git knows or would take up, as they are in the working tree."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *FOLDERS]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return sorted(name for name in set(listed.stdout.split("\n")) if name and (ROOT / name).is_file())


def crowded(names: list[str]) -> Iterator[str]:
    """Folders with too many files."""
    for folder, files in Counter(str(Path(name).parent) for name in names).items():
        if files > MOST_FILES and folder not in NOT_COUNTED:
            yield f"{folder}: {files} files, at most {MOST_FILES}"


def too_long(name: str, source: str) -> Iterator[str]:
    """A file of the program that is too long."""
    lines = source.count("\n")
    if name.startswith("tracker/") and lines > MOST_LINES:
        yield f"{name}: {lines} lines, at most {MOST_LINES}"


def long_functions(name: str, source: str) -> Iterator[str]:
    """Functions that are too long, docstring and signature counted in."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines, at most {LONGEST_FUNCTION}"


def problems() -> Iterator[str]:
    """All that is too large."""
    names = tracked()
    yield from crowded(names)
    for name in names:
        if name.endswith(".py"):
            source = (ROOT / name).read_text(encoding="utf-8")
            yield from too_long(name, source)
            if name.startswith(("tracker/", "script/")):
                yield from long_functions(name, source)


def main() -> int:
    found = list(problems())
    for problem in found:
        print(problem)
    print(f"Sizes: {len(found)} too large.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
