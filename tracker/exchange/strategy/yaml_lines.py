"""YAML as texts, lists and mappings that know their lines, and nothing else.

What a scalar means is for the reader of a field to say: ``no`` is a country and ``1e3`` a code where a
text is asked for. Tags, anchors and aliases are refused: no document makes objects or grows when read.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from tracker.exchange.errors import StrategyFileError
from tracker.theory.contents.fields import UNPRINTABLE

MOST_CHARACTERS = 2_000_000
MOST_VALUES = 50_000
DEEPEST = 12

NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
"""Plain scalars that stand for no value (YAML 1.2, 10.2.1.1)."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """``plain``: written without quotes, so that it may stand for a number, a date or nothing."""

    line: int
    text: str
    plain: bool

    @property
    def is_nothing(self) -> bool:
        return self.plain and self.text in NOTHING


@dataclass(frozen=True, slots=True)
class Sequence:
    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapping:
    """``lines`` holds the line of each key."""

    line: int
    entries: "dict[str, Node]" = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Note:
    """How something in the file was taken, for the one who wrote it."""

    line: int
    text: str


def read(text: str) -> tuple[Node, tuple[Note, ...]]:
    """The one document of ``text``, and what there is to say about it. Raises StrategyFileError.

    In ``{da: Young people know, that help is near}`` YAML ends the text at the comma and takes the rest
    for a key without colon and value. It is taken as the rest of the text, with a note.
    """
    if len(text) > MOST_CHARACTERS:
        raise StrategyFileError(1, f"the file is longer than {MOST_CHARACTERS} characters")
    try:
        builder = _Builder()
        return builder.build(yaml.parse(text, Loader=yaml.SafeLoader)), tuple(builder.notes)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise StrategyFileError(line, "a character that cannot be printed") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        raise StrategyFileError(mark.line + 1 if mark else 1, f"not YAML: {reason}") from error


class _Builder:
    """Puts parse events together without recursion: a deep document must not exhaust the stack."""

    def __init__(self) -> None:
        self.open: list[Sequence | Mapping] = []
        self.keys: list[str | None] = []
        self.key_end = 0
        self.notes: list[Note] = []
        self.root: Node | None = None
        self.values = 0

    def build(self, events: Iterable[Any]) -> Node:
        for event in events:
            line, start, end = event.start_mark.line + 1, event.start_mark.index, event.end_mark.index
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise StrategyFileError(line, "anchors and aliases (& and *) are not used here")
            if getattr(event, "tag", None):
                raise StrategyFileError(line, "tags (!) are not used here")
            if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                raise StrategyFileError(line, "a second document begins here; one is read")
            if isinstance(event, yaml.ScalarEvent):
                if UNPRINTABLE.search(event.value):
                    raise StrategyFileError(line, "a character that cannot be printed")
                scalar = Scalar(line, event.value, event.implicit[0] and event.style is None)
                if not self._rest_of_text(scalar, start):
                    self._place(scalar, line)
                self.key_end = end
            elif isinstance(event, yaml.SequenceStartEvent):
                self._enter(Sequence(line), line)
            elif isinstance(event, yaml.MappingStartEvent):
                self._enter(Mapping(line), line)
            elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
                self.open.pop()
                self.keys.pop()
        if self.root is None:
            raise StrategyFileError(1, "the file is empty")
        return self.root

    def _enter(self, node: Sequence | Mapping, line: int) -> None:
        self._place(node, line)
        if len(self.open) == DEEPEST:
            raise StrategyFileError(line, f"more than {DEEPEST} levels deep")
        self.open.append(node)
        self.keys.append(None)

    def _place(self, node: Node, line: int) -> None:
        self.values += 1
        if self.values > MOST_VALUES:
            raise StrategyFileError(line, f"more than {MOST_VALUES} values")
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1], self.keys[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is not None:
            parent.entries[key] = node
            self.keys[-1] = None
        elif not isinstance(node, Scalar):
            raise StrategyFileError(line, "a key has to be a text")
        elif node.text in parent.entries:
            raise StrategyFileError(line, f"“{node.text}” stands twice here")
        else:
            parent.lines[node.text] = line
            self.keys[-1] = node.text

    def _rest_of_text(self, value: Scalar, start: int) -> bool:
        """``value`` is the empty one of a key without colon: YAML puts it where the key ends."""
        if not self.open or not value.plain or value.text or start != self.key_end:
            return False
        parent, key = self.open[-1], self.keys[-1]
        if not isinstance(parent, Mapping) or key is None or not parent.entries:
            return False
        before = next(reversed(parent.entries))
        text = parent.entries[before]
        if not isinstance(text, Scalar) or not text.plain or not text.text:
            return False
        whole = f"{text.text}, {key}"
        parent.entries[before] = Scalar(text.line, whole, plain=True)
        self.keys[-1] = None
        line = parent.lines.pop(key)
        if self.notes and self.notes[-1].line == line:
            self.notes.pop()
        self.notes.append(Note(line, f"taken as one text: “{whole}”; a text with a comma needs quotes"))
        return True
