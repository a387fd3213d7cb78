"""What one loading of a strategy file keeps in mind, and how it takes an entry."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

import sqlalchemy as sa

from tracker.exchange.errors import StrategyFileError
from tracker.records.base import Tracked
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer


class Coded(Protocol):
    """An entry of the file."""

    @property
    def line(self) -> int: ...

    @property
    def code(self) -> str: ...


@dataclass
class Loading:
    """Numbers of the rows by their codes in the file, and how many were ``added`` or ``found`` by noun."""

    writer: Writer
    organisations: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    definitions: dict[str, int] = field(default_factory=dict)
    goals: dict[str, int] = field(default_factory=dict)
    measurements: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def codes(self, model: type[Tracked], *scope: sa.ColumnElement[bool]) -> dict[str, int]:
        """Numbers by code of the rows there are, archived ones too."""
        columns = sa.inspect(model).columns
        rows = self.writer.session.execute(sa.select(columns["code"], columns["id"]).where(*scope))
        return {code: row_id for code, row_id in rows if code is not None}

    def take(self, noun: str, there: dict[str, int], entry: Coded, make: Callable[[], int]) -> bool:
        """Makes the row of ``entry`` unless its code is ``there``; says whether it did.

        Raises StrategyFileError at the entry's line for what the verb refuses.
        """
        if entry.code in there:
            self.found[noun] += 1
            return False
        with at(entry.line, entry.code):
            there[entry.code] = make()
        self.added[noun] += 1
        return True


@contextmanager
def at(line: int, what: str) -> Iterator[None]:
    """Turns what a verb refuses into a fault of the file."""
    try:
        yield
    except Invalid as error:
        reason = error.fault.replace("_", " ")
        raise StrategyFileError(line, f"{what}, {error.field}: {reason}") from error
    except Duplicate as error:
        raise StrategyFileError(line, f"{what}, {error.field}: “{error.value}” is taken") from error
