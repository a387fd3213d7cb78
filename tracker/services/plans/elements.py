"""The boxes of a theory of change."""

from dataclasses import replace

import sqlalchemy as sa

from tracker.records.models import Element, Goal, Plan
from tracker.services.checks import rows, values
from tracker.services.plans.next_codes import next_element_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind


@verb
def add_element(writer: Writer, *, plan_id: int, contents: ElementContents, code: str | None = None) -> int:
    """Makes an element, behind those that the plan has. Without ``code`` it gets the next of its kind. Raises
    Invalid, Duplicate."""
    plan = values.referred(writer, "plan_id", Plan, plan_id)
    element = Element(plan_id=plan_id)
    goal = _goal(writer, contents)
    rows.fill(writer, element, _named(contents, goal))
    element.code = next_element_code(writer, plan, contents.kind, goal) if code is None else values.code(code)
    element.position = values.next_position(writer, Element.position, Element.plan_id == plan_id)
    return rows.write(writer, element)


@verb
def edit_element(writer: Writer, *, element_id: int, version: int, contents: ElementContents) -> int:
    """Changes an element; all of it is given, as a form holds it.

    Another ``kind`` may make its links wrong, which is shown and not refused (DOMAIN, Structure). It is
    refused where it would leave milestones, reports or indicators on a kind that has none. Raises NotThere,
    StaleWrite, Invalid.
    """
    element = fetch(writer, Element, element_id, version)
    rows.fill(writer, element, _named(contents, _goal(writer, contents)))
    return rows.write(writer, element)


@verb
def move_element(writer: Writer, *, element_id: int, version: int, steps: int) -> int:
    """Moves an element among those of its kind, by so many places: up for a negative number. At the end of
    the column it stays. Raises NotThere, StaleWrite."""
    element = fetch(writer, Element, element_id, version)
    column = list(
        writer.session.scalars(
            sa.select(Element)
            .where(Element.plan_id == element.plan_id, Element.kind == element.kind)
            .where(Element.archived_at.is_(None))
            .order_by(Element.position, Element.id)
        )
    )
    place = column.index(element)
    places = sorted({one.position for one in column})
    # two elements that shared a place get one each
    places += range(places[-1] + 1, places[-1] + 1 + len(column) - len(places))
    column.insert(max(0, min(len(column) - 1, place + steps)), column.pop(place))
    for position, one in zip(places, column, strict=True):
        one.position = position
    writer.session.flush()
    return element.id


@verb
def archive_element(writer: Writer, *, element_id: int, version: int, reason: str = "") -> int:
    """Takes an element out of the plan. Its links, milestones and indicators stay with it and come back with
    it. Raises NotThere, StaleWrite, Invalid."""
    return rows.archive(writer, Element, element_id, version, reason)


@verb
def restore_element(writer: Writer, *, element_id: int, version: int, reason: str = "") -> int:
    """Puts an archived element back, with what was on it. Raises NotThere, StaleWrite, Invalid."""
    return rows.put_back(writer, Element, element_id, version, reason)


def _goal(writer: Writer, contents: ElementContents) -> Goal | None:
    """The strategy's goal that a goal element stands for."""
    if contents.kind is not ElementKind.GOAL or contents.goal_id is None:
        return None
    return values.referred(writer, "goal_id", Goal, contents.goal_id)


def _named(contents: ElementContents, goal: Goal | None) -> ElementContents:
    """A goal element is called what that goal is called, whatever was typed."""
    return contents if goal is None else replace(contents, title=goal.title, title_en=goal.title_en)
