"""The event log's values as the domain knows them: members of vocabularies, days, and rows by name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from tracker.records.base import Base, Tracked
from tracker.records.logged import from_plain
from tracker.records.models import (
    Assumption,
    Candidate,
    CandidateFinding,
    CandidateGoal,
    Case,
    CaseDocument,
    CatalogueEntry,
    CatalogueGoal,
    Comment,
    Commitment,
    CommitmentLink,
    Definition,
    Disaggregation,
    Document,
    Element,
    Finding,
    Goal,
    Hearing,
    HearingDocument,
    HearingRecipient,
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    IndexYear,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Measurement,
    MeasurementValue,
    Mention,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    PriorityScore,
    Proposal,
    ReadingPart,
    ReplyPoint,
    RoleAssignment,
    Round,
    RoundCriterion,
    RoundEntry,
    SeriesBreak,
    StatusReport,
    Strategy,
    SuitabilityScore,
    User,
)
from tracker.records.queries.localised import localised_column

NAMED_BY = {
    "status_reports": "element_id",
    "readings": "indicator_id",
    "plan_goals": "goal_id",
    "plan_owners": "user_id",
    "plan_partners": "organisation_id",
    "link_findings": "finding_id",
    "link_assumptions": "assumption_id",
    "role_assignments": "user_id",
    "mentions": "user_id",
    "disaggregations": "indicator_id",
    "suitability_scores": "measurement_id",
    "measurement_values": "measurement_id",
    "series_breaks": "measurement_id",
    "index_definitions": "definition_id",
    "index_measures": "measurement_id",
    "candidate_goals": "goal_id",
    "candidate_findings": "finding_id",
    "priority_scores": "user_id",
    "hearing_documents": "document_id",
    "hearing_recipients": "organisation_id",
    "catalogue_goals": "goal_id",
    "commitment_links": "element_id",
}
"""Rows without a title of their own are named by the row that this column refers to."""


@dataclass(frozen=True, slots=True)
class Named:
    """A row: its table, its number and its name, which is empty where the row is gone without one."""

    entity: str
    id: int
    name: str = ""


Value: TypeAlias = Any
"""A member of a vocabulary, an EvidenceLevel, a day, a moment, a bool, a number, a text, a Named or None."""


@cache
def tables() -> dict[str, sa.Table]:
    """The tracked tables by name."""
    return {
        mapper.local_table.name: mapper.local_table  # type: ignore[attr-defined, misc]
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Tracked)
    }


def typed(entity: str, column: str, value: Any) -> Value:
    """A logged value as the column's own type; what no longer fits, as it was logged."""
    table = tables().get(entity)
    if value is None or table is None or column not in table.c:
        return value
    referred = _referred(table.c[column])
    try:
        return Named(referred, int(value)) if referred is not None else from_plain(entity, column, value)
    except (TypeError, ValueError):
        return value


def _referred(column: "sa.Column[Any]") -> str | None:
    """The table that the column's numbers belong to."""
    keys = (key for key in column.foreign_keys if key.column.name == "id")
    return next((str(key.column.table.name) for key in keys), None)


def names(session: Session, wanted: Iterable[Named], language: str) -> dict[tuple[str, int], str]:
    """Names of rows by table and number, in the asked language, archived rows too. One query, or none."""
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for row in wanted:
        numbers[row.entity].add(row.id)
    queries = [_naming(entity, language, ids) for entity, ids in sorted(numbers.items()) if entity in NAMERS]
    if not queries:
        return {}
    rows = session.execute(sa.union_all(*queries))
    return {(row.entity, row.id): row.name for row in rows if row.name}


def _naming(entity: str, language: str, ids: set[int]) -> "sa.Select[Any]":
    model, name, join = NAMERS[entity](language)
    query = sa.select(sa.literal(entity).label("entity"), model.id.label("id"), name.label("name"))
    named: sa.Select[Any] = join(query.select_from(model)).where(model.id.in_(sorted(ids)))
    return named


def _own(model: Any, column: str = "title") -> Any:
    return lambda language: (model, localised_column(model, language, column), lambda query: query)


def _plain(model: Any, column: str) -> Any:
    return lambda _language: (model, getattr(model, column), lambda query: query)


def _of(model: Any, other: Any, key: str, column: str = "title") -> Any:
    """Named by the row that ``key`` refers to."""

    def namer(language: str) -> Any:
        name = getattr(other, column) if other is Finding else localised_column(other, language, column)
        return model, name, lambda query: query.join(other, other.id == getattr(model, key))

    return namer


def _beginning(model: Any, column: str) -> Any:
    """Named by how its text begins."""
    return lambda _language: (model, sa.func.substr(getattr(model, column), 1, 80), lambda query: query)


def _link(language: str) -> Any:
    source, target = aliased(Element), aliased(Element)
    name = localised_column(source, language) + " → " + localised_column(target, language)

    def join(query: Any) -> Any:
        return query.join(source, source.id == Link.source_id).join(target, target.id == Link.target_id)

    return Link, name, join


def _reading(language: str) -> Any:
    """Named by its indicator and its day."""
    name = localised_column(Indicator, language) + ", " + _day(IndicatorReading.read_on, language)
    return (
        IndicatorReading,
        name,
        lambda query: query.join(Indicator, Indicator.id == IndicatorReading.indicator_id),
    )


def _day(column: Any, language: str) -> Any:
    day: Any = sa.cast(column, sa.String)
    if language == "da":
        day = sa.func.substr(day, 9, 2) + "." + sa.func.substr(day, 6, 2) + "." + sa.func.substr(day, 1, 4)
    return day


def _measured(language: str) -> Any:
    """Named by its year, or by its day where it is of one."""
    year = sa.func.substr(sa.cast(MeasurementValue.taken_on, sa.String), 1, 4)
    name = sa.case((MeasurementValue.whole_year, year), else_=_day(MeasurementValue.taken_on, language))
    return MeasurementValue, name, lambda query: query


def _break(language: str) -> Any:
    """Named by the day from which the series breaks."""
    return SeriesBreak, _day(SeriesBreak.from_on, language), lambda query: query


def _numbered(model: Any, column: Any) -> Any:
    """Named by a number of its own."""
    return lambda _language: (model, sa.cast(column, sa.String), lambda query: query)


def _round_entry(language: str) -> Any:
    """Named by the plan or the idea that takes part."""
    name = sa.func.coalesce(localised_column(Plan, language), localised_column(Candidate, language))

    def join(query: Any) -> Any:
        return query.outerjoin(Plan, Plan.id == RoundEntry.plan_id).outerjoin(
            Candidate, Candidate.id == RoundEntry.candidate_id
        )

    return RoundEntry, name, join


NAMERS: dict[str, Any] = {
    "strategies": _own(Strategy),
    "definitions": _own(Definition),
    "goals": _own(Goal),
    "organisations": _own(Organisation, "name"),
    "users": _own(User, "name"),
    "role_assignments": _of(RoleAssignment, User, "user_id", "name"),
    "plans": _own(Plan),
    "plan_goals": _of(PlanGoal, Goal, "goal_id"),
    "plan_owners": _of(PlanOwner, User, "user_id", "name"),
    "plan_partners": _of(PlanPartner, Organisation, "organisation_id", "name"),
    "elements": _own(Element),
    "links": _link,
    "assumptions": _own(Assumption),
    "link_assumptions": _of(LinkAssumption, Assumption, "assumption_id"),
    "findings": _plain(Finding, "citation"),
    "link_findings": _of(LinkFinding, Finding, "finding_id", "citation"),
    "comments": _beginning(Comment, "body"),
    "mentions": _of(Mention, User, "user_id", "name"),
    "proposals": _beginning(Proposal, "why"),
    "milestones": _own(Milestone),
    "indicators": _own(Indicator),
    "readings": _reading,
    "disaggregations": _of(Disaggregation, Indicator, "indicator_id"),
    "reading_parts": _plain(ReadingPart, "label"),
    "status_reports": _of(StatusReport, Element, "element_id"),
    "documents": _plain(Document, "title"),
    "measurements": _own(Measurement),
    "suitability_scores": _of(SuitabilityScore, Measurement, "measurement_id"),
    "measurement_values": _measured,
    "series_breaks": _break,
    "index_versions": _numbered(IndexVersion, IndexVersion.number),
    "index_definitions": _of(IndexDefinition, Definition, "definition_id"),
    "index_measures": _of(IndexMeasure, Measurement, "measurement_id"),
    "index_years": _numbered(IndexYear, IndexYear.year),
    "candidates": _own(Candidate),
    "candidate_goals": _of(CandidateGoal, Goal, "goal_id"),
    "candidate_findings": _of(CandidateFinding, Finding, "finding_id", "citation"),
    "rounds": _own(Round),
    "round_criteria": _plain(RoundCriterion, "criterion"),
    "round_entries": _round_entry,
    "priority_scores": _of(PriorityScore, User, "user_id", "name"),
    "cases": _own(Case),
    "case_documents": _own(CaseDocument),
    "hearings": _own(Hearing),
    "hearing_documents": _of(HearingDocument, CaseDocument, "document_id"),
    "hearing_recipients": _of(HearingRecipient, Organisation, "organisation_id", "name"),
    "reply_points": _beginning(ReplyPoint, "quote"),
    "catalogue_entries": _own(CatalogueEntry),
    "catalogue_goals": _of(CatalogueGoal, Goal, "goal_id"),
    "commitments": _beginning(Commitment, "sentence"),
    "commitment_links": _of(CommitmentLink, Element, "element_id"),
}
