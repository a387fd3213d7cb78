"""Chains of causal links from an output to a goal, and the strength of a plan towards its goals.

Source: DOMAIN, "Of a chain" and "Of a plan towards a goal" (USPSTF, Harris et al. 2001: "an unbroken
chain"). A chain is as strong as its weakest causal link; definition links are left out.

The order of chains, "weakest first, then next weakest, then the shorter", is the order of the vector
(links at E0, at E1, ..., at E4, links in all), least first: a chain with fewer links at the lowest
level is the stronger, and a missing link counts as stronger than any. Extending two chains by one link adds
the same vector to both and keeps their order, so that a shortest-path search finds the strongest
chain without looking at every chain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice
from operator import add
from typing import TypeAlias

from tracker.theory.evidence.levels import assess
from tracker.theory.kinds import ElementKind, EvidenceLevel, LinkKind
from tracker.theory.pathway import Id, Link, Pathway

Cost: TypeAlias = tuple[int, ...]
"""Links at E0, E1, E2, E3, E4, and in all; the least is the strongest."""

NOTHING: Cost = (0,) * (len(EvidenceLevel) + 1)
CHAIN_LIMIT = 200
FRUITLESS_STEPS = 1_000
"""Where a draft holds loops, walks may lead only back into themselves; the search for further chains
ends after this many steps, and two for each element, without a new one."""


@dataclass(frozen=True)
class Chain:
    """``elements`` run from the output to the target, ``links`` join them in that order.

    ``levels`` belong to ``links``, None for a definition link. ``goal`` is the strategy's goal that
    the target stands for, None when the target is no goal element or names none.
    """

    elements: tuple[Id, ...]
    links: tuple[Id, ...]
    levels: tuple[EvidenceLevel | None, ...]
    goal: Id | None = None

    @cached_property
    def strength(self) -> EvidenceLevel | None:
        """Level of the weakest causal link; None when all links hold by definition."""
        return min((level for level in self.levels if level is not None), default=None)

    @cached_property
    def weakest_links(self) -> tuple[Id, ...]:
        """Every link at the chain's strength, in chain order."""
        return tuple(
            link
            for link, level in zip(self.links, self.levels, strict=True)
            if level is not None and level == self.strength
        )

    @cached_property
    def cost(self) -> Cost:
        """Sort key: the strongest chain has the least."""
        return (*(self.levels.count(level) for level in EvidenceLevel), len(self.links))


@dataclass(frozen=True, slots=True)
class Lift:
    """What would lift a chain: evidence for each of ``links``, now at ``level``, lets the chain reach
    ``reaches``, the level of its next weakest link (E4 where these are all its causal links)."""

    links: tuple[Id, ...]
    level: EvidenceLevel
    reaches: EvidenceLevel


@dataclass(frozen=True, slots=True)
class ChainList:
    """Chains, strongest first. ``complete`` is False when there are more than were asked for."""

    chains: tuple[Chain, ...]
    complete: bool


def best_chains(pathway: Pathway) -> dict[Id, Chain]:
    """The strongest chain to each of the strategy's goals that an output reaches, by goal id, in
    reading order of the goal elements."""
    best: dict[Id, Chain] = {}
    for element in pathway.ordered:
        if element.kind is ElementKind.GOAL and element.goal is not None:
            chain = best_chain_to(pathway, element.id)
            if chain is not None and (element.goal not in best or chain.cost < best[element.goal].cost):
                best[element.goal] = chain
    return best


def best_chain_to(pathway: Pathway, target: Id) -> Chain | None:
    """The strongest chain from any output to an outcome or goal; None where no output reaches it.

    Equal chains: the one whose elements come first in reading order, from the output on. Takes time
    in proportion to the links upstream of the target, and the logarithm of that.
    """
    routes = _Routes(pathway, target)
    start = min(routes.starts(), key=routes.cost.__getitem__, default=None)
    if start is None:
        return None
    links: list[Link] = []
    here = start
    while here != target:
        links.append(routes.best_step(here))
        here = links[-1].target
    return routes.chain(start, links)


def chains_to(pathway: Pathway, target: Id, limit: int = CHAIN_LIMIT) -> ChainList:
    """The ``limit`` strongest chains from any output to an outcome or goal; equal ones link by link in
    reading order. No chain passes an element twice, whatever loops a draft holds."""
    routes = _Routes(pathway, target)
    found = tuple(islice(routes.strongest_first(), limit + 1))
    return ChainList(found[:limit], complete=len(found) <= limit and not routes.gave_up)


def lift(chain: Chain) -> Lift | None:
    """What would lift the chain; None where nothing can: already at E4, or all by definition."""
    if chain.strength is None or chain.strength is EvidenceLevel.E4:
        return None
    stronger = (level for level in chain.levels if level is not None and level > chain.strength)
    return Lift(chain.weakest_links, chain.strength, min(stronger, default=EvidenceLevel.E4))


def causal_links_into(pathway: Pathway, element: Id) -> tuple[Link, ...]:
    """The links into an element that a chain may use, by reading order of their sources."""
    return tuple(link for link in pathway.arriving[element] if _may_carry_chain(pathway, link))


def causal_links_from(pathway: Pathway, element: Id) -> tuple[Link, ...]:
    """The links out of an element that a chain may use, by reading order of their targets."""
    return tuple(link for link in pathway.leaving[element] if _may_carry_chain(pathway, link))


def _may_carry_chain(pathway: Pathway, link: Link) -> bool:
    """A chain runs from an output through outcomes to a goal; a draft may hold other causal links."""
    source, target = pathway.element[link.source].kind, pathway.element[link.target].kind
    return (
        link.kind is LinkKind.CAUSAL
        and (source is ElementKind.OUTPUT or source.is_outcome)
        and target.is_result
    )


class _Routes:
    """Least cost from every element upstream to one outcome or goal, and the walks that this allows."""

    def __init__(self, pathway: Pathway, target: Id) -> None:
        self.pathway = pathway
        self.target = target
        self.levels: dict[Id, EvidenceLevel | None] = {}
        self.cost: dict[Id, Cost] = {}
        self.gave_up = False
        if target in pathway.element and pathway.element[target].kind.is_result:
            self._measure()

    def starts(self) -> list[Id]:
        """Outputs that reach the target, in reading order."""
        outputs = (e for e in self.cost if self.pathway.element[e].kind is ElementKind.OUTPUT)
        return sorted(outputs, key=self.pathway.rank.__getitem__)

    def onwards(self, here: Id) -> tuple[Link, ...]:
        """Causal links that lead closer to the target, by reading order of their targets."""
        return tuple(link for link in self.pathway.leaving[here] if link.id in self.levels)

    def best_step(self, here: Id) -> Link:
        """The first link, in reading order, that lies on a least-cost way to the target."""
        return next(
            link for link in self.onwards(here) if self._plus(self.cost[link.target], link) == self.cost[here]
        )

    def chain(self, start: Id, links: Sequence[Link]) -> Chain:
        return Chain(
            elements=(start, *(link.target for link in links)),
            links=tuple(link.id for link in links),
            levels=tuple(self.levels[link.id] for link in links),
            goal=self.pathway.element[self.target].goal,
        )

    def strongest_first(self) -> Iterator[Chain]:
        """Best-first search. What is left of a walk to the target is known, so chains come out in order; a
        walk without loops completes within as many steps as there are elements."""
        queue: list[tuple[Cost, tuple[int, ...], Id, Cost, tuple[Link, ...]]] = [
            (self.cost[start], (place,), start, NOTHING, ()) for place, start in enumerate(self.starts())
        ]
        fruitless, patience = 0, 2 * len(self.cost) + FRUITLESS_STEPS
        while queue and not self.gave_up:
            _, places, start, spent, links = heappop(queue)
            here = links[-1].target if links else start
            if here == self.target:
                fruitless = 0
                yield self.chain(start, links)
                continue
            passed = {start, *(link.target for link in links)}
            for place, link in enumerate(self.onwards(here)):
                if link.target not in passed:
                    cost = self._plus(spent, link)
                    estimate = tuple(map(add, cost, self.cost[link.target]))
                    heappush(queue, (estimate, (*places, place), start, cost, (*links, link)))
            fruitless += 1
            self.gave_up = fruitless > patience

    def _measure(self) -> None:
        queue: list[tuple[Cost, int, Id]] = [(NOTHING, 0, self.target)]
        while queue:
            cost, _, here = heappop(queue)
            if here in self.cost:
                continue
            self.cost[here] = cost
            for link in causal_links_into(self.pathway, here):
                assessment = assess(link)
                self.levels[link.id] = assessment.level if assessment else None
                if link.source not in self.cost:
                    heappush(queue, (self._plus(cost, link), self.pathway.rank[link.source], link.source))

    def _plus(self, cost: Cost, link: Link) -> Cost:
        level = self.levels[link.id]
        return tuple(count + (place == level or place == len(cost) - 1) for place, count in enumerate(cost))
