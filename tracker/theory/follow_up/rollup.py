"""Counts for a goal across its plans.

Source: DOMAIN, "Status, two sets that never mix" and "What may be inferred": delivery and results are counted
each by itself, and nothing is averaged upwards across columns.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.theory.evidence.chains import Chain, best_chain_to
from tracker.theory.follow_up import indicators, inference, milestones
from tracker.theory.follow_up import report_age as status
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.kinds import DeliveryStatus, ElementKind, EvidenceLevel, ResultStatus
from tracker.theory.pathway import Element, Id, Milestone, Pathway
from tracker.theory.reach import closure


@dataclass(frozen=True, slots=True)
class Counts:
    """How many elements and milestones stand where; every status and state is a key.

    ``delivery`` counts activities and outputs, ``results`` outcomes, both by the latest report;
    ``never_reported`` those without one. ``stale`` and ``never_reported`` count activities, outputs and
    outcomes together: they are about reporting, not about progress.
    """

    delivery: Mapping[DeliveryStatus, int]
    results: Mapping[ResultStatus, int]
    milestones: Mapping[MilestoneState, int]
    never_reported: int
    stale: int
    outcomes_without_indicator: int
    claims_without_measurement: int

    @property
    def overdue(self) -> int:
        return self.milestones[MilestoneState.OVERDUE]


@dataclass(frozen=True, slots=True)
class GoalRollUp:
    """A goal across its plans. ``plans`` are those that declare or reach it, in the order given;
    ``counts`` covers their elements that lead to it. ``chain`` is the strongest of all, ``chain_plan``
    whose it is; both None where no output reaches the goal."""

    goal: Id
    plans: tuple[Id, ...]
    counts: Counts
    chain: Chain | None = None
    chain_plan: Id | None = None

    @property
    def strength(self) -> EvidenceLevel | None:
        return None if self.chain is None else self.chain.strength

    @property
    def is_served(self) -> bool:
        """Some plan declares or reaches the goal."""
        return bool(self.plans)


def roll_up_goal(goal: Id, pathways: Iterable[Pathway], today: date) -> GoalRollUp:
    """A goal across plans; equally strong chains: the plan that comes first."""
    serving: list[tuple[Pathway, Collection[Id]]] = []
    best: tuple[Chain, Id] | None = None
    for pathway in pathways:
        boxes = [e.id for e in pathway.ordered if e.kind is ElementKind.GOAL and e.goal == goal]
        found = [chain for box in boxes if (chain := best_chain_to(pathway, box)) is not None]
        if goal in pathway.goals or found:
            serving.append((pathway, _leading_to(pathway, boxes)))
        for chain in found:
            if best is None or chain.cost < best[0].cost:
                best = (chain, pathway.id)
    plans = tuple(pathway.id for pathway, _ in serving)
    return GoalRollUp(goal, plans, _count(serving, today), *(best or (None, None)))


def _leading_to(pathway: Pathway, boxes: Iterable[Id]) -> set[Id]:
    def before(here: Id) -> Iterable[Id]:
        return (link.source for link in pathway.arriving[here])

    return closure(boxes, before)


def _count(parts: Iterable[tuple[Pathway, Collection[Id]]], today: date) -> Counts:
    elements: list[Element] = []
    due: list[Milestone] = []
    unmeasured = claimed = 0
    for pathway, chosen in parts:
        elements.extend(element for element in pathway.elements if element.id in chosen)
        due.extend(milestone for milestone in pathway.milestones if milestone.element in chosen)
        unmeasured += sum(e.id in chosen for e in indicators.outcomes_without_indicator(pathway))
        claimed += sum(e.id in chosen for e in inference.claims_without_measurement(pathway))
    ages = Counter(status.assess(e, today).state for e in elements if status.is_followed(e))
    delivery = Counter(e.report.status for e in elements if e.kind.is_delivery and e.report)
    results = Counter(e.report.status for e in elements if e.kind.is_outcome and e.report)
    return Counts(
        delivery={one: delivery[one] for one in DeliveryStatus},
        results={one: results[one] for one in ResultStatus},
        milestones=milestones.count_states(due, today),
        never_reported=ages[status.StatusAge.NEVER_REPORTED],
        stale=ages[status.StatusAge.STALE],
        outcomes_without_indicator=unmeasured,
        claims_without_measurement=claimed,
    )
