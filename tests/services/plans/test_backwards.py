"""An answer in backwards mapping is saved at once."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Element, Event
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Invalid
from tracker.services.plans.backwards import answer_backwards
from tracker.services.plans.quick_entry import Entered, Unreadable
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, LinkKind

LONG, MEDIUM = ElementKind.OUTCOME_LONG, ElementKind.OUTCOME_MEDIUM


@pytest.fixture
def plan(make: Maker) -> int:
    return make.plan(code="HP9", goal_ids=[make.goal(code="G1", title="Større tryghed")])


@pytest.fixture
def goal(plan: int, session: Session) -> int:
    number = session.scalars(sa.select(Element.id).where(Element.plan_id == plan)).one()
    session.rollback()
    return number


def answer(
    writer: Writer,
    plan: int,
    element: int,
    text: str = "",
    kind: ElementKind = LONG,
    picked: tuple[int, ...] = (),
) -> Entered:
    return answer_backwards(
        writer, plan_id=plan, element_id=element, kind=kind, text=text, picked=picked, language="da"
    )


def test_each_line_is_put_before_the_element(plan: int, goal: int, writer: Writer, session: Session) -> None:
    before = last_event(session)
    made = answer(writer, plan, goal, "Flere er trygge\n- M: Færre anmeldelser")
    pathway = load_pathway(session, plan, "da")
    assert [(pathway.element[n].kind, pathway.element[n].code) for n in made.elements] == [
        (LONG, "HP9-L1"),
        (MEDIUM, "HP9-M1"),
    ]
    assert {(link.source, link.target, link.kind) for link in pathway.links} == {
        (number, goal, LinkKind.CAUSAL) for number in made.elements
    }
    assert len(set(session.scalars(sa.select(Event.change).where(Event.id > before)))) == 1


def test_what_is_there_is_taken_up_by_name_or_picked(
    plan: int, goal: int, writer: Writer, make: Maker, session: Session
) -> None:
    first = make.element(LONG, plan_id=plan, title="Flere er trygge", code="HP9-L1")
    second = make.element(MEDIUM, plan_id=plan, title="Færre anmeldelser", code="HP9-M1")
    made = answer(writer, plan, goal, "flere er TRYGGE", picked=(second, first))
    assert made.elements == ()
    assert {link.source for link in load_pathway(session, plan, "da").links} == {first, second}
    assert len(made.links) == 2


def test_an_answer_says_something(plan: int, goal: int, writer: Writer) -> None:
    with pytest.raises(Invalid) as error:
        answer(writer, plan, goal, " \n")
    assert (error.value.field, error.value.fault) == ("text", "nothing_new")


def test_a_line_that_cannot_come_before_is_refused_with_all_others(
    plan: int, goal: int, writer: Writer, session: Session
) -> None:
    before = last_event(session)
    with pytest.raises(Unreadable):
        answer(writer, plan, goal, "Flere er trygge\nA: Rekruttere")
    assert last_event(session) == before


def test_a_kind_that_cannot_lead_there_is_refused(plan: int, goal: int, writer: Writer) -> None:
    with pytest.raises(Invalid) as error:
        answer(writer, plan, goal, "Rekruttere", ElementKind.ACTIVITY)
    assert (error.value.field, error.value.fault) == ("kind", "not_before_this")


def test_only_what_the_plan_offers_is_picked(plan: int, goal: int, writer: Writer, make: Maker) -> None:
    elsewhere = make.element(LONG, plan_id=make.plan())
    activity = make.element(ElementKind.ACTIVITY, plan_id=plan)
    for picked in (elsewhere, activity, goal, 10**9):
        with pytest.raises(Invalid) as error:
            answer(writer, plan, goal, picked=(picked,))
        assert (error.value.field, error.value.fault) == ("picked", "not_there")


def test_an_element_of_another_plan_is_not_asked_about(goal: int, writer: Writer, make: Maker) -> None:
    with pytest.raises(Invalid) as error:
        answer(writer, make.plan(), goal, "Flere er trygge")
    assert error.value.field == "element_id"
