"""What lies before and after an element along implementation and causal links."""

from collections import deque
from collections.abc import Callable, Iterable

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


def shortest_ways(
    pathway: Pathway, start: Id, stop: Callable[[Id], bool] = lambda _: False
) -> dict[Id, Link]:
    """The last link of the shortest way from ``start`` to each element after it, nearest first; among
    equally short ways the first in reading order. ``stop`` says which elements not to enter."""
    last: dict[Id, Link] = {}
    waiting = deque([start])
    while waiting:
        for link in pathway.leaving.get(waiting.popleft(), ()):
            if link.target != start and link.target not in last and not stop(link.target):
                last[link.target] = link
                waiting.append(link.target)
    return last


def way(last: dict[Id, Link], element: Id) -> tuple[Link, ...]:
    """The links that ``shortest_ways`` found to an element, from the start on."""
    links: list[Link] = []
    while element in last:
        links.append(last[element])
        element = links[-1].source
    return tuple(reversed(links))


def in_order(pathway: Pathway, elements: Iterable[Id]) -> tuple[Id, ...]:
    """Ids in reading order."""
    return tuple(sorted(elements, key=pathway.rank.__getitem__))


def _targets(pathway: Pathway, element: Id) -> Iterable[Id]:
    return (link.target for link in pathway.leaving.get(element, ()))


def _sources(pathway: Pathway, element: Id) -> Iterable[Id]:
    return (link.source for link in pathway.arriving.get(element, ()))


def _without(pathway: Pathway, element: Id, found: set[Id]) -> tuple[Element, ...]:
    return tuple(pathway.element[one] for one in in_order(pathway, found - {element}))
