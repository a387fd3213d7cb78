"""What a delayed milestone has at stake: how much lies downstream of it.

Source: DOMAIN, "Delay impact". It says where to look first, and is no measure of importance: goals and
elements are counted, not weighed.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from tracker.theory.follow_up.milestones import assess
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id, Milestone, Pathway
from tracker.theory.reach import downstream
from tracker.theory.risk.downstream import goals_downstream

StakeKey: TypeAlias = tuple[int, int, date, int]
"""Goals and elements, both negative, then ``due``, then the number of the row."""


@dataclass(frozen=True, slots=True)
class Stake:
    """The strategy's ``goals`` at risk, and how many ``elements`` that are no goals."""

    goals: tuple[Id, ...] = ()
    elements: int = 0


def stake(pathway: Pathway, milestone: Milestone, today: date) -> Stake:
    """Nothing where the milestone keeps its first promise."""
    if not assess(milestone, today).delay_days:
        return Stake()
    after = downstream(pathway, milestone.element)
    elements = sum(element.kind is not ElementKind.GOAL for element in after)
    return Stake(goals_downstream(pathway, milestone.element), elements)


def most_first(goals: int, elements: int, due: date, number: int) -> StakeKey:
    """Sort key of overdue milestones: most goals at risk first, then most elements, then longest overdue."""
    return (-goals, -elements, due, number)
