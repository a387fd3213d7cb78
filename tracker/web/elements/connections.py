"""How an element hangs together with its plan: links, evidence, what lies before and after it, chains."""

from dataclasses import dataclass
from itertools import groupby

from tracker.records.queries.plans.element_trail import AssumptionCare, FindingSource, Ground
from tracker.theory.evidence import levels as evidence
from tracker.theory.evidence.chains import Chain, Lift, chains_to, lift
from tracker.theory.evidence.levels import LinkAssessment, effective_level
from tracker.theory.evidence.reckoning import Reckoning, reckon
from tracker.theory.kinds import ElementKind, EvidenceLevel, LinkKind
from tracker.theory.pathway import Assumption, Attachment, Element, Id, Link, Pathway
from tracker.theory.reach import downstream, upstream

CHAINS_LOOKED_AT = 200
"""So many of the strongest chains to each goal are searched for those that pass the element."""

CHAINS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class FindingView:
    """``level`` is what the finding counts as here, after directness."""

    attachment: Attachment
    level: EvidenceLevel
    source: FindingSource | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link seen from one of its ends; ``assessment`` and ``reckoning`` are None where the link is no
    hypothesis."""

    link: Link
    other: Element
    assessment: LinkAssessment | None
    reckoning: Reckoning | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """An assumption with the other ends of the links into and out of the element that rest on it."""

    assumption: Assumption
    care: AssumptionCare | None
    sources: tuple[Element, ...]
    targets: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Elements of one kind, in reading order."""

    kind: ElementKind
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class ChainView:
    """``weakest`` holds the ends of each weakest link."""

    chain: Chain
    elements: tuple[Element, ...]
    weakest: tuple[tuple[Element, Element], ...]
    lift: Lift | None


@dataclass(frozen=True, slots=True)
class GoalChains:
    """The chains to one goal that pass the element, strongest first. ``all_known`` is False where there may
    be more than ``count``."""

    goal: Element
    chains: tuple[ChainView, ...]
    count: int
    all_known: bool


@dataclass(frozen=True, slots=True)
class Connections:
    """``causal_in`` and ``causal_out`` carry evidence; ``rivals`` are the external factors that act on the
    element, ``rival_for`` what an external factor acts on."""

    causal_in: tuple[LinkView, ...]
    causal_out: tuple[LinkView, ...]
    feedback_in: tuple[LinkView, ...]
    feedback_out: tuple[LinkView, ...]
    rivals: tuple[LinkView, ...]
    rival_for: tuple[LinkView, ...]
    assumptions: tuple[AssumptionView, ...]
    upstream: tuple[Column, ...]
    downstream: tuple[Column, ...]
    chains: tuple[GoalChains, ...]


def connections(pathway: Pathway, element: Element, ground: Ground) -> Connections:
    """Everything that one element is connected with, in reading order."""
    arriving = _views(pathway, element.id, "target", "source", ground)
    leaving = _views(pathway, element.id, "source", "target", ground)

    def of(kind: LinkKind, views: tuple[LinkView, ...]) -> tuple[LinkView, ...]:
        return tuple(view for view in views if view.link.kind is kind)

    return Connections(
        causal_in=of(LinkKind.CAUSAL, arriving),
        causal_out=of(LinkKind.CAUSAL, leaving),
        feedback_in=of(LinkKind.FEEDBACK, arriving),
        feedback_out=of(LinkKind.FEEDBACK, leaving),
        rivals=of(LinkKind.EXTERNAL, arriving),
        rival_for=of(LinkKind.EXTERNAL, leaving),
        assumptions=_assumptions(pathway, arriving, leaving, ground),
        upstream=_columns(upstream(pathway, element.id)),
        downstream=_columns(downstream(pathway, element.id)),
        chains=_chains(pathway, element),
    )


def _views(pathway: Pathway, element: Id, near: str, far: str, ground: Ground) -> tuple[LinkView, ...]:
    views = [
        LinkView(
            link,
            pathway.element[getattr(link, far)],
            evidence.assess(link),
            reckon(link),
            tuple(
                FindingView(
                    attachment,
                    effective_level(attachment),
                    ground.findings.get((link.id, attachment.finding.id)),
                )
                for attachment in link.attachments
            ),
        )
        for link in pathway.links
        if getattr(link, near) == element and getattr(link, far) in pathway.element
    ]
    return tuple(sorted(views, key=lambda view: (pathway.rank[view.other.id], view.link.order)))


def _assumptions(
    pathway: Pathway, arriving: tuple[LinkView, ...], leaving: tuple[LinkView, ...], ground: Ground
) -> tuple[AssumptionView, ...]:
    """Critical ones first, then in the order of the links."""

    def others(views: tuple[LinkView, ...], assumption: Id) -> tuple[Element, ...]:
        return tuple(view.other for view in views if assumption in view.link.assumptions)

    used = dict.fromkeys(one for view in (*arriving, *leaving) for one in view.link.assumptions)
    found = [
        AssumptionView(
            pathway.assumption[one],
            ground.assumptions.get(one),
            others(arriving, one),
            others(leaving, one),
        )
        for one in used
        if one in pathway.assumption
    ]
    return tuple(sorted(found, key=lambda view: not view.assumption.critical))


def _columns(elements: tuple[Element, ...]) -> tuple[Column, ...]:
    return tuple(Column(kind, tuple(found)) for kind, found in groupby(elements, lambda one: one.kind))


def _chains(pathway: Pathway, element: Element) -> tuple[GoalChains, ...]:
    after = downstream(pathway, element.id)
    goals = (found for found in (element, *after) if found.kind is ElementKind.GOAL)
    outputs = {found.id for found in after if found.kind is ElementKind.OUTPUT}
    carries_out = element.kind.column is not None and element.kind.column < (ElementKind.OUTPUT.column or 0)

    def passes(chain: Chain) -> bool:
        return chain.elements[0] in outputs if carries_out else element.id in chain.elements

    found = []
    for goal in goals:
        looked_at = chains_to(pathway, goal.id, CHAINS_LOOKED_AT)
        passing = [chain for chain in looked_at.chains if passes(chain)]
        if passing or not looked_at.complete:
            shown = tuple(_chain(pathway, chain) for chain in passing[:CHAINS_SHOWN])
            found.append(GoalChains(goal, shown, len(passing), looked_at.complete))
    return tuple(found)


def _chain(pathway: Pathway, chain: Chain) -> ChainView:
    ends = (pathway.link[link] for link in chain.weakest_links)
    return ChainView(
        chain,
        tuple(pathway.element[one] for one in chain.elements),
        tuple((pathway.element[link.source], pathway.element[link.target]) for link in ends),
        lift(chain),
    )
