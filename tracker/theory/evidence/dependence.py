"""Which weak links the goals of many plans depend on.

Source: DOMAIN, "Of a chain" and "Of a plan towards a goal": a plan is as strong towards a goal as the
weakest links of its best chain. A link that every chain passes is one that the plan stands and falls with
there: no other way round it is written down (a dominator of the graph of chains; Lengauer and Tarjan 1979).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from tracker.theory.evidence.chains import best_chains, causal_links_into
from tracker.theory.evidence.levels import assess
from tracker.theory.kinds import ElementKind, EvidenceLevel
from tracker.theory.pathway import Id, Link, Pathway, id_key
from tracker.theory.reach import closure

Place: TypeAlias = tuple[str, Id]
"""A box, a link, the start before all outputs, or the end after all boxes of a goal."""

START: Place = ("start", "")
END: Place = ("end", "")


@dataclass(frozen=True, slots=True)
class WeakLink:
    """A weakest link of best chains. ``weakest_for`` are the strategy's goals whose best chain in the plan
    is no stronger than this link, ``indispensable_for`` those that every chain of the plan reaches through
    it."""

    plan: Id
    link: Id
    level: EvidenceLevel
    weakest_for: tuple[Id, ...]
    indispensable_for: tuple[Id, ...] = ()


def weak_links(pathways: Iterable[Pathway]) -> tuple[WeakLink, ...]:
    """The weakest links of the plans' best chains that further evidence could lift (below E4): those that
    most goals depend on first, then those that most goals have no way round, then the weaker; equal ones by
    the code of their plan and in reading order."""
    found = [(pathway, weak) for pathway in pathways for weak in _of_plan(pathway)]
    return tuple(weak for _, weak in sorted(found, key=_by_dependence))


def links_of_every_chain(pathway: Pathway, goal: Id) -> tuple[Id, ...]:
    """The links that every chain to one of the strategy's goals passes, from the output on; none where no
    output reaches it. Takes time in proportion to the links upstream of the goal."""
    graph = _graph(pathway, goal)
    if START not in graph or not nx.has_path(graph, START, END):
        return ()
    before = nx.immediate_dominators(graph, START)
    here, passed = END, []
    while here != START:
        here = before[here]
        if here[0] == "link":
            passed.append(here[1])
    return tuple(reversed(passed))


def _of_plan(pathway: Pathway) -> list[WeakLink]:
    chains = best_chains(pathway)
    weakest: dict[Id, list[Id]] = {}
    for goal, chain in chains.items():
        for link in chain.weakest_links:
            weakest.setdefault(link, []).append(goal)
    through = {goal: set(links_of_every_chain(pathway, goal)) for goal in chains}
    found = []
    for link, goals in weakest.items():
        level = _level(pathway.link[link])
        if level < EvidenceLevel.E4:
            certain = tuple(goal for goal in chains if link in through[goal])
            found.append(WeakLink(pathway.id, link, level, tuple(goals), certain))
    return found


def _graph(pathway: Pathway, goal: Id) -> "nx.DiGraph[Place]":
    """The chains to a goal, as a graph whose nodes are boxes and links."""
    graph: nx.DiGraph[Place] = nx.DiGraph()
    boxes = [one.id for one in pathway.elements if one.kind is ElementKind.GOAL and one.goal == goal]
    upstream = closure(boxes, lambda box: (link.source for link in causal_links_into(pathway, box)))
    for box in boxes:
        graph.add_edge(("box", box), END)
    for target in upstream:
        for link in causal_links_into(pathway, target):
            graph.add_edge(("box", link.source), ("link", link.id))
            graph.add_edge(("link", link.id), ("box", target))
    for box in upstream:
        if pathway.element[box].kind is ElementKind.OUTPUT:
            graph.add_edge(START, ("box", box))
    return graph


def _level(link: Link) -> EvidenceLevel:
    found = assess(link)
    return EvidenceLevel.E0 if found is None or found.level is None else found.level


def _by_dependence(found: tuple[Pathway, WeakLink]) -> tuple[object, ...]:
    pathway, weak = found
    link = pathway.link[weak.link]
    return (
        -len(weak.weakest_for),
        -len(weak.indispensable_for),
        weak.level,
        pathway.code,
        id_key(pathway.id),
        pathway.rank[link.source],
        pathway.rank[link.target],
        link.order,
    )
