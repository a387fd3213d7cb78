"""Proposals are accepted, returned or taken back, once, and against the plan as it is by then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.databases import opened
from tests.personas import NOW
from tests.services.changes.table import Table, extend, set_state, set_title, table
from tracker.records.models import Element, Event, Link, Operation, Proposal
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.queries.history.past import pathway_of_rows, rows_now
from tracker.records.queries.pathway import load_pathway
from tracker.records.replay import replay
from tracker.records.row_changes import applied, clashes, differing
from tracker.services.changes.proposals import accept_proposal, proposed, return_proposal, withdraw_proposal
from tracker.services.changes.undoing import undo_change
from tracker.services.errors import ChangedMeanwhile, Invalid, RowInvalid, StaleWrite
from tracker.services.plans.elements import (
    add_element,
    archive_element,
    edit_element,
    move_element,
    restore_element,
)
from tracker.services.plans.links import connect
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.link import LinkContents
from tracker.theory.kinds import ElementKind, LinkKind, PlanState, ProposalState

__all__ = ["table"]


def test_an_accepted_proposal_is_what_the_verb_would_have_made(table: Table) -> None:
    number = table.propose(lambda writer: extend(writer, plan_id=table.plan, end_id=table.output))
    now = rows_now(table.session, table.plan)
    rows = proposed(table.row(number).changes)
    assert clashes(now, rows) == []
    shown = pathway_of_rows(table.session, table.plan, applied(now, rows, NOW.isoformat()), "da")
    accept_proposal(table.group, proposal_id=number, version=1, answer="God idé")
    made = load_pathway(table.session, table.plan, "da")
    assert [one.title for one in made.ordered] == [one.title for one in shown.ordered]
    assert [(made.element[one.source].title, made.element[one.target].title) for one in made.links] == [
        (shown.element[one.source].title, shown.element[one.target].title) for one in shown.links
    ]
    proposal = table.row(number)
    assert (proposal.state, proposal.answer, proposal.decided_by_id, proposal.decided_at) == (
        ProposalState.ACCEPTED,
        "God idé",
        table.group.actor_id,
        NOW,
    )
    assert replay(logged_changes(table.session)) == state_now(table.session)


def test_an_accepted_proposal_can_be_undone_and_stays_accepted(table: Table) -> None:
    before = table.contents()
    number = table.propose(lambda writer: extend(writer, plan_id=table.plan, end_id=table.output))
    accept_proposal(table.group, proposal_id=number, version=1)
    change = table.session.scalars(sa.select(Event.change).order_by(Event.id.desc()).limit(1)).one()
    undo_change(table.group, plan_id=table.plan, change=change, reason="")
    assert table.contents() == before
    assert table.row(number).state is ProposalState.ACCEPTED


def test_two_proposals_for_a_new_element_with_the_same_code_are_both_accepted(table: Table) -> None:
    def new(writer: Writer) -> object:
        return add_element(
            writer,
            plan_id=table.plan,
            code="HP-A7",
            contents=ElementContents(kind=ElementKind.ACTIVITY, title="Ny aktivitet"),
        )

    for number in [table.propose(new), table.propose(new)]:
        accept_proposal(table.group, proposal_id=number, version=1)
    codes = table.session.scalars(sa.select(Element.code).where(Element.title == "Ny aktivitet")).all()
    assert codes == ["HP-A7", "HP-A8"]


def test_a_row_that_was_changed_meanwhile_is_named_and_nothing_is_written(table: Table) -> None:
    number = table.retitle("Flere ture")
    set_title(table.group, element_id=table.activity, title="Færre ture")
    with pytest.raises(ChangedMeanwhile) as refused:
        accept_proposal(table.group, proposal_id=number, version=1)
    [difference] = refused.value.differences
    assert (difference.entity_id, difference.column, difference.expected, difference.found) == (
        table.activity,
        "title",
        "Ture",
        "Færre ture",
    )
    assert table.title() == "Færre ture"
    assert table.row(number).state is ProposalState.OPEN


def test_changes_of_other_things_do_not_stand_in_the_way(table: Table) -> None:
    number = table.retitle("Flere ture")
    set_title(table.group, element_id=table.output, title="Natteravne i gaderne")
    accept_proposal(table.group, proposal_id=number, version=1)
    assert table.title() == "Flere ture"


def test_an_edit_of_what_was_archived_meanwhile_is_refused_and_names_it(table: Table) -> None:
    number = table.retitle("Flere ture")
    archive_element(table.group, element_id=table.activity, version=1)
    with pytest.raises(ChangedMeanwhile) as refused:
        accept_proposal(table.group, proposal_id=number, version=1)
    [difference] = refused.value.differences
    assert (difference.entity, difference.entity_id, difference.column) == (
        "elements",
        table.activity,
        "archived_at",
    )
    [told] = differing([difference])
    assert (told.operation, told.entity_id) == (Operation.DELETE, table.activity)
    assert table.title() == "Ture"
    restore_element(table.group, element_id=table.activity, version=2)
    accept_proposal(table.group, proposal_id=number, version=1)
    assert table.title() == "Flere ture"


def test_a_new_place_in_the_column_does_not_wait_for_others_that_were_archived_meanwhile(
    table: Table,
) -> None:
    other = table.make.element(title="Opkald")
    number = table.propose(
        lambda writer: move_element(writer, element_id=table.activity, version=1, steps=1), "move_element"
    )
    archive_element(table.group, element_id=other, version=1)
    accept_proposal(table.group, proposal_id=number, version=1)


def test_a_proposal_to_put_something_back_is_about_what_is_archived(table: Table) -> None:
    archive_element(table.group, element_id=table.activity, version=1)
    number = table.propose(
        lambda writer: restore_element(writer, element_id=table.activity, version=2), "restore_element"
    )
    accept_proposal(table.group, proposal_id=number, version=1)
    assert table.session.get_one(Element, table.activity, populate_existing=True).archived_at is None


def test_a_link_to_an_element_that_is_gone_meanwhile_is_accepted_and_waits_for_it(table: Table) -> None:
    number = table.propose(lambda writer: extend(writer, plan_id=table.plan, end_id=table.output))
    archive_element(table.group, element_id=table.output, version=1)
    accept_proposal(table.group, proposal_id=number, version=1)
    assert len(load_pathway(table.session, table.plan, "da").links) == 1
    assert len(table.session.scalars(sa.select(Link)).all()) == 3


def test_two_elements_are_not_linked_twice_by_accepting(table: Table) -> None:
    target = table.make.element(ElementKind.OUTPUT)

    def link(writer: Writer) -> object:
        return connect(
            writer,
            plan_id=table.plan,
            code="DOBBELT",
            contents=LinkContents(kind=LinkKind.IMPLEMENTATION, source_id=table.activity, target_id=target),
        )

    numbers = [table.propose(link), table.propose(link)]
    accept_proposal(table.group, proposal_id=numbers[0], version=1)
    with pytest.raises(RowInvalid, match="linked_already"):
        accept_proposal(table.group, proposal_id=numbers[1], version=1)


def test_returning_needs_an_answer(table: Table) -> None:
    number = table.retitle("Flere ture")
    with pytest.raises(Invalid, match="answer: required"):
        return_proposal(table.group, proposal_id=number, version=1, answer="  ")
    return_proposal(table.group, proposal_id=number, version=1, answer="Hvem skal gå dem?")
    proposal = table.row(number)
    assert (proposal.state, proposal.answer) == (ProposalState.RETURNED, "Hvem skal gå dem?")
    assert table.title() == "Ture"


def test_only_its_author_takes_a_proposal_back(table: Table) -> None:
    number = table.retitle("Flere ture")
    with pytest.raises(Invalid, match="only_by_its_author"):
        withdraw_proposal(table.group, proposal_id=number, version=1)
    withdraw_proposal(table.owner, proposal_id=number, version=1)
    assert table.row(number).state is ProposalState.WITHDRAWN


DECISIONS: tuple[Callable[[Table, int, int], object], ...] = (
    lambda table, number, version: accept_proposal(table.group, proposal_id=number, version=version),
    lambda table, number, version: return_proposal(
        table.group, proposal_id=number, version=version, answer="Nej"
    ),
    lambda table, number, version: withdraw_proposal(table.owner, proposal_id=number, version=version),
)


@pytest.mark.parametrize("second", range(3))
@pytest.mark.parametrize("first", range(3))
def test_a_proposal_is_decided_once(table: Table, first: int, second: int) -> None:
    number = table.retitle("Flere ture")
    DECISIONS[first](table, number, 1)
    with pytest.raises(StaleWrite):
        DECISIONS[second](table, number, 1)
    with pytest.raises(Invalid, match="decided_already"):
        DECISIONS[second](table, number, table.row(number).version)


def test_nothing_is_proposed_or_accepted_in_a_completed_plan(table: Table) -> None:
    number = table.retitle("Flere ture")
    set_state(table.group, plan_id=table.plan, state=PlanState.COMPLETED)
    with pytest.raises(Invalid, match="plan_is_final"):
        table.retitle("Endnu flere ture")
    with pytest.raises(Invalid, match="plan_is_final"):
        accept_proposal(table.group, proposal_id=number, version=1)
    return_proposal(table.group, proposal_id=number, version=1, answer="Planen er slut")


def test_texts_and_dates_of_a_proposal_come_through_unharmed(table: Table) -> None:
    text = 'Citat "æøå" \\ 🙂 {{ 7*7 }} %(x)s\n<b>fed</b>'

    def change(writer: Writer) -> object:
        return edit_element(
            writer,
            element_id=table.activity,
            version=1,
            contents=ElementContents(
                kind=ElementKind.ACTIVITY, title="Ture", description=text, starts_on=date(2016, 2, 29)
            ),
        )

    accept_proposal(table.group, proposal_id=table.propose(change), version=1)
    element = table.session.get_one(Element, table.activity, populate_existing=True)
    assert (element.description, element.starts_on) == (text, date(2016, 2, 29))


def test_of_two_who_decide_at_once_one_is_told(table: Table, empty_url: str) -> None:
    number = table.retitle("Flere ture")
    with opened(empty_url) as other:
        accept_proposal(replace(table.group, session=other), proposal_id=number, version=1)
    with pytest.raises(StaleWrite):
        return_proposal(table.group, proposal_id=number, version=1, answer="Nej")
    assert _states(table.session) == [ProposalState.ACCEPTED]


def _states(session: Session) -> list[ProposalState]:
    session.rollback()
    return list(session.scalars(sa.select(Proposal.state)))
