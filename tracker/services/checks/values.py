"""What verbs ask of single values: texts that no row keeps, days, and what a field refers to."""

from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from tracker.records.base import Tracked
from tracker.services.errors import Invalid, NotThere
from tracker.services.verb import Writer, fetch
from tracker.theory.contents.fields import (
    ADDRESS,
    CODE_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Fault,
    Number,
    Text,
    Whole,
    fault_of,
)

Row = TypeVar("Row", bound=Tracked)


def text(field: str, value: str | None, limit: int = TEXT_LENGTH) -> str:
    """Free text, trimmed; empty when nothing is given. Raises Invalid."""
    return _text(field, value, Text(limit))


def line(field: str, value: str | None, limit: int = TITLE_LENGTH) -> str:
    """A title or another text that has to be there. Raises Invalid."""
    return _text(field, value, Text(limit, needed=True))


def optional_line(field: str, value: str | None, limit: int = TITLE_LENGTH) -> str | None:
    """A title that may be left out; None then. Raises Invalid."""
    return text(field, value, limit) or None


def code(value: str) -> str:
    """The short name by which a row is known in files. Raises Invalid on the field ``code``."""
    return line("code", value, CODE_LENGTH)


def web_address(field: str, value: str) -> str:
    """An address that a browser opens. Raises Invalid."""
    return _text(field, value, ADDRESS)


def number(field: str, value: float) -> None:
    """Refuses what no database and browser keep alike: no number, or too large a one."""
    _refuse(fault_of(field, value, Number()))


def whole(field: str, value: int, rule: Whole) -> None:
    """Refuses a whole number outside its range."""
    _refuse(fault_of(field, value, rule))


def not_to_come(writer: Writer, field: str, day: date) -> None:
    """Refuses a day after today for something that has happened."""
    if day > writer.today:
        raise Invalid(field, "in_the_future")


def referred(writer: Writer, field: str, model: type[Row], row_id: int) -> Row:
    """The row that a field names. Raises Invalid where it is not there or is archived."""
    try:
        return fetch(writer, model, row_id)
    except NotThere as error:
        raise Invalid(field, "not_there") from error


def next_position(writer: Writer, column: InstrumentedAttribute[int], *scope: sa.ColumnElement[bool]) -> int:
    """The place behind the last row of ``scope``, from 0."""
    last = writer.session.scalar(sa.select(sa.func.max(column)).where(*scope))
    return 0 if last is None else last + 1


def _text(field: str, value: str | None, rule: Text) -> str:
    found = rule.cleaned(value) or ""
    _refuse(fault_of(field, found, rule))
    return found


def _refuse(fault: Fault | None) -> None:
    if fault is not None:
        raise Invalid(fault.field, fault.fault, dict(fault.details))
