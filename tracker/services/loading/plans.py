"""Takes one plan of a strategy file into the database."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import sqlalchemy as sa

from tracker.exchange.errors import StrategyFileError
from tracker.exchange.strategy.contents import (
    ElementEntry,
    IndicatorEntry,
    LinkEntry,
    MilestoneEntry,
    PlanEntry,
)
from tracker.records.models import (
    Assumption,
    Element,
    Indicator,
    Link,
    Milestone,
    RoleAssignment,
)
from tracker.services.evidence import attach_finding
from tracker.services.follow_up.indicators import add_indicator, add_reading
from tracker.services.follow_up.milestones import add_milestone
from tracker.services.follow_up.reports import report_status
from tracker.services.loading.lookup import Loading, at
from tracker.services.people.accounts import grant_role
from tracker.services.plans.assumptions import add_assumption, lay_assumption
from tracker.services.plans.elements import add_element
from tracker.services.plans.links import connect
from tracker.services.plans.plans import add_plan
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.fields import contents_of
from tracker.theory.contents.indicator import IndicatorContents
from tracker.theory.contents.link import AssumptionContents, AttachmentContents, LinkContents
from tracker.theory.contents.milestone import MilestoneContents
from tracker.theory.contents.plan import PlanContents
from tracker.theory.contents.reading import ReadingContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import Role


def load_plan(
    loading: Loading,
    strategy_id: int,
    plans: dict[str, int],
    posts: Mapping[str, int],
    plan: PlanEntry,
) -> None:
    """``plans`` are the plans there are, ``posts`` the organisation of each post.

    A row that is there is left alone, with what hangs on it; new ones are added beside it. Status
    reports are the word of the plan's first owner. Raises StrategyFileError.
    """
    owners = [loading.people[code] for code in plan.owners]
    make = partial(
        add_plan,
        loading.writer,
        strategy_id=strategy_id,
        state=plan.state,
        contents=contents_of(
            plan,
            PlanContents,
            **plan.own,
            lead_organisation_id=loading.organisations[plan.lead],
            goal_ids=[loading.goals[code] for code in plan.goals],
            primary_goal_id=None if plan.primary_goal is None else loading.goals[plan.primary_goal],
            owner_ids=owners,
            partner_ids=[loading.organisations[code] for code in plan.partners],
        ),
    )
    if loading.take("plans", plans, plan, make):
        for code in plan.owners:
            with at(plan.line, code):
                _make_owner(loading.writer, loading.people[code], posts[code])
    plan_id = plans[plan.code]
    reporter = replace(loading.writer, actor_id=owners[0]) if owners else loading.writer
    elements = loading.codes(Element, Element.plan_id == plan_id)
    for element in plan.elements:
        _load_element(loading, reporter, plan_id, elements, element)
    ends = dict(elements)
    for code in plan.goals:
        if f"{plan.code}-{code}" in elements:
            ends[code] = elements[f"{plan.code}-{code}"]
    assumptions = _load_assumptions(loading, plan_id, plan)
    links = loading.codes(Link, Link.plan_id == plan_id)
    for link in plan.links:
        _load_link(loading, plan_id, links, ends, assumptions, link)
    _load_milestones(loading, plan_id, elements, plan.milestones)
    _load_indicators(loading, plan_id, elements, plan.indicators)


def _make_owner(writer: Writer, user_id: int, organisation_id: int) -> None:
    held = sa.select(RoleAssignment.id).where(
        RoleAssignment.user_id == user_id,
        RoleAssignment.role == Role.OWNER,
        RoleAssignment.organisation_id == organisation_id,
    )
    if writer.session.scalar(held) is None:
        grant_role(writer, user_id=user_id, role=Role.OWNER, organisation_id=organisation_id)


def _load_element(
    loading: Loading, reporter: Writer, plan_id: int, elements: dict[str, int], entry: ElementEntry
) -> None:
    make = partial(
        add_element,
        loading.writer,
        plan_id=plan_id,
        code=entry.code,
        contents=contents_of(
            entry,
            ElementContents,
            organisation_id=None if entry.organisation is None else loading.organisations[entry.organisation],
        ),
    )
    if loading.take("elements", elements, entry, make) and entry.report is not None:
        with at(entry.report.line, entry.code):
            report_status(
                reporter,
                element_id=elements[entry.code],
                status=entry.report.status,
                contents=ReportContents(reported_on=entry.report.reported_on, happened=entry.report.happened),
            )
        loading.added["status reports"] += 1


def _load_assumptions(loading: Loading, plan_id: int, plan: PlanEntry) -> dict[str, int]:
    there = loading.codes(Assumption, Assumption.plan_id == plan_id)
    for entry in plan.assumptions:
        make = partial(
            add_assumption,
            loading.writer,
            plan_id=plan_id,
            code=entry.code,
            contents=contents_of(
                entry,
                AssumptionContents,
                owner_id=None if entry.owner is None else loading.people[entry.owner],
            ),
        )
        loading.take("assumptions", there, entry, make)
    return there


def _load_link(
    loading: Loading,
    plan_id: int,
    links: dict[str, int],
    ends: Mapping[str, int],
    assumptions: Mapping[str, int],
    entry: LinkEntry,
) -> None:
    def make() -> int:
        for field, code in (("from", entry.source), ("to", entry.target)):
            if code not in ends:
                raise StrategyFileError(
                    entry.line, f"{entry.code}, {field}: the plan there is has no goal {code}"
                )
        link_id = connect(
            loading.writer,
            plan_id=plan_id,
            code=entry.code,
            contents=contents_of(
                entry, LinkContents, source_id=ends[entry.source], target_id=ends[entry.target]
            ),
        )
        for code in entry.assumptions:
            lay_assumption(loading.writer, link_id=link_id, assumption_id=assumptions[code])
        for use in entry.uses:
            attach_finding(
                loading.writer,
                link_id=link_id,
                finding_id=loading.findings[use.finding],
                contents=AttachmentContents(directness=use.directness),
            )
        return link_id

    loading.take("links", links, entry, make)


def _load_milestones(
    loading: Loading, plan_id: int, elements: Mapping[str, int], entries: tuple[MilestoneEntry, ...]
) -> None:
    there = loading.codes(Milestone, Milestone.plan_id == plan_id)
    for entry in entries:
        make = partial(
            add_milestone,
            loading.writer,
            code=entry.code,
            due=entry.due,
            baseline_due=entry.baseline_due,
            done_on=entry.done_on,
            contents=contents_of(entry, MilestoneContents, element_id=elements[entry.element]),
        )
        loading.take("milestones", there, entry, make)


def _load_indicators(
    loading: Loading, plan_id: int, elements: Mapping[str, int], entries: tuple[IndicatorEntry, ...]
) -> None:
    there = loading.codes(Indicator, Indicator.plan_id == plan_id)
    for entry in entries:
        make = partial(
            add_indicator,
            loading.writer,
            code=entry.code,
            contents=contents_of(
                entry,
                IndicatorContents,
                element_id=elements[entry.element],
                measurement_id=None if entry.measurement is None else loading.measurements[entry.measurement],
                baseline_on=entry.baseline[0],
                baseline_value=entry.baseline[1],
                target_on=entry.target[0],
                target_value=entry.target[1],
            ),
        )
        if not loading.take("indicators", there, entry, make):
            continue
        with at(entry.line, entry.code):
            for on, value in entry.readings:
                add_reading(
                    loading.writer,
                    indicator_id=there[entry.code],
                    contents=ReadingContents(read_on=on, value=value),
                )
                loading.added["readings"] += 1
