"""The closed vocabularies of the domain. Values are stored and exchanged as written here."""

from enum import IntEnum, StrEnum


class ElementKind(StrEnum):
    """What a box in the diagram is; the order of the members is the order of the columns."""

    INPUT = "input"
    ACTIVITY = "activity"
    OUTPUT = "output"
    OUTCOME_SHORT = "outcome_short"
    OUTCOME_MEDIUM = "outcome_medium"
    OUTCOME_LONG = "outcome_long"
    GOAL = "goal"
    EXTERNAL = "external"

    @property
    def column(self) -> int | None:
        """Column from the left, 0–6; an external factor stands in no column."""
        return None if self is ElementKind.EXTERNAL else list(ElementKind).index(self)

    @property
    def is_outcome(self) -> bool:
        return self in OUTCOME_KINDS

    @property
    def is_delivery(self) -> bool:
        """Followed by delivery status and milestones."""
        return self in DELIVERY_KINDS

    @property
    def is_result(self) -> bool:
        """Followed by result status and measurement."""
        return self in RESULT_KINDS


OUTCOME_KINDS = (ElementKind.OUTCOME_SHORT, ElementKind.OUTCOME_MEDIUM, ElementKind.OUTCOME_LONG)
DELIVERY_KINDS = (ElementKind.ACTIVITY, ElementKind.OUTPUT)
RESULT_KINDS = (*OUTCOME_KINDS, ElementKind.GOAL)


class LinkKind(StrEnum):
    IMPLEMENTATION = "implementation"
    CAUSAL = "causal"
    EXTERNAL = "external"
    FEEDBACK = "feedback"

    @property
    def is_forward(self) -> bool:
        """Part of every roll-up: may form no cycle and never runs to an earlier column."""
        return self in (LinkKind.IMPLEMENTATION, LinkKind.CAUSAL)


class LinkBasis(StrEnum):
    """Why a causal link holds: a hypothesis about the world, or the goal's own definition."""

    HYPOTHESIS = "hypothesis"
    DEFINITION = "definition"


class DeliveryStatus(StrEnum):
    PLANNED = "planned"
    ON_TRACK = "on_track"
    MINOR_ISSUES = "minor_issues"
    MAJOR_ISSUES = "major_issues"
    COMPLETED = "completed"
    ABANDONED = "abandoned"
    NOT_KNOWN = "not_known"


class ResultStatus(StrEnum):
    NOT_YET = "not_yet"
    ON_TRACK = "on_track"
    PARTIALLY_ACHIEVED = "partially_achieved"
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    NO_LONGER_RELEVANT = "no_longer_relevant"
    NOT_KNOWN = "not_known"


class EvidenceLevel(IntEnum):
    """E0 assumption, E1 practice knowledge, E2 promising, E3 documented, E4 well documented."""

    E0 = 0
    E1 = 1
    E2 = 2
    E3 = 3
    E4 = 4


class EffectDirection(StrEnum):
    POSITIVE = "positive"
    POTENTIALLY_POSITIVE = "potentially_positive"
    MIXED = "mixed"
    NO_DISCERNIBLE = "no_discernible"
    POTENTIALLY_NEGATIVE = "potentially_negative"
    NEGATIVE = "negative"


class Directness(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"


class AssumptionState(StrEnum):
    UNTESTED = "untested"
    HOLDS = "holds"
    AT_RISK = "at_risk"
    REFUTED = "refuted"


class IndicatorDirection(StrEnum):
    HIGHER_BETTER = "higher_better"
    LOWER_BETTER = "lower_better"


class Dimension(StrEnum):
    """By what a reading is broken down."""

    AREA = "area"
    AGE = "age"
    SEX = "sex"


class PlanState(StrEnum):
    IDEA = "idea"
    DRAFT = "draft"
    IN_HEARING = "in_hearing"
    APPROVED = "approved"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    REJECTED = "rejected"


class ProposalState(StrEnum):
    """An owner's proposal to change an approved plan: the planning group decides, or it is taken back."""

    OPEN = "open"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Visibility(StrEnum):
    SHARED = "shared"
    ORGANISATION = "organisation"


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    EXECUTIVE = "executive"
    ADMINISTRATION = "administration"
    POLICE = "police"
    POLICE_MANAGEMENT = "police_management"
    PLANNING_GROUP = "planning_group"
    COMMITTEE = "committee"
    PARTNER = "partner"


class Party(StrEnum):
    """The side an organisation stands on; a plan is joint when police and municipality both act."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    PARTNER = "partner"


class Role(StrEnum):
    OWNER = "owner"
    PLANNER = "planner"
    MANAGER = "manager"
    SECRETARY = "secretary"
    READER = "reader"
    ADMINISTRATOR = "administrator"


class MeasurementKind(StrEnum):
    """Where a measurement's values come from."""

    SURVEY = "survey"
    REGISTER = "register"
    ADMINISTRATIVE = "administrative"


class Frequency(StrEnum):
    """How often a measurement is taken."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    SCHOOL_YEAR = "school_year"
    EVERY_TWO_YEARS = "every_two_years"
    IRREGULAR = "irregular"


class Suitability(StrEnum):
    """What is scored 0–3 when a measurement is judged for the safety index."""

    RELEVANCE = "relevance"
    VALIDITY = "validity"
    TIMELINESS = "timeliness"
    COVERAGE = "coverage"
    COMPARABILITY = "comparability"
    ACCESS = "access"


class Verdict(StrEnum):
    """Whether a measurement goes into the safety index."""

    CANDIDATE = "candidate"
    INCLUDE = "include"
    EXCLUDE = "exclude"


class IndexState(StrEnum):
    """A version of the index; a published one never changes."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class EntryDecision(StrEnum):
    """What a round of prioritisation decides for a candidate."""

    GO_AHEAD = "go_ahead"
    WAIT = "wait"
    REJECT = "reject"


class HearingOutcome(StrEnum):
    """What a committee did with what it was heard on."""

    DISCUSSED = "discussed"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    NOTED = "noted"
    RETURNED = "returned"
    REJECTED = "rejected"


class CaseDocumentKind(StrEnum):
    TERMS_OF_REFERENCE = "terms_of_reference"
    APPENDIX = "appendix"
    STATUS = "status"
    MINUTES = "minutes"
    OTHER = "other"


class Relation(StrEnum):
    """How a commitment of an existing strategy stands to an element of a plan."""

    SUPPORTS = "supports"
    OVERLAPS = "overlaps"
    CONFLICTS = "conflicts"
