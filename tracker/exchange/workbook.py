"""An XLSX workbook from a stranger, cell by cell.

A workbook is a zip of XML, small to send and as large as it likes inside; its sizes may be lies, and one cell
far out makes a reader reserve the whole sheet up to it. So the container is unpacked within limits and packed
anew before python-calamine reads it, and the places of all cells are looked at first. Calamine says nothing
of how a cell is shown; which are in per cent is told from their styles (ECMA-376, 18.8.30).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

LARGEST_INSIDE = 12 * 1024 * 1024
"""Bytes of all parts that are read, unpacked."""

MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 10_000, 100
"""Cells further out than this are not a series."""

PARTS = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|xl/(?!media/|embeddings/).*\.(xml|rels))", re.IGNORECASE
)
PER_CENT = frozenset({9, 10})
"""Numbers of the formats 0% and 0.00%, which every workbook has."""

Attributes: TypeAlias = dict[str, str]

_PLACE = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[0-9]{1,7})", re.IGNORECASE)
_ROW = re.compile(r"(?P<row>[0-9]{1,7})")
_QUOTED = re.compile(r'"[^"]*"|\\.')


class Broken(Exception):
    """No workbook, or not a whole one."""


class TooBigInside(Exception):
    """Unpacked it is larger than a series can be."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` from the first row and column of the sheet on: each cell's value and whether it is shown in
    per cent. Formulas have the value that the workbook was saved with."""

    name: str
    rows: list[list[tuple[Any, bool]]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """``count`` is how many sheets there are, empty ones too."""

    book: CalamineWorkbook
    parts: dict[str, bytes]

    @property
    def count(self) -> int:
        return len(self.book.sheet_names)

    def sheets(self) -> Iterator[Sheet]:
        """In their order. Raises Broken, TooBigInside."""
        paths = _paths(self.parts)
        styles = _percent_styles(self.parts.get("xl/styles.xml", b""))
        for name in self.book.sheet_names:
            percent = _percent_cells(self.parts.get(paths.get(name, ""), b""), styles)
            with _told():
                found = self.book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(
                name,
                [
                    [(value, (row, column) in percent) for column, value in enumerate(cells)]
                    for row, cells in enumerate(found)
                ],
            )


def is_workbook(data: bytes) -> bool:
    """Whether a zip holds a workbook. Raises Broken."""
    with _told(), zipfile.ZipFile(io.BytesIO(data)) as container:
        return "xl/workbook.xml" in container.namelist()


@contextmanager
def open_workbook(data: bytes) -> Iterator[Workbook]:
    """Raises Broken, TooBigInside."""
    parts = _unpacked(data)
    for part in parts.values():
        _check_places(part)
    with _told():
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
    try:
        yield Workbook(book, parts)
    finally:
        book.close()


@contextmanager
def _told() -> Iterator[None]:
    """Whatever goes wrong in a reader is said in one way; calamine panics with an error of its own kind."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, Broken, TooBigInside):
        raise
    except (CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError) as error:
        raise Broken from error
    except BaseException as error:
        raise Broken from error


def _unpacked(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = LARGEST_INSIDE
    with _told(), zipfile.ZipFile(io.BytesIO(data)) as container:
        for info in container.infolist():
            if not PARTS.fullmatch(info.filename):
                continue
            if len(parts) >= MOST_PARTS:
                raise TooBigInside
            with container.open(info) as packed:
                part = packed.read(left + 1)
            left -= len(part)
            if left < 0:
                raise TooBigInside
            parts[info.filename] = part
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        for name, part in parts.items():
            container.writestr(name, part)
    return out.getvalue()


def _check_places(part: bytes) -> None:
    """Cells and rows say where they are, or stand behind the one before."""
    rows = cells = 0

    def look(name: str, given: Attributes) -> None:
        nonlocal rows, cells
        rows, cells = (rows + 1, 0) if name == "row" else (rows, cells + 1)
        row, column = rows, cells
        place = given.get("r")
        if place is not None:
            found = _PLACE.fullmatch(place) if name == "c" else _ROW.fullmatch(place)
            if found is None:
                raise Broken
            row = int(found["row"])
            column = _column(found["column"]) + 1 if name == "c" else 0
        if max(row, rows) > MOST_ROWS or max(column, cells) > MOST_COLUMNS:
            raise TooBigInside

    _walk(part, look, "c", "row")


def _percent_cells(sheet: bytes, styles: frozenset[int]) -> frozenset[tuple[int, int]]:
    """Row and column, from 0, of the cells that are shown in per cent."""
    places: set[tuple[int, int]] = set()

    def look(_name: str, given: Attributes) -> None:
        found = _PLACE.fullmatch(given.get("r", ""))
        if found and _whole(given.get("s", "")) in styles:
            places.add((int(found["row"]) - 1, _column(found["column"])))

    _walk(sheet, look, "c")
    return frozenset(places)


def _percent_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the cell styles that show per cent."""
    formats, cells = set(PER_CENT), list[int]()
    lists: list[str] = []

    def look(name: str, given: Attributes) -> None:
        if name == "numFmt":
            if "%" in _QUOTED.sub("", given.get("formatCode", "")):
                formats.add(_whole(given.get("numFmtId", "")))
        elif name != "xf":
            lists.append(name)
        elif lists[-1:] == ["cellXfs"]:
            cells.append(_whole(given.get("numFmtId", "")))

    _walk(styles, look, "numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "xf")
    return frozenset(place for place, number in enumerate(cells) if number in formats)


def _paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Where the container keeps each sheet."""
    targets: dict[str, str] = {}
    found: dict[str, str] = {}

    def look_for_targets(_name: str, given: Attributes) -> None:
        targets[given.get("Id", "")] = given.get("Target", "")

    def look_for_sheets(_name: str, given: Attributes) -> None:
        link = next((value for name, value in given.items() if name.endswith("id") and ":" in name), "")
        target = targets.get(link, "")
        found[given.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    _walk(parts.get("xl/_rels/workbook.xml.rels", b""), look_for_targets, "Relationship")
    _walk(parts.get("xl/workbook.xml", b""), look_for_sheets, "sheet")
    return found


def _walk(part: bytes, look: Callable[[str, Attributes], None], *names: str) -> None:
    """Hands ``look`` the elements with these names, in their order. Raises Broken."""
    if not part:
        return

    def begin(name: str, given: Attributes) -> None:
        local = name.rpartition(":")[2]
        if local in names:
            look(local, given)

    def refuse(*_said: object) -> None:
        raise Broken

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    with _told():
        parser.Parse(part, True)


def _column(letters: str) -> int:
    """From 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
