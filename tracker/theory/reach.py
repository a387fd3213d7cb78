"""What lies before and after an element along implementation and causal links."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.theory.pathway import Element, Id, Link, Pathway


def closure(starts: Iterable[Id], steps: Callable[[Id], Iterable[Id]]) -> set[Id]:
    """The starts and everything that repeated steps lead to."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        fresh = [element for element in steps(waiting.pop()) if element not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def downstream(pathway: Pathway, element: Id) -> tuple[Element, ...]:
    """Everything after an element, by column and position; never the element itself."""
    return _without(pathway, element, closure([element], lambda here: _targets(pathway, here)))


def upstream(pathway: Pathway, element: Id) -> tuple[Element, ...]:
    """Everything before an element, by column and position; never the element itself."""
    return _without(pathway, element, closure([element], lambda here: _sources(pathway, here)))


@dataclass(frozen=True, slots=True)
class Ways:
    """Shortest ways that begin with one of the ``first`` links. ``last`` holds the last link of the way
    to each element that was reached, nearest first."""

    first: frozenset[Id]
    last: dict[Id, Link]

    def to(self, element: Id) -> tuple[Link, ...]:
        """The links to an element that was reached, in order."""
        links = [self.last[element]]
        while links[-1].id not in self.first:
            links.append(self.last[links[-1].source])
        return tuple(reversed(links))


def shortest_ways(pathway: Pathway, first: Sequence[Link], stop: Callable[[Id], bool]) -> Ways:
    """Ways to everything that the ``first`` links lead to; equally short ones by the order of ``first``, then
    reading order. ``stop`` says which elements not to enter."""
    ways = Ways(frozenset(link.id for link in first), {})
    waiting = deque(first)
    while waiting:
        link = waiting.popleft()
        if link.target not in ways.last and not stop(link.target):
            ways.last[link.target] = link
            waiting.extend(pathway.leaving[link.target])
    return ways


def in_order(pathway: Pathway, elements: Iterable[Id]) -> tuple[Id, ...]:
    """Ids in reading order."""
    return tuple(sorted(elements, key=pathway.rank.__getitem__))


def _targets(pathway: Pathway, element: Id) -> Iterable[Id]:
    return (link.target for link in pathway.leaving.get(element, ()))


def _sources(pathway: Pathway, element: Id) -> Iterable[Id]:
    return (link.source for link in pathway.arriving.get(element, ()))


def _without(pathway: Pathway, element: Id, found: set[Id]) -> tuple[Element, ...]:
    return tuple(pathway.element[one] for one in in_order(pathway, found - {element}))
