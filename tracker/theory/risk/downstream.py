"""What a delay or a doubtful assumption puts at risk downstream. It never touches a reported status.

Source: DOMAIN, "Delay impact": a late or slipped milestone puts at risk every element downstream along
implementation and causal links, with the chain named and the expected date moved by the delay through
the lags; a refuted or at-risk critical assumption does the same from its links on.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import networkx as nx

from tracker.theory.follow_up.milestones import MilestoneAssessment, assess
from tracker.theory.kinds import AssumptionState, ElementKind
from tracker.theory.pathway import Assumption, Element, Id, Link, Milestone, Pathway, id_key
from tracker.theory.reach import Ways, downstream, shortest_ways

DOUBTFUL = (AssumptionState.REFUTED, AssumptionState.AT_RISK)
"""States in which a critical assumption puts its links' downstream at risk, the worse first."""


class RiskCause(StrEnum):
    MILESTONE = "milestone"
    ASSUMPTION = "assumption"


@dataclass(frozen=True, slots=True)
class Risk:
    """One element at risk from one cause.

    ``chain`` names the way, a shortest one: from the milestone's element, or from the source of the
    assumption's link, to the element; ``links`` join it. ``delay_days`` counts from the
    milestone's first promise; 0 for an assumption, which has no dates.

    ``expected`` is when the element is expected: its own date (``expected_from`` of an outcome, ``ends_on``
    of an activity), else the date of the element before it, or of the promise, plus the lag.
    ``moved_to`` is that day moved by the delay. ``lag_days`` is the sum of the chain's stated lags.
    ``lags_known`` is False when a lag that ``expected`` rests on is not stated and counted as 0.
    """

    element: Id
    cause: RiskCause
    milestone: Id | None
    assumption: Id | None
    chain: tuple[Id, ...]
    links: tuple[Id, ...]
    delay_days: int = 0
    expected: date | None = None
    moved_to: date | None = None
    lag_days: int = 0
    lags_known: bool = True


def delayed_milestones(pathway: Pathway, today: date) -> tuple[MilestoneAssessment, ...]:
    """Milestones behind their first promise (overdue, moved later, or done after it), the longest
    delay first; equal delays by code, then id."""
    assessed = (assess(milestone, today) for milestone in pathway.milestones)
    delayed = [found for found in assessed if found.delay_days > 0]
    return tuple(sorted(delayed, key=_by_delay))


def doubtful_assumptions(pathway: Pathway) -> tuple[Assumption, ...]:
    """Critical assumptions that are refuted or at risk, refuted first, then by id."""
    doubtful = [a for a in pathway.assumptions if a.critical and a.state in DOUBTFUL]
    return tuple(sorted(doubtful, key=lambda a: (DOUBTFUL.index(a.state), id_key(a.id))))


def risks(pathway: Pathway, today: date) -> tuple[Risk, ...]:
    """Every element at risk from every cause: milestones by delay, then assumptions; nearest elements
    first. As long as the answer is: causes times the elements downstream of each."""
    return tuple(_each(pathway, today, ()))


def at_stake(pathway: Pathway, assumption: Id) -> tuple[Risk, ...]:
    """Every element that an assumption puts at risk, or would once it is critical and in doubt; nearest
    first."""
    found = pathway.assumption.get(assumption)
    if found is None:
        return ()
    links = _links_by_assumption(pathway).get(assumption, [])
    return tuple(_from_assumption(pathway, found, links, ()))


def doubts(pathway: Pathway) -> dict[Id, tuple[Risk, ...]]:
    """For each element the critical assumptions in doubt that put it at risk, refuted ones first, whatever
    else delays it. As long as the answer is."""
    found: dict[Id, tuple[Risk, ...]] = {}
    for assumption in doubtful_assumptions(pathway):
        for risk in at_stake(pathway, assumption.id):
            found[risk.element] = (*found.get(risk.element, ()), risk)
    return found


def worst_risks(pathway: Pathway, today: date) -> dict[Id, Risk]:
    """One risk for each element at risk: the longest delay, and where there is none an assumption,
    refuted before at risk. Takes time in proportion to the links and to the chains that are named.

    What lies after an element at risk is itself at risk, so that a lesser cause can stop there; but not
    in a draft with loops, where a milestone's own element may lie behind it.
    """
    worst: dict[Id, Risk] = {}
    closed = worst if nx.is_directed_acyclic_graph(pathway.forward) else ()
    for risk in _each(pathway, today, closed):
        worst.setdefault(risk.element, risk)
    return worst


def risks_of(pathway: Pathway, milestone: Milestone, today: date) -> tuple[Risk, ...]:
    """Every element that this milestone alone puts at risk, the nearest first; none where it keeps its
    first promise."""
    found = assess(milestone, today)
    return tuple(_from_milestone(pathway, found, ())) if found.delay_days else ()


def goals_downstream(pathway: Pathway, element: Id) -> tuple[Id, ...]:
    """The strategy's goals that an element leads to, in reading order; its own for a goal element."""
    after = (pathway.element[element], *downstream(pathway, element))
    goals = (found.goal for found in after if found.kind is ElementKind.GOAL)
    return tuple(dict.fromkeys(goal for goal in goals if goal is not None))


def _each(pathway: Pathway, today: date, closed: Container[Id]) -> Iterator[Risk]:
    for delayed in delayed_milestones(pathway, today):
        yield from _from_milestone(pathway, delayed, closed)
    links = _links_by_assumption(pathway)
    for assumption in doubtful_assumptions(pathway):
        yield from _from_assumption(pathway, assumption, links.get(assumption.id, []), closed)


def _from_milestone(pathway: Pathway, delayed: MilestoneAssessment, closed: Container[Id]) -> Iterator[Risk]:
    milestone = delayed.milestone
    start = milestone.element
    ways = shortest_ways(pathway, pathway.leaving.get(start, ()), lambda e: e == start or e in closed)
    for element, links, expectation in _along(pathway, ways, milestone.baseline_due):
        yield Risk(
            element,
            RiskCause.MILESTONE,
            milestone.id,
            None,
            (start, *(link.target for link in links)),
            tuple(link.id for link in links),
            delayed.delay_days,
            expectation.on,
            _later(expectation.on, delayed.delay_days),
            expectation.lag_days,
            expectation.lags_known,
        )


def _from_assumption(
    pathway: Pathway, assumption: Assumption, first: Sequence[Link], closed: Container[Id]
) -> Iterator[Risk]:
    ways = shortest_ways(pathway, first, closed.__contains__)
    for element, links, expectation in _along(pathway, ways, None):
        yield Risk(
            element,
            RiskCause.ASSUMPTION,
            None,
            assumption.id,
            (links[0].source, *(link.target for link in links)),
            tuple(link.id for link in links),
            expected=expectation.on,
            lag_days=expectation.lag_days,
            lags_known=expectation.lags_known,
        )


def _along(
    pathway: Pathway, ways: Ways, promise: date | None
) -> Iterator[tuple[Id, tuple[Link, ...], "_Expectation"]]:
    timeline: dict[Id, _Expectation] = {}
    for element, link in ways.last.items():
        before = _Expectation(promise) if link.id in ways.first else timeline[link.source]
        timeline[element] = before.after(link, pathway.element[element])
        yield element, ways.to(element), timeline[element]


def _links_by_assumption(pathway: Pathway) -> dict[Id, list[Link]]:
    """The forward links that rest on each assumption, in reading order."""
    found: dict[Id, list[Link]] = {}
    for element in pathway.ordered:
        for link in pathway.leaving[element.id]:
            for assumption in link.assumptions:
                found.setdefault(assumption, []).append(link)
    return found


@dataclass(frozen=True, slots=True)
class _Expectation:
    """When an element along a chain is expected, and on what lags that rests."""

    on: date | None
    lag_days: int = 0
    lags_known: bool = True

    def after(self, link: Link, element: Element) -> "_Expectation":
        lag = link.lag_days or 0
        own = element.expected_from or element.ends_on
        if own is not None:
            return _Expectation(own, self.lag_days + lag)
        known = self.lags_known and link.lag_days is not None
        return _Expectation(_later(self.on, lag), self.lag_days + lag, known)


def _later(day: date | None, days: int) -> date | None:
    """None where the calendar ends."""
    try:
        return None if day is None else day + timedelta(days=days)
    except OverflowError:
        return None


def _by_delay(found: MilestoneAssessment) -> tuple[int, str, tuple[int, str]]:
    return (-found.delay_days, found.milestone.code, id_key(found.milestone.id))
