"""Backwards mapping: from a goal back to what must be in place for it, one question after another.

Source: DOMAIN, Structure (Open Standards for conservation; UW-Extension logic model guide). What is still to
be asked is read from the plan itself: the elements that nothing leads to.
"""

from collections import deque
from dataclasses import dataclass

from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Id, Link, Pathway
from tracker.theory.quick_entry.links import Web, link_kind, previous_column


@dataclass(frozen=True)
class Mapping:
    """What leads to one goal. ``elements`` begin with the goal, the nearest to it first; ``onwards`` is the
    link by which each of the others first comes nearer to it; ``open`` are those that nothing leads to."""

    goal: Element
    elements: tuple[Element, ...]
    onwards: dict[Id, Link]
    open: tuple[Element, ...]

    def way(self, element: Id) -> tuple[Id, ...]:
        """From the goal back to the element, both named."""
        way = [element]
        while way[-1] in self.onwards:
            way.append(self.onwards[way[-1]].target)
        return tuple(reversed(way))


def mapping(pathway: Pathway, goal: Element) -> Mapping:
    """Everything that leads to the goal, breadth first, and what nothing leads to yet.

    Activities are asked about last: an activity may need no input that is worth a box. Nothing is asked about
    inputs.
    """
    found: dict[Id, None] = {goal.id: None}
    onwards: dict[Id, Link] = {}
    waiting = deque([goal.id])
    while waiting:
        for link in pathway.arriving[waiting.popleft()]:
            if link.source not in found:
                found[link.source] = None
                onwards[link.source] = link
                waiting.append(link.source)
    elements = tuple(pathway.element[number] for number in found)
    asked = [one for one in elements if previous_column(one.kind) and not pathway.arriving[one.id]]
    asked.sort(key=lambda one: one.kind is ElementKind.ACTIVITY)
    return Mapping(goal, elements, onwards, tuple(asked))


def may_lead_to(kind: ElementKind) -> tuple[ElementKind, ...]:
    """The kinds of elements that may be in place before one, that of the column before it first."""
    forward = []
    for other in ElementKind:
        drawn = link_kind(other, kind)
        if drawn is not None and drawn.is_forward:
            forward.append(other)
    first = previous_column(kind)
    return tuple(sorted(forward, key=lambda other: (other is not first, -list(ElementKind).index(other))))


def candidates(pathway: Pathway, element: Element) -> tuple[Element, ...]:
    """Elements of the plan that could lead to this one and do not yet, in reading order."""
    web = Web(pathway.links)
    kinds = may_lead_to(element.kind)
    linked = {link.source for link in pathway.arriving[element.id]}
    return tuple(
        other
        for other in pathway.ordered
        if other.kind in kinds
        and other.id not in linked
        and other.id != element.id
        and not web.leads(element.id, other.id)
    )
