"""What the verbs that build a plan's theory of change accept, and what they refuse."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import Maker
from tracker.records.models import Element, Finding, Goal, PlanGoal
from tracker.records.queries.history.log import last_event
from tracker.records.queries.pathway import load_pathway
from tracker.services.errors import Duplicate, Invalid
from tracker.services.evidence import attach_finding
from tracker.services.plans.assumptions import lay_assumption
from tracker.services.verb import Writer
from tracker.theory.kinds import ElementKind, LinkBasis, LinkKind, PlanState
from tracker.theory.structure import ProblemKind, errors


def refused(make: Maker, noun: str, *args: Any, **values: Any) -> tuple[str, str]:
    """Field and fault for which ``make.noun(...)`` is refused."""
    with pytest.raises(Invalid) as error:
        getattr(make, noun)(*args, **values)
    return error.value.field, error.value.fault


@pytest.mark.parametrize("noun", ["strategy", "definition", "goal", "plan", "element", "assumption"])
@pytest.mark.parametrize(
    ("title", "fault"),
    [("", "required"), ("  \n ", "required"), ("a" * 501, "too_long"), ("a\x00b", "control_characters")],
)
def test_a_title_has_to_be_there_short_and_printable(make: Maker, noun: str, title: str, fault: str) -> None:
    assert refused(make, noun, title=title) == ("title", fault)


@pytest.mark.parametrize(
    "title", ["“<b>&evil</b>”", "'; DROP TABLE plans; --", "مرحبا", "👩‍👩‍👧‍👦 tryghed", "a" * 500]
)
def test_a_title_is_kept_as_it_was_written(make: Maker, session: Session, title: str) -> None:
    element = make.element(title=f"  {title} ")
    assert session.scalars(sa.select(Element.title).where(Element.id == element)).one() == title


@pytest.mark.parametrize(
    "noun", ["strategy", "definition", "goal", "plan", "element", "assumption", "finding"]
)
def test_a_code_is_taken_once(make: Maker, noun: str) -> None:
    getattr(make, noun)(code="X1")
    number = last_event(make.writer.session)
    with pytest.raises(Duplicate) as error:
        getattr(make, noun)(code="X1")
    assert (error.value.field, error.value.value) == ("code", "X1")
    assert last_event(make.writer.session) == number


def test_the_same_code_may_stand_in_two_plans(make: Maker) -> None:
    make.element(code="A1")
    make.element(code="A1", plan_id=make.plan())


def test_a_strategy_ends_no_earlier_than_it_starts(make: Maker) -> None:
    day = date(2015, 1, 1)
    assert refused(make, "strategy", starts_on=day, ends_on=date(2014, 12, 31)) == (
        "ends_on",
        "ends_before_start",
    )
    make.strategy(starts_on=day, ends_on=day)


def test_a_strategys_time_zone_has_to_exist(make: Maker) -> None:
    for zone in ("Europe/Aalborg", "../../etc/passwd", ""):
        assert refused(make, "strategy", timezone=zone) == ("timezone", "not_there")


def test_a_plan_makes_a_goal_element_for_each_goal_it_declares(make: Maker, session: Session) -> None:
    goals = [make.goal(code="G1", title="Større tryghed"), make.goal(code="G2", title="Mindre kriminalitet")]
    plan = make.plan(code="HP1", goal_ids=goals, primary_goal_id=goals[1])
    boxes = session.scalars(
        sa.select(Element).where(Element.plan_id == plan).order_by(Element.position)
    ).all()
    assert [(box.code, box.title, box.goal_id) for box in boxes] == [
        ("HP1-G1", "Større tryghed", goals[0]),
        ("HP1-G2", "Mindre kriminalitet", goals[1]),
    ]
    primary = session.scalars(
        sa.select(PlanGoal.goal_id).where(PlanGoal.plan_id == plan, PlanGoal.is_primary)
    ).all()
    assert primary == [goals[1]]


def test_a_plan_without_goals_is_saved_and_shown_as_an_error(make: Maker, session: Session) -> None:
    plan = make.plan(goal_ids=[], state=PlanState.DRAFT)
    make.element(plan_id=plan)
    assert ProblemKind.NO_GOAL in {problem.kind for problem in errors(load_pathway(session, plan, "da"))}


def test_the_primary_goal_is_one_of_the_plans_goals(make: Maker) -> None:
    first, second = make.goal(), make.goal()
    assert refused(make, "plan", goal_ids=[first], primary_goal_id=second) == (
        "primary_goal_id",
        "not_among_goals",
    )
    assert refused(make, "plan", goal_ids=[first], primary_goal_id=None) == ("primary_goal_id", "required")


def test_a_plan_serves_goals_of_its_own_strategy(make: Maker) -> None:
    foreign = make.goal(definition_id=make.definition(strategy_id=make.strategy()))
    assert refused(make, "plan", goal_ids=[foreign]) == ("goal_ids", "of_another_strategy")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("strategy_id", 999),
        ("lead_organisation_id", 999),
        ("goal_ids", [999]),
        ("owner_ids", [999]),
        ("partner_ids", [999]),
    ],
)
def test_what_a_plan_refers_to_has_to_be_there(make: Maker, field: str, value: object) -> None:
    assert refused(make, "plan", **{field: value}) == (field, "not_there")


def test_a_plan_does_not_cost_less_than_nothing(make: Maker) -> None:
    assert refused(make, "plan", budget_dkk=-1) == ("budget_dkk", "out_of_range")
    make.plan(budget_dkk=0)


@pytest.mark.parametrize("kind", [kind for kind in ElementKind if kind is not ElementKind.GOAL])
def test_days_belong_to_their_kinds_of_element(make: Maker, kind: ElementKind) -> None:
    day = date(2015, 1, 1)
    if kind is ElementKind.ACTIVITY:
        make.element(kind, starts_on=day, ends_on=day)
    else:
        assert refused(make, "element", kind, starts_on=day) == ("starts_on", "only_on_activities")
        assert refused(make, "element", kind, ends_on=day) == ("ends_on", "only_on_activities")
    if kind.is_outcome:
        make.element(kind, expected_from=day)
    else:
        assert refused(make, "element", kind, expected_from=day) == ("expected_from", "only_on_outcomes")


def test_a_goal_element_and_no_other_stands_for_a_goal(make: Maker, session: Session) -> None:
    plan = make.plan(goal_ids=[])
    goal = make.goal()
    assert refused(make, "element", ElementKind.GOAL, plan_id=plan) == ("goal_id", "required")
    assert refused(make, "element", ElementKind.OUTPUT, plan_id=plan, goal_id=goal) == (
        "goal_id",
        "only_on_goals",
    )
    box = make.element(ElementKind.GOAL, plan_id=plan, goal_id=goal)
    assert session.get_one(Element, box).goal_id == goal


def test_a_goal_element_stands_for_a_goal_of_the_plans_strategy(make: Maker) -> None:
    foreign = make.goal(definition_id=make.definition(strategy_id=make.strategy()))
    assert refused(make, "element", ElementKind.GOAL, goal_id=foreign) == ("goal_id", "of_another_strategy")


def test_an_element_stands_behind_those_that_the_plan_has(make: Maker, session: Session) -> None:
    made = [make.element(), make.element(), make.element(plan_id=make.plan()), make.element()]
    positions = [session.get_one(Element, element).position for element in made]
    # one goal element stands first in each plan
    assert positions == [1, 2, 1, 3]


def test_a_link_from_an_element_to_itself_is_refused(make: Maker) -> None:
    box = make.element()
    assert refused(make, "link", box, box) == ("target_id", "links_to_itself")
    assert refused(make, "link", box, box, LinkKind.FEEDBACK) == ("target_id", "links_to_itself")


def test_a_link_never_leaves_its_plan(make: Maker) -> None:
    inside, outside = make.element(), make.element(plan_id=make.plan())
    assert refused(make, "link", inside, outside) == ("target_id", "of_another_plan")
    assert refused(make, "link", outside, inside) == ("source_id", "of_another_plan")


def test_a_draft_keeps_a_cycle_and_shows_it(make: Maker, session: Session) -> None:
    first, second = make.element(), make.element()
    make.link(first, second)
    make.link(second, first)
    found = errors(load_pathway(session, make.the("plan"), "da"))
    assert ProblemKind.CYCLE in {problem.kind for problem in found}


def test_a_draft_keeps_a_link_of_the_wrong_kind_and_shows_it(make: Maker, session: Session) -> None:
    activity, outcome = make.element(), make.element(ElementKind.OUTCOME_LONG)
    make.link(activity, outcome, LinkKind.CAUSAL, basis=LinkBasis.DEFINITION)
    make.link(outcome, activity, LinkKind.CAUSAL)
    found = {problem.kind for problem in errors(load_pathway(session, make.the("plan"), "da"))}
    assert found >= {
        ProblemKind.LINK_NOT_ALLOWED,
        ProblemKind.BACKWARD_LINK,
        ProblemKind.MISPLACED_DEFINITION,
    }


def test_a_lag_is_days_from_zero(make: Maker) -> None:
    first, second = make.element(), make.element(ElementKind.OUTPUT)
    assert refused(make, "link", first, second, lag_days=-1) == ("lag_days", "out_of_range")
    make.link(first, second, lag_days=0)


def test_an_assumption_may_carry_several_links_each_once(make: Maker, writer: Writer) -> None:
    first, second, third = make.element(), make.element(ElementKind.OUTPUT), make.element(ElementKind.OUTPUT)
    one, other = make.link(first, second), make.link(first, third)
    assumption = make.assumption(one, other)
    with pytest.raises(Duplicate):
        lay_assumption(writer, link_id=one, assumption_id=assumption)


def test_two_elements_are_linked_once_by_each_kind(make: Maker) -> None:
    first, second = make.element(), make.element()
    make.link(first, second)
    with pytest.raises(Invalid) as error:
        make.link(first, second)
    assert (error.value.field, error.value.fault) == ("target_id", "linked_already")
    make.link(second, first)
    make.link(first, second, LinkKind.FEEDBACK)


def test_an_assumption_of_another_plan_carries_nothing_here(make: Maker, writer: Writer) -> None:
    link = make.link(make.element(), make.element())
    foreign = make.assumption(plan_id=make.plan())
    with pytest.raises(Invalid) as error:
        lay_assumption(writer, link_id=link, assumption_id=foreign)
    assert (error.value.field, error.value.fault) == ("assumption_id", "of_another_plan")


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"citation": ""}, ("citation", "required")),
        ({"effect": " "}, ("effect", "required")),
        ({"doi": "https://doi.org/10.1/x"}, ("doi", "not_a_doi")),
        ({"url": "javascript:alert(1)"}, ("url", "not_a_web_address")),
        ({"url": "file:///etc/passwd"}, ("url", "not_a_web_address")),
        ({"url": "https://politi@example.org/"}, ("url", "not_a_web_address")),
        ({"country": "Danmark"}, ("country", "too_long")),
        ({"country": "dk"}, ("country", "not_a_country")),
        ({"studies": -1}, ("studies", "out_of_range")),
    ],
)
def test_a_finding_has_to_be_traceable(make: Maker, values: dict[str, Any], fault: tuple[str, str]) -> None:
    assert refused(make, "finding", **values) == fault


def test_a_finding_is_shared_by_links_of_different_plans(make: Maker, session: Session) -> None:
    here = make.link(make.element(), make.element())
    plan = make.plan()
    there = make.link(make.element(plan_id=plan), make.element(plan_id=plan), plan_id=plan)
    finding = make.finding(here, there, doi="10.1002/cl2.1046", url="https://example.org/1", country="DK")
    assert session.get_one(Finding, finding).doi == "10.1002/cl2.1046"


def test_a_finding_is_attached_to_a_link_once(make: Maker, writer: Writer) -> None:
    link = make.link(make.element(), make.element())
    finding = make.finding(link)
    with pytest.raises(Duplicate):
        attach_finding(writer, link_id=link, finding_id=finding)


def test_a_goal_keeps_the_strategys_own_doubt(make: Maker, session: Session) -> None:
    goal = make.goal(needs_precision=True, note="Målet kan med fordel præciseres")
    assert session.get_one(Goal, goal).needs_precision
