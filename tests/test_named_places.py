"""What README, CONTRIBUTING, the decisions, docstrings and comments name by its place stands there.

They speak of what there is: a file or folder by its path, a module or a name in it with dots. What moves or
is renamed takes its mentions along, also in a decision, whose reasons stay.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = ("tracker", "tests", "script", "migrations")
TOP = (*CODE, "templates", "static", "docs", "translations")
ROOMS = tuple(path.name for path in (ROOT / "tracker").iterdir() if path.is_dir())
MADE_ON_THE_WAY = ("instance", "static/vendor")
"""What is not there before the program was installed and started."""

WRITTEN = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "decisions").glob("*.md")))
SOURCES = tuple(file for folder in CODE for file in sorted((ROOT / folder).rglob("*.py")))

EXAMPLE = re.compile(r"::\n\n(?:(?: {4}.*)?\n?)+")
IN_FOLDERS = re.compile(r"(?<![\w./<>@-])((?:\w[\w-]*/)+[\w.-]*\w)(?![\w/]|\.\w)")
FILE = re.compile(r"(?<![\w./<>@-])((?:\w[\w-]*/)*\w[\w.-]*\.(?:py|md|toml|html|yaml|sh|js|css|po))\b")
FOLDER = re.compile(r"(?<![\w./<>@-])([a-z_]+)/(?![\w<{])")
DOTTED = re.compile(
    r"(?<!`)``?([a-z_]+(?:\.\w+)+)(?:\(\))?``?(?!`)|(?<![\w/])((?:tracker|tests|script)(?:\.[a-z_]\w*)+)"
)
QUOTED_NAME = re.compile(r"``(\w*[a-z]_[a-z]\w*)``")


def texts_of(source: str) -> Iterator[str]:
    """The docstrings, those of constants too, and the comments on lines of their own."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield EXAMPLE.sub("", inspect.cleandoc(text))
    yield from re.findall(r"^\s*# (.*)$", source, re.MULTILINE)


@cache
def texts() -> list[tuple[Path, str]]:
    read = [(file, file.read_text(encoding="utf-8")) for file in WRITTEN]
    docstrings = [(file, text) for file in SOURCES for text in texts_of(file.read_text(encoding="utf-8"))]
    return read + docstrings


def named_paths(text: str) -> set[str]:
    """Those with a file's ending, and those that begin with a folder of the program."""
    within = {path for path in IN_FOLDERS.findall(text) if path.split("/")[0] in (*TOP, *ROOMS)}
    return within | set(FILE.findall(text))


@cache
def files_and_folders() -> frozenset[str]:
    """Every path as it may be named: from the root, or from any folder in it."""
    tops = [path for path in ROOT.iterdir() if path.name in TOP or path.is_file()]
    paths = [path for top in tops for path in (top, *top.rglob("*")) if "vendor" not in path.parts]
    parts = [path.relative_to(ROOT).parts for path in paths]
    return frozenset("/".join(each[start:]) for each in parts for start in range(len(each)))


def stands(path: str) -> bool:
    """A decision may be named by its number."""
    if path.startswith(MADE_ON_THE_WAY):
        return True
    known = files_and_folders()
    return path in known or any(
        name.startswith(f"{path}-") for name in known if path.startswith("docs/decisions/")
    )


@cache
def modules() -> dict[str, list[Path]]:
    """Modules and packages by their dotted name, from any package on; several may end alike."""
    found: dict[str, list[Path]] = {}
    for file in SOURCES:
        place = file.relative_to(ROOT).with_suffix("").parts
        parts = place[:-1] if place[-1] == "__init__" else place
        for start in range(len(parts)):
            found.setdefault(".".join(parts[start:]), []).append(file)
    return found


def names_there(name: str) -> bool:
    """Whether a module has the dotted name, or the module before it the names that follow."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        if places := modules().get(".".join(parts[:end])):
            words = (set(re.findall(r"\w+", file.read_text(encoding="utf-8"))) for file in places)
            return any(set(parts[end:]) <= found for found in words)
    return False


def begins_in(name: str, file: Path) -> bool:
    """Whether the file's own code has what the dotted name begins with: a variable, a function."""
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if file.suffix == ".py" else ()
    first = name.split(".")[0]
    return any(first in (getattr(node, kind, "") for kind in ("id", "arg", "name")) for node in nodes)


def test_every_path_that_is_named_is_there() -> None:
    missing = {
        (str(file.relative_to(ROOT)), path)
        for file, text in texts()
        for path in named_paths(text)
        if not stands(path)
    }
    assert not missing


def test_every_folder_that_is_named_is_there() -> None:
    named = {folder for file, text in texts() if file in WRITTEN for folder in FOLDER.findall(text)}
    assert named
    assert {folder for folder in named if not stands(folder)} == set()


def test_every_module_that_is_named_has_what_is_named_in_it() -> None:
    missing = {
        (str(file.relative_to(ROOT)), name)
        for file, text in texts()
        for name in ("".join(found) for found in DOTTED.findall(text))
        if not (stands(name) or names_there(name) or begins_in(name, file))
    }
    assert not missing


def test_every_name_in_a_docstring_is_one_of_the_code() -> None:
    """Those of two words and more; a single word may be a value, or any other word."""
    files = [
        file
        for folder in TOP
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".py", ".html", ".js")
    ]
    code = " ".join(
        QUOTED_NAME.sub("", file.read_text(encoding="utf-8")) for file in files if "vendor" not in file.parts
    )
    known = set(re.findall(r"\w+", code)) | {file.stem for file in files}
    named = {
        (str(file.relative_to(ROOT)), name) for file, text in texts() for name in QUOTED_NAME.findall(text)
    }
    assert {(file, name) for file, name in named if name not in known} == set()


@pytest.mark.parametrize("path", ["theory/evidence.py", "tracker/web/reckoning", "docs/decisions/9999"])
def test_a_path_that_is_not_there_is_found(path: str) -> None:
    assert named_paths(f"See {path}, of old.") == {path}
    assert not stands(path)


@pytest.mark.parametrize("name", ["theory.evidence.assess", "tracker.theory.evidence_levels", "levels.asses"])
def test_a_name_that_is_not_there_is_found(name: str) -> None:
    assert DOTTED.findall(f"See ``{name}``.") == [(name, "")]
    assert not names_there(name)
