"""The six statements that a theory of change is read with: each gives rows of many plans at once.

Statements are built once: building the larger ones takes longer than running them.
"""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from tracker.records.models import (
    Assumption,
    Element,
    Finding,
    Goal,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    StatusReport,
)
from tracker.records.queries.localised import localised_column
from tracker.records.queries.parties import roots
from tracker.theory.kinds import ElementKind

PLAN_IDS: sa.BindParameter[list[int]] = sa.bindparam("plan_ids", expanding=True)


@cache
def elements(language: str) -> sa.Executable:
    """A row for each element with its latest report; a plan without elements gives one empty row.

    The plan's declared goals ride along on every row, since one may have no element.
    """
    latest, age = _latest_report()
    root, declared = roots(), _declared_goals()
    title = sa.case(
        (Element.kind == ElementKind.GOAL, localised_column(Goal, language)),
        else_=localised_column(Element, language),
    )
    return (
        sa.select(
            Plan.id.label("plan_id"),
            Plan.code.label("plan_code"),
            localised_column(Plan, language).label("plan_title"),
            Element.id,
            Element.kind,
            Element.code,
            Element.position,
            title.label("title"),
            Element.starts_on,
            Element.ends_on,
            Element.expected_from,
            Element.goal_id,
            declared.c.goals,
            declared.c.primary_goal,
            Organisation.id.label("organisation_id"),
            localised_column(Organisation, language, "name").label("organisation"),
            root.c.kind.label("root_kind"),
            latest.reported_on,
            latest.delivery_status,
            latest.result_status,
            latest.happened,
            latest.next_step,
        )
        .select_from(Plan)
        .outerjoin(Element, sa.and_(Element.plan_id == Plan.id, Element.archived_at.is_(None)))
        .outerjoin(Goal, Goal.id == Element.goal_id)
        .outerjoin(declared, declared.c.plan_id == Plan.id)
        .outerjoin(Organisation, Organisation.id == Element.organisation_id)
        .outerjoin(root, root.c.id == Organisation.id)
        .outerjoin(latest, sa.and_(latest.element_id == Element.id, age == 1))
        .where(Plan.id.in_(PLAN_IDS))
        .order_by(Plan.id, Element.position, Element.id)
    )


def _latest_report() -> "tuple[type[StatusReport], sa.ColumnElement[int]]":
    """The plans' status reports, each with its rank on its element: 1 for the latest."""
    latest = aliased(
        StatusReport,
        sa.select(
            StatusReport,
            sa.func.row_number()
            .over(
                partition_by=StatusReport.element_id,
                order_by=(StatusReport.reported_on.desc(), StatusReport.id.desc()),
            )
            .label("age_rank"),
        )
        .where(StatusReport.plan_id.in_(PLAN_IDS))
        .subquery("reports"),
    )
    return latest, sa.inspect(latest).selectable.c.age_rank


def _declared_goals() -> sa.Subquery:
    """A row for each plan with the goals that it declares."""
    return (
        sa.select(
            PlanGoal.plan_id,
            sa.func.aggregate_strings(sa.cast(PlanGoal.goal_id, sa.String), ",").label("goals"),
            sa.func.max(sa.case((PlanGoal.is_primary, PlanGoal.goal_id))).label("primary_goal"),
        )
        .where(PlanGoal.plan_id.in_(PLAN_IDS))
        .group_by(PlanGoal.plan_id)
        .subquery("declared")
    )


@cache
def links() -> sa.Executable:
    source, target = aliased(Element), aliased(Element)
    return (
        sa.select(Link.__table__)
        .join(source, source.id == Link.source_id)
        .join(target, target.id == Link.target_id)
        .where(Link.plan_id.in_(PLAN_IDS), Link.archived_at.is_(None))
        .where(source.archived_at.is_(None), target.archived_at.is_(None))
        .order_by(Link.position, Link.id)
    )


@cache
def assumptions(language: str) -> sa.Executable:
    return (
        sa.select(
            Assumption.plan_id,
            Assumption.id,
            localised_column(Assumption, language).label("title"),
            Assumption.state,
            Assumption.critical,
            LinkAssumption.link_id,
        )
        .outerjoin(LinkAssumption, LinkAssumption.assumption_id == Assumption.id)
        .where(Assumption.plan_id.in_(PLAN_IDS), Assumption.archived_at.is_(None))
        .order_by(Assumption.position, Assumption.id)
    )


@cache
def attachments() -> sa.Executable:
    return (
        sa.select(
            LinkFinding.plan_id,
            LinkFinding.link_id,
            LinkFinding.directness,
            Finding.id,
            Finding.citation,
            Finding.direction,
            Finding.level,
            Finding.effect,
            Finding.sentence,
        )
        .join(Finding, Finding.id == LinkFinding.finding_id)
        .where(LinkFinding.plan_id.in_(PLAN_IDS), Finding.archived_at.is_(None))
        .order_by(LinkFinding.id)
    )


@cache
def milestones(language: str) -> sa.Executable:
    return (
        sa.select(
            Milestone.plan_id,
            Milestone.id,
            Milestone.element_id,
            Milestone.code,
            localised_column(Milestone, language).label("title"),
            Milestone.due,
            Milestone.baseline_due,
            Milestone.done_on,
        )
        .join(Element, Element.id == Milestone.element_id)
        .where(
            Milestone.plan_id.in_(PLAN_IDS), Milestone.archived_at.is_(None), Element.archived_at.is_(None)
        )
        .order_by(Milestone.position, Milestone.id)
    )


@cache
def indicators(language: str) -> sa.Executable:
    return (
        sa.select(
            Indicator.__table__,
            localised_column(Indicator, language).label("localised_title"),
            IndicatorReading.read_on,
            IndicatorReading.value,
        )
        .join(Element, Element.id == Indicator.element_id)
        .outerjoin(IndicatorReading, IndicatorReading.indicator_id == Indicator.id)
        .where(
            Indicator.plan_id.in_(PLAN_IDS), Indicator.archived_at.is_(None), Element.archived_at.is_(None)
        )
        .order_by(Indicator.position, Indicator.id, IndicatorReading.read_on)
    )
