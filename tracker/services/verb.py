"""How a verb writes: one transaction, one change in the log, retried when the database asks for it."""

import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tracker.records.base import Tracked
from tracker.records.engine import writing_options
from tracker.records.eventlog import ACT, Act, plain, tracked_columns
from tracker.records.models.log import Submission
from tracker.services.errors import AlreadyDone, NotThere, StaleWrite

P = ParamSpec("P")
R = TypeVar("R")
Row = TypeVar("Row", bound=Tracked)

ATTEMPTS = 12


@dataclass(frozen=True, slots=True)
class Writer:
    """On whose behalf, and on which day, a verb writes.

    ``actor_id`` is None for the program itself (loading a file). ``key`` is the form's idempotency key.
    """

    session: Session
    now: datetime
    today: date
    actor_id: int | None = None
    key: str | None = None


def verb(function: Callable[Concatenate[Writer, P], R]) -> Callable[Concatenate[Writer, P], R]:
    """Makes ``function`` a verb: it runs in one writing transaction and is recorded under its name.

    A keyword argument ``reason`` is kept on each event. Called inside another verb it joins that
    verb's transaction and change. Raises the errors of ``tracker.services.errors``; nothing is
    written then.
    """

    @wraps(function)
    def carried_out(writer: Writer, *args: P.args, **kwargs: P.kwargs) -> R:
        session = writer.session
        if ACT in session.info:
            return function(writer, *args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            session.rollback()
            session.info[ACT] = Act(
                change=uuid.uuid4().hex,
                actor_id=writer.actor_id,
                verb=function.__name__,
                reason=str(kwargs.get("reason") or ""),
                at=writer.now,
            )
            try:
                session.connection(execution_options=writing_options(session.get_bind().dialect.name))
                if writer.key:
                    _take(session, writer, function.__name__)
                result = function(writer, *args, **kwargs)
                session.commit()
                return result
            except StaleDataError as error:
                session.rollback()
                raise StaleWrite("", 0) from error
            except DBAPIError as error:
                session.rollback()
                if attempt == ATTEMPTS or not _passing(error):
                    raise
                time.sleep(random.uniform(0.002, 0.02) * attempt)  # noqa: S311
            except BaseException:
                session.rollback()
                raise
            finally:
                session.info.pop(ACT, None)
        raise AssertionError("unreachable")

    return cast(Callable[Concatenate[Writer, P], R], carried_out)


def _take(session: Session, writer: Writer, name: str) -> None:
    session.add(Submission(key=writer.key, at=writer.now, actor_id=writer.actor_id, verb=name))
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyDone from error


def _passing(error: DBAPIError) -> bool:
    """Whether the same transaction may go through when tried again."""
    code = getattr(error.orig, "sqlstate", None)
    return code in ("40001", "40P01") or "database is locked" in str(error.orig)


def fetch(
    writer: Writer, model: type[Row], row_id: int, version: int | None = None, *, archived: bool = False
) -> Row:
    """The row to write: a live one, or an ``archived`` one. Raises NotThere, or StaleWrite when ``version``
    is not the row's own."""
    row = writer.session.get(model, row_id, populate_existing=True)
    if row is None or (getattr(row, "archived_at", None) is not None) is not archived:
        raise NotThere
    if version is not None and row.version != version:
        raise StaleWrite(sa.inspect(model).local_table.name, row_id, snapshot(row))
    return row


def snapshot(row: Tracked) -> dict[str, Any]:
    """The row's values now, by column, and its version."""
    values = {name: plain(getattr(row, name)) for name in tracked_columns(row)}
    return {**values, "version": row.version}
