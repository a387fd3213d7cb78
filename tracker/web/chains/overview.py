"""The weak links of all plans that a person sees, put together for the page."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.records.queries.evidence.sources import Publication, publications
from tracker.records.queries.pathway import load_pathways
from tracker.records.queries.strategies.goals import PlanLine, plan_lines
from tracker.records.viewer import Viewer
from tracker.theory.evidence import dependence
from tracker.theory.evidence.chains import Chain, best_chains
from tracker.theory.evidence.dependence import WeakLink
from tracker.theory.evidence.lifting import ChainLift, lift_chain
from tracker.theory.kinds import ElementKind, EvidenceLevel, PlanState
from tracker.theory.pathway import Id, Pathway
from tracker.web.chains.chain_rows import LinkGround, link_grounds
from tracker.web.plans.drawing import short_code

MOST_SHOWN = 100
"""So many of the weakest links stand on the page; the download holds all."""


@dataclass(frozen=True, slots=True)
class GoalName:
    """A goal of the strategy: its number, its code without the plan's, and its title."""

    id: Id
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class WeakLinkRow:
    """A weak link with its plan and the grounds of all the plan's links; ``chains`` are the best chains
    that it limits, each with what would lift it."""

    weak: WeakLink
    plan: PlanLine
    pathway: Pathway
    grounds: dict[Id, LinkGround]
    weakest_for: tuple[GoalName, ...]
    indispensable_for: tuple[GoalName, ...]
    chains: tuple[tuple[GoalName, Chain, tuple[ChainLift, ...]], ...]

    @property
    def ground(self) -> LinkGround:
        """What the link itself rests on."""
        return self.grounds[self.weak.link]

    def concerns(self, goal: int | None) -> bool:
        """Whether the goal depends on the link; every link concerns None."""
        return goal is None or goal in self.weak.weakest_for


@dataclass(frozen=True, slots=True)
class WeakLinks:
    """``goals`` are those that some row concerns; ``strong`` counts best chains that are well documented or
    hold by definition, in ``plans`` plans."""

    rows: tuple[WeakLinkRow, ...]
    goals: tuple[GoalName, ...]
    sources: dict[Id, Publication]
    strong: int
    plans: int


def weak_links(session: Session, viewer: Viewer, language: str) -> WeakLinks:
    """Weak links across plans, rejected ones left out. Eight queries, whatever the number of plans."""
    lines = {
        line.id: line
        for line in plan_lines(session, viewer, language)
        if line.state is not PlanState.REJECTED
    }
    pathways = load_pathways(session, list(lines), language)
    sources = publications(session, lines)
    found = dependence.weak_links(pathways.values())
    concerned = {weak.plan for weak in found}
    best = {plan: best_chains(pathway) for plan, pathway in pathways.items()}
    grounds = {plan: link_grounds(pathways[plan], sources) for plan in pathways if plan in concerned}
    names = {plan: _names(pathway) for plan, pathway in pathways.items()}
    rows = []
    for weak in found:
        plan = int(weak.plan)
        pathway, named = pathways[plan], names[plan]
        rows.append(
            WeakLinkRow(
                weak,
                lines[plan],
                pathway,
                grounds[plan],
                tuple(named[goal] for goal in weak.weakest_for),
                tuple(named[goal] for goal in weak.indispensable_for),
                tuple(
                    (named[goal], best[plan][goal], lift_chain(pathway, best[plan][goal]))
                    for goal in weak.weakest_for
                ),
            )
        )
    goals = {goal.id: goal for row in rows for goal in row.weakest_for}
    chains = [chain for each in best.values() for chain in each.values()]
    strong = sum(chain.strength in (None, EvidenceLevel.E4) for chain in chains)
    return WeakLinks(
        tuple(rows), tuple(sorted(goals.values(), key=lambda goal: goal.code)), sources, strong, len(pathways)
    )


def _names(pathway: Pathway) -> dict[Id, GoalName]:
    return {
        element.goal: GoalName(element.goal, short_code(pathway, element), element.title)
        for element in pathway.ordered
        if element.kind is ElementKind.GOAL and element.goal is not None
    }
