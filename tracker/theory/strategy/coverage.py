"""Which goals the plans cover and by whom, and what is missing: goals, organisations, joint action.

- *Covered*: a chain of causal links leads from an output of the plan to the goal (DOMAIN, "Of a plan towards
  a goal"). Naming a goal covers nothing: plan goals ≠ goals reached is an error (DOMAIN, "Structure").
- *On the way to a goal*: the outputs that such chains begin with, the outcomes that they pass, and the
  activities that lead to those outputs by implementation links.
- *Part*: an organisation leads a plan that covers the goal, is responsible for activities or outputs on the
  way to it, or is named as a partner and has neither there (DOMAIN, "Action plan" and "Element"). Who leads
  counts as leading, with or without activities.
- *Without a part*: neither leads a plan, nor is a partner of one, nor is responsible for anything in one.
  Expected of police, administrations and partners, which carry plans out (DOMAIN, "The setting"). Committees
  are heard, managements meet, the planning group plans: they are listed where they hold a part, never missed.
- *Not joint*: no activity of the police, or none of the municipality (DOMAIN, "Structure").
- *Claimed by several plans*: ``strategy_map``'s shared and overlapping outcomes. The same goal alone is no
  overlap: plans are meant to serve goals together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.theory.evidence.chains import ChainList, causal_links_from, causal_links_into, chains_to
from tracker.theory.kinds import ElementKind, LinkKind, OrganisationKind, Party
from tracker.theory.pathway import Element, Id, Pathway
from tracker.theory.reach import closure, in_order
from tracker.theory.strategy.outcome_map import Outcomes, outcomes_of
from tracker.theory.structure import acting_parties, reached_goals

EXPECTED = (OrganisationKind.POLICE, OrganisationKind.ADMINISTRATION, OrganisationKind.PARTNER)
"""Kinds of organisation that are missed where they have no part."""


class Part(StrEnum):
    """What an organisation does in a plan towards a goal."""

    LEADS = "leads"
    RESPONSIBLE = "responsible"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class StrategyGoal:
    id: Id
    definition: Id


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation that could take part; one that is no longer ``in_use`` is not missed."""

    id: Id
    kind: OrganisationKind
    in_use: bool = True

    @property
    def is_expected(self) -> bool:
        return self.in_use and self.kind in EXPECTED


@dataclass(frozen=True, slots=True)
class StaffedPlan:
    """A plan with the organisations that lead it and take part in it."""

    pathway: Pathway
    lead: Id
    partners: tuple[Id, ...] = ()

    @property
    def id(self) -> Id:
        return self.pathway.id


@dataclass(frozen=True, slots=True)
class Share:
    """An organisation's part in a plan that covers a goal; ``elements`` are its activities and outputs on the
    way there, in reading order."""

    plan: Id
    part: Part
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands to a goal that it declares or reaches."""

    declared: bool
    primary: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A goal that no plan covers. ``named``: plans that declare it without a chain to it. ``would``: plans
    that do not count yet and have a chain to it; ``might``: those that only declare it."""

    goal: Id
    named: tuple[Id, ...]
    would: tuple[Id, ...]
    might: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class NotJoint:
    """A plan without an activity of each of the ``missing`` sides: police, municipality."""

    plan: Id
    missing: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """``shares`` by goal and organisation and ``standings`` by goal and plan hold no empty cells; shares are
    in the order of the plans. ``organisations`` are those expected to take part and those that do, in the
    order given; ``only_named`` are partners in some plan and neither lead nor carry out anything in any."""

    shares: Mapping[tuple[Id, Id], tuple[Share, ...]]
    standings: Mapping[tuple[Id, Id], Standing]
    uncovered: tuple[Uncovered, ...]
    empty_definitions: tuple[Id, ...]
    organisations: tuple[Id, ...]
    without_part: tuple[Id, ...]
    only_named: tuple[Id, ...]
    not_joint: tuple[NotJoint, ...]
    outcomes: Outcomes

    def covering(self, goal: Id) -> tuple[Id, ...]:
        """The plans with a chain to the goal."""
        return tuple(plan for (one, plan), found in self.standings.items() if one == goal and found.reached)


def cover(
    goals: Sequence[StrategyGoal],
    bodies: Sequence[Body],
    plans: Sequence[StaffedPlan],
    waiting: Sequence[StaffedPlan] = (),
) -> Coverage:
    """What these plans cover of these goals. ``waiting`` are plans that do not count yet: they are only named
    beside goals that nothing covers."""
    wanted = {goal.id for goal in goals}
    standings = {(goal, plan.id): found for plan in plans for goal, found in _standings(plan, wanted)}
    shares = _shares(goals, plans, standings)
    covered = {goal for (goal, _), standing in standings.items() if standing.reached}
    uncovered = [goal.id for goal in goals if goal.id not in covered]
    carried = {plan.lead for plan in plans} | {body for plan in plans for body in _responsible(plan.pathway)}
    involved = carried | {partner for plan in plans for partner in plan.partners}
    return Coverage(
        shares,
        standings,
        tuple(_uncovered(goal, plans, standings, waiting) for goal in uncovered),
        tuple(
            definition
            for definition in dict.fromkeys(goal.definition for goal in goals)
            if all(goal.id not in covered for goal in goals if goal.definition == definition)
        ),
        tuple(body.id for body in bodies if body.id in involved or body.is_expected),
        tuple(body.id for body in bodies if body.is_expected and body.id not in involved),
        tuple(body.id for body in bodies if body.id in involved - carried),
        tuple(_not_joint(plans)),
        _claimed(plans, [goal.id for goal in goals]),
    )


def on_the_way(pathway: Pathway, goal: Id) -> tuple[Element, ...]:
    """The activities, outputs and outcomes that lead to a goal of the strategy, in reading order; empty where
    no output reaches it."""
    boxes = [e.id for e in pathway.elements if e.kind is ElementKind.GOAL and e.goal == goal]
    before = closure(boxes, lambda here: (link.source for link in causal_links_into(pathway, here)))
    outputs = [one for one in before if pathway.element[one].kind is ElementKind.OUTPUT]
    after = closure(outputs, lambda here: (link.target for link in causal_links_from(pathway, here)))
    found = before.intersection(after).union(closure(outputs, lambda here: _carried_out_by(pathway, here)))
    kept = (pathway.element[one] for one in in_order(pathway, found))
    return tuple(e for e in kept if e.kind.is_delivery or e.kind.is_outcome)


def ways(pathway: Pathway, goal: Id, through: Iterable[Element] | None = None) -> ChainList:
    """The chains to a goal of the strategy, strongest first; with ``through``, those that begin with one of
    its outputs, or with an output that one of its activities leads to."""
    starts = None
    if through is not None:
        starts = closure((e.id for e in through), lambda here: _leads_to(pathway, here))
    boxes = [e.id for e in pathway.ordered if e.kind is ElementKind.GOAL and e.goal == goal]
    lists = [chains_to(pathway, box) for box in boxes]
    found = [c for each in lists for c in each.chains if starts is None or c.elements[0] in starts]
    found.sort(key=lambda chain: chain.cost)
    return ChainList(tuple(found), complete=all(each.complete for each in lists))


def serves(plan: StaffedPlan, goals: Iterable[Id]) -> bool:
    """Whether the plan declares or reaches one of the goals."""
    return not {*plan.pathway.goals, *reached_goals(plan.pathway)}.isdisjoint(goals)


def _standings(plan: StaffedPlan, wanted: set[Id]) -> Iterator[tuple[Id, Standing]]:
    pathway = plan.pathway
    reached = set(reached_goals(pathway))
    for goal in wanted.intersection(reached | pathway.goals):
        yield goal, Standing(goal in pathway.goals, goal == pathway.primary_goal, goal in reached)


def _shares(
    goals: Sequence[StrategyGoal],
    plans: Sequence[StaffedPlan],
    standings: Mapping[tuple[Id, Id], Standing],
) -> dict[tuple[Id, Id], tuple[Share, ...]]:
    found: dict[tuple[Id, Id], list[Share]] = {}
    for goal in goals:
        for plan in plans:
            standing = standings.get((goal.id, plan.id))
            if standing is not None and standing.reached:
                for body, share in _parts(plan, goal.id):
                    found.setdefault((goal.id, body), []).append(share)
    return {cell: tuple(shares) for cell, shares in found.items()}


def _parts(plan: StaffedPlan, goal: Id) -> Iterator[tuple[Id, Share]]:
    carried: dict[Id, list[Element]] = {}
    for element in on_the_way(plan.pathway, goal):
        if element.kind.is_delivery and element.organisation is not None:
            carried.setdefault(element.organisation.id, []).append(element)
    for body in dict.fromkeys((plan.lead, *carried, *plan.partners)):
        elements = tuple(carried.get(body, ()))
        part = Part.LEADS if body == plan.lead else Part.RESPONSIBLE if elements else Part.PARTNER
        yield body, Share(plan.id, part, elements)


def _uncovered(
    goal: Id,
    plans: Iterable[StaffedPlan],
    standings: Mapping[tuple[Id, Id], Standing],
    waiting: Sequence[StaffedPlan],
) -> Uncovered:
    would = [plan.id for plan in waiting if goal in reached_goals(plan.pathway)]
    return Uncovered(
        goal,
        tuple(plan.id for plan in plans if (goal, plan.id) in standings),
        tuple(would),
        tuple(plan.id for plan in waiting if goal in plan.pathway.goals and plan.id not in would),
    )


def _not_joint(plans: Iterable[StaffedPlan]) -> Iterator[NotJoint]:
    for plan in plans:
        acting = acting_parties(plan.pathway)
        missing = tuple(side for side in (Party.POLICE, Party.MUNICIPALITY) if side not in acting)
        if missing:
            yield NotJoint(plan.id, missing)


def _claimed(plans: Sequence[StaffedPlan], goals: Sequence[Id]) -> Outcomes:
    """Outcomes that lead elsewhere are left out, unless they lead nowhere and are still shared."""
    found = outcomes_of([plan.pathway for plan in plans], goals)
    kept = tuple(one for one in found.outcomes if not one.goals or one.goals.intersection(goals))
    return Outcomes(kept, tuple(one for one in found.overlaps if one.goals), found.complete)


def _responsible(pathway: Pathway) -> Iterator[Id]:
    for element in pathway.elements:
        if element.kind.is_delivery and element.organisation is not None:
            yield element.organisation.id


def _carried_out_by(pathway: Pathway, here: Id) -> Iterator[Id]:
    return (link.source for link in pathway.arriving[here] if link.kind is LinkKind.IMPLEMENTATION)


def _leads_to(pathway: Pathway, here: Id) -> Iterator[Id]:
    return (link.target for link in pathway.leaving[here] if link.kind is LinkKind.IMPLEMENTATION)
