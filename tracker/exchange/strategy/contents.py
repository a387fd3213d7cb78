"""What a strategy file says, typed. Codes are the ids of the file; ``line`` is where an entry begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.exchange.strategy.catalogue_reading import CatalogueEntry
from tracker.exchange.strategy.entries import Entry
from tracker.exchange.strategy.hearing_entries import CaseEntry
from tracker.exchange.strategy.measurement_reading import IndexEntry, MeasurementEntry
from tracker.exchange.strategy.prioritisation_reading import IdeaEntry, RoundEntry
from tracker.exchange.strategy.yaml_lines import Note
from tracker.theory.kinds import (
    AssumptionState,
    DeliveryStatus,
    Directness,
    EffectDirection,
    ElementKind,
    EvidenceLevel,
    IndicatorDirection,
    LinkBasis,
    LinkKind,
    OrganisationKind,
    PlanState,
    ResultStatus,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry(Entry):
    kind: OrganisationKind
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEntry(Entry):
    """A post that somebody holds; the file names no persons."""

    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionEntry(Entry):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalEntry(Entry):
    definition: str
    note: str
    needs_precision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    line: int
    code: str
    citation: str
    doi: str | None
    url: str | None
    design: str
    studies: int | None
    effect: str
    direction: EffectDirection
    level: EvidenceLevel
    directness: Directness
    sentence: str
    country: str | None
    retrieved_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    line: int
    status: DeliveryStatus | ResultStatus
    reported_on: date
    happened: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementEntry(Entry):
    kind: ElementKind
    organisation: str | None
    starts_on: date | None
    ends_on: date | None
    expected_from: date | None
    report: ReportEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UseEntry:
    """A finding used on a link."""

    finding: str
    directness: Directness


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEntry:
    """``source`` and ``target`` are elements of the plan, or goals that it declares."""

    line: int
    code: str
    kind: LinkKind
    source: str
    target: str
    basis: LinkBasis
    lag_days: int | None
    rationale: str
    assumptions: tuple[str, ...]
    uses: tuple[UseEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionEntry(Entry):
    """``owner`` is a post."""

    state: AssumptionState
    critical: bool
    test: str
    owner: str | None
    review_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneEntry(Entry):
    element: str
    due: date
    baseline_due: date
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry(Entry):
    """``readings`` ascend by date and come after the baseline."""

    element: str
    measurement: str | None
    unit: str
    direction: IndicatorDirection
    baseline: tuple[date, float]
    target: tuple[date, float]
    readings: tuple[tuple[date, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry(Entry):
    """``own`` are fields of the plan's contents that the file has under their names (``own_fields``)."""

    goals: tuple[str, ...]
    primary_goal: str | None
    state: PlanState
    owners: tuple[str, ...]
    lead: str
    partners: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    own: Mapping[str, Any]
    elements: tuple[ElementEntry, ...]
    links: tuple[LinkEntry, ...]
    assumptions: tuple[AssumptionEntry, ...]
    milestones: tuple[MilestoneEntry, ...]
    indicators: tuple[IndicatorEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyFile:
    """``unread`` names the sections of the file that this program does not load, in their order."""

    line: int
    code: str
    title: str
    title_en: str | None
    illustrative: bool
    starts_on: date
    ends_on: date
    organisations: tuple[OrganisationEntry, ...]
    posts: tuple[PostEntry, ...]
    definitions: tuple[DefinitionEntry, ...]
    goals: tuple[GoalEntry, ...]
    catalogue: tuple[CatalogueEntry, ...]
    findings: tuple[FindingEntry, ...]
    plans: tuple[PlanEntry, ...]
    measurements: tuple[MeasurementEntry, ...]
    index: IndexEntry | None
    cases: tuple[CaseEntry, ...]
    ideas: tuple[IdeaEntry, ...]
    round: RoundEntry | None
    unread: tuple[str, ...]
    notes: tuple[Note, ...]
