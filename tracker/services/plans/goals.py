"""The goals that a plan declares, each with a goal element of its own in the plan's diagram."""

from collections.abc import Sequence

import sqlalchemy as sa

from tracker.records.models import Element, Goal, Plan, PlanGoal
from tracker.services.checks import rows
from tracker.services.checks.plans import goal_of_strategy
from tracker.services.plans.elements import add_element
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind


def goals_of(writer: Writer, strategy_id: int, goal_ids: Sequence[int]) -> list[Goal]:
    """The goals, each once. Raises Invalid where one is of another strategy."""
    return [goal_of_strategy(writer, "goal_ids", goal, strategy_id) for goal in dict.fromkeys(goal_ids)]


def declare(writer: Writer, plan: Plan, goals: Sequence[Goal], primary_goal_id: int | None) -> None:
    """Makes ``goals`` the plan's goals.

    A new one gets its goal element, or the archived one back. One that is left out leaves with its goal
    elements, which are archived: their links stay with them and come back with them.
    """
    held = {
        row.goal_id: row
        for row in writer.session.scalars(sa.select(PlanGoal).where(PlanGoal.plan_id == plan.id))
    }
    wanted = {goal.id: goal for goal in goals}
    # The database holds one primary goal at most, so the old one steps down before the new one steps up.
    for goal_id, row in held.items():
        if goal_id not in wanted:
            writer.session.delete(row)
            _take_out(writer, plan.id, goal_id)
        elif row.is_primary and goal_id != primary_goal_id:
            row.is_primary = False
    writer.session.flush()
    for goal_id, goal in wanted.items():
        primary = goal_id == primary_goal_id
        if goal_id not in held:
            writer.session.add(PlanGoal(plan_id=plan.id, goal_id=goal_id, is_primary=primary))
            writer.session.flush()
            _put_in(writer, plan, goal)
        elif primary and not held[goal_id].is_primary:
            held[goal_id].is_primary = True
    writer.session.flush()


def _of_goal(writer: Writer, plan_id: int, goal_id: int) -> list[Element]:
    """The goal's elements in the plan, archived ones too, the newest first."""
    query = sa.select(Element).where(Element.plan_id == plan_id, Element.goal_id == goal_id)
    return list(writer.session.scalars(query.order_by(Element.id.desc())))


def _take_out(writer: Writer, plan_id: int, goal_id: int) -> None:
    for element in _of_goal(writer, plan_id, goal_id):
        if element.archived_at is None:
            element.archived_at = writer.now


def _put_in(writer: Writer, plan: Plan, goal: Goal) -> None:
    there = _of_goal(writer, plan.id, goal.id)
    if any(element.archived_at is None for element in there):
        return
    if there:
        rows.put_back(writer, Element, there[0].id)
        return
    add_element(
        writer,
        plan_id=plan.id,
        code=_free_code(writer, plan, goal),
        contents=ElementContents(kind=ElementKind.GOAL, goal_id=goal.id),
    )


def _free_code(writer: Writer, plan: Plan, goal: Goal) -> str:
    taken = set(writer.session.scalars(sa.select(Element.code).where(Element.plan_id == plan.id)))
    wanted = code = f"{plan.code}-{goal.code}"
    number = 1
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code
