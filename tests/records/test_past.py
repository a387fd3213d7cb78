"""A plan's rows from the log mean what the database means: now, and at every moment before."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tests.personas import TODAY
from tracker.records.models import Assumption, Element, Indicator, Link, LinkAssumption, Milestone, Plan
from tracker.records.queries.history.log import last_event
from tracker.records.queries.history.past import pathway_of_rows, rows_at, rows_now
from tracker.records.queries.pathway import load_pathway
from tracker.services.follow_up.milestones import move_milestone
from tracker.services.plans.elements import archive_element
from tracker.services.verb import Writer, fetch, verb
from tracker.theory.kinds import DeliveryStatus, ElementKind
from tracker.theory.pathway import Pathway

PLANS = range(1, 7)
LANGUAGES = ("da", "en")


def from_rows(session: Session, plan: int) -> list[Pathway]:
    return [pathway_of_rows(session, plan, rows_now(session, plan), language) for language in LANGUAGES]


def from_database(session: Session, plan: int) -> list[Pathway]:
    session.rollback()
    return [load_pathway(session, plan, language) for language in LANGUAGES]


@verb
def overturn(writer: Writer, *, plan_id: int) -> None:
    """A bit of everything at once: rewritten, archived, taken off."""
    session = writer.session

    def first(model: Any) -> int:
        number = session.scalar(sa.select(sa.func.min(model.id)).where(model.plan_id == plan_id))
        assert number is not None
        return int(number)

    fetch(writer, Plan, plan_id).title = "Vendt på hovedet"
    element = fetch(writer, Element, first(Element) + 2)
    element.title, element.title_en = "Noget andet", ""
    fetch(writer, Link, first(Link)).rationale = "Fordi"
    fetch(writer, Milestone, first(Milestone)).archived_at = writer.now
    fetch(writer, Indicator, first(Indicator)).archived_at = writer.now
    fetch(writer, Assumption, first(Assumption)).critical = True
    session.delete(fetch(writer, LinkAssumption, first(LinkAssumption)))
    session.flush()
    fetch(writer, Element, first(Element) + 1).archived_at = writer.now


@pytest.mark.parametrize("plan", PLANS)
def test_the_rows_of_a_plan_make_the_theory_of_change_that_is_loaded(
    demo_session: Session, plan: int
) -> None:
    assert from_rows(demo_session, plan) == from_database(demo_session, plan)


@pytest.mark.parametrize("plan", PLANS)
def test_after_changes_they_do_so_too_and_undone_they_make_what_there_was(
    demo_session: Session, demo_writer: Writer, plan: int
) -> None:
    then, moment = from_database(demo_session, plan), last_event(demo_session)
    overturn(demo_writer, plan_id=plan)
    now = from_database(demo_session, plan)
    assert now != then
    assert from_rows(demo_session, plan) == now
    rows = rows_at(demo_session, plan, moment)
    assert [pathway_of_rows(demo_session, plan, rows, language) for language in LANGUAGES] == then


def test_a_moment_has_the_reports_and_readings_that_there_were(
    demo_session: Session, demo_writer: Writer
) -> None:
    make = Maker(demo_writer)
    milestone = demo_session.scalars(sa.select(Milestone).where(Milestone.code == "HP1-m2")).one()
    indicator = demo_session.scalars(sa.select(Indicator.id).where(Indicator.plan_id == 1)).first()
    assert indicator is not None
    moments = []
    for step in (
        lambda: make.report(milestone.element_id, DeliveryStatus.COMPLETED, happened="Alt er gjort"),
        lambda: make.reading(indicator, TODAY, 3.5),
        lambda: move_milestone(
            demo_writer, milestone_id=milestone.id, version=1, due=date(2016, 1, 1), reason="Vejret"
        ),
        lambda: make.element(ElementKind.OUTPUT, plan_id=1),
    ):
        moments.append((last_event(demo_session), from_database(demo_session, 1)))
        step()
    now = rows_now(demo_session, 1)
    for number, then in moments:
        rows = rows_at(demo_session, 1, number, now)
        assert [pathway_of_rows(demo_session, 1, rows, language) for language in LANGUAGES] == then


def test_a_goal_that_a_plan_declares_stays_declared_without_its_element(
    demo_session: Session, demo_writer: Writer
) -> None:
    make = Maker(demo_writer)
    make.made.update(strategy=1, organisation=1, goal=1)
    plan = make.plan(goal_ids=[1, 2], primary_goal_id=2)
    for element in demo_session.scalars(sa.select(Element).where(Element.plan_id == plan)).all():
        archive_element(demo_writer, element_id=element.id, version=element.version)
    found = from_database(demo_session, plan)
    assert [(len(one.elements), sorted(map(int, one.goals)), one.primary_goal) for one in found] == [
        (0, [1, 2], 2)
    ] * 2
    assert from_rows(demo_session, plan) == found


def test_another_plan_and_its_events_are_left_alone(demo_session: Session, demo_writer: Writer) -> None:
    there, moment = rows_now(demo_session, 2), last_event(demo_session)
    overturn(demo_writer, plan_id=1)
    assert rows_now(demo_session, 2) == there
    assert rows_at(demo_session, 2, moment) == there


def test_before_it_was_made_a_plan_has_no_rows(demo_session: Session, demo_writer: Writer) -> None:
    moment = last_event(demo_session)
    make = Maker(demo_writer)
    make.made.update(strategy=1, organisation=1, goal=1)
    plan = make.plan()
    assert rows_at(demo_session, plan, moment) == {}


def test_a_past_plan_costs_the_same_number_of_queries_whatever_its_size(
    demo_session: Session, demo_writer: Writer
) -> None:
    make = Maker(demo_writer)
    make.made.update(strategy=1, organisation=1, goal=1)
    small = make.plan()

    def queries(plan: int) -> int:
        demo_session.rollback()
        sent: list[str] = []
        engine = demo_session.get_bind()

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            sent.append(statement)

        sa.event.listen(engine, "before_cursor_execute", note)
        pathway_of_rows(demo_session, plan, rows_at(demo_session, plan, 10**9), "da")
        sa.event.remove(engine, "before_cursor_execute", note)
        return len([statement for statement in sent if statement.startswith(("SELECT", "WITH"))])

    assert queries(small) == queries(1) <= 17
