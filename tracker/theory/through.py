"""The causal chains that run through one element: what lights up when a reader points at it."""

from dataclasses import dataclass

from tracker.theory.kinds import LinkKind
from tracker.theory.pathway import Id, Pathway
from tracker.theory.reach import downstream, upstream


@dataclass(frozen=True, slots=True)
class Chains:
    """The element with all that lies before and after it, and the links that join them."""

    elements: frozenset[Id]
    links: frozenset[Id]


def chains_through(pathway: Pathway, element: Id) -> Chains:
    """Everything on a way into or out of the element along implementation and causal links.

    A link that passes the element by, from before it to after it, belongs to no chain through it. From an
    external factor the chains begin with its external links.
    """
    influence = [
        link
        for link in pathway.links
        if link.kind is LinkKind.EXTERNAL and link.source == element and link.target in pathway.element
    ]
    before = {element, *(found.id for found in upstream(pathway, element))}
    after = {element}
    for start in (element, *(link.target for link in influence)):
        after |= {start, *(found.id for found in downstream(pathway, start))}
    links = {
        link.id
        for links in pathway.leaving.values()
        for link in links
        if {link.source, link.target} <= before or {link.source, link.target} <= after
    }
    return Chains(frozenset(before | after), frozenset(links | {link.id for link in influence}))
