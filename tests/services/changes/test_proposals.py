"""Proposals: a verb runs, what it would write is kept, and the plan stays as it is."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.factories import Maker
from tests.personas import NOW, TODAY
from tests.services.changes.table import Table, extend, set_state, set_title, table
from tracker.records.models import Event, Plan, Proposal
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.replay import replay
from tracker.services.changes.proposals import proposed
from tracker.services.errors import AlreadyDone, Duplicate, Invalid, NotThere
from tracker.services.follow_up.reports import report_status
from tracker.services.plans.elements import add_element, edit_element
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.report import ReportContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, PlanState, ProposalState

__all__ = ["table"]


def test_a_proposal_changes_nothing_but_says_what_it_would(table: Table) -> None:
    before, revision = table.contents(), table.session.get_one(Plan, table.plan).revision
    number = table.propose(
        lambda writer: set_title(writer, element_id=table.activity, title="Flere ture"),
        "edit_element",
        "De rækker ikke",
    )
    assert table.contents() == before
    proposal = table.row(number)
    assert (proposal.state, proposal.verb, proposal.why) == (
        ProposalState.OPEN,
        "edit_element",
        "De rækker ikke",
    )
    assert (proposal.author_id, proposal.made_at, proposal.revision) == (
        table.owner.actor_id,
        NOW,
        revision,
    )
    assert proposal.changes == [
        {
            "entity": "elements",
            "entity_id": table.activity,
            "operation": "update",
            "before": {"title": "Ture"},
            "after": {"title": "Flere ture"},
        }
    ]
    logged = table.session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (logged.verb, logged.entity) == ("propose", "proposals")
    assert replay(logged_changes(table.session)) == state_now(table.session)


def test_new_rows_have_negative_numbers_that_others_of_the_proposal_name(table: Table) -> None:
    number = table.propose(lambda writer: extend(writer, plan_id=table.plan, end_id=table.output))
    rows = proposed(table.row(number).changes)
    elements = [row.entity_id for row in rows if row.entity == "elements"]
    assert elements == [-1, -2]
    ends = [
        (row.wanted["source_id"], row.wanted["target_id"])
        for row in rows
        if row.entity == "links" and row.wanted
    ]
    assert ends == [(-1, -2), (-1, table.output)]


def test_what_the_verb_refuses_is_refused_and_no_proposal_is_made(table: Table) -> None:
    def nameless(writer: Writer) -> object:
        return edit_element(
            writer,
            element_id=table.activity,
            version=1,
            contents=ElementContents(kind=ElementKind.ACTIVITY, title=" "),
        )

    def doubled(writer: Writer) -> object:
        return add_element(
            writer,
            plan_id=table.plan,
            code="DOBBELT",
            contents=ElementContents(kind=ElementKind.ACTIVITY, title="To gange"),
        )

    table.make.element(code="DOBBELT")
    with pytest.raises(Invalid, match="title: required"):
        table.propose(nameless)
    with pytest.raises(Duplicate):
        table.propose(doubled)
    with pytest.raises(NotThere):
        table.propose(lambda writer: set_title(writer, element_id=10**6, title="Ingen"))
    assert table.session.scalars(sa.select(Proposal)).all() == []


def test_a_proposal_that_changes_nothing_is_refused(table: Table) -> None:
    with pytest.raises(Invalid, match="nothing_changed"):
        table.retitle("Ture")


@pytest.mark.parametrize(
    "change",
    [
        lambda table, writer: report_status(
            writer,
            element_id=table.activity,
            status=DeliveryStatus.ON_TRACK,
            contents=ReportContents(reported_on=TODAY),
        ),
        lambda table, writer: set_state(writer, plan_id=table.plan, state=PlanState.APPROVED),
        lambda table, writer: (
            set_title(writer, element_id=table.activity, title="Flere ture"),
            set_state(writer, plan_id=table.plan, state=PlanState.APPROVED),
        ),
        lambda table, writer: Maker(writer).finding(table.link),
        lambda table, writer: set_title(
            writer, element_id=Maker(writer).element(plan_id=table.elsewhere), title="Et andet sted"
        ),
    ],
    ids=["a report", "a decision", "a decision beside a change", "the shared library", "another plan"],
)
def test_what_is_no_content_of_the_plan_cannot_be_proposed(table: Table, change: Any) -> None:
    table.elsewhere = table.make.plan()  # type: ignore[attr-defined]
    with pytest.raises(Invalid, match="not_proposable"):
        table.propose(lambda writer: change(table, writer))
    assert table.session.scalars(sa.select(Proposal)).all() == []


def test_a_form_that_is_sent_twice_makes_one_proposal(table: Table) -> None:
    table.owner = replace(table.owner, key="den samme formular")
    table.retitle("Flere ture")
    with pytest.raises(AlreadyDone):
        table.retitle("Flere ture")
    assert len(table.session.scalars(sa.select(Proposal)).all()) == 1
