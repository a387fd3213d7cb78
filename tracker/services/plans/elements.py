"""The boxes of a theory of change."""

from datetime import date

import sqlalchemy as sa

from tracker.records.base import Archivable
from tracker.records.models import Element, Goal, Indicator, Milestone, Organisation, Plan, StatusReport
from tracker.services import entry
from tracker.services.errors import Invalid
from tracker.services.plans.next_codes import next_element_code
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import ElementKind


@verb
def add_element(
    writer: Writer,
    *,
    plan_id: int,
    code: str | None = None,
    kind: ElementKind,
    title: str = "",
    title_en: str | None = None,
    description: str = "",
    organisation_id: int | None = None,
    goal_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    expected_from: date | None = None,
) -> int:
    """Makes an element, behind those that the plan has. Without ``code`` it gets the next of its kind.

    Days belong to their kinds (DOMAIN, Element): start and end to activities, ``expected_from`` to
    outcomes; a goal element names the strategy's goal and nothing else does: it is called what that goal is
    called, whatever ``title`` says. Raises Invalid, Duplicate.
    """
    plan = entry.referred(writer, "plan_id", Plan, plan_id)
    _check_days(kind, starts_on, ends_on, expected_from)
    goal = _check_goal(writer, plan, kind, goal_id)
    if organisation_id is not None:
        entry.referred(writer, "organisation_id", Organisation, organisation_id)
    element = Element(
        plan_id=plan_id,
        code=next_element_code(writer, plan, kind, goal) if code is None else entry.code(code),
        kind=kind,
        title=goal.title if goal else entry.line("title", title),
        title_en=goal.title_en if goal else entry.optional_line("title_en", title_en),
        description=entry.text("description", description),
        position=entry.next_position(writer, Element.position, Element.plan_id == plan_id),
        organisation_id=organisation_id,
        goal_id=goal_id,
        starts_on=starts_on,
        ends_on=ends_on,
        expected_from=expected_from,
    )
    return entry.add(writer, element, "code", element.code)


@verb
def edit_element(
    writer: Writer,
    *,
    element_id: int,
    version: int,
    kind: ElementKind,
    title: str = "",
    title_en: str | None = None,
    description: str = "",
    organisation_id: int | None = None,
    goal_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    expected_from: date | None = None,
) -> int:
    """Changes an element; all of it is given, as a form holds it. ``title`` as in ``add_element``.

    Another ``kind`` may make its links wrong, which is shown and not refused (DOMAIN, Structure). It is
    refused where it would leave milestones, reports or indicators on a kind that has none. Raises NotThere,
    StaleWrite, Invalid.
    """
    element = fetch(writer, Element, element_id, version)
    plan = entry.referred(writer, "plan_id", Plan, element.plan_id)
    _check_days(kind, starts_on, ends_on, expected_from)
    goal = _check_goal(writer, plan, kind, goal_id)
    if kind is not element.kind:
        _check_kind(writer, element, kind)
    if organisation_id is not None and organisation_id != element.organisation_id:
        entry.referred(writer, "organisation_id", Organisation, organisation_id)
    element.kind = kind
    element.title = goal.title if goal else entry.line("title", title)
    element.title_en = goal.title_en if goal else entry.optional_line("title_en", title_en)
    element.description = entry.text("description", description)
    element.organisation_id = organisation_id
    element.goal_id = goal_id
    element.starts_on = starts_on
    element.ends_on = ends_on
    element.expected_from = expected_from
    writer.session.flush()
    return element.id


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
    element = fetch(writer, Element, element_id, version)
    entry.text("reason", reason)
    element.archived_at = writer.now
    writer.session.flush()
    return element.id


@verb
def restore_element(writer: Writer, *, element_id: int, version: int, reason: str = "") -> int:
    """Puts an archived element back, with what was on it. Raises NotThere, StaleWrite, Invalid."""
    element = fetch(writer, Element, element_id, version, archived=True)
    entry.text("reason", reason)
    element.archived_at = None
    writer.session.flush()
    return element.id


def _check_days(
    kind: ElementKind, starts_on: date | None, ends_on: date | None, expected_from: date | None
) -> None:
    if kind is not ElementKind.ACTIVITY and starts_on is not None:
        raise Invalid("starts_on", "only_on_activities")
    if kind is not ElementKind.ACTIVITY and ends_on is not None:
        raise Invalid("ends_on", "only_on_activities")
    if not kind.is_outcome and expected_from is not None:
        raise Invalid("expected_from", "only_on_outcomes")
    entry.period(starts_on, ends_on)


def _check_kind(writer: Writer, element: Element, kind: ElementKind) -> None:
    """Refuses a kind that what hangs on the element does not go with."""

    def has(model: type[Milestone] | type[Indicator] | type[StatusReport]) -> bool:
        live = [model.archived_at.is_(None)] if issubclass(model, Archivable) else []
        found = sa.select(model.id).where(model.element_id == element.id, *live).limit(1)
        return writer.session.scalar(found) is not None

    if not kind.is_delivery and has(Milestone):
        raise Invalid("kind", "has_milestones")
    same_statuses = kind.is_delivery == element.kind.is_delivery and kind.is_result == element.kind.is_result
    if not same_statuses and has(StatusReport):
        raise Invalid("kind", "has_reports")
    if kind is ElementKind.EXTERNAL and has(Indicator):
        raise Invalid("kind", "has_indicators")


def _check_goal(writer: Writer, plan: Plan, kind: ElementKind, goal_id: int | None) -> Goal | None:
    if kind is not ElementKind.GOAL:
        if goal_id is not None:
            raise Invalid("goal_id", "only_on_goals")
        return None
    if goal_id is None:
        raise Invalid("goal_id", "required")
    goal = entry.referred(writer, "goal_id", Goal, goal_id)
    if goal.strategy_id != plan.strategy_id:
        raise Invalid("goal_id", "of_another_strategy")
    return goal
