"""Errors and warnings of a plan's structure, as facts without wording.

Source: DOMAIN, "Structure" (Davies 2018, CEDIL paper 15; Open Standards for conservation; UW-Extension
logic model guide). Errors keep a plan from being approved; neither errors nor warnings block saving.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from tracker.theory.evidence.chains import causal_links_from, causal_links_into
from tracker.theory.follow_up.indicators import outcomes_without_indicator
from tracker.theory.kinds import OUTCOME_KINDS, ElementKind, LinkKind, Party
from tracker.theory.pathway import Element, Id, Link, Pathway, id_key
from tracker.theory.reach import closure, in_order


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class ProblemKind(StrEnum):
    """In the order in which problems are listed: errors first."""

    NO_GOAL = "no_goal"
    DECLARED_GOAL_NOT_REACHED = "declared_goal_not_reached"
    REACHED_GOAL_NOT_DECLARED = "reached_goal_not_declared"
    CYCLE = "cycle"
    BACKWARD_LINK = "backward_link"
    LINK_NOT_ALLOWED = "link_not_allowed"
    MISPLACED_DEFINITION = "misplaced_definition"
    ACTIVITY_WITHOUT_OUTPUT = "activity_without_output"
    OUTPUT_WITHOUT_GOAL = "output_without_goal"
    LINK_WITHOUT_ASSUMPTION = "link_without_assumption"
    CHAIN_WITHOUT_OUTCOME = "chain_without_outcome"
    OUTCOME_WITHOUT_INDICATOR = "outcome_without_indicator"
    NO_POLICE_ACTIVITY = "no_police_activity"
    NO_MUNICIPAL_ACTIVITY = "no_municipal_activity"
    ORPHAN = "orphan"

    @property
    def severity(self) -> Severity:
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = (
    ProblemKind.LINK_WITHOUT_ASSUMPTION,
    ProblemKind.CHAIN_WITHOUT_OUTCOME,
    ProblemKind.OUTCOME_WITHOUT_INDICATOR,
    ProblemKind.NO_POLICE_ACTIVITY,
    ProblemKind.NO_MUNICIPAL_ACTIVITY,
    ProblemKind.ORPHAN,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """``elements`` and ``links`` are those to look at: for a link, its ends; for a cycle, one loop in
    order, each element before the link that leaves it. ``goals`` are goals of the strategy."""

    kind: ProblemKind
    elements: tuple[Id, ...] = ()
    links: tuple[Id, ...] = ()
    goals: tuple[Id, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.kind.severity


def problems(pathway: Pathway) -> tuple[Problem, ...]:
    """Errors, then warnings, each kind in reading order, whatever the order of the rows."""
    links = sorted(pathway.links, key=lambda link: link.order)
    return (
        *_goal_errors(pathway),
        *_cycles(pathway),
        *sorted(_link_errors(pathway, links), key=lambda problem: list(ProblemKind).index(problem.kind)),
        *_unreached(pathway),
        *_link_warnings(pathway, links),
        *_element_warnings(pathway),
    )


def errors(pathway: Pathway) -> tuple[Problem, ...]:
    """What keeps the plan from being approved."""
    return tuple(problem for problem in problems(pathway) if problem.severity is Severity.ERROR)


def allowed_kinds(source: ElementKind, target: ElementKind) -> frozenset[LinkKind]:
    """The kinds of link that may run from one kind of element to another.

    Implementation: input or activity → activity or output. Causal: output → outcome or goal, outcome
    → outcome in the same or a later column, outcome → goal. External: external factor → outcome or
    goal. Feedback: activity or later → the same or an earlier column.
    """
    kinds = set()
    if source in (ElementKind.INPUT, ElementKind.ACTIVITY) and target.is_delivery:
        kinds.add(LinkKind.IMPLEMENTATION)
    if (source is ElementKind.OUTPUT or source.is_outcome) and target.is_result:
        kinds.add(LinkKind.CAUSAL)
    if source is ElementKind.EXTERNAL and target.is_result:
        kinds.add(LinkKind.EXTERNAL)
    if runs_backwards(source, target):
        kinds = {LinkKind.FEEDBACK}
    elif source.column == target.column and (source.is_delivery or source.is_result):
        kinds.add(LinkKind.FEEDBACK)
    return frozenset(kinds)


def runs_backwards(source: ElementKind, target: ElementKind) -> bool:
    """The target stands in an earlier column: only feedback may run there."""
    return source.column is not None and target.column is not None and target.column < source.column


def may_hold_by_definition(source: ElementKind, target: ElementKind) -> bool:
    """Only an outcome can be its goal by definition."""
    return source.is_outcome and target is ElementKind.GOAL


def reached_goals(pathway: Pathway) -> tuple[Id, ...]:
    """The strategy's goals that an output reaches along causal links, in reading order."""
    outputs = (e.id for e in pathway.elements if e.kind is ElementKind.OUTPUT)

    def causes(here: Id) -> Iterable[Id]:
        return (link.target for link in causal_links_from(pathway, here))

    reached = (pathway.element[e].goal for e in in_order(pathway, closure(outputs, causes)))
    return tuple(dict.fromkeys(goal for goal in reached if goal is not None))


def acting_parties(pathway: Pathway) -> frozenset[Party]:
    """The sides that are responsible for an activity; a plan is joint where police and municipality are."""
    return frozenset(
        e.organisation.party for e in pathway.elements if e.kind is ElementKind.ACTIVITY and e.organisation
    )


def _goal_errors(pathway: Pathway) -> Iterator[Problem]:
    if not pathway.goals:
        yield Problem(ProblemKind.NO_GOAL)
    reached = reached_goals(pathway)
    boxes: dict[Id, list[Id]] = {}
    for element in pathway.ordered:
        if element.goal is not None:
            boxes.setdefault(element.goal, []).append(element.id)
    for goal in sorted(pathway.goals.difference(reached), key=id_key):
        yield Problem(ProblemKind.DECLARED_GOAL_NOT_REACHED, tuple(boxes.get(goal, ())), goals=(goal,))
    for goal in reached:
        if goal not in pathway.goals:
            yield Problem(ProblemKind.REACHED_GOAL_NOT_DECLARED, tuple(boxes[goal]), goals=(goal,))


def _cycles(pathway: Pathway) -> Iterator[Problem]:
    knots = [in_order(pathway, knot) for knot in nx.strongly_connected_components(pathway.forward)]
    for knot in sorted(knots, key=lambda knot: pathway.rank[knot[0]]):
        loop = _shortest_loop(pathway, knot[0], set(knot))
        if loop:
            elements, links = (tuple(link.source for link in loop), tuple(link.id for link in loop))
            yield Problem(ProblemKind.CYCLE, elements, links)


def _shortest_loop(pathway: Pathway, start: Id, knot: set[Id]) -> tuple[Link, ...]:
    last: dict[Id, Link] = {}
    waiting = deque([start])
    while waiting:
        for link in pathway.leaving[waiting.popleft()]:
            if link.target in knot and link.target not in last:
                last[link.target] = link
                waiting.append(link.target)
            if link.target == start:
                loop = [link]
                while loop[-1].source != start:
                    loop.append(last[loop[-1].source])
                return tuple(reversed(loop))
    return ()


def _link_errors(pathway: Pathway, links: Iterable[Link]) -> Iterator[Problem]:
    for link in links:
        ends = _ends(pathway, link)
        if len(ends) < 2:
            yield _about(ProblemKind.LINK_NOT_ALLOWED, ends, link)
            continue
        source, target = (end.kind for end in ends)
        if link.kind.is_forward and runs_backwards(source, target):
            yield _about(ProblemKind.BACKWARD_LINK, ends, link)
        elif link.kind not in allowed_kinds(source, target):
            yield _about(ProblemKind.LINK_NOT_ALLOWED, ends, link)
        if link.by_definition and not (
            link.kind is LinkKind.CAUSAL and may_hold_by_definition(source, target)
        ):
            yield _about(ProblemKind.MISPLACED_DEFINITION, ends, link)


def _unreached(pathway: Pathway) -> Iterator[Problem]:
    outputs = [e.id for e in pathway.elements if e.kind is ElementKind.OUTPUT]
    goals = [e.id for e in pathway.elements if e.kind is ElementKind.GOAL]

    def carried_out_by(here: Id) -> Iterable[Id]:
        return (link.source for link in pathway.arriving[here] if link.kind is LinkKind.IMPLEMENTATION)

    def caused_by(here: Id) -> Iterable[Id]:
        return (link.source for link in causal_links_into(pathway, here))

    leads_to_output = closure(outputs, carried_out_by)
    leads_to_goal = closure(goals, caused_by)
    for element in pathway.ordered:
        if element.kind is ElementKind.ACTIVITY and element.id not in leads_to_output:
            yield Problem(ProblemKind.ACTIVITY_WITHOUT_OUTPUT, (element.id,))
    for element in pathway.ordered:
        if element.kind is ElementKind.OUTPUT and element.id not in leads_to_goal:
            yield Problem(ProblemKind.OUTPUT_WITHOUT_GOAL, (element.id,))


def _link_warnings(pathway: Pathway, links: Iterable[Link]) -> Iterator[Problem]:
    from_outputs = []
    for link in links:
        ends = _ends(pathway, link)
        if link.kind is LinkKind.CAUSAL and len(ends) == 2 and ends[0].kind is ElementKind.OUTPUT:
            from_outputs.append((link, ends))
    for link, ends in from_outputs:
        if ends[1].kind in OUTCOME_KINDS and not link.assumptions:
            yield _about(ProblemKind.LINK_WITHOUT_ASSUMPTION, ends, link)
    for link, ends in from_outputs:
        if ends[1].kind is ElementKind.GOAL:
            yield _about(ProblemKind.CHAIN_WITHOUT_OUTCOME, ends, link)


def _element_warnings(pathway: Pathway) -> Iterator[Problem]:
    for element in outcomes_without_indicator(pathway):
        yield Problem(ProblemKind.OUTCOME_WITHOUT_INDICATOR, (element.id,))
    parties = acting_parties(pathway)
    if Party.POLICE not in parties:
        yield Problem(ProblemKind.NO_POLICE_ACTIVITY)
    if Party.MUNICIPALITY not in parties:
        yield Problem(ProblemKind.NO_MUNICIPAL_ACTIVITY)
    linked = {end for link in pathway.links for end in (link.source, link.target)}
    for element in pathway.ordered:
        if element.id not in linked:
            yield Problem(ProblemKind.ORPHAN, (element.id,))


def _ends(pathway: Pathway, link: Link) -> tuple[Element, ...]:
    found = (pathway.element.get(end) for end in (link.source, link.target))
    return tuple(end for end in found if end is not None)


def _about(kind: ProblemKind, ends: Iterable[Element], link: Link) -> Problem:
    return Problem(kind, tuple(end.id for end in ends), (link.id,))
