"""Bringing a whole plan back to a moment: a new change in the log."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import TODAY
from tests.services.changes.board import Board, board
from tracker.records.models import Link, Milestone, PlanOwner
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.queries.history.past import pathway_of_rows, rows_now
from tracker.records.queries.pathway import load_pathway
from tracker.records.replay import replay
from tracker.services.changes.undoing import restore_plan
from tracker.services.errors import Invalid
from tracker.services.follow_up.milestones import complete_milestone
from tracker.services.plans.elements import archive_element
from tracker.services.plans.links import connect, disconnect
from tracker.services.verb import Writer, verb
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, LinkKind

__all__ = ["board"]


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
        contents=LinkContents(kind=LinkKind.CAUSAL, source_id=new, target_id=int(elements[-1].id)),
    )
    restore_plan(demo_writer, plan_id=1, event=moment, reason="Forfra")
    assert load_pathway(demo_session, 1, "da") == before
