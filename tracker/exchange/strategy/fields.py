"""One mapping of a file, read key by key: each value typed, each fault with its line."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import NoReturn, TypeVar

from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.yaml_lines import Mapping, Node, Scalar, Sequence
from tracker.theory.contents.fields import (
    CODE_LENGTH,
    FIRST_YEAR,
    LAST_YEAR,
    TEXT_LENGTH,
    TITLE_LENGTH,
    period_faults,
)

Choice = TypeVar("Choice", bound=Enum)

WHOLE = re.compile(r"[+-]?\d{1,15}")
DECIMAL = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def refuse(line: int, reason: str) -> NoReturn:
    """Raises StrategyFileError."""
    raise StrategyFileError(line, reason)


class Fields:
    """The values of one mapping. ``what`` names it in the reasons, for example “plan HP1”.

    ``known`` are the keys it may have: another one is refused, since a misspelt key would lose its value.
    """

    def __init__(self, node: Node, what: str, known: str) -> None:
        if not isinstance(node, Mapping):
            refuse(node.line, f"{what}: expected a mapping of keys and values")
        self.node = node
        self.what = what
        self.line = node.line
        for key, line in node.lines.items():
            if key not in known.split():
                refuse(line, f"{what}: unknown key “{key}”; known are {', '.join(known.split())}")

    def __contains__(self, key: str) -> bool:
        node = self.node.entries.get(key)
        return node is not None and not (isinstance(node, Scalar) and node.is_nothing)

    def line_of(self, key: str) -> int:
        """Where the value of ``key`` begins; of a missing one, where the mapping does."""
        node = self.node.entries.get(key)
        return self.line if node is None else node.line

    def refuse(self, key: str, reason: str) -> NoReturn:
        """Raises StrategyFileError at the value of ``key``."""
        refuse(self.line_of(key), f"{self.what}, {key}: {reason}")

    def node_of(self, key: str) -> Node:
        """The value, which has to be there."""
        if key not in self:
            refuse(self.line_of(key), f"{self.what}: “{key}” is missing")
        return self.node.entries[key]

    def text(self, key: str, limit: int = TITLE_LENGTH) -> str:
        """A text that has to be there."""
        found = self._scalar(key, self.node_of(key)).text.strip()
        if not found:
            self.refuse(key, "it is empty")
        if len(found) > limit:
            self.refuse(key, f"longer than {limit} characters")
        return found

    def optional_text(self, key: str, limit: int = TEXT_LENGTH) -> str:
        """A text, or the empty one."""
        if key not in self or not self._scalar(key, self.node_of(key)).text.strip():
            return ""
        return self.text(key, limit)

    def optional_line(self, key: str, limit: int = TITLE_LENGTH) -> str | None:
        """A title, or None."""
        return self.optional_text(key, limit) or None

    def code(self, key: str = "id") -> str:
        """An id: how the rest of the file, and the next loading, finds this."""
        return self.text(key, CODE_LENGTH)

    def as_text(self, key: str, node: Node) -> str:
        """A text inside a list; it may be empty."""
        found = self._scalar(key, node).text.strip()
        if len(found) > TEXT_LENGTH:
            refuse(node.line, f"{self.what}, {key}: longer than {TEXT_LENGTH} characters")
        return found

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of ids, none twice; a missing one is empty."""
        found: list[str] = []
        for item in self.items(key):
            code = self._scalar(key, item).text.strip()
            if code in found:
                refuse(item.line, f"{self.what}, {key}: “{code}” stands twice")
            found.append(code)
        return tuple(found)

    def items(self, key: str) -> list[Node]:
        """The entries of a list; none where it is missing."""
        if key not in self:
            return []
        node = self.node_of(key)
        if not isinstance(node, Sequence):
            self.refuse(key, "expected a list")
        return node.items

    def word(self, key: str, kind: type[Choice]) -> Choice:
        """A member of a vocabulary, by its value or, for evidence levels, by its name."""
        return self.as_word(key, self.node_of(key), kind)

    def as_word(self, key: str, node: Node, kind: type[Choice]) -> Choice:
        """The same for a value inside a list."""
        found = self._scalar(key, node).text.strip()
        words = {str(m.value) if isinstance(m.value, str) else m.name: m for m in kind}
        if found not in words:
            refuse(node.line, f"{self.what}, {key}: unknown word “{found}”; known are {', '.join(words)}")
        return words[found]

    def day(self, key: str) -> date:
        """A date, written as 2015-09-15."""
        return self.as_day(key, self.node_of(key))

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if key in self else None

    def period(self) -> tuple[date | None, date | None]:
        """Its ``start`` and its ``end``, each of which may be missing."""
        starts_on, ends_on = self.optional_day("start"), self.optional_day("end")
        if any(period_faults(starts_on, ends_on)):
            self.refuse("end", "the end comes before the start")
        return starts_on, ends_on

    def as_day(self, key: str, node: Node) -> date:
        """The same for a value inside a list."""
        text = self._scalar(key, node).text.strip()
        try:
            found = date.fromisoformat(text) if DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            refuse(node.line, f"{self.what}, {key}: “{text}” is not a date such as 2015-09-15")
        return found

    def optional_whole(self, key: str) -> int | None:
        """A whole number, 0 or more."""
        if key not in self:
            return None
        text = self._scalar(key, self.node_of(key)).text
        if not WHOLE.fullmatch(text) or int(text) < 0:
            self.refuse(key, f"“{text}” is not a whole number from 0")
        return int(text)

    def as_number(self, key: str, node: Node) -> float:
        """A decimal number inside a list."""
        text = self._scalar(key, node).text
        if not DECIMAL.fullmatch(text):
            refuse(node.line, f"{self.what}, {key}: “{text}” is not a number")
        return float(text)

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        if key not in self:
            return default
        text = self._scalar(key, self.node_of(key)).text
        if text not in ("true", "false"):
            self.refuse(key, f"“{text}” is neither true nor false")
        return text == "true"

    def sub(self, key: str, known: str) -> "Fields":
        """A mapping inside this one, which has to be there."""
        return Fields(self.node_of(key), f"{self.what}, {key}", known)

    def names(self, key: str) -> tuple[str, ...]:
        """The keys of a mapping inside this one that names its own; none where it is missing."""
        if key not in self:
            return ()
        node = self.node_of(key)
        if not isinstance(node, Mapping):
            self.refuse(key, "expected a mapping of keys and values")
        return tuple(node.entries)

    def number(self, key: str) -> float:
        """A decimal number that has to be there."""
        return self.as_number(key, self.node_of(key))

    def row(self, key: str, node: Node, length: int) -> list[Node]:
        """A list of ``length`` values, such as [date, value]."""
        if not isinstance(node, Sequence) or len(node.items) != length:
            refuse(node.line, f"{self.what}, {key}: expected a list of {length} values")
        return node.items

    def _scalar(self, key: str, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            refuse(node.line, f"{self.what}, {key}: expected one value")
        return node


def each(fields: Fields, key: str, what: str, known: str) -> Iterator[Fields]:
    """The mappings of a list, each named by its id; an id that stands twice is refused."""
    seen: dict[str, int] = {}
    for node in fields.items(key):
        item = Fields(node, what, known)
        code = item.code()
        if code in seen:
            item.refuse("id", f"“{code}” is taken by line {seen[code]}")
        seen[code] = item.line_of("id")
        item.what = f"{what} {code}"
        yield item
