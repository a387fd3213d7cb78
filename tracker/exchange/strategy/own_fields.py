"""What a strategy file says of a noun's own fields: each under its name, as the noun's contents type it."""

from collections.abc import Callable, Container, Iterator
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any, get_type_hints

from tracker.exchange.strategy.fields import Fields
from tracker.theory.contents.fields import Text, Whole, rules

NAMED = ("code", "title", "title_en")
"""Fields by which people and files know a row: ``id``, ``da`` and ``en`` in the file."""


def own_keys(kind: type, apart: Container[str] = ()) -> tuple[str, ...]:
    """The keys of the contents ``kind``: the names of its fields, those of texts with ``_da`` behind them.

    Left to the reader: what names the row, what it is tied to, and the fields ``apart``.
    """
    return tuple(key for _name, key, _read in _own(kind, apart))


def own_values(row: Fields, kind: type, apart: Container[str] = ()) -> dict[str, Any]:
    """What stands under ``own_keys``, by the names of the fields; one that is missing keeps its default.
    Raises StrategyFileError."""
    return {name: read(row, key) for name, key, read in _own(kind, apart) if key in row}


def _own(kind: type, apart: Container[str]) -> Iterator[tuple[str, str, Callable[[Fields, str], Any]]]:
    hints, ruled = get_type_hints(kind), rules(kind)
    for name in (one.name for one in fields(kind)):
        if name in NAMED or name in apart:
            continue
        rule = ruled.get(name)
        if isinstance(rule, Text):
            yield name, f"{name}_da", partial(Fields.optional_text, limit=rule.limit)
        elif isinstance(rule, Whole):
            yield name, name, Fields.optional_whole
        elif hints[name] in (date, date | None):
            yield name, name, Fields.day
        elif hints[name] is bool:
            yield name, name, Fields.flag
