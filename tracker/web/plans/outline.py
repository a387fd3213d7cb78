"""The diagram in words: every element and link, what the plan lacks, every chain with its weakest links."""

from dataclasses import dataclass
from datetime import date

from tracker.diagrams.outline import Section, outline
from tracker.theory.evidence.chains import Chain, Lift, chains_to, lift
from tracker.theory.follow_up.grounds import Explanation, explain
from tracker.theory.kinds import ElementKind, EvidenceLevel
from tracker.theory.pathway import Assumption, Element, Id, Link, Pathway
from tracker.theory.risk.downstream import doubts
from tracker.web.plans.overlay import Overlay, overlaid
from tracker.web.plans.overlay_risk import SourceEntry, risk_in_words
from tracker.web.plans.problems import ProblemGroup, problem_groups


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A chain; ``strength`` is None where it holds by definition. ``weakest`` are the ends of its weakest
    links."""

    elements: tuple[Element, ...]
    strength: EvidenceLevel | None
    weakest: tuple[tuple[Element, Element], ...]


@dataclass(frozen=True, slots=True)
class GoalChains:
    """Chains to one goal, strongest first; ``complete`` is False where there are more. ``lift`` says what
    would lift the best."""

    goal: Element
    is_primary: bool
    chains: tuple[ChainLine, ...]
    complete: bool
    lift: Lift | None


@dataclass(frozen=True, slots=True)
class PlanOutline:
    """``sections`` as in the diagram, from left to right. Chains belong to evidence, ``sources`` to risk;
    the rest is told where nothing is left out: ``problems``, ``inferences``, what may be inferred about each
    outcome, and ``doubts``, the critical assumptions in doubt that put an element at risk, by element."""

    sections: tuple[Section, ...]
    loose: tuple[Link, ...]
    goals: tuple[GoalChains, ...]
    problems: tuple[ProblemGroup, ...]
    inferences: dict[Id, Explanation]
    doubts: dict[Id, tuple[Assumption, ...]]
    overlay: Overlay = Overlay.BOTH
    sources: tuple[SourceEntry, ...] = ()
    sources_heading: str = ""

    @property
    def has_chains(self) -> bool:
        return self.overlay in (Overlay.BOTH, Overlay.EVIDENCE)


def plan_outline(pathway: Pathway, today: date, overlay: Overlay = Overlay.BOTH) -> PlanOutline:
    """Everything that the diagram shows, and what it cannot show."""
    said = outline(overlaid(pathway, today, overlay))
    above, sources = risk_in_words(pathway, today) if overlay is Overlay.RISK else ("", ())
    goals = [element for element in pathway.ordered if element.kind is ElementKind.GOAL]
    goals.sort(key=lambda goal: goal.goal != pathway.primary_goal)
    return PlanOutline(
        said.sections,
        tuple(pathway.link[arrow.id] for arrow in said.loose),
        tuple(_to_goal(pathway, goal) for goal in goals if overlay in (Overlay.BOTH, Overlay.EVIDENCE)),
        problem_groups(pathway) if overlay is Overlay.BOTH else (),
        explain(pathway, today) if overlay is Overlay.BOTH else {},
        _doubts(pathway) if overlay is Overlay.BOTH else {},
        overlay,
        sources,
        above,
    )


def _doubts(pathway: Pathway) -> dict[Id, tuple[Assumption, ...]]:
    return {
        element: tuple(pathway.assumption[risk.assumption] for risk in found if risk.assumption is not None)
        for element, found in doubts(pathway).items()
    }


def _to_goal(pathway: Pathway, goal: Element) -> GoalChains:
    found = chains_to(pathway, goal.id)
    return GoalChains(
        goal,
        goal.goal is not None and goal.goal == pathway.primary_goal,
        tuple(_line(pathway, chain) for chain in found.chains),
        found.complete,
        lift(found.chains[0]) if found.chains else None,
    )


def _line(pathway: Pathway, chain: Chain) -> ChainLine:
    weakest = (pathway.link[link] for link in chain.weakest_links)
    return ChainLine(
        tuple(pathway.element[element] for element in chain.elements),
        chain.strength,
        tuple((pathway.element[link.source], pathway.element[link.target]) for link in weakest),
    )
