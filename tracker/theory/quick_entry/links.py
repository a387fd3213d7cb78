"""The links of a quick entry: of which kind they are, and which are not drawn."""

from collections.abc import Iterable

from tracker.theory.kinds import ElementKind, LinkKind
from tracker.theory.pathway import Id, Link
from tracker.theory.quick_entry.faults import FaultName
from tracker.theory.quick_entry.names import Box
from tracker.theory.structure import allowed_kinds


def next_column(kind: ElementKind) -> ElementKind | None:
    """The column to the right; None behind goals and for external factors."""
    if kind.column is None or kind is ElementKind.GOAL:
        return None
    return list(ElementKind)[kind.column + 1]


def previous_column(kind: ElementKind) -> ElementKind | None:
    """The column to the left; None before inputs and for external factors."""
    return list(ElementKind)[kind.column - 1] if kind.column else None


def link_kind(source: ElementKind, target: ElementKind) -> LinkKind | None:
    """The kind of a link that nobody named: forward where the rules allow it, None where they allow none."""
    allowed = allowed_kinds(source, target)
    return next((kind for kind in LinkKind if kind in allowed), None)


class Web:
    """The links that there are, and those added one by one."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._there: set[tuple[Id, Id, LinkKind]] = set()
        self._forward: dict[Id | None, set[Id]] = {}
        for link in links:
            self.add(link.kind, link.source, link.target)

    def add(self, kind: LinkKind, source: Id, target: Id) -> None:
        self._there.add((source, target, kind))
        if kind.is_forward:
            self._forward.setdefault(source, set()).add(target)

    def holds(self, kind: LinkKind, source: Id, target: Id) -> bool:
        return (source, target, kind) in self._there

    def kind(self, source: Box, target: Box) -> LinkKind | FaultName:
        """Of which kind a link between the two is, or why none can be drawn. Both have their numbers."""
        if source.number == target.number:
            return FaultName.LINK_TO_ITSELF
        kind = link_kind(source.kind, target.kind)
        if kind is None:
            return FaultName.FORBIDDEN_LINK
        return kind

    def closes_loop(self, kind: LinkKind, source: Id, target: Id) -> bool:
        """Whether a link from ``source`` to ``target`` would run back to where it comes from."""
        return kind.is_forward and self.leads(target, source)

    def leads(self, start: Id | None, end: Id | None) -> bool:
        """Whether forward links run from one element to another."""
        seen: set[Id | None] = {start}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here == end:
                return True
            fresh = [target for target in self._forward.get(here, ()) if target not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
        return False
