"""What one cell of a matrix counts: plans, elements and chains."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.records.queries.strategies.coverage import PlanOfParties
from tracker.theory.evidence.chains import Chain
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Element, Id, Pathway
from tracker.theory.strategy.coverage import Part, Standing, on_the_way, ways
from tracker.web.gaps.overview import Board

MOST_CHAINS = 10
"""So many of the strongest chains stand in the list of a plan; the plan's own page holds all."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A plan of the cell with its elements by kind, in the order of the columns, and the strongest of its
    ``total`` chains; ``complete`` is False where there are more than could be counted. ``part`` is that of
    the organisation, None where the cell is of a plan."""

    plan: PlanOfParties
    pathway: Pathway
    elements: tuple[tuple[ElementKind, tuple[Element, ...]], ...]
    chains: tuple[Chain, ...]
    total: int
    complete: bool
    standing: Standing
    part: Part | None = None


def of_organisation(board: Board, goal: Id, organisation: Id) -> list[CellPlan]:
    """The plans in which an organisation has a part towards a goal, each with the organisation's activities
    and outputs on the way, and the outcomes and chains that they lead to."""
    found = []
    for share in board.coverage.shares.get((goal, organisation), ()):
        pathway = board.staffed[share.plan].pathway
        listed = ways(pathway, goal, share.elements)
        passed = {element for chain in listed.chains for element in chain.elements}
        outcomes = (e for e in pathway.ordered if e.id in passed and e.kind.is_outcome)
        found.append(
            CellPlan(
                board.plans[share.plan],
                pathway,
                tuple(_by_kind((*share.elements, *outcomes))),
                listed.chains[:MOST_CHAINS],
                len(listed.chains),
                listed.complete,
                board.coverage.standings[goal, share.plan],
                share.part,
            )
        )
    return found


def of_plan(board: Board, goal: Id, plan: Id) -> list[CellPlan]:
    """A plan that declares or reaches a goal, with everything in it that leads there; empty where it does
    neither."""
    standing = board.coverage.standings.get((goal, plan))
    if standing is None:
        return []
    pathway = board.staffed[plan].pathway
    listed = ways(pathway, goal)
    return [
        CellPlan(
            board.plans[plan],
            pathway,
            tuple(_by_kind(on_the_way(pathway, goal))),
            listed.chains[:MOST_CHAINS],
            len(listed.chains),
            listed.complete,
            standing,
        )
    ]


def _by_kind(elements: Iterable[Element]) -> Iterator[tuple[ElementKind, tuple[Element, ...]]]:
    held = tuple(elements)
    for kind in ElementKind:
        found = tuple(element for element in held if element.kind is kind)
        if found:
            yield kind, found
