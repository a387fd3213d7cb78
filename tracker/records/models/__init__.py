"""The tables, one module a noun."""

from tracker.records.models.catalogue import CatalogueEntry, CatalogueGoal, Commitment, CommitmentLink
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
from tracker.records.models.hearing import (
    Case,
    CaseDocument,
    Hearing,
    HearingDocument,
    HearingRecipient,
    ReplyPoint,
)
from tracker.records.models.link import Assumption, Link, LinkAssumption
from tracker.records.models.log import DrawnDiagram, Event, Operation, Submission
from tracker.records.models.measurement import Measurement, MeasurementValue, SeriesBreak, SuitabilityScore
from tracker.records.models.organisation import Organisation, RoleAssignment, SignIn, User
from tracker.records.models.plan import Plan, PlanGoal, PlanOwner, PlanPartner
from tracker.records.models.prioritisation import (
    Candidate,
    CandidateFinding,
    CandidateGoal,
    PriorityScore,
    Round,
    RoundCriterion,
    RoundEntry,
)
from tracker.records.models.safety_index import IndexDefinition, IndexMeasure, IndexVersion, IndexYear
from tracker.records.models.strategy import Definition, Goal, Strategy

__all__ = [
    "Assumption",
    "Candidate",
    "CandidateFinding",
    "CandidateGoal",
    "Case",
    "CaseDocument",
    "CatalogueEntry",
    "CatalogueGoal",
    "Comment",
    "Commitment",
    "CommitmentLink",
    "Definition",
    "Disaggregation",
    "Document",
    "DrawnDiagram",
    "Element",
    "Event",
    "Finding",
    "Goal",
    "Hearing",
    "HearingDocument",
    "HearingRecipient",
    "IndexDefinition",
    "IndexMeasure",
    "IndexVersion",
    "IndexYear",
    "Indicator",
    "IndicatorReading",
    "Link",
    "LinkAssumption",
    "LinkFinding",
    "Measurement",
    "MeasurementValue",
    "Mention",
    "Milestone",
    "Operation",
    "Organisation",
    "Plan",
    "PlanGoal",
    "PlanOwner",
    "PlanPartner",
    "PriorityScore",
    "Proposal",
    "ReadingPart",
    "ReplyPoint",
    "RoleAssignment",
    "Round",
    "RoundCriterion",
    "RoundEntry",
    "SeriesBreak",
    "SignIn",
    "StatusReport",
    "Strategy",
    "Submission",
    "SuitabilityScore",
    "User",
]
