"""The short names of new rows of a plan."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from tests.databases import opened
from tests.factories import Maker
from tests.personas import NOW, TODAY
from tracker.records.models import Element, Goal, Plan
from tracker.services.plans.elements import add_element
from tracker.services.plans.next_codes import next_element_code, next_link_code, sequence
from tracker.services.verb import Writer, verb
from tracker.theory.contents.element import ElementContents
from tracker.theory.contents.fields import CODE_LENGTH
from tracker.theory.kinds import ElementKind


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (ElementKind.INPUT, "HP1-I1"),
        (ElementKind.ACTIVITY, "HP1-A1"),
        (ElementKind.OUTPUT, "HP1-O1"),
        (ElementKind.OUTCOME_SHORT, "HP1-K1"),
        (ElementKind.OUTCOME_MEDIUM, "HP1-M1"),
        (ElementKind.OUTCOME_LONG, "HP1-L1"),
        (ElementKind.EXTERNAL, "HP1-X1"),
    ],
)
def test_an_elements_code_tells_its_plan_and_column(
    make: Maker, writer: Writer, kind: ElementKind, code: str
) -> None:
    plan = writer.session.get_one(Plan, make.plan(code="HP1"))
    assert next_element_code(writer, plan, kind) == code


def test_codes_count_on_from_the_highest_of_their_plan(make: Maker, writer: Writer) -> None:
    plan = make.plan(code="HP1")
    for code in ("HP1-A2", "HP1-A10", "HP1-O3", "hp1-a40", "HP1-A7b", "Andet"):
        make.element(plan_id=plan, code=code)
    make.element(plan_id=make.plan(code="HP11"), code="HP1-A99")
    row = writer.session.get_one(Plan, plan)
    assert next_element_code(writer, row, ElementKind.ACTIVITY) == "HP1-A11"
    assert next_element_code(writer, row, ElementKind.OUTPUT) == "HP1-O4"


def test_a_links_code_is_told_from_a_long_term_outcomes(make: Maker, writer: Writer) -> None:
    plan = make.plan(code="HP1")
    source, target = (make.element(plan_id=plan, code=code) for code in ("HP1-A1", "HP1-L7"))
    row = writer.session.get_one(Plan, plan)
    assert next_link_code(writer, row) == "HP1-l01"
    make.link(source, target, plan_id=plan, code="HP1-l09")
    assert next_link_code(writer, row) == "HP1-l10"


def test_a_goal_element_is_named_after_the_strategys_goal(make: Maker, writer: Writer) -> None:
    goals = [make.goal(code="G4"), make.goal(code="G7")]
    plan = writer.session.get_one(Plan, make.plan(code="HP1", goal_ids=goals[:1]))
    declared, other = (writer.session.get_one(Goal, goal) for goal in goals)
    assert next_element_code(writer, plan, ElementKind.GOAL, other) == "HP1-G7"
    assert next_element_code(writer, plan, ElementKind.GOAL, declared) == "HP1-G5"


def test_a_long_plan_code_leaves_room_for_the_number(make: Maker, writer: Writer) -> None:
    plan = writer.session.get_one(Plan, make.plan(code="P" * CODE_LENGTH, goal_ids=[]))
    code = next_element_code(writer, plan, ElementKind.ACTIVITY)
    assert len(code) <= CODE_LENGTH
    make.element(plan_id=plan.id, code=code)
    assert next_element_code(writer, plan, ElementKind.ACTIVITY) != code


def test_a_code_that_is_taken_is_passed_over() -> None:
    assert next(sequence("P", "A", ["P-A99999", "P-A100000"])) == "P-A100001"


def test_eight_who_name_elements_at_once_get_eight_names(empty_url: str) -> None:
    with opened(empty_url) as session:
        plan_id = Maker(Writer(session, NOW, TODAY)).plan(code="HP1")
    together = Barrier(8)

    def add(_number: int) -> None:
        with opened(empty_url) as session:
            together.wait(timeout=60)
            _add_named(Writer(session, NOW, TODAY), plan_id=plan_id)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(8)))
    with opened(empty_url) as session:
        assert _codes(session) == {f"HP1-A{n}" for n in range(1, 9)}


@verb
def _add_named(writer: Writer, *, plan_id: int) -> int:
    plan = writer.session.get_one(Plan, plan_id)
    code = next_element_code(writer, plan, ElementKind.ACTIVITY)
    return add_element(
        writer,
        plan_id=plan_id,
        code=code,
        contents=ElementContents(kind=ElementKind.ACTIVITY, title="Aktivitet"),
    )


def _codes(session: Session) -> set[str]:
    rows = session.query(Element.code).where(Element.kind == ElementKind.ACTIVITY)
    return {code for (code,) in rows}
