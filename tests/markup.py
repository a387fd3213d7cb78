"""HTML as a tree that tests ask questions of, and the faults of its nesting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905


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


class Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"line {self.getpos()[0]}: <{tag}> has an attribute twice")
        node = Node(tag, {name: value or "" for name, value in attrs}, line=self.getpos()[0])
        self.open[-1].parts.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag:
            last = self.open[-1]
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> closes <{last.tag}> of line {last.line}")
            if tag not in [node.tag for node in self.open]:
                return
            while self.open[-1].tag != tag:
                self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)
