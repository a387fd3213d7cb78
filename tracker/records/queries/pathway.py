"""From rows to theory: one or many plans' theories of change, in six queries whatever their size.

Archived rows are left out, and so is a link whose element is archived. Titles come in the asked language.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

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
from tracker.records.queries.parties import party_by_root, roots
from tracker.theory import pathway as theory
from tracker.theory.kinds import ElementKind

# Statements are built once: building the larger ones takes longer than running them.
PLAN_IDS: sa.BindParameter[list[int]] = sa.bindparam("plan_ids", expanding=True)

Grouped = dict[int, list[sa.Row[Any]]]
Part = TypeVar("Part")


class NoSuchPlan(LookupError):
    """The plan is not there."""


def load_pathway(session: Session, plan_id: int, language: str) -> theory.Pathway:
    """One plan's theory of change. Raises NoSuchPlan. The caller has checked that it may be seen."""
    try:
        return load_pathways(session, [plan_id], language)[plan_id]
    except KeyError:
        raise NoSuchPlan(plan_id) from None


def load_pathways(session: Session, plan_ids: Sequence[int], language: str) -> dict[int, theory.Pathway]:
    """Theories of change by plan number; plans that do not exist are left out."""
    wanted = sorted(set(plan_ids))
    elements = _by_plan(session, wanted, _elements(language))
    links = _by_plan(session, wanted, _links())
    assumptions = _by_plan(session, wanted, _assumptions(language))
    attachments = _by_plan(session, wanted, _attachments())
    milestones = _by_plan(session, wanted, _milestones(language))
    indicators = _by_plan(session, wanted, _indicators(language))
    return {
        plan_id: _pathway(
            rows,
            links[plan_id],
            assumptions[plan_id],
            attachments[plan_id],
            milestones[plan_id],
            indicators[plan_id],
        )
        for plan_id, rows in elements.items()
    }


def _by_plan(
    session: Session, plan_ids: list[int], query: sa.Executable
) -> defaultdict[int, list[sa.Row[Any]]]:
    grouped: defaultdict[int, list[sa.Row[Any]]] = defaultdict(list)
    for row in session.execute(query, {"plan_ids": plan_ids}):
        grouped[row.plan_id].append(row)
    return grouped


def localised_column(model: Any, language: str, name: str = "title") -> sa.ColumnElement[str]:
    """The text in the asked language: the English column where it is filled and asked for."""
    danish: sa.ColumnElement[str] = getattr(model, name)
    if language != "en":
        return danish
    return sa.func.coalesce(sa.func.nullif(getattr(model, f"{name}_en"), ""), danish)


@cache
def _elements(language: str) -> sa.Executable:
    """A row for each element with its latest report; a plan without elements gives one empty row.

    The plan's declared goals ride along on every row, since one may have no element.
    """
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
    subquery = sa.inspect(latest).selectable
    root = roots()
    declared = (
        sa.select(
            PlanGoal.plan_id,
            sa.func.aggregate_strings(sa.cast(PlanGoal.goal_id, sa.String), ",").label("goals"),
            sa.func.max(sa.case((PlanGoal.is_primary, PlanGoal.goal_id))).label("primary_goal"),
        )
        .where(PlanGoal.plan_id.in_(PLAN_IDS))
        .group_by(PlanGoal.plan_id)
        .subquery("declared")
    )
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
        .outerjoin(latest, sa.and_(latest.element_id == Element.id, subquery.c.age_rank == 1))
        .where(Plan.id.in_(PLAN_IDS))
        .order_by(Plan.id, Element.position, Element.id)
    )


@cache
def _links() -> sa.Executable:
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
def _assumptions(language: str) -> sa.Executable:
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
def _attachments() -> sa.Executable:
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
def _milestones(language: str) -> sa.Executable:
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
def _indicators(language: str) -> sa.Executable:
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


def _pathway(
    elements: list[sa.Row[Any]],
    links: list[sa.Row[Any]],
    assumptions: list[sa.Row[Any]],
    attachments: list[sa.Row[Any]],
    milestones: list[sa.Row[Any]],
    indicators: list[sa.Row[Any]],
) -> theory.Pathway:
    plan = elements[0]
    boxes = [row for row in elements if row.id is not None]
    under = _collect(assumptions, lambda row: row.link_id, lambda row: row.id)
    found = _collect(attachments, lambda row: row.link_id, _attachment)
    return theory.Pathway(
        id=plan.plan_id,
        code=plan.plan_code,
        title=plan.plan_title,
        goals=frozenset(map(int, plan.goals.split(","))) if plan.goals else frozenset(),
        primary_goal=plan.primary_goal,
        elements=tuple(_element(row) for row in boxes),
        links=tuple(_link(row, under[row.id], found[row.id]) for row in links),
        assumptions=tuple(
            {
                row.id: theory.Assumption(row.id, row.title, row.state, row.critical) for row in assumptions
            }.values()
        ),
        milestones=tuple(
            theory.Milestone(
                row.id, row.element_id, row.title, row.due, row.baseline_due, row.done_on, row.code
            )
            for row in milestones
        ),
        indicators=tuple(_indicator(rows) for rows in _runs(indicators)),
    )


def _collect(
    rows: Iterable[sa.Row[Any]],
    key: Callable[[sa.Row[Any]], int | None],
    value: Callable[[sa.Row[Any]], Part],
) -> defaultdict[int, list[Part]]:
    collected: defaultdict[int, list[Part]] = defaultdict(list)
    for row in rows:
        owner = key(row)
        if owner is not None:
            collected[owner].append(value(row))
    return collected


def _runs(rows: list[sa.Row[Any]]) -> Iterable[list[sa.Row[Any]]]:
    """Rows of the same indicator together; the query has ordered them."""
    runs: dict[int, list[sa.Row[Any]]] = {}
    for row in rows:
        runs.setdefault(row.id, []).append(row)
    return runs.values()


def _element(row: sa.Row[Any]) -> theory.Element:
    organisation = report = None
    if row.organisation_id is not None:
        organisation = theory.Organisation(
            row.organisation_id, row.organisation, party_by_root(row.root_kind)
        )
    if row.reported_on is not None:
        status = row.delivery_status or row.result_status
        report = theory.StatusReport(row.reported_on, status, row.happened, row.next_step)
    return theory.Element(
        id=row.id,
        kind=row.kind,
        title=row.title,
        code=row.code,
        position=row.position,
        organisation=organisation,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        expected_from=row.expected_from,
        goal=row.goal_id,
        report=report,
    )


def _link(row: sa.Row[Any], assumptions: list[int], found: list[theory.Attachment]) -> theory.Link:
    return theory.Link(
        id=row.id,
        kind=row.kind,
        source=row.source_id,
        target=row.target_id,
        code=row.code,
        position=row.position,
        basis=row.basis,
        lag_days=row.lag_days,
        rationale=row.rationale,
        attachments=tuple(found),
        assumptions=tuple(assumptions),
    )


def _attachment(row: sa.Row[Any]) -> theory.Attachment:
    finding = theory.Finding(row.id, row.citation, row.direction, row.level, row.effect, row.sentence)
    return theory.Attachment(finding, row.directness)


def _indicator(rows: list[sa.Row[Any]]) -> theory.Indicator:
    first = rows[0]
    return theory.Indicator(
        id=first.id,
        element=first.element_id,
        title=first.localised_title,
        unit=first.unit,
        direction=first.direction,
        baseline=theory.Reading(first.baseline_on, first.baseline_value),
        target=theory.Reading(first.target_on, first.target_value),
        readings=tuple(theory.Reading(row.read_on, row.value) for row in rows if row.read_on is not None),
        code=first.code,
    )
