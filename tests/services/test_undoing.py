"""Undoing a change and bringing a plan back: new changes in the log that give rows their old values."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.contents import live
from tracker.records.models import (
    Document,
    Element,
    Event,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Plan,
    PlanGoal,
    PlanOwner,
    StatusReport,
)
from tracker.records.queries.log import last_event, logged_changes, state_now
from tracker.records.queries.past import pathway_of_rows, rows_now
from tracker.records.queries.pathway import load_pathway
from tracker.records.queries.undoable import later_changes, undoable
from tracker.records.replay import replay
from tracker.services.documents import Documentation
from tracker.services.elements import archive_element, edit_element, move_element, restore_element
from tracker.services.errors import ChangedMeanwhile, Invalid, NotThere, RowInvalid
from tracker.services.links import connect, disconnect, edit_link
from tracker.services.milestones import complete_milestone, move_milestone
from tracker.services.undoing import restore_plan, undo_change
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind, PlanState


@verb
def take_off(writer: Writer, *, model: Any, row_id: int) -> None:
    writer.session.delete(fetch(writer, model, row_id))


@verb
def swap_primary(writer: Writer, *, to_id: int) -> None:
    tie = fetch(writer, PlanGoal, to_id)
    for other in writer.session.scalars(sa.select(PlanGoal).where(PlanGoal.plan_id == tie.plan_id)):
        other.is_primary = False
    writer.session.flush()
    tie.is_primary = True


@verb
def set_state(writer: Writer, *, plan_id: int, state: PlanState, title: str = "") -> None:
    plan = fetch(writer, Plan, plan_id)
    plan.state = state
    if title:
        plan.title = title


class Board:
    """A small plan on a table, and what was done to it last."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.session = writer, writer.session
        self.make = Maker(writer)
        self.plan = self.make.plan(goal_ids=[self.make.goal(), self.make.goal()])
        self.make.made["plan"] = self.plan
        self.activity = self.make.element(title="Ture", starts_on=date(2015, 1, 1))
        self.output = self.make.element(ElementKind.OUTPUT, title="Natteravne på gaden")
        self.link = self.make.link(self.activity, self.output)

    def last(self) -> str:
        """The change that was made last."""
        query = sa.select(Event.change).order_by(Event.id.desc()).limit(1)
        return self.session.scalars(query).one()

    def undo(self, change: str | None = None, reason: str = "") -> int:
        return undo_change(self.writer, plan_id=self.plan, change=change or self.last(), reason=reason)

    def rename(self, title: str, element: int | None = None, **others: Any) -> str:
        row = self.get(Element, element or self.activity)
        given = {
            "kind": row.kind,
            "title": title,
            "organisation_id": row.organisation_id,
            "goal_id": row.goal_id,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "description": row.description,
            **others,
        }
        edit_element(self.writer, element_id=row.id, version=row.version, **given)
        return self.last()

    def get(self, model: Any, number: int) -> Any:
        self.session.rollback()
        return self.session.get(model, number, populate_existing=True)

    def contents(self) -> Any:
        return live(rows_now(self.session, self.plan))


@pytest.fixture
def board(writer: Writer) -> Board:
    return Board(writer)


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


def test_two_elements_are_not_linked_twice_by_undoing(board: Board) -> None:
    link = board.get(Link, board.link)
    disconnect(board.writer, link_id=link.id, version=link.version)
    change = board.last()
    board.make.link(board.activity, board.output)
    with pytest.raises(RowInvalid, match="linked_already"):
        board.undo(change)
    assert board.get(Link, board.link).archived_at is not None


def test_a_link_to_an_element_that_is_gone_comes_back_with_that_element(board: Board) -> None:
    link = board.get(Link, board.link)
    disconnect(board.writer, link_id=link.id, version=link.version)
    change = board.last()
    element = board.get(Element, board.output)
    archive_element(board.writer, element_id=element.id, version=element.version)
    board.undo(change)
    assert load_pathway(board.session, board.plan, "da").links == ()
    element = board.get(Element, board.output)
    restore_element(board.writer, element_id=element.id, version=element.version)
    assert [one.id for one in load_pathway(board.session, board.plan, "da").links] == [board.link]


def test_undoing_never_leaves_a_link_from_an_element_to_itself(board: Board) -> None:
    third = board.make.element(ElementKind.OUTPUT)

    def run(source: int, target: int) -> str:
        row = board.get(Link, board.link)
        edit_link(
            board.writer,
            link_id=row.id,
            version=row.version,
            kind=row.kind,
            source_id=source,
            target_id=target,
        )
        return board.last()

    change = run(third, board.output)  # the source moves away ...
    run(third, board.activity)  # ... and the target to where it was
    with pytest.raises(RowInvalid, match="links_to_itself"):
        board.undo(change)
    row = board.get(Link, board.link)
    assert (row.source_id, row.target_id) == (third, board.activity)


def test_a_kind_does_not_come_back_under_milestones_that_it_cannot_have(board: Board) -> None:
    outcome = board.make.element(ElementKind.OUTCOME_SHORT, title="Færre overfald")
    change = board.rename("Færre overfald", outcome, kind=ElementKind.OUTPUT)
    board.make.milestone(element_id=outcome)
    with pytest.raises(RowInvalid, match="has_milestones"):
        board.undo(change)


def test_an_archived_element_does_not_come_back_with_milestones_that_its_kind_cannot_have(
    board: Board,
) -> None:
    outcome = board.make.element(ElementKind.OUTCOME_SHORT, title="Færre overfald")
    change = board.rename("Færre overfald", outcome, kind=ElementKind.OUTPUT)
    board.make.milestone(element_id=outcome)
    archive_element(board.writer, element_id=outcome, version=board.get(Element, outcome).version)
    with pytest.raises(RowInvalid, match="has_milestones"):
        board.undo(change)
    restore_element(board.writer, element_id=outcome, version=board.get(Element, outcome).version)
    assert board.get(Element, outcome).kind is ElementKind.OUTPUT


def test_an_archived_element_gets_a_title_back_that_goes_with_what_hangs_on_it(board: Board) -> None:
    board.make.milestone(element_id=board.activity)
    change = board.rename("Noget helt andet")
    archive_element(
        board.writer, element_id=board.activity, version=board.get(Element, board.activity).version
    )
    board.undo(change)
    element = board.get(Element, board.activity)
    assert (element.title, element.archived_at) == ("Ture", NOW)


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


def test_a_plan_is_brought_back_to_a_moment_and_forth_again(board: Board) -> None:
    make, moment, then = board.make, last_event(board.session), board.contents()
    drawn = load_pathway(board.session, board.plan, "da")
    board.rename("Noget helt andet")
    third = make.element(ElementKind.OUTCOME_SHORT, title="Tryggere gader")
    link = make.link(board.output, third, LinkKind.CAUSAL)
    make.assumption(link)
    make.assumption(board.link)
    make.finding(board.link)
    make.milestone(element_id=board.activity)
    make.indicator(element_id=third)
    row = board.get(Link, board.link)
    disconnect(board.writer, link_id=row.id, version=row.version)
    now = board.contents()
    restore_plan(board.writer, plan_id=board.plan, event=moment, reason="Tilbage til mødet i maj")
    assert board.contents() == then
    assert load_pathway(board.session, board.plan, "da") == drawn
    board.undo()
    assert board.contents() == now
    assert replay(logged_changes(board.session)) == state_now(board.session)


def test_going_back_keeps_reports_and_milestones_that_were_reached(board: Board) -> None:
    milestone = board.make.milestone(element_id=board.activity)
    moment = last_event(board.session)
    complete_milestone(board.writer, milestone_id=milestone, version=1, done_on=TODAY)
    board.make.report(board.activity, DeliveryStatus.COMPLETED, happened="Alle ture er gået")
    board.rename("Noget helt andet")
    restore_plan(board.writer, plan_id=board.plan, event=moment, reason="Titlen var bedre før")
    assert board.get(Milestone, milestone).done_on == TODAY
    pathway = pathway_of_rows(board.session, board.plan, rows_now(board.session, board.plan), "da")
    report = pathway.element[board.activity].report
    assert report is not None
    assert report.happened == "Alle ture er gået"
    assert pathway.element[board.activity].title == "Ture"


def test_going_back_needs_a_reason_and_something_to_bring_back(board: Board) -> None:
    moment = last_event(board.session)
    with pytest.raises(Invalid, match="nothing_to_restore"):
        restore_plan(board.writer, plan_id=board.plan, event=moment, reason="Hvorfor ikke")
    with pytest.raises(Invalid, match="nothing_to_restore"):
        restore_plan(board.writer, plan_id=board.plan, event=1, reason="Før planen fandtes")
    board.rename("Noget helt andet")
    with pytest.raises(Invalid, match="reason: required"):
        restore_plan(board.writer, plan_id=board.plan, event=moment, reason="  ")


def test_owners_who_came_since_leave_and_those_who_left_come_back(board: Board) -> None:
    one, other = board.make.person(), board.make.person()

    @verb
    def hand_over(writer: Writer, *, to: int) -> None:
        for tie in writer.session.scalars(sa.select(PlanOwner).where(PlanOwner.plan_id == board.plan)):
            writer.session.delete(tie)
        writer.session.flush()
        writer.session.add(PlanOwner(plan_id=board.plan, user_id=to, position=0))

    hand_over(board.writer, to=one)
    moment = last_event(board.session)
    hand_over(board.writer, to=other)
    restore_plan(board.writer, plan_id=board.plan, event=moment, reason="Orlov er slut")
    owners = board.session.scalars(sa.select(PlanOwner.user_id).where(PlanOwner.plan_id == board.plan)).all()
    assert owners == [one]


def test_the_demonstration_can_be_brought_back_after_everything_was_turned_over(
    demo_session: Session, demo_writer: Writer
) -> None:
    moment = last_event(demo_session)
    before = load_pathway(demo_session, 1, "da")
    elements = [element for element in before.elements if element.goal is None]
    for element in elements[:5]:
        archive_element(demo_writer, element_id=int(element.id), version=1)
    add = Maker(demo_writer)
    new = add.element(ElementKind.OUTPUT, plan_id=1)
    connect(
        demo_writer,
        plan_id=1,
        code="NY",
        kind=LinkKind.CAUSAL,
        source_id=new,
        target_id=int(elements[-1].id),
    )
    restore_plan(demo_writer, plan_id=1, event=moment, reason="Forfra")
    assert load_pathway(demo_session, 1, "da") == before
