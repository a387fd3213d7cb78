"""The rules on single fields, and how the contents of a noun are asked for all of them.

A field says its rule in its type: ``title: Line``, ``lag_days: Annotated[int | None, Whole(0, 36_525)]``.
A field without one may hold whatever its type does. What fields have to do with each other the noun's own
``faults`` say.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from math import isfinite
from typing import Annotated, Any, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit

Contents = TypeVar("Contents")

TITLE_LENGTH = 500
"""Longest title, in characters; forms and files refuse longer ones with a sentence."""

TEXT_LENGTH = 20_000
"""Longest free text, in characters."""

CODE_LENGTH = 60
"""Longest short name of a row, in characters."""

UNIT_LENGTH = 60

ADDRESS_LENGTH = 2000
"""Longest web address, in characters."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Of days that are typed or read, and of the index."""

LARGEST_VALUE = 1e15
"""Whole numbers up to here are exact in every database and browser."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no text holds: no database keeps NUL, and none of these can be shown. Tab and line ends are text."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: ``fault`` names the rule, ``details`` fill its sentence."""

    field: str
    fault: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A text of at most ``limit`` characters, trimmed. ``needed``: it has to be there. ``optional``: nothing
    is None instead of an empty text. ``verbatim``: kept to the letter instead of trimmed. ``shape``: true of
    a text that is there, which else is named by ``misshapen``."""

    limit: int = TEXT_LENGTH
    needed: bool = False
    optional: bool = False
    verbatim: bool = False
    shape: Callable[[str], object] | None = None
    misshapen: str = ""

    def cleaned(self, value: str | None) -> str | None:
        found = (value or "") if self.verbatim else (value or "").strip()
        return None if self.optional and not found else found

    def fault(self, value: str | None) -> str | None:
        """The rule that a cleaned value breaks."""
        found = value or ""
        if UNPRINTABLE.search(found):
            return "control_characters"
        if len(found) > self.limit:
            return "too_long"
        if self.needed and not found.strip():
            return "required"
        return self.misshapen if self.shape and found and not self.shape(found) else None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``lowest`` to ``highest``, both allowed."""

    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number that every database and browser keeps alike: finite, and not too large."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The number of a row of ``table``. One that is chosen anew must be there and not archived, and where it
    is ``own`` it must be of the same plan. ``needed``: it has to be chosen. ``holder``: the row hangs on it,
    and is not put back while it is archived."""

    table: str
    needed: bool = False
    own: bool = False
    holder: bool = False


def is_web_address(text: str) -> bool:
    """Whether a browser opens it without running anything: http or https, with a host, no spaces and no user
    name."""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    plain = parts.scheme.lower() in ("http", "https") and host and parts.username is None
    return bool(plain) and not any(sign.isspace() or sign in '<>"\\' for sign in text)


ADDRESS = Text(ADDRESS_LENGTH, needed=True, shape=is_web_address, misshapen="not_a_web_address")

Line = Annotated[str, Text(TITLE_LENGTH, needed=True)]
OptionalLine = Annotated[str | None, Text(TITLE_LENGTH, optional=True)]
LongText = Annotated[str, Text()]
NeededText = Annotated[str, Text(needed=True)]
Code = Annotated[str, Text(CODE_LENGTH, needed=True)]
OptionalAddress = Annotated[str | None, replace(ADDRESS, needed=False, optional=True)]
Unit = Annotated[str, Text(UNIT_LENGTH, needed=True)]
Value = Annotated[float, Number()]

Rule = Text | Whole | Number | Reference

_RULES: dict[type, Mapping[str, Rule]] = {}


def rules(kind: type) -> Mapping[str, Rule]:
    """The rule of each field that has one."""
    if kind not in _RULES:
        hints = get_type_hints(kind, include_extras=True)
        _RULES[kind] = {
            one.name: rule
            for one in fields(kind)
            for rule in get_args(hints[one.name])[1:]
            if isinstance(rule, Rule)
        }
    return _RULES[kind]


def contents_of(said: Any, kind: type[Contents], /, **given: Any) -> Contents:
    """What a row, or an entry of a file, says of ``kind``: its attributes of one name. ``given`` comes first:
    what it has in another shape. What neither has keeps its default."""
    names = [one.name for one in fields(kind)]  # type: ignore[arg-type]
    return kind(**{**{name: getattr(said, name) for name in names if hasattr(said, name)}, **given})


def cleaned(contents: Contents) -> Contents:
    """The same with its texts trimmed; an empty text that may be left out is None."""
    given: Any = contents
    texts = {name: rule for name, rule in rules(type(contents)).items() if isinstance(rule, Text)}
    made: Contents = replace(
        given, **{name: rule.cleaned(getattr(given, name)) for name, rule in texts.items()}
    )
    return made


def faults(contents: Any) -> Iterator[Fault]:
    """What is wrong with cleaned contents: field by field, then what fields have to do with each other."""
    for name, rule in rules(type(contents)).items():
        if found := fault_of(name, getattr(contents, name), rule):
            yield found
    own = getattr(contents, "faults", None)
    if own is not None:
        yield from own()


def fault_of(name: str, value: Any, rule: Rule) -> Fault | None:
    """What is wrong with one value; None where nothing is."""
    match rule:
        case Text():
            broken = rule.fault(value)
            return Fault(name, broken) if broken else None
        case Reference(needed=True) if value is None:
            return Fault(name, "not_there")
        case Whole(lowest, highest) if value is not None and not lowest <= value <= highest:
            return Fault(name, "out_of_range", {"lowest": lowest, "highest": highest})
        case Number() if value is not None and not isfinite(value):
            return Fault(name, "not_a_number")
        case Number() if value is not None and abs(value) > LARGEST_VALUE:
            return Fault(name, "number_too_large")
        case _:
            return None


def period_faults(starts_on: date | None, ends_on: date | None) -> Iterator[Fault]:
    """An end before its start; the same day is a period of one day."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        yield Fault("ends_on", "ends_before_start")
