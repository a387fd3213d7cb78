"""A copy has the other plan's theory of change, and nothing of what happened to it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import (
    Assumption,
    Disaggregation,
    Document,
    Element,
    Indicator,
    IndicatorReading,
    Link,
    LinkAssumption,
    LinkFinding,
    Milestone,
    Plan,
    PlanOwner,
    PlanPartner,
    StatusReport,
)
from tracker.records.queries.history.log import logged_changes, state_now
from tracker.records.queries.pathway import load_pathway
from tracker.records.replay import replay
from tracker.services.errors import Duplicate, Invalid, NotThere
from tracker.services.people.organisations import archive_organisation
from tracker.services.plans.assumptions import add_assumption, lay_assumption
from tracker.services.plans.copying import copy_plan
from tracker.services.plans.states import archive_plan
from tracker.services.verb import Writer, verb
from tracker.theory.contents.link import AssumptionContents
from tracker.theory.kinds import AssumptionState, Dimension, ElementKind, PlanState, Role
from tracker.theory.structure import problems

HP5 = 5


def count(session: Session, model: Any, plan: int) -> int:
    found = session.scalar(sa.select(sa.func.count()).select_from(model).where(model.plan_id == plan))
    return found or 0


@verb
def put_away(writer: Writer, *, element_id: int) -> None:
    writer.session.get_one(Element, element_id).archived_at = writer.now


def test_a_copied_indicator_is_broken_down_as_the_first_and_has_no_readings(
    demo_writer: Writer, demo_session: Session
) -> None:
    indicator = demo_session.scalars(sa.select(Indicator.id).where(Indicator.plan_id == HP5)).first()
    assert indicator is not None
    Maker(demo_writer).broken_down(indicator, date(2015, 9, 1), 3.0)
    new = copy_plan(demo_writer, plan_id=HP5, code="HP8", title="Kopi")
    own = demo_session.scalars(sa.select(Disaggregation).where(Disaggregation.plan_id == new)).one()
    assert own.dimension is Dimension.AREA
    assert demo_session.get_one(Indicator, own.indicator_id).plan_id == new
    assert count(demo_session, IndicatorReading, new) == 0


@pytest.fixture
def copy(demo_writer: Writer) -> int:
    return copy_plan(demo_writer, plan_id=HP5, code="HP7", title="Forældre i Nørresundby")


def test_a_copy_of_each_demo_plan_has_the_same_theory_of_change(
    demo_writer: Writer, demo_session: Session
) -> None:
    for plan in demo_session.scalars(sa.select(Plan.id).order_by(Plan.id)).all():
        new = copy_plan(demo_writer, plan_id=plan, code=f"K{plan}", title="Kopi")
        old_one, new_one = (load_pathway(demo_session, number, "da") for number in (plan, new))
        assert [(e.kind, e.title, e.starts_on, e.expected_from, e.organisation) for e in new_one.ordered] == [
            (e.kind, e.title, e.starts_on, e.expected_from, e.organisation) for e in old_one.ordered
        ]
        assert [
            (
                new_one.element[link.source].title,
                new_one.element[link.target].title,
                replace(link, id=0, source=0, target=0, code="", assumptions=()),
                [new_one.assumption[a].text for a in link.assumptions],
            )
            for link in new_one.links
        ] == [
            (
                old_one.element[link.source].title,
                old_one.element[link.target].title,
                replace(link, id=0, source=0, target=0, code="", assumptions=()),
                [old_one.assumption[a].text for a in link.assumptions],
            )
            for link in old_one.links
        ]
        assert (new_one.goals, new_one.primary_goal) == (old_one.goals, old_one.primary_goal)
        assert [p.kind for p in problems(new_one)] == [p.kind for p in problems(old_one)]
        assert [(i.title, i.baseline, i.target, i.readings) for i in new_one.indicators] == [
            (i.title, i.baseline, i.target, ()) for i in old_one.indicators
        ]
    assert replay(logged_changes(demo_session)) == state_now(demo_session)


def test_a_copy_begins_as_an_idea_with_its_own_name(copy: int, demo_session: Session) -> None:
    plan = demo_session.get_one(Plan, copy)
    assert (plan.state, plan.code, plan.title, plan.title_en) == (
        PlanState.IDEA,
        "HP7",
        "Forældre i Nørresundby",
        None,
    )
    assert count(demo_session, PlanPartner, copy) == count(demo_session, PlanPartner, HP5) > 0
    assert count(demo_session, PlanOwner, copy) == 0


def test_nothing_that_was_reported_or_measured_comes_along(copy: int, demo_session: Session) -> None:
    happened: tuple[Any, ...] = (StatusReport, IndicatorReading, Document)
    for model in happened:
        assert count(demo_session, model, copy) == 0
    assert count(demo_session, StatusReport, HP5) > 0
    states = set(demo_session.scalars(sa.select(Assumption.state).where(Assumption.plan_id == copy)))
    assert states == {AssumptionState.UNTESTED}
    theory: tuple[Any, ...] = (Link, LinkFinding, LinkAssumption, Indicator)
    for model in theory:
        assert count(demo_session, model, copy) == count(demo_session, model, HP5) > 0


def test_a_due_date_is_a_first_promise_in_the_copy_and_nothing_is_done(
    copy: int, demo_session: Session
) -> None:
    def promises(plan: int) -> list[Milestone]:
        query = sa.select(Milestone).where(Milestone.plan_id == plan).order_by(Milestone.position)
        return list(demo_session.scalars(query))

    assert any(one.done_on for one in promises(HP5))
    assert [(one.due, one.baseline_due, one.done_on) for one in promises(copy)] == [
        (one.due, one.due, None) for one in promises(HP5)
    ]


def test_the_parts_are_called_after_the_copy(copy: int, demo_session: Session) -> None:
    for model in (Element, Link, Assumption, Milestone, Indicator):
        codes = demo_session.scalars(sa.select(model.code).where(model.plan_id == copy)).all()
        assert codes
        assert all(code.startswith("HP7-") for code in codes)


def test_what_is_archived_stays_behind_with_what_hangs_on_it(
    make: Maker, writer: Writer, session: Session
) -> None:
    plan = make.plan()
    kept, gone = make.element(plan_id=plan), make.element(ElementKind.OUTPUT, plan_id=plan)
    link = make.link(kept, gone, plan_id=plan)
    assumption = add_assumption(
        writer, plan_id=plan, code="a", contents=AssumptionContents(title="Antagelse")
    )
    lay_assumption(writer, link_id=link, assumption_id=assumption)
    make.finding(link)
    make.milestone(element_id=gone)
    put_away(writer, element_id=gone)
    copy = copy_plan(writer, plan_id=plan, code="K", title="Kopi")
    assert count(session, Element, copy) == 2
    for model in (Link, LinkAssumption, LinkFinding, Milestone):
        assert count(session, model, copy) == 0
    assert count(session, Assumption, copy) == 1


def test_the_copier_may_be_its_owner_and_another_organisation_may_lead(
    make: Maker, writer: Writer, session: Session
) -> None:
    owner, lead = make.person(Role.OWNER), make.organisation()
    copy = copy_plan(
        writer, plan_id=make.plan(), code="K", title="Kopi", owner_ids=[owner], lead_organisation_id=lead
    )
    assert session.scalars(sa.select(PlanOwner.user_id).where(PlanOwner.plan_id == copy)).all() == [owner]
    assert session.get_one(Plan, copy).lead_organisation_id == lead


def test_an_archived_plan_may_be_copied_but_not_under_an_archived_lead(
    make: Maker, writer: Writer, session: Session
) -> None:
    lead, partner = make.organisation(), make.organisation()
    plan = make.plan(lead_organisation_id=lead, partner_ids=[partner])
    element = make.element(plan_id=plan, organisation_id=partner)
    archive_plan(writer, plan_id=plan, version=1, reason="Slut")
    archive_organisation(writer, organisation_id=partner)
    copy = copy_plan(writer, plan_id=plan, code="K1", title="Kopi")
    assert session.get_one(Plan, copy).archived_at is None
    assert count(session, PlanPartner, copy) == 0
    assert session.get_one(Element, element).organisation_id == partner
    organisations = sa.select(Element.organisation_id).where(Element.plan_id == copy)
    assert set(session.scalars(organisations)) == {None}
    archive_plan(writer, plan_id=copy, version=1, reason="Slut")
    archive_organisation(writer, organisation_id=lead)
    with pytest.raises(Invalid, match="lead_organisation_id: not_there"):
        copy_plan(writer, plan_id=plan, code="K2", title="Kopi")


def test_a_copy_needs_a_name_and_a_code_of_its_own(make: Maker, writer: Writer) -> None:
    plan = make.plan(code="HP1")
    with pytest.raises(Duplicate):
        copy_plan(writer, plan_id=plan, code="HP1", title="Kopi")
    with pytest.raises(Invalid, match="title: required"):
        copy_plan(writer, plan_id=plan, code="K", title="")
    with pytest.raises(Invalid, match="code: too_long"):
        copy_plan(writer, plan_id=plan, code="k" * 60, title="Kopi")
    with pytest.raises(NotThere):
        copy_plan(writer, plan_id=404, code="K", title="Kopi")
