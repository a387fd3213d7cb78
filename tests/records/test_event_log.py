"""One log of every change: no write slips past, nobody changes it, and it tells every state."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.databases import ON_POSTGRESQL
from tests.factories import Maker
from tracker.records.eventlog import UnrecordedWrite, tracked_tables
from tracker.records.models import Element, Event, Milestone, Operation, Organisation, Plan
from tracker.records.queries.history.log import last_event, logged_changes, state_now
from tracker.records.replay import BrokenLog, replay, undo
from tracker.services.errors import Duplicate, Invalid
from tracker.services.follow_up.milestones import complete_milestone, move_milestone
from tracker.services.people.accounts import grant_role, revoke_role
from tracker.services.plans.elements import add_element
from tracker.services.verb import Writer
from tracker.theory.contents.element import ElementContents
from tracker.theory.kinds import DeliveryStatus, ElementKind, OrganisationKind, Role


def organisation(code: str = "X") -> Organisation:
    return Organisation(code=code, name="Nogen", kind=OrganisationKind.PARTNER)


def test_a_new_row_outside_a_verb_is_refused(session: Session) -> None:
    session.add(organisation())
    with pytest.raises(UnrecordedWrite):
        session.flush()


def test_a_change_outside_a_verb_is_refused(session: Session, make: Maker) -> None:
    make.organisation()
    session.scalars(sa.select(Organisation)).one().name = "Et andet navn"
    with pytest.raises(UnrecordedWrite):
        session.commit()


def test_a_deletion_outside_a_verb_is_refused(session: Session, make: Maker) -> None:
    make.organisation()
    session.delete(session.scalars(sa.select(Organisation)).one())
    with pytest.raises(UnrecordedWrite):
        session.flush()


def test_a_row_that_is_looked_at_outside_a_verb_is_no_write(session: Session, make: Maker) -> None:
    make.organisation()
    found = session.scalars(sa.select(Organisation)).one()
    found.name = str(found.name)
    session.commit()


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(Organisation).values(name="Alle hedder det samme"),
        sa.delete(Organisation),
        sa.insert(Organisation).values(code="X", name="Nogen", kind=OrganisationKind.PARTNER),
        sa.update(Organisation.__table__).values(name="Uden om modellen"),  # type: ignore[arg-type]
    ],
    ids=["update", "delete", "insert", "update of the table"],
)
def test_a_bulk_statement_on_a_tracked_table_is_refused(
    session: Session, make: Maker, statement: sa.Executable
) -> None:
    make.organisation()
    with pytest.raises(UnrecordedWrite):
        session.execute(statement)


@pytest.mark.parametrize(
    "write",
    [
        lambda session: session.bulk_save_objects([organisation()]),
        lambda session: session.bulk_insert_mappings(Organisation, [{"code": "X"}]),
        lambda session: session.bulk_update_mappings(Organisation, [{"id": 1, "version": 1, "code": "X"}]),
        lambda session: session.connection().execute(sa.delete(Organisation)),
    ],
    ids=["objects", "new values", "changed values", "the connection itself"],
)
def test_a_write_that_goes_round_the_session_is_refused(
    session: Session, make: Maker, write: Callable[[Session], object]
) -> None:
    make.organisation()
    with pytest.raises(UnrecordedWrite):
        write(session)


def test_after_a_write_that_failed_bulk_statements_are_still_refused(session: Session, make: Maker) -> None:
    make.organisation(code="X")
    with pytest.raises(Duplicate):
        make.organisation(code="X")
    with pytest.raises(UnrecordedWrite):
        session.connection().execute(sa.delete(Organisation))


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET reason = 'en anden grund'", "DELETE FROM events", "TRUNCATE events"]
)
def test_the_database_refuses_to_change_the_log(session: Session, make: Maker, statement: str) -> None:
    if statement.startswith("TRUNCATE") and not ON_POSTGRESQL:
        pytest.skip("SQLite has no TRUNCATE")
    make.organisation()
    with pytest.raises(DBAPIError, match="never changed"):
        session.execute(sa.text(statement))


def test_an_event_says_who_when_why_what_before_and_after(
    session: Session, writer: Writer, make: Maker
) -> None:
    person = make.person()
    milestone = make.milestone(due=date(2015, 5, 1))
    by_them = Writer(session, writer.now, writer.today, actor_id=person)
    move_milestone(by_them, milestone_id=milestone, version=1, due=date(2015, 6, 1), reason="Udbud forsinket")
    event = session.scalars(sa.select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (event.actor_id, event.at, event.reason) == (person, writer.now, "Udbud forsinket")
    assert (event.verb, event.operation) == ("move_milestone", Operation.UPDATE)
    assert (event.entity, event.entity_id) == ("milestones", milestone)
    assert (event.before, event.after) == ({"due": "2015-05-01"}, {"due": "2015-06-01"})
    assert event.plan_id == make.the("plan")


def test_a_verb_in_a_verb_belongs_to_the_same_change(session: Session, make: Maker) -> None:
    plan = make.plan()
    events = session.scalars(sa.select(Event).where(Event.plan_id == plan)).all()
    assert {event.entity for event in events} == {"plans", "plan_goals", "elements"}
    assert {event.verb for event in events} == {"add_plan"}
    assert len({event.change for event in events}) == 1


def test_what_a_verb_did_before_it_failed_is_neither_stored_nor_logged(
    session: Session, writer: Writer, make: Maker
) -> None:
    plan = make.plan(code="HP1")
    before, number = state_now(session), last_event(session)
    with pytest.raises(Duplicate):
        make.plan(code="HP1")
    with pytest.raises(Invalid):
        add_element(
            writer,
            plan_id=plan,
            code="A1",
            contents=ElementContents(kind=ElementKind.GOAL, title="Mål uden mål"),
        )
    assert (state_now(session), last_event(session)) == (before, number)


def test_a_plan_knows_its_latest_event(session: Session, make: Maker) -> None:
    plan = make.plan()
    make.element(plan_id=plan)
    make.organisation()
    latest = session.scalar(sa.select(sa.func.max(Event.id)).where(Event.plan_id == plan))
    assert session.scalar(sa.select(Plan.revision).where(Plan.id == plan)) == latest


def test_replaying_the_log_of_the_demonstration_gives_its_rows(demo_session: Session) -> None:
    state = state_now(demo_session)
    # what the demonstration has no rows of
    assert tracked_tables() - state.keys() == {
        "documents",
        "comments",
        "mentions",
        "proposals",
        "disaggregations",
        "reading_parts",
    }
    assert replay(logged_changes(demo_session)) == state


def test_replay_and_undo_hold_after_changes_and_deletions(demo_session: Session, demo_writer: Writer) -> None:
    before, number = state_now(demo_session), last_event(demo_session)
    make = Maker(demo_writer)
    milestone = demo_session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()
    element = demo_session.scalars(sa.select(Element).where(Element.code == "HP1-A2")).one()
    move_milestone(
        demo_writer, milestone_id=milestone.id, version=1, due=date(2015, 10, 1), reason="Nyt udbud"
    )
    make.report(element.id, DeliveryStatus.MINOR_ISSUES, happened="Udbuddet er ude")
    complete_milestone(demo_writer, milestone_id=milestone.id, version=2, done_on=date(2015, 9, 15))
    role = grant_role(
        demo_writer, user_id=make.person(), role=Role.READER, organisation_id=make.organisation()
    )
    revoke_role(demo_writer, role_id=role)
    assert replay(logged_changes(demo_session)) == state_now(demo_session)
    assert (
        undo(logged_changes(demo_session, after=number, newest_first=True), state_now(demo_session)) == before
    )


def test_one_plan_is_undone_without_the_others(demo_session: Session, demo_writer: Writer) -> None:
    first, second = demo_session.scalars(sa.select(Plan.id).order_by(Plan.id).limit(2)).all()
    make = Maker(demo_writer)
    number = last_event(demo_session)
    make.element(plan_id=first, title="I den ene")
    make.element(plan_id=second, title="I den anden")
    changes = logged_changes(demo_session, after=number, plan_id=first, newest_first=True)
    titles = {row["title"] for row in undo(changes, state_now(demo_session))["elements"].values()}
    assert "I den anden" in titles
    assert "I den ene" not in titles


def test_a_log_with_a_missing_event_does_not_pass(session: Session, writer: Writer, make: Maker) -> None:
    milestone = make.milestone()
    for version, day in enumerate((date(2016, 1, 1), date(2016, 2, 1)), start=1):
        move_milestone(writer, milestone_id=milestone, version=version, due=day, reason="Senere")
    changes = logged_changes(session)
    with pytest.raises(BrokenLog):
        replay([*changes[:-2], changes[-1]])
    with pytest.raises(BrokenLog):
        undo([changes[-2]], state_now(session))
