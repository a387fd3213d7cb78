"""The boxes of a theory of change."""

from datetime import date

from tracker.records.models import Element, Goal, Organisation, Plan
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.verb import Writer, verb
from tracker.theory.kinds import ElementKind


@verb
def add_element(
    writer: Writer,
    *,
    plan_id: int,
    code: str,
    kind: ElementKind,
    title: str,
    title_en: str | None = None,
    description: str = "",
    organisation_id: int | None = None,
    goal_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    expected_from: date | None = None,
) -> int:
    """Makes an element, behind those that the plan has.

    Days belong to their kinds (DOMAIN, Element): start and end to activities, ``expected_from`` to
    outcomes; a goal element names the strategy's goal and nothing else does. Raises Invalid, Duplicate.
    """
    plan = entry.referred(writer, "plan_id", Plan, plan_id)
    if kind is not ElementKind.ACTIVITY and starts_on is not None:
        raise Invalid("starts_on", "only_on_activities")
    if kind is not ElementKind.ACTIVITY and ends_on is not None:
        raise Invalid("ends_on", "only_on_activities")
    if not kind.is_outcome and expected_from is not None:
        raise Invalid("expected_from", "only_on_outcomes")
    entry.period(starts_on, ends_on)
    _check_goal(writer, plan, kind, goal_id)
    if organisation_id is not None:
        entry.referred(writer, "organisation_id", Organisation, organisation_id)
    element = Element(
        plan_id=plan_id,
        code=entry.code(code),
        kind=kind,
        title=entry.line("title", title),
        title_en=entry.optional_line("title_en", title_en),
        description=entry.text("description", description),
        position=entry.next_position(writer, Element.position, Element.plan_id == plan_id),
        organisation_id=organisation_id,
        goal_id=goal_id,
        starts_on=starts_on,
        ends_on=ends_on,
        expected_from=expected_from,
    )
    return entry.add(writer, element, "code", element.code)


def _check_goal(writer: Writer, plan: Plan, kind: ElementKind, goal_id: int | None) -> None:
    if kind is not ElementKind.GOAL:
        if goal_id is not None:
            raise Invalid("goal_id", "only_on_goals")
        return
    if goal_id is None:
        raise Invalid("goal_id", "required")
    if entry.referred(writer, "goal_id", Goal, goal_id).strategy_id != plan.strategy_id:
        raise Invalid("goal_id", "of_another_strategy")
