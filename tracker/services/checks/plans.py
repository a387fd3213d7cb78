"""What rows of a plan have to do with others: the rules that contents cannot know by themselves.

What a row refers to may have been archived since: then it stays where it stands. That something new is
chosen only among what is there, filling a row asks (``rows.fill``).
"""

from typing import Any, TypeVar

import sqlalchemy as sa

from tracker.records.base import Tracked
from tracker.records.models import (
    Assumption,
    Candidate,
    Element,
    Goal,
    Indicator,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Organisation,
    Plan,
    PlanGoal,
    PlanOwner,
    PlanPartner,
    StatusReport,
    User,
)
from tracker.services.checks.values import referred
from tracker.services.errors import Duplicate, Invalid
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind

Holder = TypeVar("Holder", Element, Link, Assumption)


def plan(writer: Writer, row: Plan) -> None:
    """Raises Invalid, and Duplicate with the code as another plan of the strategy writes it."""
    if (taken := same_code(writer, row)) is not None:
        raise Duplicate("code", taken)
    there(writer, Organisation, "lead_organisation_id", row.lead_organisation_id)


def plan_goal(writer: Writer, tie: PlanGoal) -> None:
    goal_of_strategy(writer, "goal_id", tie.goal_id, _strategy(writer, tie.plan_id))


def plan_owner(writer: Writer, tie: PlanOwner) -> None:
    there(writer, User, "user_id", tie.user_id)


def plan_partner(writer: Writer, tie: PlanPartner) -> None:
    there(writer, Organisation, "organisation_id", tie.organisation_id)


def element(writer: Writer, row: Element) -> None:
    if row.goal_id is not None:
        goal_of_strategy(writer, "goal_id", row.goal_id, _strategy(writer, row.plan_id))
    there(writer, Organisation, "organisation_id", row.organisation_id)
    what_hangs_on_it(writer, row)


def what_hangs_on_it(writer: Writer, row: Element) -> None:
    """Refuses a kind that what hangs on the element does not go with (DOMAIN, Element and Status)."""

    def has(model: type[Milestone] | type[Indicator] | type[StatusReport], *where: Any) -> bool:
        found = sa.select(model.id).where(model.element_id == row.id, *where)
        return writer.session.scalar(found.limit(1)) is not None

    if not row.kind.is_delivery and has(Milestone, Milestone.archived_at.is_(None)):
        raise Invalid("kind", "has_milestones")
    foreign = []
    if not row.kind.is_delivery:
        foreign.append(StatusReport.delivery_status.is_not(None))
    if not row.kind.is_result:
        foreign.append(StatusReport.result_status.is_not(None))
    if has(StatusReport, sa.or_(*foreign)):
        raise Invalid("kind", "has_reports")
    if row.kind is ElementKind.EXTERNAL and has(Indicator, Indicator.archived_at.is_(None)):
        raise Invalid("kind", "has_indicators")


def link(writer: Writer, row: Link) -> None:
    """Both ends are of its plan, and two elements are linked once by each kind."""
    own(writer, row.plan_id, "source_id", Element, row.source_id)
    own(writer, row.plan_id, "target_id", Element, row.target_id)
    twin = sa.select(Link.id).where(
        Link.plan_id == row.plan_id,
        Link.kind == row.kind,
        Link.source_id == row.source_id,
        Link.target_id == row.target_id,
        Link.archived_at.is_(None),
        Link.id != row.id,
    )
    if writer.session.scalar(twin.limit(1)) is not None:
        raise Invalid("target_id", "linked_already")


def assumption(writer: Writer, row: Assumption) -> None:
    there(writer, User, "owner_id", row.owner_id)


def link_assumption(writer: Writer, tie: LinkAssumption) -> None:
    own(writer, tie.plan_id, "link_id", Link, tie.link_id)
    own(writer, tie.plan_id, "assumption_id", Assumption, tie.assumption_id)


def link_finding(writer: Writer, tie: LinkFinding) -> None:
    own(writer, tie.plan_id, "link_id", Link, tie.link_id)


def same_code(writer: Writer, row: Plan | Candidate) -> str | None:
    """The code of another one of its table and strategy that is the same, however letters are written;
    archived ones keep theirs."""
    table = type(row)
    query = sa.select(table.code).where(table.strategy_id == row.strategy_id, table.id != row.id)
    codes = writer.session.scalars(query.order_by(table.code))
    return next((code for code in codes if code.casefold() == row.code.casefold()), None)


def goal_of_strategy(writer: Writer, field: str, goal_id: int, strategy_id: int | None) -> Goal:
    """The goal, where it is of the plan's own strategy. Raises Invalid."""
    goal = referred(writer, field, Goal, goal_id)
    if goal.strategy_id != strategy_id:
        raise Invalid(field, "of_another_strategy")
    return goal


def own(writer: Writer, plan_id: int, field: str, model: type[Holder], number: int) -> Holder:
    """What a row hangs on: something of the same plan. Raises Invalid."""
    found = writer.session.get(model, number)
    if found is None or found.plan_id != plan_id:
        raise Invalid(field, "of_another_plan")
    return found


def there(writer: Writer, model: type[Tracked], field: str, number: int | None) -> None:
    """Refuses what is not there at all."""
    if number is not None and writer.session.get(model, number) is None:
        raise Invalid(field, "not_there")


def _strategy(writer: Writer, plan_id: int) -> int | None:
    found: int | None = writer.session.scalar(sa.select(Plan.strategy_id).where(Plan.id == plan_id))
    return found
