"""What differs between two editions of a theory of change: what is new, changed or gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tracker.theory.pathway import Element, Id, Link, Pathway


@dataclass(frozen=True, slots=True)
class Parts:
    """Numbers of elements or of links."""

    new: frozenset[Id] = frozenset()
    changed: frozenset[Id] = frozenset()
    gone: frozenset[Id] = frozenset()


@dataclass(frozen=True, slots=True)
class PathwayDifference:
    elements: Parts
    links: Parts


def difference(before: Pathway, after: Pathway) -> PathwayDifference:
    """What ``after`` has that ``before`` has not, and the other way round.

    An element is changed with its milestones and indicators, a link with its evidence and assumptions. Being
    moved among others and being reported on is no change.
    """
    return PathwayDifference(
        _parts(_elements(before), _elements(after)),
        _parts(_links(before), _links(after)),
    )


def _parts(before: Mapping[Id, Any], after: Mapping[Id, Any]) -> Parts:
    return Parts(
        frozenset(after.keys() - before.keys()),
        frozenset(one for one in before.keys() & after.keys() if before[one] != after[one]),
        frozenset(before.keys() - after.keys()),
    )


def _elements(pathway: Pathway) -> dict[Id, Any]:
    def of(element: Element, things: Iterable[Any]) -> list[Any]:
        return [thing for thing in things if thing.element == element.id]

    return {
        one.id: (
            replace(one, position=0, report=None),
            of(one, pathway.milestones),
            of(one, [replace(indicator, readings=()) for indicator in pathway.indicators]),
        )
        for one in pathway.elements
    }


def _links(pathway: Pathway) -> dict[Id, Any]:
    texts = {one.id: one for one in pathway.assumptions}

    def carried(link: Link) -> list[Any]:
        return [texts[one] for one in link.assumptions if one in texts]

    return {one.id: (replace(one, position=0), carried(one)) for one in pathway.links}
