"""The sources of risk in a plan, numbered, with all that each puts at risk and the links that carry it.

Source: DOMAIN, "Delay impact": a late or slipped milestone, and a refuted or at-risk critical assumption, put
at risk everything downstream along implementation and causal links.
"""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tracker.theory.follow_up.milestones import MilestoneAssessment
from tracker.theory.pathway import Assumption, Id, Pathway
from tracker.theory.risk.downstream import (
    Risk,
    RiskCause,
    delayed_milestones,
    doubtful_assumptions,
    risks,
    worst_risks,
)

MOST_NAMED = 50_000
"""Sources times elements up to which every element names all its sources; beyond, the worst alone."""


@dataclass(frozen=True, slots=True)
class MilestoneSource:
    """``delayed.delay_days`` counts from the milestone's first promise."""

    number: int
    delayed: MilestoneAssessment

    cause = RiskCause.MILESTONE

    @property
    def element(self) -> Id:
        return self.delayed.milestone.element


@dataclass(frozen=True, slots=True)
class AssumptionSource:
    """``links`` are those that rest on the assumption, in reading order."""

    number: int
    assumption: Assumption
    links: tuple[Id, ...]

    cause = RiskCause.ASSUMPTION


Source: TypeAlias = MilestoneSource | AssumptionSource


@dataclass(frozen=True)
class RiskSources:
    """``sources`` from 1: milestones by delay, then assumptions, refuted first.

    ``risks`` holds the risks of each source in its order, nearest elements first; ``at_risk`` the same by
    element, worst first. ``carrying`` are the forward links by which risk spreads. ``complete`` is False
    where elements name only their worst source.
    """

    sources: tuple[Source, ...]
    risks: dict[int, tuple[Risk, ...]]
    at_risk: dict[Id, tuple[tuple[Source, Risk], ...]]
    carrying: frozenset[Id]
    complete: bool = True

    def starting_at(self, element: Id) -> tuple[MilestoneSource, ...]:
        """The delayed milestones of an element."""
        return tuple(s for s in self.sources if isinstance(s, MilestoneSource) and s.element == element)

    def doubted_on(self, link: Id) -> tuple[AssumptionSource, ...]:
        """The doubtful critical assumptions that a link rests on."""
        return tuple(s for s in self.sources if isinstance(s, AssumptionSource) and link in s.links)


def risk_sources(pathway: Pathway, today: date, most_named: int = MOST_NAMED) -> RiskSources:
    """Every source of risk in the plan on this day, and what it reaches."""
    sources = _sources(pathway, today)
    complete = len(sources) * len(pathway.elements) <= most_named
    found = risks(pathway, today) if complete else tuple(worst_risks(pathway, today).values())
    milestones = {s.delayed.milestone.id: s for s in sources if isinstance(s, MilestoneSource)}
    assumptions = {s.assumption.id: s for s in sources if isinstance(s, AssumptionSource)}
    by_source: dict[int, list[Risk]] = {source.number: [] for source in sources}
    by_element: dict[Id, list[tuple[Source, Risk]]] = defaultdict(list)
    for risk in found:
        source: Source
        if risk.milestone is not None:
            source = milestones[risk.milestone]
        else:
            assert risk.assumption is not None  # noqa: S101 - a risk has one cause or the other
            source = assumptions[risk.assumption]
        by_source[source.number].append(risk)
        by_element[risk.element].append((source, risk))
    return RiskSources(
        sources,
        {number: tuple(several) for number, several in by_source.items()},
        {element: tuple(several) for element, several in by_element.items()},
        _carrying(pathway, sources, by_element.keys()),
        complete,
    )


def _sources(pathway: Pathway, today: date) -> tuple[Source, ...]:
    links: dict[Id, list[Id]] = defaultdict(list)
    for link in sorted(pathway.links, key=lambda link: link.order):
        for assumption in link.assumptions:
            links[assumption].append(link.id)
    delayed = delayed_milestones(pathway, today)
    late = [MilestoneSource(number, found) for number, found in enumerate(delayed, 1)]
    doubtful = [
        AssumptionSource(number, found, tuple(links[found.id]))
        for number, found in enumerate(doubtful_assumptions(pathway), len(late) + 1)
    ]
    return (*late, *doubtful)


def _carrying(pathway: Pathway, sources: tuple[Source, ...], at_risk: Container[Id]) -> frozenset[Id]:
    """Forward links that begin at a delayed milestone's element or at an element at risk, or that rest on a
    doubtful assumption."""
    starts = {source.element for source in sources if isinstance(source, MilestoneSource)}
    doubted = {link for source in sources if isinstance(source, AssumptionSource) for link in source.links}
    return frozenset(
        link.id
        for links in pathway.leaving.values()
        for link in links
        if link.source in starts or link.source in at_risk or link.id in doubted
    )
