"""HTML as a tree that tests ask questions of, and the faults of its nesting.

The suite reads some twenty thousand pages: each is taken apart by one expression, which knows the HTML that
templates write. Whatever else stands there is a fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
RAW = ("script", "style")
"""What stands in these is no markup."""

MARK = re.compile(
    r"""<(?:
        !--.*?--> | !doctype[^>]*>
        | /(?P<closed>[a-z][^\s>]*)\s*>
        | (?P<tag>[a-z][^\s/>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'<>])*)>
    )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""([^\s"'=<>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?|([^\s/])""")


@dataclass(eq=False)
class Node:
    """An element of the page; ``tag`` is empty for the document."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: "list[Node | str]" = field(default_factory=list)
    line: int = 0

    def all(self, tag: str = "", **attributes: str) -> "list[Node]":
        """The elements below with this tag and these attributes (``class_``: one of its classes)."""
        return [
            node
            for node in self.below
            if (not tag or node.tag == tag) and (not attributes or node._has(attributes))
        ]

    def one(self, tag: str = "", **attributes: str) -> "Node":
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements <{tag}> {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """What is read, in one line; scripts, styles and templates say nothing."""
        return " ".join("".join(self._texts()).split())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @cached_property
    def below(self) -> "list[Node]":
        """Every element below, in the order of the page; asked for when the page has been read."""
        found: list[Node] = []
        for part in self.parts:
            if isinstance(part, Node):
                found.append(part)
                found += part.below
        return found

    def _has(self, wanted: dict[str, str]) -> bool:
        for name, value in wanted.items():
            if name == "class_":
                if value not in self.get("class").split():
                    return False
            elif self.attributes.get(name.replace("_", "-")) != value:
                return False
        return True

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            elif part.tag not in ("script", "style", "template"):
                yield " "
                yield from part._texts()
                yield " "


class Reader:
    """Reads a page: ``root`` is what it holds, ``faults`` what is wrong with its markup."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.root = Node("")
        self.open = [self.root]
        self.faults: list[str] = []
        self.line = 1
        self.found: list[Node] = []
        """Every element, in the order of the page."""
        self._read()
        self.root.below = self.found

    def _read(self) -> None:
        here, counted = 0, 0
        while (mark := MARK.search(self.source, here)) is not None:
            self._text(self.source[here : mark.start()])
            self.line += self.source.count("\n", counted, mark.start())
            counted, here = mark.start(), mark.end()
            if mark["tag"]:
                tag = mark["tag"].lower()
                self._opened(tag, mark["attributes"])
                if tag in RAW:
                    end = self.source.find(f"</{tag}", here)
                    here = self._raw(here, end if end >= 0 else len(self.source))
            elif mark["closed"]:
                self._closed(mark["closed"].lower())
        self._text(self.source[here:])

    def _opened(self, tag: str, written: str) -> None:
        attributes: dict[str, str] = {}
        for name, quoted, single, bare, stray in ATTRIBUTE.findall(written):
            if stray:
                self.faults.append(f"line {self.line}: <{tag}> has {stray} among its attributes")
            elif name.lower() in attributes:
                self.faults.append(f"line {self.line}: <{tag}> has an attribute twice")
            else:
                value = quoted or single or bare
                attributes[name.lower()] = unescape(value) if "&" in value else value
        node = Node(tag, attributes, [], self.line)
        self.open[-1].parts.append(node)
        self.found.append(node)
        if tag not in VOID and not written.endswith("/"):
            self.open.append(node)

    def _closed(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag:
            last = self.open[-1]
            self.faults.append(f"line {self.line}: </{tag}> closes <{last.tag}> of line {last.line}")
            if tag not in [node.tag for node in self.open]:
                return
            while self.open[-1].tag != tag:
                self.open.pop()
        self.open.pop()

    def _text(self, text: str) -> None:
        if "<" in text:
            self.faults.append(f"line {self.line}: < begins no element: {text.strip()[:40]}")
        if text:
            self.open[-1].parts.append(unescape(text) if "&" in text else text)

    def _raw(self, start: int, end: int) -> int:
        if start < end:
            self.open[-1].parts.append(self.source[start:end])
        return end
