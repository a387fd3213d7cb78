"""What one milestone puts at risk by its delay: elements, their indicators, and the strategy's goals.

Source: DOMAIN, "Delay impact". The indicators add the day of their target: an outcome that comes about
after it cannot have reached it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.theory.follow_up import indicators
from tracker.theory.follow_up.milestones import MilestoneAssessment, assess
from tracker.theory.kinds import ElementKind
from tracker.theory.pathway import Id, Indicator, Milestone, Pathway
from tracker.theory.reach import in_order
from tracker.theory.risk.downstream import Risk, risks_of


class TargetOutlook(StrEnum):
    """What the moved expectation means for the day of a target.

    ``WITHIN``: the target still comes on or after the day. ``OVERTAKEN``: it did, and the delay carries the
    expectation past it. ``BEYOND``: the expectation lay after the target without the delay already.
    ``OPEN``: no day is expected.
    """

    WITHIN = "within"
    OVERTAKEN = "overtaken"
    BEYOND = "beyond"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class IndicatorAtRisk:
    """An indicator of an element at risk. ``days_left`` run from the moved expectation to the target,
    negative where the target comes first; None where no day is expected."""

    indicator: Indicator
    risk: Risk
    outlook: TargetOutlook
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Impact:
    """``risks`` the nearest element first, goals among them; ``indicators`` in the same order. ``elements``
    counts those that are no goals, ``goals`` are the strategy's goals, in reading order."""

    assessment: MilestoneAssessment
    risks: tuple[Risk, ...]
    indicators: tuple[IndicatorAtRisk, ...]
    elements: int
    goals: tuple[Id, ...]


def milestone_of(pathway: Pathway, milestone: Id) -> Milestone | None:
    """The milestone with this id; None where the pathway has none."""
    return next((found for found in pathway.milestones if found.id == milestone), None)


def impact(pathway: Pathway, milestone: Milestone, today: date) -> Impact:
    """What the milestone puts at risk today, by itself: other delays and doubts are left out."""
    found = risks_of(pathway, milestone, today)
    own = indicators.by_element(pathway)
    reached = [pathway.element[one] for one in in_order(pathway, (risk.element for risk in found))]
    goals = (element.goal for element in reached if element.kind is ElementKind.GOAL)
    return Impact(
        assess(milestone, today),
        found,
        tuple(_at_risk(indicator, risk) for risk in found for indicator in own.get(risk.element, ())),
        sum(element.kind is not ElementKind.GOAL for element in reached),
        tuple(dict.fromkeys(goal for goal in goals if goal is not None)),
    )


def _at_risk(indicator: Indicator, risk: Risk) -> IndicatorAtRisk:
    if risk.expected is None or risk.moved_to is None:
        return IndicatorAtRisk(indicator, risk, TargetOutlook.OPEN, None)
    days_left = (indicator.target.on - risk.moved_to).days
    if days_left >= 0:
        outlook = TargetOutlook.WITHIN
    else:
        overtaken = risk.expected <= indicator.target.on
        outlook = TargetOutlook.OVERTAKEN if overtaken else TargetOutlook.BEYOND
    return IndicatorAtRisk(indicator, risk, outlook, days_left)
