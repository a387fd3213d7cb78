"""Filling rows with contents, and writing them so that every rule on them has been asked.

A row is asked twice: by itself, before it is written, since the database would refuse it without a sentence;
and among others, once they are there too.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tracker.records.base import Tracked
from tracker.records.logged import models
from tracker.records.models import (
    Assumption,
    Candidate,
    CandidateGoal,
    Case,
    CatalogueEntry,
    Comment,
    Commitment,
    CommitmentLink,
    Definition,
    Element,
    Finding,
    Goal,
    Hearing,
    HearingRecipient,
    IndexDefinition,
    IndexMeasure,
    IndexVersion,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Measurement,
    MeasurementValue,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    ReplyPoint,
    Round,
    RoundCriterion,
    RoundEntry,
    SeriesBreak,
    StatusReport,
    Strategy,
    SuitabilityScore,
    User,
)
from tracker.services.checks import (
    follow_up,
    hearings,
    measurements,
    people,
    plans,
    priorities,
    safety_index,
    values,
)
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer, fetch
from tracker.theory.contents.case import CaseContents
from tracker.theory.contents.catalogue import (
    CatalogueEntryContents,
    CommitmentContents,
    CommitmentTieContents,
)
from tracker.theory.contents.comment import CommentContents
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.fields import TEXT_LENGTH, Fault, Reference, cleaned, contents_of, faults, rules
from tracker.theory.contents.finding import FindingContents
from tracker.theory.contents.hearing import HearingContents, PointContents, ReplyContents
from tracker.theory.contents.idea import IdeaContents
from tracker.theory.contents.index_version import (
    IndexDefinitionContents,
    IndexMeasureContents,
    IndexVersionContents,
)
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.link import AssumptionContents, AttachmentContents, LinkContents
from tracker.theory.contents.measurement import (
    BreakContents,
    MeasurementContents,
    ScoreContents,
    ValueContents,
)
from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.contents.organisation import OrganisationContents
from tracker.theory.contents.person import PersonContents
from tracker.theory.contents.plan import PlanContents
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.contents.scoring_round import CriterionContents, RoundContents
from tracker.theory.contents.strategy import DefinitionContents, GoalContents, StrategyContents

ITSELF: Mapping[type[Tracked], type] = {
    Plan: PlanContents,
    Element: ElementContents,
    Assumption: AssumptionContents,
    Link: LinkContents,
    StatusReport: ReportContents,
    Milestone: MilestoneContents,
    Indicator: IndicatorContents,
    IndicatorReading: ReadingContents,
    LinkFinding: AttachmentContents,
    Candidate: IdeaContents,
    Round: RoundContents,
    RoundCriterion: CriterionContents,
    IndexVersion: IndexVersionContents,
    IndexDefinition: IndexDefinitionContents,
    IndexMeasure: IndexMeasureContents,
    Finding: FindingContents,
    Measurement: MeasurementContents,
    MeasurementValue: ValueContents,
    SeriesBreak: BreakContents,
    SuitabilityScore: ScoreContents,
    Comment: CommentContents,
    Case: CaseContents,
    Hearing: HearingContents,
    HearingRecipient: ReplyContents,
    ReplyPoint: PointContents,
    CatalogueEntry: CatalogueEntryContents,
    Commitment: CommitmentContents,
    CommitmentLink: CommitmentTieContents,
    Strategy: StrategyContents,
    Definition: DefinitionContents,
    Goal: GoalContents,
    Organisation: OrganisationContents,
    User: PersonContents,
}
"""The contents that a row of a table holds: their rules are what it is asked by itself."""

AMONG_OTHERS: Mapping[type[Tracked], Callable[[Writer, Any], None]] = {
    Plan: plans.plan,
    PlanGoal: plans.plan_goal,
    PlanOwner: plans.plan_owner,
    PlanPartner: plans.plan_partner,
    Element: plans.element,
    Assumption: plans.assumption,
    Link: plans.link,
    LinkAssumption: plans.link_assumption,
    LinkFinding: plans.link_finding,
    StatusReport: follow_up.report,
    Milestone: follow_up.milestone,
    Indicator: follow_up.indicator,
    Candidate: priorities.idea,
    CandidateGoal: priorities.idea_goal,
    RoundEntry: priorities.taking_part,
    IndexDefinition: safety_index.definition,
    IndexMeasure: safety_index.measure,
    IndicatorReading: follow_up.reading,
    Measurement: measurements.measurement,
    MeasurementValue: measurements.value,
    Case: hearings.case,
    HearingRecipient: hearings.reply,
    ReplyPoint: hearings.point,
    Organisation: people.organisation,
    User: people.person,
}
"""The rules that need other rows. They hold for rows that are not archived."""


def fill(writer: Writer, row: Tracked, contents: Any) -> None:
    """Gives a row what ``contents`` say, texts trimmed; what is no column of it is left to the caller. Raises
    Invalid, also for a row that is referred to anew and is not there or archived."""
    clean = cleaned(contents)
    for fault in faults(clean):
        raise _invalid(fault)
    columns = sa.inspect(type(row)).column_attrs
    for name, rule in rules(type(clean)).items():
        chosen = getattr(clean, name)
        if isinstance(rule, Reference) and chosen is not None and chosen != getattr(row, name, None):
            found: Any = values.referred(writer, name, models()[rule.table], chosen)
            if rule.own and found.plan_id != getattr(row, "plan_id", None):
                raise Invalid(name, "of_another_plan")
    for field in fields(clean):
        if field.name in columns:
            setattr(row, field.name, getattr(clean, field.name))


def itself(row: Tracked) -> None:
    """Asks a row for what it says without the others. Raises Invalid."""
    kind = ITSELF.get(type(row))
    if kind is not None:
        for fault in faults(cleaned(contents_of(row, kind))):
            raise _invalid(fault)


def among_others(writer: Writer, row: Tracked) -> None:
    """Asks a written row for its place among the others. Raises Invalid."""
    rule = AMONG_OTHERS.get(type(row))
    if rule is None:
        return
    if getattr(row, "archived_at", None) is None:
        rule(writer, row)
    elif isinstance(row, Element):
        # its kind has to go with what comes back with it
        plans.what_hangs_on_it(writer, row)


def write(writer: Writer, row: Tracked, taken: str = "code") -> int:
    """Writes a row that was filled, new or not, and gives its number. Raises Invalid, and Duplicate for the
    field ``taken`` where another row has its value."""
    itself(row)
    row_id = add(writer, row, taken, str(getattr(row, taken, "")))
    among_others(writer, row)
    return row_id


def archive(
    writer: Writer,
    model: type[Tracked],
    row_id: int,
    version: int | None,
    reason: str = "",
    *,
    needed: bool = False,
) -> int:
    """Takes a row out, with what hangs on it, and gives its number. ``reason`` is a remark for the history,
    or has to be given where it is ``needed``. Raises NotThere, StaleWrite, Invalid."""
    row: Any = fetch(writer, model, row_id, version)
    _given(reason, needed)
    row.archived_at = writer.now
    writer.session.flush()
    return row_id


def put_back(
    writer: Writer,
    model: type[Tracked],
    row_id: int,
    version: int | None = None,
    reason: str = "",
    *,
    needed: bool = False,
) -> int:
    """Puts an archived row back where all its rules allow it and what it hangs on is there, and gives its
    number. ``reason`` as for ``archive``. Raises NotThere, StaleWrite, Invalid, Duplicate."""
    row: Any = fetch(writer, model, row_id, version, archived=True)
    _given(reason, needed)
    for name, rule in rules(ITSELF[model]).items() if model in ITSELF else ():
        if isinstance(rule, Reference) and rule.holder:
            values.referred(writer, name, models()[rule.table], getattr(row, name))
    row.archived_at = None
    return write(writer, row)


def add(writer: Writer, row: Tracked, field: str, value: str) -> int:
    """Writes a new row and gives its number. Raises Duplicate for ``field`` where ``value`` is taken."""
    writer.session.add(row)
    try:
        writer.session.flush()
    except IntegrityError as error:
        if _taken(error):
            raise Duplicate(field, value) from error
        raise
    return row.id


def _given(reason: str, needed: bool) -> None:
    (values.line if needed else values.text)("reason", reason, TEXT_LENGTH)


def _invalid(fault: Fault) -> Invalid:
    return Invalid(fault.field, fault.fault, dict(fault.details))


def _taken(error: IntegrityError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "23505" or "UNIQUE constraint" in str(error.orig)
