"""Milestones: the first promise never changes, and a due date moves for a reason."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.personas import TODAY
from tracker.records.models import Document, Event, Milestone
from tracker.services.documents.documentation import Documentation
from tracker.services.errors import Duplicate, Invalid, NotThere, StaleWrite
from tracker.services.follow_up.milestones import (
    complete_milestone,
    move_milestone,
    reopen_milestone,
)
from tracker.theory.kinds import OUTCOME_KINDS, ElementKind

DUE = date(2015, 10, 1)
LATER = date(2015, 12, 1)


@pytest.fixture
def milestone(make):
    return make.milestone(due=DUE)


def version_of(session, milestone):
    return session.get(Milestone, milestone, populate_existing=True).version


def test_the_first_promise_is_the_due_date_unless_another_is_named(make, session):
    plain = session.get(Milestone, make.milestone(due=DUE))
    slipped = session.get(Milestone, make.milestone(due=LATER, baseline_due=DUE))
    assert (plain.baseline_due, slipped.baseline_due) == (DUE, DUE)


@pytest.mark.parametrize("kind", [ElementKind.INPUT, *OUTCOME_KINDS, ElementKind.EXTERNAL])
def test_only_activities_and_outputs_have_milestones(kind, make):
    with pytest.raises(Invalid, match="only_on_activities_and_outputs"):
        make.milestone(element_id=make.element(kind))


def test_two_milestones_of_a_plan_never_share_a_code(make):
    make.milestone(code="M1")
    with pytest.raises(Duplicate):
        make.milestone(code="M1")


def test_moving_a_milestone_keeps_its_first_promise_and_the_reason(milestone, session, writer):
    move_milestone(writer, milestone_id=milestone, version=1, due=LATER, reason="Lederen er syg")
    moved = session.get(Milestone, milestone)
    assert (moved.due, moved.baseline_due) == (LATER, DUE)
    event = session.scalars(sa.select(Event).order_by(Event.id.desc())).first()
    assert (event.verb, event.reason) == ("move_milestone", "Lederen er syg")
    assert (event.before, event.after) == ({"due": "2015-10-01"}, {"due": "2015-12-01"})


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_a_milestone_is_not_moved_without_a_reason(reason, milestone, session, writer):
    with pytest.raises(Invalid, match="reason: required"):
        move_milestone(writer, milestone_id=milestone, version=1, due=LATER, reason=reason)
    assert session.get(Milestone, milestone, populate_existing=True).due == DUE


def test_moving_to_the_same_day_is_no_move(milestone, writer):
    with pytest.raises(Invalid, match="same_due_date"):
        move_milestone(writer, milestone_id=milestone, version=1, due=DUE, reason="Ingen")


def test_a_milestone_may_be_brought_forward(milestone, session, writer):
    move_milestone(writer, milestone_id=milestone, version=1, due=date(1900, 1, 1), reason="Færdig før")
    assert session.get(Milestone, milestone).baseline_due == DUE


def test_a_milestone_is_done_today_at_the_latest(milestone, session, writer):
    with pytest.raises(Invalid, match="in_the_future"):
        complete_milestone(writer, milestone_id=milestone, version=1, done_on=TODAY + timedelta(days=1))
    complete_milestone(writer, milestone_id=milestone, version=1, done_on=TODAY)
    assert session.get(Milestone, milestone).done_on == TODAY


def test_a_milestone_that_is_done_is_opened_before_it_is_moved(milestone, session, writer):
    complete_milestone(writer, milestone_id=milestone, version=1, done_on=TODAY)
    with pytest.raises(Invalid, match="milestone_done"):
        move_milestone(writer, milestone_id=milestone, version=2, due=LATER, reason="Alligevel ikke")
    reopen_milestone(writer, milestone_id=milestone, version=2, reason="Kun den ene er certificeret")
    move_milestone(writer, milestone_id=milestone, version=3, due=LATER, reason="Alligevel ikke")
    assert session.get(Milestone, milestone).done_on is None


def test_an_open_milestone_cannot_be_opened_and_a_reopening_needs_a_reason(milestone, writer):
    with pytest.raises(Invalid, match="milestone_open"):
        reopen_milestone(writer, milestone_id=milestone, version=1, reason="Fejl")
    with pytest.raises(Invalid, match="reason: required"):
        reopen_milestone(writer, milestone_id=milestone, version=1, reason=" ")


def test_whoever_saw_an_older_version_is_told(milestone, session, writer):
    move_milestone(writer, milestone_id=milestone, version=1, due=LATER, reason="Syg")
    with pytest.raises(StaleWrite) as error:
        complete_milestone(writer, milestone_id=milestone, version=1, done_on=TODAY)
    assert error.value.current["due"] == "2015-12-01"
    assert error.value.current["version"] == version_of(session, milestone)


def test_proof_comes_with_the_milestone_or_neither_does(milestone, session, writer):
    def done(url):
        proof = Documentation("Bevis", url, TODAY)
        complete_milestone(writer, milestone_id=milestone, version=1, done_on=TODAY, proof=[proof])

    with pytest.raises(Invalid, match="document_url: not_a_web_address"):
        done("javascript:alert(1)")
    assert session.get(Milestone, milestone, populate_existing=True).done_on is None
    done("https://example.org/bevis")
    document = session.scalars(sa.select(Document)).one()
    assert (document.milestone_id, document.title) == (milestone, "Bevis")
    assert len(set(session.scalars(sa.select(Event.change).where(Event.verb == "complete_milestone")))) == 1


def test_a_milestone_that_is_not_there_cannot_be_answered_for(writer):
    with pytest.raises(NotThere):
        complete_milestone(writer, milestone_id=404, version=1, done_on=TODAY)
