"""The tables, one module a noun."""

from tracker.records.models.discussion import Comment, Mention, Proposal
from tracker.records.models.element import Element
from tracker.records.models.evidence import Finding, LinkFinding
from tracker.records.models.followup import (
    Disaggregation,
    Document,
    Indicator,
    IndicatorReading,
    Milestone,
    ReadingPart,
    StatusReport,
)
from tracker.records.models.link import Assumption, Link, LinkAssumption
from tracker.records.models.log import DrawnDiagram, Event, Operation, Submission
from tracker.records.models.organisation import Organisation, RoleAssignment, SignIn, User
from tracker.records.models.plan import Plan, PlanGoal, PlanOwner, PlanPartner
from tracker.records.models.strategy import Definition, Goal, Strategy

__all__ = [
    "Assumption",
    "Comment",
    "Definition",
    "Disaggregation",
    "Document",
    "DrawnDiagram",
    "Element",
    "Event",
    "Finding",
    "Goal",
    "Indicator",
    "IndicatorReading",
    "Link",
    "LinkAssumption",
    "LinkFinding",
    "Mention",
    "Milestone",
    "Operation",
    "Organisation",
    "Plan",
    "PlanGoal",
    "PlanOwner",
    "PlanPartner",
    "Proposal",
    "ReadingPart",
    "RoleAssignment",
    "SignIn",
    "StatusReport",
    "Strategy",
    "Submission",
    "User",
]
