"""The rules on values, asked of rows that were written as they are to be: those of the ordinary verbs.

What is archived may be as it was, save that an element's kind has to go with what comes back with it. What
hangs on something archived may be as it was too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa

from tracker.records.base import TITLE_LENGTH, Tracked
from tracker.records.models import (
    Assumption,
    Element,
    Goal,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Measurement,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    StatusReport,
    User,
)
from tracker.services import entry
from tracker.services.errors import Invalid, RowInvalid
from tracker.services.follow_up.indicators import LARGEST_VALUE, UNIT_LENGTH
from tracker.services.plans.links import LONGEST_LAG
from tracker.services.plans.plans import LARGEST_BUDGET
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, IndicatorDirection

Holder = TypeVar("Holder", Element, Link, Assumption)


def check_itself(entity: str, row: Any) -> None:
    """Asks a row for what it says without the others: before it is written, since the database would refuse
    it without a sentence. Raises RowInvalid."""
    with _named(entity, row):
        ITSELF.get(entity, _nothing)(row)


def check(writer: Writer, plan_id: int, written: Mapping[tuple[str, int], Tracked]) -> None:
    """Asks the rows that were written, and the plan as a whole. Raises RowInvalid."""
    for (entity, _), row in written.items():
        with _named(entity, row):
            if getattr(row, "archived_at", None) is None:
                AMONG_OTHERS[entity](writer, plan_id, row)
            elif isinstance(row, Element):
                _what_hangs_on_it(writer, row)
    _one_primary_goal(writer, plan_id)


@contextmanager
def _named(entity: str, row: Tracked) -> Iterator[None]:
    try:
        yield
    except Invalid as error:
        raise RowInvalid(error.field, error.fault, error.details, entity, row.id or 0) from error


def _nothing(_row: Any) -> None:
    return None


def _plan_itself(plan: Plan) -> None:
    _titled(plan)
    entry.period(plan.starts_on, plan.ends_on)
    _in_range("budget_dkk", plan.budget_dkk, LARGEST_BUDGET)
    entry.text("already_in_place", plan.already_in_place)
    entry.text("target_group", plan.target_group)


def _plan(writer: Writer, _plan_id: int, plan: Plan) -> None:
    _there(writer, Organisation, "lead_organisation_id", plan.lead_organisation_id)


def _plan_goal(writer: Writer, plan_id: int, tie: PlanGoal) -> None:
    strategy = writer.session.scalar(sa.select(Plan.strategy_id).where(Plan.id == plan_id))
    if entry.referred(writer, "goal_id", Goal, tie.goal_id).strategy_id != strategy:
        raise Invalid("goal_id", "of_another_strategy")


def _element_itself(element: Element) -> None:
    _titled(element)
    entry.text("description", element.description)
    kind = element.kind
    for field in ("starts_on", "ends_on"):
        if kind is not ElementKind.ACTIVITY and getattr(element, field) is not None:
            raise Invalid(field, "only_on_activities")
    if not kind.is_outcome and element.expected_from is not None:
        raise Invalid("expected_from", "only_on_outcomes")
    entry.period(element.starts_on, element.ends_on)
    if (kind is ElementKind.GOAL) is not (element.goal_id is not None):
        raise Invalid("goal_id", "required" if kind is ElementKind.GOAL else "only_on_goals")


def _element(writer: Writer, plan_id: int, element: Element) -> None:
    if element.goal_id is not None:
        strategy = writer.session.scalar(sa.select(Plan.strategy_id).where(Plan.id == plan_id))
        if entry.referred(writer, "goal_id", Goal, element.goal_id).strategy_id != strategy:
            raise Invalid("goal_id", "of_another_strategy")
    _there(writer, Organisation, "organisation_id", element.organisation_id)
    _what_hangs_on_it(writer, element)


def _what_hangs_on_it(writer: Writer, element: Element) -> None:
    def has(model: type[Milestone] | type[Indicator] | type[StatusReport], *where: Any) -> bool:
        found = sa.select(model.id).where(model.element_id == element.id, *where)
        return writer.session.scalar(found.limit(1)) is not None

    if not element.kind.is_delivery and has(Milestone, Milestone.archived_at.is_(None)):
        raise Invalid("kind", "has_milestones")
    if element.kind is ElementKind.EXTERNAL and has(Indicator, Indicator.archived_at.is_(None)):
        raise Invalid("kind", "has_indicators")
    foreign = []
    if not element.kind.is_delivery:
        foreign.append(StatusReport.delivery_status.is_not(None))
    if not element.kind.is_result:
        foreign.append(StatusReport.result_status.is_not(None))
    if has(StatusReport, sa.or_(*foreign)):
        raise Invalid("kind", "has_reports")


def _link_itself(link: Link) -> None:
    if link.source_id == link.target_id:
        raise Invalid("target_id", "links_to_itself")
    _in_range("lag_days", link.lag_days, LONGEST_LAG)
    entry.text("rationale", link.rationale)


def _link(writer: Writer, plan_id: int, link: Link) -> None:
    _own(writer, plan_id, "source_id", Element, link.source_id)
    _own(writer, plan_id, "target_id", Element, link.target_id)
    twin = sa.select(Link.id).where(
        Link.plan_id == plan_id,
        Link.kind == link.kind,
        Link.source_id == link.source_id,
        Link.target_id == link.target_id,
        Link.archived_at.is_(None),
        Link.id != link.id,
    )
    if writer.session.scalar(twin.limit(1)) is not None:
        raise Invalid("target_id", "linked_already")


def _assumption_itself(assumption: Assumption) -> None:
    _titled(assumption)
    entry.text("test", assumption.test)


def _assumption(writer: Writer, _plan_id: int, assumption: Assumption) -> None:
    _there(writer, User, "owner_id", assumption.owner_id)


def _tie_to_link(writer: Writer, plan_id: int, tie: LinkAssumption | LinkFinding) -> None:
    _own(writer, plan_id, "link_id", Link, tie.link_id)
    if isinstance(tie, LinkAssumption):
        _own(writer, plan_id, "assumption_id", Assumption, tie.assumption_id)


def _attachment_itself(use: LinkFinding) -> None:
    entry.text("note", use.note)


def _milestone(writer: Writer, plan_id: int, milestone: Milestone) -> None:
    element = _own(writer, plan_id, "element_id", Element, milestone.element_id)
    if not element.kind.is_delivery:
        raise Invalid("element_id", "only_on_activities_and_outputs")
    if milestone.done_on is not None:
        entry.not_to_come(writer, "done_on", milestone.done_on)


def _indicator_itself(indicator: Indicator) -> None:
    _titled(indicator)
    entry.line("unit", indicator.unit, UNIT_LENGTH)
    for field in ("baseline_value", "target_value"):
        if abs(getattr(indicator, field)) > LARGEST_VALUE:
            raise Invalid(field, "number_too_large")
    if indicator.target_on <= indicator.baseline_on:
        raise Invalid("target_on", "target_not_after_baseline")
    rises = indicator.direction is IndicatorDirection.HIGHER_BETTER
    if indicator.target_value == indicator.baseline_value:
        raise Invalid("target_value", "target_equals_baseline")
    if (indicator.target_value > indicator.baseline_value) is not rises:
        raise Invalid("direction", "target_against_direction")


def _indicator(writer: Writer, plan_id: int, indicator: Indicator) -> None:
    element = _own(writer, plan_id, "element_id", Element, indicator.element_id)
    if element.kind is ElementKind.EXTERNAL:
        raise Invalid("element_id", "not_on_external_factors")
    _there(writer, Measurement, "measurement_id", indicator.measurement_id)
    first = sa.select(sa.func.min(IndicatorReading.read_on))
    read_on: date | None = writer.session.scalar(first.where(IndicatorReading.indicator_id == indicator.id))
    if read_on is not None and read_on <= indicator.baseline_on:
        raise Invalid("baseline_on", "reading_not_after_baseline", {"baseline": indicator.baseline_on})


def _one_primary_goal(writer: Writer, plan_id: int) -> None:
    ties = writer.session.scalars(sa.select(PlanGoal.is_primary).where(PlanGoal.plan_id == plan_id)).all()
    if ties and not any(ties):
        raise RowInvalid("primary_goal_id", "required", {}, "plans", plan_id)


def _titled(row: Plan | Element | Assumption | Milestone | Indicator) -> None:
    entry.line("title", row.title, TITLE_LENGTH)
    entry.optional_line("title_en", row.title_en, TITLE_LENGTH)


def _in_range(field: str, value: int | None, highest: int) -> None:
    if value is not None and not 0 <= value <= highest:
        raise Invalid(field, "out_of_range", {"lowest": 0, "highest": highest})


def _own(writer: Writer, plan_id: int, field: str, model: type[Holder], number: int) -> Holder:
    """What a row hangs on: something of the same plan."""
    found = writer.session.get(model, number)
    if found is None or found.plan_id != plan_id:
        raise Invalid(field, "of_another_plan")
    return found


def _there(writer: Writer, model: type[Tracked], field: str, number: int | None) -> None:
    """Organisations, people and measurements that were archived meanwhile stay where they stood."""
    if number is not None and writer.session.get(model, number) is None:
        raise Invalid(field, "not_there")


def _is_there(writer: Writer, _plan_id: int, row: Any, *, model: type[Tracked], field: str) -> None:
    _there(writer, model, field, getattr(row, field))


ITSELF: Mapping[str, Callable[[Any], None]] = {
    "plans": _plan_itself,
    "elements": _element_itself,
    "assumptions": _assumption_itself,
    "links": _link_itself,
    "milestones": _titled,
    "indicators": _indicator_itself,
    "link_findings": _attachment_itself,
}
AMONG_OTHERS: Mapping[str, Callable[[Writer, int, Any], None]] = {
    "plans": _plan,
    "plan_goals": _plan_goal,
    "plan_owners": partial(_is_there, model=User, field="user_id"),
    "plan_partners": partial(_is_there, model=Organisation, field="organisation_id"),
    "elements": _element,
    "assumptions": _assumption,
    "links": _link,
    "milestones": _milestone,
    "indicators": _indicator,
    "link_assumptions": _tie_to_link,
    "link_findings": _tie_to_link,
}
