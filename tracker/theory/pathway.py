"""One plan's theory of change as frozen data: what every rule in this room reads."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

import networkx as nx

from tracker.theory.kinds import (
    AssumptionState,
    DeliveryStatus,
    Directness,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    Party,
    ResultStatus,
)

Id: TypeAlias = int | str
"""A row's number, or a code in a file; one pathway uses one of the two throughout."""


def id_key(identifier: Id) -> tuple[int, str]:
    """Sorts row numbers by size and codes by letter."""
    return (identifier, "") if isinstance(identifier, int) else (0, identifier)


@dataclass(frozen=True, slots=True)
class Organisation:
    id: Id
    name: str
    party: Party


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The word of an owner about one element on one day."""

    reported_on: date
    status: DeliveryStatus | ResultStatus
    happened: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A box. ``position`` orders boxes within the plan; ``goal`` names the strategy's goal that a
    goal element stands for; ``report`` is the latest status report."""

    id: Id
    kind: ElementKind
    title: str
    code: str = ""
    position: int = 0
    organisation: Organisation | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    expected_from: date | None = None
    goal: Id | None = None
    report: StatusReport | None = None

    @property
    def order(self) -> tuple[int, int, tuple[int, str]]:
        """Place in reading order: column by column, external factors last, then ``position``."""
        return (list(ElementKind).index(self.kind), self.position, id_key(self.id))


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one publication about one effect."""

    id: Id
    citation: str
    direction: EffectDirection
    level: EvidenceLevel
    effect: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A finding used on a link; indirect evidence counts one level lower."""

    finding: Finding
    directness: Directness = Directness.DIRECT


@dataclass(frozen=True, slots=True)
class Assumption:
    id: Id
    text: str
    state: AssumptionState = AssumptionState.UNTESTED
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow. ``lag_days`` is the expected delay from source to target, None when not stated."""

    id: Id
    kind: LinkKind
    source: Id
    target: Id
    code: str = ""
    position: int = 0
    basis: LinkBasis = LinkBasis.HYPOTHESIS
    lag_days: int | None = None
    rationale: str = ""
    attachments: tuple[Attachment, ...] = ()
    assumptions: tuple[Id, ...] = ()

    @property
    def by_definition(self) -> bool:
        return self.basis is LinkBasis.DEFINITION

    @property
    def order(self) -> tuple[int, tuple[int, str]]:
        """Place in reading order: ``position``, then id."""
        return (self.position, id_key(self.id))


@dataclass(frozen=True, slots=True)
class Milestone:
    """``baseline_due`` is the first promise and never changes; ``due`` is the present one."""

    id: Id
    element: Id
    title: str
    due: date
    baseline_due: date
    done_on: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured value on a day; a baseline and a target are such pairs too."""

    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """``readings`` ascend by date and come after the baseline."""

    id: Id
    element: Id
    title: str
    unit: str
    direction: IndicatorDirection
    baseline: Reading
    target: Reading
    readings: tuple[Reading, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class Pathway:
    """A plan's whole theory of change. ``goals`` are the strategy's goals that the plan declares."""

    id: Id
    title: str
    goals: frozenset[Id] = frozenset()
    primary_goal: Id | None = None
    code: str = ""
    elements: tuple[Element, ...] = ()
    links: tuple[Link, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @cached_property
    def element(self) -> dict[Id, Element]:
        """Elements by id."""
        return {element.id: element for element in self.elements}

    @cached_property
    def link(self) -> dict[Id, Link]:
        """Links by id."""
        return {link.id: link for link in self.links}

    @cached_property
    def assumption(self) -> dict[Id, Assumption]:
        """Assumptions by id."""
        return {assumption.id: assumption for assumption in self.assumptions}

    @cached_property
    def forward(self) -> "nx.MultiDiGraph[Id]":
        """Implementation and causal links only, keyed by link id: the graph of every roll-up."""
        graph: nx.MultiDiGraph[Id] = nx.MultiDiGraph()
        graph.add_nodes_from(element.id for element in self.elements)
        for link in self.links:
            if link.kind.is_forward and link.source in self.element and link.target in self.element:
                graph.add_edge(link.source, link.target, key=link.id)
        return graph

    @cached_property
    def ordered(self) -> tuple[Element, ...]:
        """Elements in reading order, whatever the order of the rows."""
        return tuple(sorted(self.elements, key=lambda element: element.order))

    @cached_property
    def rank(self) -> dict[Id, int]:
        """Place of each element in ``ordered``, from 0."""
        return {element.id: place for place, element in enumerate(self.ordered)}

    @cached_property
    def leaving(self) -> dict[Id, tuple[Link, ...]]:
        """Forward links out of each element, by reading order of their targets."""
        return self._sorted_links("source", "target")

    @cached_property
    def arriving(self) -> dict[Id, tuple[Link, ...]]:
        """Forward links into each element, by reading order of their sources."""
        return self._sorted_links("target", "source")

    def _sorted_links(self, near: str, far: str) -> dict[Id, tuple[Link, ...]]:
        links: dict[Id, list[Link]] = {element.id: [] for element in self.ordered}
        for link in self.links:
            if link.kind.is_forward and link.source in self.element and link.target in self.element:
                links[getattr(link, near)].append(link)
        return {
            element: tuple(sorted(found, key=lambda link: (self.rank[getattr(link, far)], link.order)))
            for element, found in links.items()
        }
