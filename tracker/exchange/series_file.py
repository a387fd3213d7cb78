"""A series in a file: XLSX, or text with semicolons or tabs. It becomes lines as they are pasted.

Nothing is interpreted here but what the file itself says of its cells: a number, a day, per cent. What the
lines mean is told by ``pasted.readings``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tracker.exchange.pasted.numbers import Marks
from tracker.exchange.pasted.readings import MOST_CHARACTERS, MOST_LINES
from tracker.exchange.workbook import Broken, TooBigInside, is_workbook, open_workbook
from tracker.theory.contents.fields import UNPRINTABLE

LARGEST_FILE = 1024 * 1024
"""Bytes of the largest file that is read: some ten thousand lines."""

BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
OTHER_KINDS = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
"""How files of other kinds begin: an old or a locked spreadsheet, a PDF, pictures, rich text."""


class FileFault(StrEnum):
    """Why a file is not read."""

    EMPTY = "series_file_empty"
    TOO_LARGE = "series_file_too_large"
    TOO_BIG_INSIDE = "series_file_too_big_inside"
    TOO_MANY_LINES = "series_file_too_many_lines"
    BROKEN = "series_file_broken"
    WEB_PAGE = "series_file_web_page"
    OTHER_KIND = "series_file_other_kind"
    NO_VALUES = "series_file_no_values"


class UnusableFile(ValueError):
    """``fault`` says why."""

    def __init__(self, fault: FileFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class SeriesText:
    """The lines of a file, numbered as in it. ``sheet`` is the one that was read of ``sheets``; empty and 0
    for a file of text."""

    text: str
    sheet: str = ""
    sheets: int = 0


def read_series_file(data: bytes, marks: Marks = Marks.EITHER) -> SeriesText:
    """The lines of a file; of a workbook the first sheet with anything in it, its numbers written with the
    decimal mark of ``marks``. Raises UnusableFile, and nothing else whatever the file holds."""
    if not data:
        raise UnusableFile(FileFault.EMPTY)
    if len(data) > LARGEST_FILE:
        raise UnusableFile(FileFault.TOO_LARGE)
    found = _workbook(data, marks) if data.startswith(b"PK") else SeriesText(_text(data))
    if not found.text.strip():
        raise UnusableFile(FileFault.NO_VALUES)
    if sum(1 for line in found.text.split("\n") if line.strip()) > MOST_LINES:
        raise UnusableFile(FileFault.TOO_MANY_LINES)
    if len(found.text) > MOST_CHARACTERS:
        raise UnusableFile(FileFault.TOO_MANY_LINES)
    return found


def _workbook(data: bytes, marks: Marks) -> SeriesText:
    try:
        if not is_workbook(data):
            raise UnusableFile(FileFault.OTHER_KIND)
        with open_workbook(data) as book:
            for sheet in book.sheets():
                lines = [
                    "\t".join(_cell(value, percent, marks) for value, percent in row).rstrip("\t")
                    for row in sheet.rows
                ]
                if any(lines):
                    return SeriesText("\n".join(lines).rstrip("\n"), sheet.name, book.count)
    except TooBigInside as error:
        raise UnusableFile(FileFault.TOO_BIG_INSIDE) from error
    except Broken as error:
        raise UnusableFile(FileFault.BROKEN) from error
    raise UnusableFile(FileFault.NO_VALUES)


def _cell(value: Any, percent: bool, marks: Marks) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value * 100, marks) + "%" if percent else _number(value, marks)
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    return UNPRINTABLE.sub("�", " ".join(str(value).split()))


def _number(value: float, marks: Marks) -> str:
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return text if marks is Marks.POINT else text.replace(".", ",")


def _text(data: bytes) -> str:
    if data.startswith(OTHER_KINDS):
        raise UnusableFile(FileFault.OTHER_KIND)
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise UnusableFile(FileFault.OTHER_KIND)
    if text.lstrip().startswith("<"):
        raise UnusableFile(FileFault.WEB_PAGE)
    return UNPRINTABLE.sub("�", text)


def _decoded(data: bytes) -> str:
    """Windows-1252 where it is not UTF-8: what an older Danish spreadsheet writes."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark)), b"")
    ways = (BYTE_ORDER_MARKS[mark],) if mark else ("utf-8", "cp1252")
    for encoding in ways:
        try:
            return data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableFile(FileFault.OTHER_KIND)
