"""A list: what its address asks for, its pages, and the same selection as a file, CSV or XLSX."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from typing import Any, TypeAlias, TypeVar

from flask import Response, request

from tracker.exchange import tables
from tracker.exchange.tables import Cell
from tracker.theory.contents.fields import UNPRINTABLE
from tracker.web import clock
from tracker.web.addresses import number_in
from tracker.web.i18n import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

LAST_PAGE = 10_000
LONGEST_WORDS = 200
MOST_EXPORTED = 10_000
"""A file holds so many rows."""

FiltersT = TypeVar("FiltersT")
Row = TypeVar("Row")

Columns: TypeAlias = Sequence[tuple[str, Callable[[Row], Cell]]]
"""The columns of a file: the heading, and what stands below it in a row."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One filter: its name in the address and its field in the list's filters. ``unset`` is the field's value
    where the address asks for nothing, or for something that nobody offers."""

    name: str
    field: str
    _: KW_ONLY
    unset: Any = None

    def read(self, text: str) -> Any:
        """The field's value."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The value as the address holds it."""
        return str(value)


@dataclass(frozen=True, slots=True)
class Number(Asked):
    """The number of a row."""

    def read(self, text: str) -> Any:
        return number_in(text)


@dataclass(frozen=True, slots=True)
class Words(Asked):
    """Words to search for: on one line, without what cannot be printed, and of limited length."""

    longest: int = LONGEST_WORDS
    _: KW_ONLY
    unset: Any = ""

    def read(self, text: str) -> Any:
        return " ".join(UNPRINTABLE.sub(" ", text).split())[: self.longest]


@dataclass(frozen=True, slots=True)
class OneOf(Asked):
    """One of a few values, by their names in the address."""

    offered: Mapping[str, Any]

    def read(self, text: str) -> Any:
        return self.offered.get(text, self.unset)

    def written(self, value: Any) -> str:
        return next(name for name, one in self.offered.items() if one == value)


def members(kind: type[Enum]) -> dict[str, Any]:
    """The members of an enumeration as a filter offers them."""
    return {str(one.value): one for one in kind}


def filters(kind: type[FiltersT], asked: Iterable[Asked]) -> FiltersT:
    """The filters that the address asks for."""
    return kind(**{one.field: one.read(request.args.get(one.name, "")) for one in asked})


def held(chosen: object, asked: Iterable[Asked]) -> dict[str, Any]:
    """The query string of the filters that are set; which page is shown is none of them."""
    found = ((one, getattr(chosen, one.field)) for one in asked)
    return {one.name: one.written(value) for one, value in found if value != one.unset}


def page_number() -> int:
    """The page that the address asks for, from 1."""
    return min(max(number_in(request.args.get("page")) or 1, 1), LAST_PAGE)


def one_page(rows: list[Row], size: int) -> tuple[list[Row], bool]:
    """The first ``size`` rows, and whether there are more."""
    return rows[:size], len(rows) > size


def download(kind: str, name: str, sheet: str, columns: Columns[Row], rows: Iterable[Row]) -> Response:
    """``kind`` is csv or xlsx; the file is named ``name`` and the day. Danish spreadsheets separate by
    semicolon."""
    headings = [heading for heading, _ in columns]
    lines = ([cell(row) for _, cell in columns] for row in rows)
    if kind == "csv":
        body = tables.as_csv(headings, lines, ";" if language() == "da" else ",")
        response = Response(body, mimetype="text/csv")
    else:
        response = Response(tables.as_xlsx(sheet, headings, lines), mimetype=XLSX)
    file_name = f"{name}-{clock.today().isoformat()}.{kind}"
    response.headers.set("Content-Disposition", "attachment", filename=file_name)
    return response
