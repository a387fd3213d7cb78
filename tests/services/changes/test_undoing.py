"""Undoing a change: a new change in the log that gives rows their old values."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from tests.personas import NOW, TODAY
from tests.services.changes.board import Board, board, set_state, swap_primary, take_off
from tracker.records.models import (
    Document,
    Element,
    Event,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Plan,
    PlanGoal,
    StatusReport,
)
from tracker.records.queries.history.log import last_event
from tracker.records.queries.history.undoable import later_changes, undoable
from tracker.records.queries.pathway import load_pathway
from tracker.services.changes.undoing import restore_plan, undo_change
from tracker.services.documents.documentation import Documentation
from tracker.services.errors import ChangedMeanwhile, Invalid, NotThere
from tracker.services.follow_up.milestones import complete_milestone, move_milestone
from tracker.services.plans.elements import archive_element, move_element
from tracker.theory.kinds import DeliveryStatus, PlanState

__all__ = ["board"]


def test_a_changed_title_is_what_it_was_and_the_log_says_so(board: Board) -> None:
    change = board.rename("Noget helt andet")
    assert board.undo(change, reason="Vi blev klogere") == 1
    assert board.get(Element, board.activity).title == "Ture"
    event = board.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.verb, event.reason) == ("undo_change", "Vi blev klogere")
    assert event.before == {"title": "Noget helt andet"}


def test_undoing_an_undo_brings_the_change_back(board: Board) -> None:
    board.rename("Noget helt andet")
    board.undo()
    board.undo()
    assert board.get(Element, board.activity).title == "Noget helt andet"


def test_a_new_element_is_archived_and_comes_back(board: Board) -> None:
    element = board.make.element(title="Ny kasse")
    board.undo()
    assert board.get(Element, element).archived_at == NOW
    board.undo()
    assert board.get(Element, element).archived_at is None


def test_an_element_that_was_archived_is_back_with_its_links(board: Board) -> None:
    before = load_pathway(board.session, board.plan, "da")
    element = board.get(Element, board.output)
    archive_element(board.writer, element_id=element.id, version=element.version)
    board.undo()
    assert load_pathway(board.session, board.plan, "da") == before


def test_what_was_taken_off_a_link_is_back_under_its_number(board: Board) -> None:
    board.make.assumption(board.link)
    laid = board.session.scalars(sa.select(LinkAssumption.id)).one()
    take_off(board.writer, model=LinkAssumption, row_id=laid)
    board.undo()
    tie = board.get(LinkAssumption, laid)
    assert (tie.link_id, tie.plan_id) == (board.link, board.plan)


def test_a_number_that_was_given_to_another_row_meanwhile_stays_with_it(board: Board) -> None:
    board.make.finding(board.link)
    use = board.session.scalars(sa.select(LinkFinding.id)).one()
    take_off(board.writer, model=LinkFinding, row_id=use)
    change = board.last()
    board.make.finding(board.link)
    board.undo(change)
    found = board.session.scalars(sa.select(LinkFinding.finding_id).where(LinkFinding.link_id == board.link))
    assert len(set(found)) == 2


def test_two_goals_that_changed_places_change_back(board: Board) -> None:
    ties = board.session.scalars(sa.select(PlanGoal).order_by(PlanGoal.id)).all()
    primary, other = (tie.id for tie in sorted(ties, key=lambda tie: not tie.is_primary))
    swap_primary(board.writer, to_id=other)
    board.undo()
    assert board.get(PlanGoal, primary).is_primary
    assert not board.get(PlanGoal, other).is_primary
    board.undo()
    assert board.get(PlanGoal, other).is_primary


def test_columns_that_somebody_else_changed_are_left_alone(board: Board) -> None:
    change = board.rename("Noget helt andet")
    board.rename("Noget helt andet", description="Skrevet af en anden")
    board.undo(change)
    element = board.get(Element, board.activity)
    assert (element.title, element.description) == ("Ture", "Skrevet af en anden")


def test_a_value_that_was_changed_since_is_not_overwritten_and_the_later_change_is_named(
    board: Board,
) -> None:
    somebody = board.make.person(name="Bodil")
    change = board.rename("Noget helt andet")
    board.writer = replace(board.writer, actor_id=somebody)
    board.rename("Og noget tredje")
    number = last_event(board.session)
    with pytest.raises(ChangedMeanwhile) as refused:
        board.undo(change)
    [difference] = refused.value.differences
    assert (difference.column, difference.expected, difference.found) == (
        "title",
        "Noget helt andet",
        "Og noget tredje",
    )
    assert last_event(board.session) == number
    [later] = later_changes(board.session, board.plan, change, refused.value.differences, "da")
    assert (later.actor, later.verb) == ("Bodil", "edit_element")


def test_a_new_element_that_was_only_moved_since_can_be_undone(board: Board) -> None:
    element = board.make.element(title="Ny kasse")
    change = board.last()
    move_element(board.writer, element_id=element, version=1, steps=-1)
    board.undo(change)
    assert board.get(Element, element).archived_at is not None


def test_a_new_element_that_was_written_on_since_is_not_undone(board: Board) -> None:
    element = board.make.element(title="Ny kasse")
    change = board.last()
    board.rename("Ny kasse, forklaret", element)
    with pytest.raises(ChangedMeanwhile):
        board.undo(change)


def test_what_happened_is_not_undone(board: Board) -> None:
    board.make.report(board.activity, DeliveryStatus.COMPLETED)
    with pytest.raises(Invalid, match="not_undoable"):
        board.undo()
    assert len(board.session.scalars(sa.select(StatusReport)).all()) == 1


def test_a_milestone_is_open_again_and_its_documentation_stays(board: Board) -> None:
    milestone = board.make.milestone(element_id=board.activity)
    complete_milestone(
        board.writer,
        milestone_id=milestone,
        version=1,
        done_on=TODAY,
        proof=[Documentation("Referat", "https://example.org/r", TODAY)],
    )
    board.undo()
    assert board.get(Milestone, milestone).done_on is None
    assert board.session.scalars(sa.select(Document)).one().archived_at is None


def test_a_due_date_goes_back_only_for_a_reason_and_the_first_promise_stays(board: Board) -> None:
    milestone = board.make.milestone(element_id=board.activity, due=date(2015, 12, 1))
    move_milestone(
        board.writer, milestone_id=milestone, version=1, due=date(2016, 1, 1), reason="Udbuddet trak ud"
    )
    with pytest.raises(Invalid, match="reason: required"):
        board.undo()
    board.undo(reason="Udbuddet er hjemme")
    row = board.get(Milestone, milestone)
    assert (row.due, row.baseline_due) == (date(2015, 12, 1), date(2015, 12, 1))


def test_a_plans_state_is_decided_and_never_undone(board: Board) -> None:
    set_state(board.writer, plan_id=board.plan, state=PlanState.DRAFT)
    with pytest.raises(Invalid, match="not_undoable"):
        board.undo()
    set_state(board.writer, plan_id=board.plan, state=PlanState.IN_HEARING, title="Ny titel")
    board.undo()
    plan = board.get(Plan, board.plan)
    assert plan.state is PlanState.IN_HEARING
    assert plan.title != "Ny titel"


def test_a_completed_plan_stays_as_it_is(board: Board) -> None:
    change = board.rename("Noget helt andet")
    set_state(board.writer, plan_id=board.plan, state=PlanState.COMPLETED)
    for action in (
        lambda: board.undo(change),
        lambda: restore_plan(board.writer, plan_id=board.plan, event=1, reason="x"),
    ):
        with pytest.raises(Invalid, match="plan_is_final"):
            action()


def test_a_change_of_another_plan_or_of_none_is_not_undone_from_here(board: Board) -> None:
    board.make.element(plan_id=board.make.plan())
    with pytest.raises(Invalid, match="not_undoable"):
        board.undo()
    with pytest.raises(Invalid, match="not_undoable"):
        board.undo("0" * 32)
    with pytest.raises(NotThere):
        undo_change(board.writer, plan_id=10**6, change=board.last(), reason="")


def test_the_change_that_made_a_plan_is_not_undone(board: Board) -> None:
    made = board.session.scalars(
        sa.select(Event.change).where(Event.entity == "plans", Event.entity_id == board.plan).limit(1)
    ).one()
    with pytest.raises(Invalid, match="not_undoable"):
        board.undo(made)


def test_which_changes_can_be_undone_is_said_for_a_whole_page(board: Board) -> None:
    renamed = board.rename("Noget helt andet")
    board.make.report(board.activity, DeliveryStatus.ON_TRACK)
    reported = board.last()
    set_state(board.writer, plan_id=board.plan, state=PlanState.DRAFT)
    moved_on = board.last()
    set_state(board.writer, plan_id=board.plan, state=PlanState.DRAFT, title="Ny titel")
    retitled = board.last()
    board.make.element(plan_id=board.make.plan())
    foreign = board.last()
    every = board.session.scalars(sa.select(Event.change).where(Event.plan_id == board.plan)).all()
    found = undoable(board.session, board.plan, [*every, foreign])
    assert {renamed, retitled} <= found
    assert not found & {reported, moved_on, foreign}
