"""A plan's states, each move with who, when and why; approval waits for a sound structure; the archive."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import NOW
from tracker.records.models import Element, Event, Plan
from tracker.records.queries.plans.plan_making import moves
from tracker.services.errors import Duplicate, Invalid, NotSound, NotThere, StaleWrite
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.elements import archive_element, edit_element
from tracker.services.plans.states import archive_plan, move_plan, restore_plan_from_archive
from tracker.services.verb import Writer, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import ElementKind, LinkKind, PlanState
from tracker.theory.structure import ProblemKind


def version(session: Session, plan: int) -> int:
    return session.scalars(sa.select(Plan.version).where(Plan.id == plan)).one()


def go(writer: Writer, plan: int, *states: PlanState, reason: str = "Besluttet") -> None:
    for to in states:
        move_plan(writer, plan_id=plan, version=version(writer.session, plan), to=to, reason=reason)


@pytest.fixture
def sound(make: Maker, session: Session) -> int:
    """A plan in hearing whose structure has no errors."""
    plan = make.plan(state=PlanState.IN_HEARING)
    goal = session.scalars(sa.select(Element.id).where(Element.plan_id == plan)).one()
    activity = make.element(ElementKind.ACTIVITY, plan_id=plan)
    output = make.element(ElementKind.OUTPUT, plan_id=plan)
    make.link(activity, output, plan_id=plan)
    make.link(output, goal, LinkKind.CAUSAL, plan_id=plan)
    return plan


def test_a_plan_goes_its_whole_way_and_the_log_tells_who_when_and_why(
    make: Maker, writer: Writer, session: Session, sound: int
) -> None:
    person = make.person(name="Grete")
    as_grete = replace(writer, actor_id=person)
    go(as_grete, sound, PlanState.APPROVED, PlanState.ACTIVE, PlanState.PAUSED, reason="Vi venter på midler")
    *_, last = moves(session, sound, "da")
    assert (last.state, last.at, last.actor, last.reason) == (
        PlanState.PAUSED,
        NOW,
        "Grete",
        "Vi venter på midler",
    )
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.before, event.after) == ({"state": "active"}, {"state": "paused"})
    go(as_grete, sound, PlanState.ACTIVE, PlanState.COMPLETED)
    assert [move.state for move in moves(session, sound, "da")][-2:] == [
        PlanState.ACTIVE,
        PlanState.COMPLETED,
    ]


def test_no_state_is_skipped(make: Maker, writer: Writer) -> None:
    plan = make.plan()
    for to in (PlanState.IDEA, PlanState.IN_HEARING, PlanState.APPROVED, PlanState.ACTIVE):
        with pytest.raises(Invalid, match="to: no_such_move"):
            go(writer, plan, to)


@pytest.mark.parametrize(
    ("source", "to"),
    [
        (PlanState.IDEA, PlanState.REJECTED),
        (PlanState.ACTIVE, PlanState.PAUSED),
        (PlanState.PAUSED, PlanState.ACTIVE),
        (PlanState.ACTIVE, PlanState.COMPLETED),
    ],
)
def test_a_plan_is_not_stopped_ended_or_taken_up_without_a_reason(
    make: Maker, writer: Writer, source: PlanState, to: PlanState
) -> None:
    plan = make.plan(state=source)
    with pytest.raises(Invalid, match="reason: required"):
        go(writer, plan, to, reason=" \n")
    go(writer, plan, to)


def test_a_step_forward_needs_no_reason(make: Maker, writer: Writer, session: Session) -> None:
    plan = make.plan()
    go(writer, plan, PlanState.DRAFT, PlanState.IN_HEARING, reason="")
    assert session.get_one(Plan, plan).state is PlanState.IN_HEARING


@pytest.mark.parametrize("way", ["archived", "made an outcome", "given to the other goal"])
def test_a_plan_is_not_approved_while_a_goal_that_it_declares_is_not_in_its_diagram(
    make: Maker, writer: Writer, session: Session, way: str
) -> None:
    there, gone = make.goal(), make.goal()
    plan = make.plan(state=PlanState.IN_HEARING, goal_ids=[there, gone])
    of_goal = {one.goal_id: one for one in session.scalars(sa.select(Element).where(Element.plan_id == plan))}
    activity, output = make.element(plan_id=plan), make.element(ElementKind.OUTPUT, plan_id=plan)
    make.link(activity, output, plan_id=plan)
    make.link(output, of_goal[there].id, LinkKind.CAUSAL, plan_id=plan)
    row: dict[str, Any] = {"element_id": of_goal[gone].id, "version": of_goal[gone].version}
    if way == "archived":
        archive_element(writer, **row)
    elif way == "made an outcome":
        edit_element(writer, **row, contents=ElementContents(kind=ElementKind.OUTCOME_LONG, title="Tryghed"))
    else:
        edit_element(writer, **row, contents=ElementContents(kind=ElementKind.GOAL, goal_id=there))
    with pytest.raises(NotSound) as error:
        go(writer, plan, PlanState.APPROVED)
    [problem] = error.value.problems
    assert (problem.kind, problem.goals) == (ProblemKind.DECLARED_GOAL_NOT_REACHED, (gone,))


def test_a_plan_with_errors_is_not_approved_and_each_error_is_named(
    make: Maker, writer: Writer, session: Session
) -> None:
    plan = make.plan(state=PlanState.IN_HEARING)
    lonely = make.element(ElementKind.ACTIVITY, plan_id=plan)
    with pytest.raises(NotSound) as error:
        go(writer, plan, PlanState.APPROVED)
    assert [problem.kind for problem in error.value.problems] == [
        ProblemKind.DECLARED_GOAL_NOT_REACHED,
        ProblemKind.ACTIVITY_WITHOUT_OUTPUT,
    ]
    assert error.value.problems[1].elements == (lonely,)
    assert session.get_one(Plan, plan).state is PlanState.IN_HEARING


def test_errors_do_not_keep_a_plan_from_its_hearing_or_from_being_rejected(
    make: Maker, writer: Writer
) -> None:
    plan = make.plan(goal_ids=[])
    go(writer, plan, PlanState.DRAFT, PlanState.IN_HEARING, PlanState.REJECTED)


def test_warnings_do_not_keep_a_plan_from_being_approved(
    writer: Writer, session: Session, sound: int
) -> None:
    go(writer, sound, PlanState.APPROVED)
    assert session.get_one(Plan, sound).state is PlanState.APPROVED


def test_who_saw_an_older_version_moves_nothing(make: Maker, writer: Writer) -> None:
    plan = make.plan()
    go(writer, plan, PlanState.DRAFT)
    with pytest.raises(StaleWrite):
        move_plan(writer, plan_id=plan, version=1, to=PlanState.IN_HEARING)


def test_an_archived_plan_keeps_its_state_and_comes_back_with_it(
    make: Maker, writer: Writer, session: Session
) -> None:
    plan = make.plan(state=PlanState.ACTIVE)
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet af HP2")
    assert session.get_one(Plan, plan).archived_at == NOW
    with pytest.raises(NotThere):
        move_plan(writer, plan_id=plan, version=2, to=PlanState.PAUSED, reason="Pause")
    with pytest.raises(NotThere):
        archive_plan(writer, plan_id=plan, version=2, reason="Igen")
    restore_plan_from_archive(writer, plan_id=plan, version=2, reason="Ingen dublet alligevel")
    found = session.get_one(Plan, plan, populate_existing=True)
    assert (found.archived_at, found.state) == (None, PlanState.ACTIVE)
    with pytest.raises(NotThere):
        restore_plan_from_archive(writer, plan_id=plan, version=3, reason="Igen")


def test_the_archive_asks_why_both_ways(make: Maker, writer: Writer) -> None:
    plan = make.plan()
    with pytest.raises(Invalid, match="reason: required"):
        archive_plan(writer, plan_id=plan, version=1, reason="")
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet")
    with pytest.raises(Invalid, match="reason: required"):
        restore_plan_from_archive(writer, plan_id=plan, version=2, reason=" ")
    with pytest.raises(StaleWrite):
        restore_plan_from_archive(writer, plan_id=plan, version=1, reason="For gammel")


@verb
def call(writer: Writer, *, plan_id: int, code: str) -> None:
    """A code that no form would give it, as a past version of the program may have left it."""
    writer.session.get_one(Plan, plan_id).code = code


def test_a_plan_does_not_come_back_with_another_one_s_code_in_other_letters(
    make: Maker, writer: Writer
) -> None:
    make.plan(code="HP7")
    plan = make.plan(code="HP8")
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet")
    call(writer, plan_id=plan, code="hp7")
    with pytest.raises(Duplicate):
        restore_plan_from_archive(writer, plan_id=plan, version=3, reason="Fortrudt")


def test_a_plan_does_not_come_back_under_an_archived_lead(make: Maker, writer: Writer) -> None:
    lead = make.organisation()
    plan = make.plan(lead_organisation_id=lead)
    archive_plan(writer, plan_id=plan, version=1, reason="Dublet")
    archive_organisation(writer, organisation_id=lead)
    with pytest.raises(Invalid, match="plan_id: lead_is_archived"):
        restore_plan_from_archive(writer, plan_id=plan, version=2, reason="Fortrudt")
