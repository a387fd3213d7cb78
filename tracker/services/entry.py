"""What the verbs that make rows check alike: texts, codes, days, and what a row refers to."""

from datetime import date
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute

from tracker.records.base import TEXT_LENGTH, TITLE_LENGTH, UNPRINTABLE, Tracked
from tracker.services.errors import Duplicate, Invalid, NotThere
from tracker.services.verb import Writer, fetch

Row = TypeVar("Row", bound=Tracked)

CODE_LENGTH = 60


def text(field: str, value: str | None, limit: int = TEXT_LENGTH) -> str:
    """Free text, trimmed; empty when nothing is given. Raises Invalid."""
    found = (value or "").strip()
    if UNPRINTABLE.search(found):
        raise Invalid(field, "control_characters")
    if len(found) > limit:
        raise Invalid(field, "too_long")
    return found


def line(field: str, value: str | None, limit: int = TITLE_LENGTH) -> str:
    """A title or another text that has to be there. Raises Invalid."""
    found = text(field, value, limit)
    if not found:
        raise Invalid(field, "required")
    return found


def optional_line(field: str, value: str | None, limit: int = TITLE_LENGTH) -> str | None:
    """A title that may be left out; None then. Raises Invalid."""
    return text(field, value, limit) or None


def code(value: str) -> str:
    """The short name by which a row is known in files. Raises Invalid on the field ``code``."""
    return line("code", value, CODE_LENGTH)


def not_to_come(writer: Writer, field: str, day: date) -> None:
    """Refuses a day after today for something that has happened."""
    if day > writer.today:
        raise Invalid(field, "in_the_future")


def period(starts_on: date | None, ends_on: date | None) -> None:
    """Refuses an end before its start, on the field ``ends_on``; the same day is a period of one day."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Invalid("ends_on", "ends_before_start")


def referred(writer: Writer, field: str, model: type[Row], row_id: int) -> Row:
    """The row that a field names. Raises Invalid where it is not there or is archived."""
    try:
        return fetch(writer, model, row_id)
    except NotThere as error:
        raise Invalid(field, "not_there") from error


def add(writer: Writer, row: Tracked, field: str, value: str) -> int:
    """Writes a new row and gives its number. Raises Duplicate for ``field`` where ``value`` is taken."""
    writer.session.add(row)
    try:
        writer.session.flush()
    except IntegrityError as error:
        if _taken(error):
            raise Duplicate(field, value) from error
        raise
    return row.id


def next_position(writer: Writer, column: InstrumentedAttribute[int], *scope: sa.ColumnElement[bool]) -> int:
    """The place behind the last row of ``scope``, from 0."""
    last = writer.session.scalar(sa.select(sa.func.max(column)).where(*scope))
    return 0 if last is None else last + 1


def _taken(error: IntegrityError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "23505" or "UNIQUE constraint" in str(error.orig)
