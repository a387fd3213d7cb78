"""What a plan's chains rest on, put together for the pages: chains by goal, filtered, with their links'
grounds."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.records.queries.evidence.sources import Publication
from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.chains import Chain, chains_to
from tracker.theory.evidence.dependence import links_of_every_chain
from tracker.theory.evidence.levels import LinkAssessment, effective_level
from tracker.theory.evidence.lifting import ChainLift, lift_chain
from tracker.theory.kinds import ElementKind, EvidenceLevel
from tracker.theory.pathway import Assumption, Attachment, Element, Id, Link, Pathway

BY_DEFINITION = "definition"
"""Stands in an address for chains whose links all hold by definition."""


@dataclass(frozen=True, slots=True)
class FindingGround:
    """``level`` is what the finding counts as on this link, after directness."""

    attachment: Attachment
    level: EvidenceLevel
    source: Publication | None


@dataclass(frozen=True, slots=True)
class LinkGround:
    """A causal link and what its level rests on."""

    link: Link
    source: Element
    target: Element
    assessment: LinkAssessment
    findings: tuple[FindingGround, ...]
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class GoalChains:
    """The chains to one goal, strongest first; ``complete`` is False where there are more than are listed.
    ``lifts`` says what would lift the best, step by step. ``unavoidable`` are the hypotheses that every
    chain passes."""

    goal: Element
    is_primary: bool
    chains: tuple[Chain, ...]
    complete: bool
    lifts: tuple[ChainLift, ...]
    unavoidable: tuple[Id, ...]

    @property
    def best(self) -> Chain | None:
        return self.chains[0] if self.chains else None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of chains is narrowed down to. ``level`` is 0 to 4 or "definition"; ``goal`` and
    ``through`` are elements, ``link`` is a link that the chain passes."""

    goal: int | None = None
    level: str = ""
    through: int | None = None
    link: int | None = None

    def fits(self, goal: Element, chain: Chain) -> bool:
        """Whether a chain to the goal is among those asked for."""
        return (
            self.goal in (None, goal.id)
            and (not self.level or self.level == level_value(chain))
            and (self.through is None or self.through in chain.elements)
            and (self.link is None or self.link in chain.links)
        )


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One chain of the list; ``place`` is its rank among those to its goal, from 1."""

    goal: Element
    place: int
    chain: Chain


def level_value(chain: Chain) -> str:
    """The chain's level as an address holds it."""
    return BY_DEFINITION if chain.strength is None else str(int(chain.strength))


def goal_chains(pathway: Pathway) -> tuple[GoalChains, ...]:
    """The chains to each goal in the diagram, the primary goal first."""
    goals = [element for element in pathway.ordered if element.kind is ElementKind.GOAL]
    goals.sort(key=lambda goal: goal.goal != pathway.primary_goal)
    return tuple(_to_goal(pathway, goal) for goal in goals)


def chain_lines(found: tuple[GoalChains, ...], filters: Filters) -> list[ChainLine]:
    """Every chain that fits the filters, goal by goal, strongest first."""
    return [
        ChainLine(one.goal, place, chain)
        for one in found
        for place, chain in enumerate(one.chains, 1)
        if filters.fits(one.goal, chain)
    ]


def link_grounds(pathway: Pathway, publications: Mapping[Id, Publication]) -> dict[Id, LinkGround]:
    """What each causal link of a plan rests on, the strongest findings first."""
    grounds = {}
    for link in pathway.links:
        assessment = evidence.assess(link)
        if assessment is None or link.source not in pathway.element or link.target not in pathway.element:
            continue
        findings = sorted(link.attachments, key=lambda one: -effective_level(one))
        grounds[link.id] = LinkGround(
            link,
            pathway.element[link.source],
            pathway.element[link.target],
            assessment,
            tuple(finding_ground(one, publications) for one in findings),
            tuple(pathway.assumption[one] for one in link.assumptions if one in pathway.assumption),
        )
    return grounds


def finding_ground(attachment: Attachment, publications: Mapping[Id, Publication]) -> FindingGround:
    """A finding as it counts on its link."""
    return FindingGround(attachment, effective_level(attachment), publications.get(attachment.finding.id))


def _to_goal(pathway: Pathway, goal: Element) -> GoalChains:
    found = chains_to(pathway, goal.id)
    hypotheses = (
        link
        for link in (links_of_every_chain(pathway, goal.goal) if goal.goal is not None else ())
        if not pathway.link[link].by_definition
    )
    return GoalChains(
        goal,
        goal.goal is not None and goal.goal == pathway.primary_goal,
        found.chains,
        found.complete,
        lift_chain(pathway, found.chains[0]) if found.chains else (),
        tuple(hypotheses),
    )
