"""The words that pages use for the vocabularies of the domain, in the reader's language."""

from datetime import date
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel import gettext, lazy_gettext, lazy_pgettext

from tracker.services.errors import Duplicate, Invalid
from tracker.theory.evidence.levels import LinkState
from tracker.theory.follow_up.indicators import IndicatorState
from tracker.theory.follow_up.inference import Conclusion
from tracker.theory.follow_up.milestones import MilestoneState
from tracker.theory.follow_up.report_age import StatusAge
from tracker.theory.kinds import (
    AssumptionState,
    CaseDocumentKind,
    DeliveryStatus,
    Dimension,
    Directness,
    EffectDirection,
    ElementKind,
    EntryDecision,
    EvidenceLevel,
    Frequency,
    HearingOutcome,
    IndexState,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    MeasurementKind,
    OrganisationKind,
    PlanState,
    ProposalState,
    Relation,
    ResultStatus,
    Role,
    Suitability,
    Verdict,
    Visibility,
)
from tracker.theory.priorities.candidates import Criterion, Gate
from tracker.web.i18n import day, number

_ = lazy_gettext
pgettext = lazy_pgettext

WORDS: dict[Any, Any] = {
    (ElementKind, "input"): _("Input"),
    (ElementKind, "activity"): _("Activity"),
    (ElementKind, "output"): _("Output"),
    (ElementKind, "outcome_short"): _("Short-term outcome"),
    (ElementKind, "outcome_medium"): _("Medium-term outcome"),
    (ElementKind, "outcome_long"): _("Long-term outcome"),
    (ElementKind, "goal"): _("Goal"),
    (ElementKind, "external"): _("External factor"),
    (LinkKind, "implementation"): _("Implementation"),
    (LinkKind, "causal"): _("Causal link"),
    (LinkKind, "external"): _("External influence"),
    (LinkKind, "feedback"): _("Feedback"),
    (LinkBasis, "hypothesis"): _("Hypothesis"),
    (LinkBasis, "definition"): _("By definition"),
    (DeliveryStatus, "planned"): _("Planned"),
    (DeliveryStatus, "on_track"): _("On track"),
    (DeliveryStatus, "minor_issues"): _("Minor issues"),
    (DeliveryStatus, "major_issues"): _("Major issues"),
    (DeliveryStatus, "completed"): _("Completed"),
    (DeliveryStatus, "abandoned"): _("Abandoned"),
    (DeliveryStatus, "not_known"): _("Not known"),
    (ResultStatus, "not_yet"): _("Too early to expect"),
    (ResultStatus, "on_track"): _("Likely to be achieved"),
    (ResultStatus, "partially_achieved"): _("Partially achieved"),
    (ResultStatus, "achieved"): _("Achieved"),
    (ResultStatus, "not_achieved"): _("Not achieved"),
    (ResultStatus, "no_longer_relevant"): _("No longer relevant"),
    (ResultStatus, "not_known"): _("Not known (not measured)"),
    (EffectDirection, "positive"): _("Positive"),
    (EffectDirection, "potentially_positive"): _("Potentially positive"),
    (EffectDirection, "mixed"): _("Mixed"),
    (EffectDirection, "no_discernible"): _("No discernible effect"),
    (EffectDirection, "potentially_negative"): _("Potentially negative"),
    (EffectDirection, "negative"): _("Negative"),
    (Directness, "direct"): _("Direct"),
    (Directness, "indirect"): _("Indirect"),
    (AssumptionState, "untested"): _("Untested"),
    (AssumptionState, "holds"): _("Holds"),
    (AssumptionState, "at_risk"): _("At risk"),
    (AssumptionState, "refuted"): _("Refuted"),
    (Dimension, "area"): _("Area"),
    (Dimension, "age"): _("Age"),
    (Dimension, "sex"): _("Sex"),
    (IndicatorDirection, "higher_better"): _("Higher is better"),
    (IndicatorDirection, "lower_better"): _("Lower is better"),
    (PlanState, "idea"): _("Idea"),
    (PlanState, "draft"): _("Draft"),
    (PlanState, "in_hearing"): _("In hearing"),
    (PlanState, "approved"): _("Approved"),
    (PlanState, "active"): _("Active"),
    (PlanState, "paused"): _("Paused"),
    (PlanState, "completed"): _("Completed"),
    (PlanState, "rejected"): _("Rejected"),
    (ProposalState, "open"): _("Waiting for the planning group"),
    (ProposalState, "accepted"): _("Accepted"),
    (ProposalState, "returned"): _("Returned"),
    (ProposalState, "withdrawn"): _("Withdrawn"),
    (Visibility, "shared"): _("Shared with every partner"),
    (Visibility, "organisation"): _("Lead organisation, owners and planning group"),
    (OrganisationKind, "municipality"): _("Municipality"),
    (OrganisationKind, "executive"): _("Executive"),
    (OrganisationKind, "administration"): _("Administration"),
    (OrganisationKind, "police"): _("Police"),
    (OrganisationKind, "police_management"): _("Police management"),
    (OrganisationKind, "planning_group"): _("Planning group"),
    (OrganisationKind, "committee"): _("Committee"),
    (OrganisationKind, "partner"): _("Partner"),
    (Role, "owner"): _("Initiative owner"),
    (Role, "planner"): _("Planning group"),
    (Role, "manager"): _("Manager"),
    (Role, "secretary"): _("Committee secretary"),
    (Role, "reader"): _("Reader"),
    (Role, "administrator"): _("Administrator"),
    (LinkState, "supported"): _("Supported"),
    (LinkState, "untested"): _("Untested"),
    (LinkState, "contested"): _("Contested"),
    (LinkState, "contradicted"): _("Contradicted"),
    (LinkState, "mixed"): _("Mixed findings"),
    (LinkState, "harmful"): _("Documented harm"),
    (LinkState, "definition"): _("Holds by definition"),
    (MilestoneState, "planned"): _("Planned"),
    (MilestoneState, "due_soon"): _("Due soon"),
    (MilestoneState, "overdue"): _("Overdue"),
    (MilestoneState, "done"): _("Done"),
    (MilestoneState, "done_late"): _("Done late"),
    (IndicatorState, "on_track"): _("On the expected line"),
    (IndicatorState, "behind"): _("Behind the expected line"),
    (IndicatorState, "no_progress"): _("No progress"),
    (IndicatorState, "target_reached"): _("Target reached"),
    (IndicatorState, "not_measured"): _("Not measured"),
    (StatusAge, "current"): _("Current"),
    (StatusAge, "stale"): _("Out of date"),
    (StatusAge, "never_reported"): _("No report yet"),
    (Conclusion, "too_early"): _("Too early to tell"),
    (Conclusion, "not_known"): _("Not known"),
    (Conclusion, "moved_not_through_chain"): _("Moved, but not through this chain"),
    (Conclusion, "moved_unsupported"): _("Moved, without support for a contribution"),
    (Conclusion, "question_delivery"): _("Question the delivery"),
    (Conclusion, "question_theory"): _("Question the theory"),
    (Conclusion, "plausible_contribution"): _("Plausible contribution"),
    (MeasurementKind, "survey"): _("Survey"),
    (MeasurementKind, "register"): _("Register"),
    (MeasurementKind, "administrative"): _("Administrative"),
    (Frequency, "monthly"): _("Monthly"),
    (Frequency, "quarterly"): _("Quarterly"),
    (Frequency, "yearly"): _("Yearly"),
    (Frequency, "school_year"): _("Every school year"),
    (Frequency, "every_two_years"): _("Every two years"),
    (Frequency, "irregular"): _("Irregularly"),
    (Suitability, "relevance"): _("Relevance"),
    (Suitability, "validity"): _("Validity"),
    (Suitability, "timeliness"): _("Timeliness"),
    (Suitability, "coverage"): _("Coverage"),
    (Suitability, "comparability"): _("Comparability"),
    (Suitability, "access"): _("Access"),
    (Verdict, "candidate"): _("Candidate for the index"),
    (Verdict, "include"): _("In the index"),
    (Verdict, "exclude"): _("Left out of the index"),
    (IndexState, "draft"): pgettext("index", "Draft"),
    (IndexState, "published"): pgettext("index", "Published"),
    (IndexState, "retired"): pgettext("index", "Retired"),
    (Gate, "refers_to_goal"): _("Refers to a goal"),
    (Gate, "joint"): _("Joint"),
    (Gate, "no_harm"): _("No documented harm"),
    (Criterion, "evidence"): _("Evidence"),
    (Criterion, "practicable"): _("Practicable"),
    (Criterion, "impact"): _("Expected contribution to the goal"),
    (Criterion, "jointness"): _("Degree of jointness"),
    (Criterion, "measurable"): _("Measurable"),
    (Criterion, "cost"): _("Cost (3 = cheap)"),
    (EntryDecision, "go_ahead"): _("Goes ahead"),
    (EntryDecision, "wait"): _("Waits"),
    (EntryDecision, "reject"): pgettext("prioritisation", "Rejected"),
    (HearingOutcome, "discussed"): pgettext("hearing", "Discussed"),
    (HearingOutcome, "recommended"): pgettext("hearing", "Recommended"),
    (HearingOutcome, "approved"): pgettext("hearing", "Approved"),
    (HearingOutcome, "noted"): pgettext("hearing", "Noted"),
    (HearingOutcome, "returned"): pgettext("hearing", "Returned"),
    (HearingOutcome, "rejected"): pgettext("hearing", "Rejected"),
    (CaseDocumentKind, "terms_of_reference"): _("Terms of reference"),
    (CaseDocumentKind, "appendix"): _("Appendix"),
    (CaseDocumentKind, "status"): _("Status report"),
    (CaseDocumentKind, "minutes"): _("Minutes"),
    (CaseDocumentKind, "other"): _("Other document"),
    (Relation, "supports"): _("Supports"),
    (Relation, "overlaps"): _("Overlaps"),
    (Relation, "conflicts"): _("Conflicts"),
}

EVIDENCE: dict[EvidenceLevel, Any] = {
    EvidenceLevel.E0: _("Assumption"),
    EvidenceLevel.E1: _("Practice knowledge"),
    EvidenceLevel.E2: _("Promising"),
    EvidenceLevel.E3: _("Documented"),
    EvidenceLevel.E4: _("Well documented"),
}


def word(member: StrEnum | EvidenceLevel | None) -> str:
    """The word for a member of a vocabulary; empty for none."""
    if member is None:
        return ""
    if isinstance(member, EvidenceLevel):
        return str(EVIDENCE[member])
    return str(WORDS[type(member), member.value])


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """(value, word) for each member, for a select field."""
    return [(member.value, word(member)) for member in kind]


FAULTS: dict[str, Any] = {
    "required": _("Fill in this field."),
    "too_long": _("The text is too long."),
    "not_there": _("It is no longer there."),
    "control_characters": _("The text holds control characters that cannot be stored. Remove them."),
    "out_of_range": _("Give a number from %(lowest)s to %(highest)s."),
    "ends_before_start": _("The end comes before the start."),
    "of_another_strategy": _("It belongs to another strategy."),
    "of_another_plan": _("It belongs to another action plan."),
    "not_among_goals": _("The primary goal has to be one of the plan's goals."),
    "only_on_activities": _("Only an activity has a start and an end."),
    "only_on_outcomes": _("Only an outcome has a date from which it is expected."),
    "only_on_goals": _("Only a goal element stands for a goal of the strategy."),
    "code_taken": _("“%(code)s” is already in use."),
    "links_to_itself": _("A link cannot run from an element to itself."),
    "not_a_doi": _("A DOI begins with 10. and has a slash, for example 10.1002/cl2.1046."),
    "not_a_web_address": _("Give an address that begins with http:// or https://, without spaces."),
    "not_a_country": _("A country is two capital letters, for example DK."),
}
"""A sentence for each fault that a verb names; subjects add theirs with ``faults``."""


def faults(sentences: dict[str, Any]) -> None:
    """Adds sentences for a subject's faults. A name must be new."""
    taken = FAULTS.keys() & sentences.keys()
    if taken:
        raise ValueError(f"faults worded twice: {sorted(taken)}")
    FAULTS.update(sentences)


def refusal(error: Invalid | Duplicate) -> str:
    """The sentence for what a verb refused."""
    if isinstance(error, Duplicate):
        return str(gettext("“%(value)s” is already in use. Choose another.", value=error.value))
    sentence = str(FAULTS[error.fault])
    return sentence % {key: _detail(value) for key, value in error.details.items()}


def _detail(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, float) else str(value)


def install(app: Flask) -> None:
    app.jinja_env.filters["word"] = word
